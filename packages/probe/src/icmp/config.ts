/** The settings of an ICMP monitor as a schema: the published contract's fields, and ours beside them. */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { resolver, retry } from '../settings/connection-settings.ts';
import type { IcmpConfig } from './icmp-config.ts';

const PACKETS_DEFAULT = 3;
const TIMEOUT_DEFAULT_MS = 10_000;
/** RFC 1035 section 2.3.4, in the letters that name servers and `ping` take. */
const HOST_NAME =
  /^(?=.{1,253}\.?$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/;

const host = z
  .string()
  .max(1024)
  .overwrite((text) => plainHost(text))
  .refine((text) => isIP(text) !== 0 || HOST_NAME.test(text), 'must be a host name or an IP address, without a port');

const fields = z.strictObject({
  host,
  packetCount: z.int().min(1).max(20).nullish(),
  timeoutMs: z.int().min(500).max(60_000).nullish(),
  ipFamily: z.enum(['auto', 'ipv4', 'ipv6']).nullish(),
  resolver: resolver.nullish(),
  retry: retry.prefault({}),
});

/** Refuses what cannot be pinged, fills in defaults. */
export const icmpConfigSchema: z.ZodType<IcmpConfig> = fields.overwrite(({ resolver: servers, ...config }) => ({
  ...config,
  packetCount: config.packetCount ?? PACKETS_DEFAULT,
  timeoutMs: config.timeoutMs ?? TIMEOUT_DEFAULT_MS,
  ipFamily: config.ipFamily ?? 'auto',
  ...(servers && servers.length > 0 && { resolver: servers }),
})) as unknown as z.ZodType<IcmpConfig>;

/** `[::1]` without its brackets, `bücher.example` as it is asked for; what is neither stays as it came. */
function plainHost(text: string): string {
  const bare = text.trim().replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare) !== 0) return bare;
  return domainToASCII(bare) || bare;
}
