/** The trail on the wire. */
import { z } from 'zod';
import { additions, named, perDialect } from '../dialect.ts';
import { clamped, pathNumber, time, timeMs, whole } from './values.ts';

export const auditQuery = z.strictObject({
  action: z.string().max(100).optional().meta({ example: 'monitor.created' }),
  actorId: pathNumber.optional().meta({ description: 'The id of an API key, or of a member.' }),
  actorType: z.enum(['key', 'member']).optional(),
  resourceType: z.string().max(100).optional().meta({ example: 'monitor' }),
  from: timeMs.optional(),
  to: timeMs.optional(),
  page: clamped({ min: 0, max: 1_000_000, default: 0 }),
  size: clamped({ min: 1, max: 200, default: 50 }),
});

export const auditDto = perDialect((dialect) => {
  return z
    .object({
      id: whole,
      actorId: whole
        .nullable()
        .meta({ description: 'The id of the API key or of the member; null where it was neither.' }),
      actorEmail: z.string().nullable(),
      action: z.string(),
      resourceType: z.string(),
      resourceId: z.string(),
      resourceName: z.string().nullable(),
      createdAt: time,
      ...additions(dialect, {
        actor: z
          .string()
          .meta({ description: 'The name of the member or API key, as it was then, `config file` or `system`.' }),
        actorType: z.enum(['key', 'member']).nullable(),
        before: z
          .record(z.string(), z.unknown())
          .nullable()
          .meta({ description: 'What is other since; null where that is not kept.' }),
        after: z.record(z.string(), z.unknown()).nullable(),
      }),
    })
    .meta(named(dialect, 'AuditEventDto'));
});
