/** What targets report of what they need, on the wire. */
import { z } from 'zod';
import { WINDOWS } from './results.ts';
import { pageQuery } from './paging.ts';
import { time, timeMs, uuid, whole } from './values.ts';

const status = z.enum(['up', 'degraded', 'down', 'missing']).meta({
  description: '`missing`: the health document named it, and does no more.',
});
const latencyMs = z.number().nullable().meta({ description: 'What the target says that it took, milliseconds.' });
const percent = z
  .number()
  .nullable()
  .meta({ description: 'Per cent of the looks that named it; null where none did.' });

const bucket = z
  .object({
    bucket: time,
    up: whole,
    degraded: whole,
    down: whole,
    uptimePercent: percent,
    avgLatencyMs: z.number().nullable(),
    maxLatencyMs: z.number().nullable(),
  })
  .meta({ id: 'DependencyBucketDto' });

const standing = {
  status,
  since: time.meta({ description: 'The first look that found it so.' }),
  latencyMs,
  message: z.string().nullable().meta({ description: 'What the target says of it, without credentials.' }),
  lastSeenAt: time,
};

export const dependencyDto = z
  .object({
    name: z.string(),
    ...standing,
    firstSeenAt: time,
    isIgnored: z.boolean().meta({ description: 'The monitor names the dependencies that matter, and this is none.' }),
    uptime24h: percent,
    uptime30d: percent,
    lastDay: z.array(bucket).meta({ description: 'By hour, the oldest first; hours without looks are left out.' }),
  })
  .meta({ id: 'ReportedDependencyDto' });

export const historyQuery = z.strictObject({
  name: z.string().min(1).max(200).meta({ description: 'The dependency, as the list names it.', example: 'database' }),
  window: z.enum(WINDOWS).optional(),
  from: timeMs.optional(),
  to: timeMs.optional(),
});

export const dependencyHistoryDto = z
  .object({
    name: z.string(),
    uptimePercentage: percent,
    looks: whole,
    avgLatencyMs: z.number().nullable(),
    maxLatencyMs: z.number().nullable(),
    chartData: z.array(bucket).meta({ description: 'By hour for up to a week, else by day; the oldest first.' }),
  })
  .meta({ id: 'DependencyHistoryDto' });

export const dependenciesQuery = pageQuery.extend({
  status: status.optional().meta({ description: 'Those alone that some monitor reports so.' }),
});

export const sharedDependencyDto = z
  .object({
    name: z.string(),
    status: status.meta({ description: 'The worst that a monitor reports.' }),
    monitors: z.array(z.object({ monitorId: uuid, monitorName: z.string(), ...standing })),
  })
  .meta({ id: 'SharedDependencyDto' });
