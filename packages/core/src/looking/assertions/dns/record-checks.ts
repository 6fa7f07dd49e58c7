/** Checks of the records that name servers gave. */
import type { DnsRecord } from '../../protocol-facts.ts';
import { type Check, findingOf } from '../check.ts';
import { quoted } from '../excerpt.ts';
import type { LookView } from '../look-view.ts';

/** Records that a message shows. */
const SHOWN_RECORDS = 5;

/** At least one record of a type that was asked for. */
export function compileResolves(): Check {
  return (look) => {
    const asked = look.facts.dns?.requestedTypes ?? [];
    const found = recordsOf(look, (type) => asked.length === 0 || asked.includes(type));
    return findingOf(found.length > 0, 'dns.records', { wanted: 'a record', ...shown(found) });
  };
}

/** Exactly these addresses, in any order. */
export function compileExpectedIps({ ips }: { readonly ips: readonly string[] }): Check {
  const wanted = new Set(ips.map(plainAddress));
  return (look) => {
    const found = recordsOf(look, (type) => type === 'A' || type === 'AAAA');
    const got = new Set(found.map(({ value }) => plainAddress(value)));
    const holds = got.size === wanted.size && [...got].every((ip) => wanted.has(ip));
    return findingOf(holds, 'dns.records', { wanted: ips.join(', '), ...shown(found) });
  };
}

export function compileExpectedCname({ value }: { readonly value: string }): Check {
  return compileSome('CNAME', quoted(value), (actual) => plainName(actual) === plainName(value));
}

export function compileRecordEquals(config: { readonly recordType: string; readonly value: string }): Check {
  const plain = plainName(config.value);
  return compileSome(config.recordType, quoted(config.value), (actual) => {
    return actual === config.value || (isNameLike(config.recordType) && plainName(actual) === plain);
  });
}

export function compileRecordContains(config: { readonly recordType: string; readonly substring: string }): Check {
  const { recordType, substring } = config;
  return compileSome(recordType, `one with ${quoted(substring)}`, (actual) => actual.includes(substring));
}

export function compileAnswerCount(
  recordType: string,
  { min = 0, max = Number.POSITIVE_INFINITY }: { readonly min?: number; readonly max?: number },
): Check {
  const type = recordType.toUpperCase();
  const bound = min > 0 || max === Number.POSITIVE_INFINITY ? `at least ${min}` : `at most ${max}`;
  return (look) => {
    const found = recordsOf(look, (one) => one === type);
    const wanted = `${bound} ${type} records`;
    const holds = found.length >= min && found.length <= max;
    const actual = String(found.length);
    return findingOf(holds, 'dns.records', { wanted, got: `${actual}: ${shown(found).got}`, actual });
  };
}

/** Every record of the answer. */
export function compileTtl(bounds: { readonly minSeconds?: number; readonly maxSeconds?: number }): Check {
  const { minSeconds = 0, maxSeconds = Number.POSITIVE_INFINITY } = bounds;
  const wanted = minSeconds > 0 ? `a TTL of at least ${minSeconds} s` : `a TTL of at most ${maxSeconds} s`;
  return (look) => {
    const records = look.facts.dns?.records ?? [];
    const outside = records.find(({ ttlSeconds }) => ttlSeconds < minSeconds || ttlSeconds > maxSeconds);
    if (outside) {
      const got = `${outside.ttlSeconds} s for ${outside.type} ${outside.name}`;
      return findingOf(false, 'dns.ttl', { wanted, got, actual: String(outside.ttlSeconds) });
    }
    const [first] = records;
    return findingOf(first !== undefined, 'dns.ttl', { wanted, got: first ? `${first.ttlSeconds} s` : 'no record' });
  };
}

function compileSome(recordType: string, what: string, holds: (value: string) => boolean): Check {
  const type = recordType.toUpperCase();
  const wanted = `${type} ${what}`;
  return (look) => {
    const found = recordsOf(look, (one) => one === type);
    return findingOf(
      found.some(({ value }) => holds(value)),
      'dns.records',
      { wanted, ...shown(found) },
    );
  };
}

function recordsOf({ facts }: LookView, isMeant: (type: string) => boolean): readonly DnsRecord[] {
  return (facts.dns?.records ?? []).filter(({ type }) => isMeant(type));
}

function shown(records: readonly DnsRecord[]): { readonly got: string; readonly actual?: string } {
  if (records.length === 0) return { got: 'no record' };
  const listed = records.slice(0, SHOWN_RECORDS).map(({ value }) => value);
  const more = records.length - listed.length;
  const actual = `${listed.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return { got: actual, actual };
}

/** Types whose value is names, with numbers before them: compared as names are, whatever their case. */
function isNameLike(recordType: string): boolean {
  return ['CNAME', 'NS', 'PTR', 'MX', 'SRV', 'SOA'].includes(recordType.toUpperCase());
}

/** Names are equal whatever their case, and with or without the dot at their end (RFC 4343). */
function plainName(name: string): string {
  return name.trim().toLowerCase().replace(/\.$/, '');
}

/** One spelling for each address; the URL parser knows those of RFC 5952. */
function plainAddress(address: string): string {
  const host = address.includes(':') ? URL.parse(`http://[${address}]/`)?.hostname : undefined;
  return host ?? address.trim().toLowerCase();
}
