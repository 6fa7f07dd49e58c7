import { z } from 'zod';
import { count, milliseconds, text } from '../values.ts';

/** `A`, `mx`, `TYPE65`. */
const recordType = z
  .string()
  .max(16, { abort: true })
  .regex(/^[a-z][a-z0-9]*$/i, 'must be the name of a record type');
const address = z.union([z.ipv4(), z.ipv6()], 'must be an IPv4 or IPv6 address');

export const DNS_SCHEMAS = [
  z.strictObject({ type: z.literal('dns_resolves') }),
  z.strictObject({ type: z.literal('dns_expected_ips'), ips: z.array(address).min(1).max(100) }),
  z.strictObject({ type: z.literal('dns_expected_cname'), value: text }),
  z.strictObject({ type: z.literal('dns_record_contains'), recordType, substring: text }),
  z.strictObject({ type: z.literal('dns_record_equals'), recordType, value: text }),
  z.strictObject({ type: z.literal('dns_txt_contains'), substring: text }),
  z.strictObject({ type: z.literal('dns_min_answers'), recordType, min: count }),
  z.strictObject({ type: z.literal('dns_max_answers'), recordType, max: count }),
  z.strictObject({ type: z.literal('dns_ttl_low'), minTtl: count }),
  z.strictObject({ type: z.literal('dns_ttl_high'), maxTtl: count }),
  z.strictObject({ type: z.literal('dns_response_time'), maxMs: milliseconds }),
  z.strictObject({ type: z.literal('dns_response_time_warn'), warnMs: milliseconds }),
] as const;
