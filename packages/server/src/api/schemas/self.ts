/** What the server says of itself. */
import { z } from 'zod';
import { time, uuid, whole } from './values.ts';

const reason = z
  .object({
    code: z.enum([
      'network',
      'disk_full',
      'store',
      'outbox',
      'file_descriptors',
      'engine',
      'late',
      'loop_delay',
      'stale_monitors',
    ]),
    status: z.enum(['degraded', 'impaired']),
    message: z.string(),
    since: time.nullable(),
  })
  .meta({ id: 'SelfReason', description: 'One thing that is wrong with the server itself.' });

/** The answer of `GET /self`. */
export const selfDto = z
  .object({
    status: z.enum(['ok', 'degraded', 'impaired']),
    reasons: z.array(reason),
    version: z.string(),
    startedAt: time,
    uptimeSeconds: whole,
    looking: z.object({
      running: whole.nullable(),
      queued: whole.nullable(),
      assigned: whole.nullable(),
      looksTotal: whole.nullable(),
      skippedTotal: whole.nullable(),
      latenessP99Ms: z.number().nullable(),
      loopDelayP99Ms: z.number().nullable(),
      staleMonitors: whole,
      oldestOverdue: z
        .object({ monitorId: uuid, name: z.string(), overdueSeconds: whole })
        .nullable()
        .meta({ description: 'The monitor whose result has been overdue longest.' }),
    }),
    network: z.object({ isImpaired: z.boolean(), reason: z.string().nullable(), since: time.nullable() }),
    outbox: z.object({ waiting: whole, oldestAgeSeconds: whole.nullable() }),
    channels: z.array(
      z.object({
        id: uuid,
        name: z.string(),
        type: z.string(),
        lastSuccessAt: time.nullable(),
        brokenReason: z.string().nullable(),
      }),
    ),
    storage: z.object({
      isWritable: z.boolean(),
      disk_full: z.boolean(),
      coreBytes: whole,
      historyBytes: whole,
      freeBytes: whole.nullable(),
      historyBuffered: whole.nullable(),
      historyLost: whole.nullable(),
    }),
    clock: z.object({ jumps: whole, lastJumpAt: time.nullable(), lastJumpMs: z.int().nullable() }),
    heartbeat: z
      .object({ state: z.enum(['waiting', 'given', 'withheld', 'failed']), lastGivenAt: time.nullable() })
      .nullable()
      .meta({ description: 'null where none is set up.' }),
    process: z.object({ loopDelayP99Ms: z.number(), residentBytes: whole, heapUsedBytes: whole }),
  })
  .meta({ id: 'SelfDto', description: 'How the server itself is: what it looks at, keeps and tells.' });
