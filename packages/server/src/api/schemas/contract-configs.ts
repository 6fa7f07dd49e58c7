/** The settings of monitors as the contract has them: in `compat`, they are cut to these. */
import { z } from 'zod';
import { whole } from './values.ts';

const http = z.object({
  url: z.string(),
  method: z.string(),
  customHeaders: z.record(z.string(), z.string()).nullish(),
  requestBody: z.string().nullish(),
  contentType: z.string().nullish(),
  verifyTls: z.boolean().nullish(),
});

const mcpServer = z.object({
  command: z.string(),
  args: z.array(z.string()).nullish(),
  env: z.record(z.string(), z.string()).nullish(),
});

const dns = z.object({
  hostname: z.string(),
  recordTypes: z.array(z.string()).nullish(),
  nameservers: z.array(z.string()).nullish(),
  timeoutMs: whole.nullish(),
  totalTimeoutMs: whole.nullish(),
});

const tcp = z.object({ host: z.string(), port: whole, timeoutMs: whole.nullish() });
const icmp = z.object({ host: z.string(), packetCount: whole.nullish(), timeoutMs: whole.nullish() });
const heartbeat = z.object({ expectedInterval: whole, gracePeriod: whole });

/** The first whose fields are all there: TCP before ICMP, which lacks its port. */
export const contractConfig = z.union([http, mcpServer, dns, tcp, icmp, heartbeat]);

/** Types of records that the contract knows. */
export const CONTRACT_RECORD_TYPES: ReadonlySet<unknown> = new Set([
  'A',
  'AAAA',
  'CNAME',
  'MX',
  'NS',
  'TXT',
  'SRV',
  'SOA',
  'CAA',
  'PTR',
]);
