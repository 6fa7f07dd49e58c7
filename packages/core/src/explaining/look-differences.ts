/** What is not as it was: the last good look before an incident against the first bad one. */
import type { Facts, Observation } from '../looking/observation.ts';
import { type Said, said, SENTENCES } from '../wording/said.ts';

/** One thing that differs. A side that has none of it lacks its text. */
export interface LookDifference {
  /** `address`, `certificate issuer`, `header server`, … */
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
}

/** What answers, and through what: other headers differ in every answer. */
const HEADERS = ['server', 'via', 'content-type', 'location', 'x-powered-by', 'x-cache', 'cf-ray', 'retry-after'];
/** A phase that took so many times as long, and so many milliseconds more, is worth naming. */
const SLOWER_FACTOR = 3;
const SLOWER_MIN_MS = 100;
/** The phases of a look, in their order, and what people call them. */
export const PHASE_WORDS = [
  ['dnsMs', 'DNS'],
  ['tcpMs', 'TCP'],
  ['tlsMs', 'TLS'],
  ['ttfbMs', 'first byte'],
  ['downloadMs', 'download'],
  ['totalMs', 'total'],
] as const;

/** What can differ, by what it is called. */
const CODES: ReadonlyMap<string, Said> = new Map(
  (
    [
      ...(['what.address', 'what.tlsVersion', 'what.certificate', 'what.certificateSubject'] as const),
      ...(['what.certificateIssuer', 'what.certificateEnd', 'what.httpVersion', 'what.statusCode'] as const),
      ...(['what.finalUrl', 'what.dns', 'what.tcp', 'what.tls', 'what.ttfb', 'what.download', 'what.total'] as const),
    ] as const
  ).map((code) => [SENTENCES[code], said(code)]),
);

/** What differs, and how, apart from the language. */
export function differenceSaid({ what, before = '-', after = '-' }: LookDifference): Said {
  return said('difference', { what: whatSaid(what), before, after });
}

/** What differs, apart from the language. */
export function whatSaid(what: string): Said {
  return CODES.get(what) ?? said('what.header', { name: what.replace(/^header /, '') });
}

type Seen = Pick<Observation, 'facts' | 'phases'>;

/** The differences in what was found out, in the order in which a look goes. Facts that a look did not get to are no difference. */
export function lookDifferences(good: Seen, bad: Seen): readonly LookDifference[] {
  const facts = factsOf(bad.facts);
  const changed = [...factsOf(good.facts)].flatMap(([what, before]): LookDifference[] => {
    const after = facts.get(what);
    return after === undefined || after === before ? [] : [{ what, before, after }];
  });
  return [...changed, ...headersOf(good.facts, bad.facts), ...slowerPhases(good, bad)];
}

function factsOf({ remoteAddress, statusCode, httpVersion, finalUrl, tls }: Facts): ReadonlyMap<string, string> {
  const all: readonly (readonly [string, string | number | undefined])[] = [
    ['address', remoteAddress],
    ['TLS version', tls?.protocol || undefined],
    ['certificate', tls?.fingerprint],
    ['certificate subject', tls?.subject],
    ['certificate issuer', tls?.issuer],
    ['certificate end', tls && new Date(tls.notAfterMs).toISOString()],
    ['HTTP version', httpVersion],
    ['status code', statusCode],
    ['final URL', finalUrl],
  ];
  return new Map(all.flatMap(([what, value]) => (value === undefined ? [] : [[what, String(value)] as const])));
}

/** Only where both answered: a header that is new or gone is a difference, too. */
function headersOf({ headers: good }: Facts, { headers: bad }: Facts): LookDifference[] {
  if (!good || !bad) return [];
  return HEADERS.filter((name) => good[name] !== bad[name]).map((name) => ({
    what: `header ${name}`,
    ...(good[name] !== undefined && { before: good[name] }),
    ...(bad[name] !== undefined && { after: bad[name] }),
  }));
}

function slowerPhases(good: Seen, bad: Seen): LookDifference[] {
  return PHASE_WORDS.flatMap(([field, name]): LookDifference[] => {
    const before = good.phases[field];
    const after = bad.phases[field];
    if (before === undefined || after === undefined) return [];
    if (after < before * SLOWER_FACTOR || after - before < SLOWER_MIN_MS) return [];
    return [{ what: `${name} time`, before: `${Math.round(before)} ms`, after: `${Math.round(after)} ms` }];
  });
}
