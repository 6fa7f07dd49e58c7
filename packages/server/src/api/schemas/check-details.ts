/** What a look showed, on the wire: a shape for each check type. */
import { z } from 'zod';
import { additions, perDialect } from '../dialect.ts';
import { time, whole } from './values.ts';

const text = z.string().nullable();
const texts = z.array(z.string()).nullable();
const ms = z.number().nullable();

const timing = z.object({
  dns_ms: whole.nullable(),
  tcp_ms: whole.nullable(),
  tls_ms: whole.nullable(),
  ttfb_ms: whole.nullable(),
  download_ms: whole.nullable(),
  total_ms: whole.nullable(),
});

const http = z.object({ check_type: z.literal('http'), timing, bodyTruncated: z.boolean().nullable() });

const tcp = perDialect((dialect) => {
  return z.object({
    check_type: z.literal('tcp'),
    host: z.string(),
    port: whole,
    connected: z.boolean(),
    ...additions(dialect, { received: text.meta({ description: 'What the target said, up to 4 KiB.' }) }),
  });
});

const icmp = z.object({
  check_type: z.literal('icmp'),
  host: z.string(),
  packetsSent: whole.nullable(),
  packetsReceived: whole.nullable(),
  packetLoss: z.number().nullable().meta({ description: 'Per cent.' }),
  avgRttMs: ms,
  minRttMs: ms,
  maxRttMs: ms,
  jitterMs: ms,
});

const record = z.object({ name: z.string(), ttl: whole, value: z.string() });
const query = z.object({
  server: z.string(),
  type: z.string(),
  transport: z.enum(['udp', 'tcp']),
  outcome: z.string(),
  tookMs: z.number(),
});

const dns = perDialect((dialect) => {
  return z.object({
    check_type: z.literal('dns'),
    hostname: text,
    requestedTypes: texts,
    usedResolver: text,
    records: z.record(z.string(), z.array(record)).nullable(),
    attempts: z.array(query).nullable(),
    failureKind: text,
    ...additions(dialect, { authoritative: z.boolean().nullable() }),
  });
});

const mcp = perDialect((dialect) => {
  return z.object({
    check_type: z.literal('mcp_server'),
    url: text,
    protocolVersion: text,
    serverInfo: z.object({ name: z.string(), version: z.string() }).nullable(),
    toolCount: whole.nullable(),
    resourceCount: whole.nullable(),
    promptCount: whole.nullable(),
    ...additions(dialect, { capabilities: z.array(z.string()), tools: z.array(z.string()) }),
  });
});

const heartbeat = z.object({
  check_type: z.literal('heartbeat'),
  signal: z.enum(['start', 'success', 'failure', 'log', 'missed']),
  lastSuccessAt: time.nullable(),
  runId: text,
  exitCode: whole.nullable(),
  runMs: ms,
  intervalMs: ms,
  expectedIntervalMs: ms,
  payload: text,
});

const full = z
  .discriminatedUnion('check_type', [http, tcp('full'), icmp, dns('full'), mcp('full'), heartbeat])
  .meta({ id: 'CheckTypeDetailsDto' });

/** The contract has no details of a heartbeat. */
const compat = z
  .discriminatedUnion('check_type', [http, tcp('compat'), icmp, dns('compat'), mcp('compat')])
  .nullable()
  .catch(null);

/** What the check type found out. In `compat` none where the contract has no shape for it. */
export function checkDetails(dialect: 'full' | 'compat') {
  // Both are typed as the larger one: presenters write for `full`, and `compat` cuts.
  return dialect === 'full' ? full.nullable() : (compat as unknown as z.ZodNullable<typeof full>);
}
