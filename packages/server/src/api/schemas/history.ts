/** The past that was seen elsewhere, on the wire. */
import { z } from 'zod';
import { sourceParams } from './imports.ts';
import { id, time, timeMs, uuid, whole } from './values.ts';

/** Of one call. */
const PAST_LOOKS_MAX = 5000;
const HOURS_MAX = 1000;
const DAYS_MAX = 500;
/** Of one hour or day: one a millisecond of an hour. */
const COUNT_MAX = 3_600_000;
/** An hour: nothing waits longer for an answer. */
const LATENCY_MAX_MS = 3_600_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const historyParams = z.object({ id, source: sourceParams.shape.source });

const latencyMs = z.number().min(0).max(LATENCY_MAX_MS);
const count = z.int().min(0).max(COUNT_MAX);

const look = z
  .strictObject({
    at: timeMs,
    outcome: z.enum(['up', 'degraded', 'down', 'unknown']),
    latencyMs: latencyMs.nullish().meta({ description: 'Until the answer, milliseconds.' }),
  })
  .meta({ id: 'PastLook' });

function totalsOf(widthMs: number, edge: string) {
  return z.strictObject({
    from: timeMs.refine((ms) => ms % widthMs === 0, `must be ${edge} (UTC)`),
    up: count,
    degraded: count.optional().default(0),
    down: count,
    unknown: count.optional().default(0),
    latency: z
      .strictObject({ averageMs: latencyMs, minMs: latencyMs, maxMs: latencyMs })
      .refine(
        ({ averageMs, minMs, maxMs }) => minMs <= averageMs && averageMs <= maxMs,
        'averageMs must lie between minMs and maxMs',
      )
      .nullish()
      .meta({ description: 'Of the looks that were up or degraded. Percentiles are estimated from it.' }),
  });
}

export const pastBody = z
  .strictObject({
    looks: z
      .array(look)
      .max(PAST_LOOKS_MAX)
      .optional()
      .default([])
      .meta({ description: 'Single looks; all of an hour in one call.' }),
    hours: z
      .array(totalsOf(HOUR_MS, 'the beginning of an hour').meta({ id: 'PastHour' }))
      .max(HOURS_MAX)
      .optional()
      .default([])
      .meta({ description: 'Hours of which only the sum is known.' }),
    days: z
      .array(totalsOf(DAY_MS, 'midnight').meta({ id: 'PastDay' }))
      .max(DAYS_MAX)
      .optional()
      .default([])
      .meta({ description: 'Days of which only the sum is known.' }),
  })
  .meta({
    id: 'ImportMonitorHistoryRequest',
    example: { looks: [{ at: '2026-01-31T12:00:00Z', outcome: 'up', latencyMs: 84 }] },
  });
export type PastBody = z.output<typeof pastBody>;

export const pastTakenDto = z
  .object({
    added: z
      .object({ looks: whole, hours: whole, days: whole })
      .meta({ description: 'What was not known before. The same again adds nothing.' }),
    refused: z
      .object({
        tooOld: whole.meta({ description: 'Before `keptFrom`.' }),
        tooNew: whole.meta({ description: 'At or after `ownFrom`, or to come.' }),
      })
      .meta({ description: 'What was not taken.' }),
  })
  .meta({ id: 'ImportedHistoryDto' });

export const historyDto = z
  .object({
    monitorId: uuid,
    ownFrom: time.nullable().meta({ description: 'The first look of our own: nothing is imported from then on.' }),
    keptFrom: time.meta({ description: 'What is older is not kept.' }),
    imported: z
      .array(z.object({ source: z.string(), from: time, to: time }))
      .meta({ description: 'Of each source the span that is known, to full hours.' }),
  })
  .meta({ id: 'MonitorHistoryDto' });
