/** The last day of many monitors, on the wire. */
import { z } from 'zod';
import { id, time, uuid, whole } from './values.ts';

/** As many as a list shows at once, and one request answers quickly. */
const MONITORS_MAX = 100;

export const lastDayQuery = z.strictObject({
  monitorIds: z
    .string()
    .max(MONITORS_MAX * 40)
    .transform((text) => text.split(',').map((one) => one.trim()))
    .pipe(z.array(id).min(1).max(MONITORS_MAX))
    .meta({
      override: { type: 'string', example: '019b0000-0000-7000-8000-000000000000' },
      description: `Ids of monitors, separated by commas: at most ${MONITORS_MAX}.`,
    }),
});

export const lastDayDto = z
  .object({
    monitorId: uuid,
    hours: z
      .array(
        z.object({
          startsAt: time,
          up: whole,
          degraded: whole,
          down: whole,
          unknown: whole,
          maintenance: whole.meta({ description: 'Looks in maintenance; they are in no other count.' }),
          avgLatencyMs: z.number().nullable(),
        }),
      )
      .meta({
        description: '24 full hours, UTC, oldest first; the last one lasts. Looks are counted by how they came out.',
      }),
    latest: z
      .object({
        region: z.string(),
        passed: z.boolean(),
        responseTimeMs: whole.nullable(),
        timestamp: time,
        severityHint: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'The newest look, from whichever region; null where there is none yet.' }),
  })
  .meta({ id: 'LastDayDto' });
