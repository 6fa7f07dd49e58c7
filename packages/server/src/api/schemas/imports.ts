/** What importers remember of what they brought, on the wire. */
import { z } from 'zod';
import { id, uuid } from './values.ts';

/** Of one call. */
const ENTRIES_MAX = 200;
const FIELDS_MAX = 40;

export const sourceParams = z.object({
  source: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'must be lower-case letters, digits, dots and dashes'),
});

const SECTIONS = [
  'tags',
  'environments',
  'secrets',
  'alertChannels',
  'monitors',
  'notificationPolicies',
  'resourceGroups',
  'maintenance',
  'statusPages',
  'webhooks',
] as const;

const fingerprints = z
  .record(z.string().min(1).max(50), z.string().max(64))
  .refine((fields) => Object.keys(fields).length <= FIELDS_MAX, `must have at most ${FIELDS_MAX} fields`);

const GIVEN = 'Fingerprints of what the source said at the last import, by field.';
const SHOWN = 'Fingerprints of what this server showed afterwards, by field: what differs has been changed here since.';

const importEntryBody = z
  .strictObject({
    ref: z.string().min(1).max(300).meta({ description: 'Which one it is at its source.', example: 'monitor:12' }),
    section: z.enum(SECTIONS),
    id: id.nullable().meta({ description: 'What it became. Null: it is forgotten.' }),
    given: fingerprints.meta({ description: GIVEN }),
    shown: fingerprints.meta({ description: SHOWN }),
  })
  .meta({ id: 'ImportEntry' });

export const importEntriesBody = z
  .strictObject({ entries: z.array(importEntryBody).max(ENTRIES_MAX) })
  .meta({ id: 'RememberImportsRequest', example: { entries: [] } });

export const importEntryDto = z
  .object({
    ref: z.string(),
    section: z.enum(SECTIONS),
    id: uuid,
    given: z.record(z.string(), z.string()).meta({ description: GIVEN }),
    shown: z.record(z.string(), z.string()).meta({ description: SHOWN }),
  })
  .meta({ id: 'ImportEntryDto' });
export type ImportEntry = z.output<typeof importEntryDto>;

export const rememberedDto = z.object({ remembered: z.int() });
