/** Tags on the wire. */
import { z } from 'zod';
import { additions, named, perDialect } from '../dialect.ts';
import { id, nameOf, time, uuid, whole } from './values.ts';

const TAGS_MAX = 200;
const name = nameOf(100);
const color = z.string().regex(/^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$/, 'must be a colour such as #2563eb');

export const tagBody = z
  .strictObject({ name, color: color.nullish() })
  .meta({ id: 'CreateTagRequest', example: { name: 'production', color: '#2563eb' } });
export const tagChange = z
  .strictObject({ name: name.nullish(), color: color.nullish() })
  .meta({ id: 'UpdateTagRequest' });

export const monitorTags = z
  .strictObject({
    tagIds: z.array(id).max(TAGS_MAX).nullish(),
    newTags: z.array(tagBody).max(TAGS_MAX).nullish(),
  })
  .meta({ id: 'AddMonitorTagsRequest' });
export const removedTags = z.strictObject({ tagIds: z.array(id).min(1).max(TAGS_MAX) });

const shape = {
  id: uuid,
  organizationId: whole,
  name: z.string(),
  color: z.string(),
  createdAt: time,
  updatedAt: time,
};

export const tagDto = perDialect((dialect) => z.object(shape).meta(named(dialect, 'TagDto')));

/** As the list of them has it. */
export const listedTagDto = perDialect((dialect) => {
  return z
    .object({ ...shape, ...additions(dialect, { monitorCount: whole.meta({ description: 'How many have it.' }) }) })
    .meta(named(dialect, 'ListedTagDto'));
});
