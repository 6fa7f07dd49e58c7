/** In `compat` the settings of a monitor are cut to those that the contract has for its type. */
import { z } from 'zod';

const http = z.object({
  url: z.string(),
  method: z.string(),
  customHeaders: z.record(z.string(), z.string()).nullish(),
  requestBody: z.string().nullish(),
  contentType: z.string().nullish(),
  verifyTls: z.boolean().nullish(),
});
const tcp = z.object({ host: z.string(), port: z.int(), timeoutMs: z.int().nullish() });
const dns = z.object({
  hostname: z.string(),
  recordTypes: z.array(z.string()).nullish(),
  nameservers: z.array(z.string()).nullish(),
  timeoutMs: z.int().nullish(),
  totalTimeoutMs: z.int().nullish(),
});
const heartbeat = z.object({ expectedInterval: z.int(), gracePeriod: z.int() });
const mcp = z.object({
  command: z.string(),
  args: z.array(z.string()).nullish(),
  env: z.record(z.string(), z.string()).nullish(),
});
const icmp = z.object({ host: z.string(), packetCount: z.int().nullish(), timeoutMs: z.int().nullish() });

/** The first that fits: each has a field that those before it lack, and ICMP is TCP without a port. */
export const contractConfig = z.union([http, tcp, dns, heartbeat, mcp, icmp]);
