/** How expectations of the answers of name servers are written. */
import type { Grammar } from '../../expect/grammar.ts';
import { readCount } from '../../expect/quantities.ts';
import { expectedHere, type Reader, readOperator, takeMatch } from '../../expect/reader.ts';
import { readEqual, readLeast, readMost, readNonEmpty, readTime } from '../../expect/readings.ts';
import type { DnsAssertion } from './kinds.ts';

export const DNS_GRAMMAR: Grammar<DnsAssertion> = {
  subjects: {
    resolves: () => ({ type: 'dns_resolves' }),
    ips: (reader) => ({ type: 'dns_expected_ips', ips: readEqual(reader).split(/[\s,]+/) }),
    cname: (reader) => ({ type: 'dns_expected_cname', value: readEqual(reader) }),
    record: readRecord,
    txt: readTxt,
    answers: readAnswers,
    ttl: readTtl,
    time: (reader) => ({ type: 'dns_response_time', maxMs: readTime(reader) }),
    'time.warn': (reader) => ({ type: 'dns_response_time_warn', warnMs: readTime(reader) }),
  },
  print: {
    dns_resolves: () => 'resolves',
    dns_expected_ips: ({ ips }) => `ips == ${ips.join(',')}`,
    dns_expected_cname: ({ value }) => `cname == ${JSON.stringify(value)}`,
    dns_record_equals: ({ recordType, value }) => `record ${recordType} == ${JSON.stringify(value)}`,
    dns_record_contains: ({ recordType, substring }) => `record ${recordType} contains ${JSON.stringify(substring)}`,
    dns_txt_contains: ({ substring }) => `txt contains ${JSON.stringify(substring)}`,
    dns_min_answers: ({ recordType, min }) => `answers ${recordType} >= ${min}`,
    dns_max_answers: ({ recordType, max }) => `answers ${recordType} <= ${max}`,
    dns_ttl_low: ({ minTtl }) => `ttl >= ${minTtl}`,
    dns_ttl_high: ({ maxTtl }) => `ttl <= ${maxTtl}`,
    dns_response_time: ({ maxMs }) => `time <= ${maxMs}ms`,
    dns_response_time_warn: ({ warnMs }) => `time.warn <= ${warnMs}ms`,
  },
};

const RECORD_TYPE = /[a-z][a-z0-9]*/iy;
const BOUNDS = ['<', '<=', '>', '>='];

function readRecordType(reader: Reader): string {
  const type = takeMatch(reader, RECORD_TYPE)?.[0];
  if (type === undefined) throw expectedHere(reader, 'a record type such as MX');
  return type;
}

function readRecord(reader: Reader): DnsAssertion {
  const recordType = readRecordType(reader);
  const written = readOperator(reader, ['==', '=', 'contains']);
  const value = readNonEmpty(reader);
  if (written === 'contains') return { type: 'dns_record_contains', recordType, substring: value };
  return { type: 'dns_record_equals', recordType, value };
}

function readTxt(reader: Reader): DnsAssertion {
  readOperator(reader, ['contains']);
  return { type: 'dns_txt_contains', substring: readNonEmpty(reader) };
}

function readAnswers(reader: Reader): DnsAssertion {
  const recordType = readRecordType(reader);
  const { least, most } = readBound(reader);
  if (least !== undefined) return { type: 'dns_min_answers', recordType, min: least };
  return { type: 'dns_max_answers', recordType, max: most ?? 0 };
}

/** Seconds. */
function readTtl(reader: Reader): DnsAssertion {
  const { least, most } = readBound(reader);
  if (least !== undefined) return { type: 'dns_ttl_low', minTtl: least };
  return { type: 'dns_ttl_high', maxTtl: most ?? 0 };
}

/** A whole number to one side. */
function readBound(reader: Reader): { readonly least?: number; readonly most?: number } {
  const start = reader.at;
  const written = readOperator(reader, BOUNDS);
  reader.at = start;
  return written.startsWith('>') ? { least: readLeast(reader, readCount) } : { most: readMost(reader, readCount) };
}
