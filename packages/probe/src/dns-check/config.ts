/** The settings of a DNS monitor as a schema: the published contract's fields, and ours beside them. */
import { isIP, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { retry, withoutNulls } from '../settings/connection-settings.ts';
import type { DnsConfig } from './dns-config.ts';
import { encodeName } from './names.ts';
import { readServer } from './name-server.ts';
import { recordTypeName, recordTypeNumber } from './record-types.ts';

const TYPES_MAX = 20;
const SERVERS_MAX = 8;
const TIMEOUT_MS = 3000;
const TOTAL_TIMEOUT_MS = 10_000;

const hostname = z
  .string()
  .min(1)
  .max(1024)
  .overwrite(plainName)
  .refine(
    (name) => encodeName(name) !== undefined && !/[^\x21-\x7e]/.test(name),
    'must be a domain name such as shop.example',
  );

const recordType = z
  .string()
  .max(16)
  .refine(
    (name) => recordTypeNumber(name) !== undefined,
    'must be A, AAAA, CNAME, MX, NS, TXT, SRV, SOA, CAA, PTR or the number of another type such as TYPE65',
  )
  .overwrite((name) => recordTypeName(recordTypeNumber(name) ?? 0));

const nameserver = z
  .string()
  .max(300)
  .refine(
    (text) => readServer(text) !== undefined,
    'must be an IP address or a host name, with a port if need be: [2001:db8::1]:53',
  );

const fields = z.strictObject({
  hostname,
  recordTypes: z.array(recordType).min(1).max(TYPES_MAX).nullish(),
  nameservers: z.array(nameserver).max(SERVERS_MAX).nullish(),
  timeoutMs: z.int().min(100).max(60_000).nullish(),
  totalTimeoutMs: z.int().min(100).max(300_000).nullish(),
  transport: z.enum(['udp', 'tcp']).default('udp'),
  requireAll: z.boolean().default(false),
  authoritative: z.boolean().default(false),
  retry: retry.prefault({}),
});

type Fields = z.output<typeof fields>;

/** Refuses what cannot be asked, fills in defaults. */
export const dnsConfigSchema: z.ZodType<DnsConfig> = fields
  .superRefine(({ authoritative, nameservers }, context) => {
    if (!authoritative || (nameservers && nameservers.length > 0)) return;
    const message = 'must name the servers that are to have the zone, as authoritative is true';
    context.addIssue({ code: 'custom', path: ['nameservers'], message, input: nameservers });
  })
  .overwrite(canonical) as unknown as z.ZodType<DnsConfig>;

function canonical({ nameservers, ...rest }: Fields): Fields {
  const recordTypes = [...new Set(rest.recordTypes ?? ['A'])];
  const { hostname: name } = rest;
  return withoutNulls({
    ...rest,
    hostname: isIP(name) !== 0 && recordTypes.every((type) => type === 'PTR') ? reverseName(name) : name,
    recordTypes,
    nameservers: nameservers && nameservers.length > 0 ? nameservers : undefined,
    timeoutMs: rest.timeoutMs ?? TIMEOUT_MS,
    totalTimeoutMs: rest.totalTimeoutMs ?? TOTAL_TIMEOUT_MS,
  });
}

/** In punycode, in lower case, without the root's dot. */
function plainName(text: string): string {
  const trimmed = text.trim();
  const ascii = /[^\x00-\x7f]/.test(trimmed) ? domainToASCII(trimmed) : trimmed.toLowerCase();
  return ascii === '.' ? ascii : ascii.replace(/\.$/, '');
}

/** The name under which an address has its pointer (RFC 1035 section 3.5, RFC 3596 section 2.5). */
function reverseName(address: string): string {
  if (!isIPv6(address)) return `${address.split('.').toReversed().join('.')}.in-addr.arpa`;
  const [head = '', tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const before = head.split(':').filter(Boolean);
  const behind = (tail ?? '').split(':').filter(Boolean);
  const zeros = Array.from({ length: 8 - before.length - behind.length }, () => '0');
  const digits = [...before, ...zeros, ...behind].map((group) => group.padStart(4, '0')).join('');
  return `${digits.split('').toReversed().join('.')}.ip6.arpa`;
}
