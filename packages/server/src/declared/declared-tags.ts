/** `tags` of `upwatch.yml`. */
import type { z } from 'zod';
import { parseOrFaults } from '@upwatch/core/schemas';
import { tagBody } from '../api/schemas/tags.ts';
import type { DeclaredThing, Path, Section } from './section.ts';

export const tagSection: Section = {
  kind: 'tag',
  key: 'tags',
  article: 'a tag',
  schema: () => tagBody,
  read: (value, at) => {
    const result = parseOrFaults(tagBody, value, at);
    return 'faults' in result ? result : { thing: thingOf(result.value, at) };
  },
  named: ({ tags }) => tags,
  current: ({ tags }) => tags.map(({ id, name, color }) => ({ kind: 'tag', id, name, fields: { color } })),
  remove: (id, { core, actor }) => core.tags.delete(id, actor),
};

function thingOf({ name, color }: z.output<typeof tagBody>, at: Path): DeclaredThing {
  const said = { ...(color && { color }) };
  return {
    ...{ kind: 'tag', name, at, references: [] },
    content: () => ({ fields: said, keeps: ['color'] }),
    make: async ({ core, actor }) => (await core.tags.create({ name, ...said }, actor)).id,
    change: async (id, { core, actor }) => void (await core.tags.update(id, { name, ...said }, actor)),
  };
}
