/** What the answers of name servers must show. */
import type { AssertionFamily } from '../family.ts';
import { compileResponseTime } from '../response-time.ts';
import {
  compileAnswerCount,
  compileExpectedCname,
  compileExpectedIps,
  compileRecordContains,
  compileRecordEquals,
  compileResolves,
  compileTtl,
} from './record-checks.ts';

export type DnsAssertion =
  | { readonly type: 'dns_resolves' }
  | { readonly type: 'dns_expected_ips'; readonly ips: readonly string[] }
  | { readonly type: 'dns_expected_cname'; readonly value: string }
  | { readonly type: 'dns_record_contains'; readonly recordType: string; readonly substring: string }
  | { readonly type: 'dns_record_equals'; readonly recordType: string; readonly value: string }
  | { readonly type: 'dns_txt_contains'; readonly substring: string }
  | { readonly type: 'dns_min_answers'; readonly recordType: string; readonly min: number }
  | { readonly type: 'dns_max_answers'; readonly recordType: string; readonly max: number }
  | { readonly type: 'dns_ttl_low'; readonly minTtl: number }
  | { readonly type: 'dns_ttl_high'; readonly maxTtl: number }
  | { readonly type: 'dns_response_time'; readonly maxMs: number }
  | { readonly type: 'dns_response_time_warn'; readonly warnMs: number };

export const DNS_KINDS: AssertionFamily<DnsAssertion> = {
  dns_resolves: { compile: compileResolves, expectedOf: () => '' },
  dns_expected_ips: { compile: compileExpectedIps, expectedOf: ({ ips }) => ips.join(', ') },
  dns_expected_cname: { compile: compileExpectedCname, expectedOf: ({ value }) => value },
  dns_record_contains: { compile: compileRecordContains, expectedOf: ({ substring }) => substring },
  dns_record_equals: { compile: compileRecordEquals, expectedOf: ({ value }) => value },
  dns_txt_contains: {
    compile: ({ substring }) => compileRecordContains({ recordType: 'TXT', substring }),
    expectedOf: ({ substring }) => substring,
  },
  dns_min_answers: {
    compile: ({ recordType, min }) => compileAnswerCount(recordType, { min }),
    expectedOf: ({ min }) => String(min),
  },
  dns_max_answers: {
    compile: ({ recordType, max }) => compileAnswerCount(recordType, { max }),
    expectedOf: ({ max }) => String(max),
  },
  dns_ttl_low: {
    compile: ({ minTtl }) => compileTtl({ minSeconds: minTtl }),
    expectedOf: ({ minTtl }) => `${minTtl} s`,
  },
  dns_ttl_high: {
    compile: ({ maxTtl }) => compileTtl({ maxSeconds: maxTtl }),
    expectedOf: ({ maxTtl }) => `${maxTtl} s`,
  },
  dns_response_time: { compile: ({ maxMs }) => compileResponseTime(maxMs), expectedOf: ({ maxMs }) => `${maxMs} ms` },
  dns_response_time_warn: {
    compile: ({ warnMs }) => compileResponseTime(warnMs),
    expectedOf: ({ warnMs }) => `${warnMs} ms`,
    isWarning: true,
  },
};
