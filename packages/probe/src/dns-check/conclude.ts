/** What the answers of all name servers come to. Pure. */
import { type DnsRecord, failure, type Failure } from '@upwatch/core';
import type { DnsVerdictCode, Verdict } from './verdict.ts';

/** What one name server said, a verdict for each type that was asked for. */
export interface ServerAnswers {
  readonly server: string;
  readonly verdicts: readonly (Verdict & { readonly type: string })[];
}

/** The one answer that counts. */
export interface Conclusion {
  readonly server?: string;
  readonly records: readonly DnsRecord[];
  readonly isAuthoritative?: boolean;
  readonly failure?: Failure;
}

const RECORDS_MAX = 200;
/** An answer, of whatever kind; anything else leaves it to the next server to answer. */
const DEFINITE: ReadonlySet<DnsVerdictCode | undefined> = new Set([undefined, 'dns.nxdomain', 'dns.nodata']);
/** What says most where no server has an answer: what one of them said, before that one was silent. */
const TELLING: readonly DnsVerdictCode[] = [
  'dns.lame',
  'dns.refused',
  'dns.servfail',
  'dns.malformed',
  'dns.timeout',
  'dns.unreachable',
  'connect.blocked',
  'probe.resources',
];

/** Whether a server has answered every question. */
export function isDefinite({ verdicts }: ServerAnswers): boolean {
  return verdicts.every(({ code }) => DEFINITE.has(code));
}

/**
 * The first server that answered every question counts. A type that there is none of is no failure beside one that there
 * is; where there is none of any, it is.
 */
export function conclude(hostname: string, answers: readonly ServerAnswers[]): Conclusion {
  const counting = answers.find(isDefinite) ?? answers.toSorted((a, b) => rankOf(a) - rankOf(b))[0];
  if (!counting) return { records: [], failure: failure('probe.resolver', 'no name server is configured', 'dns') };
  const { server, verdicts } = counting;
  const records = unique(verdicts.flatMap((verdict) => verdict.records)).slice(0, RECORDS_MAX);
  const reason = failureOf(hostname, counting, answers);
  const authorities = verdicts.flatMap(({ isAuthoritative }) => isAuthoritative ?? []);
  return {
    server,
    records,
    ...(authorities.length > 0 && { isAuthoritative: authorities.every(Boolean) }),
    ...(reason && { failure: reason }),
  };
}

/** The same, where every server must answer, and all of them alike. */
export function concludeAll(hostname: string, answers: readonly ServerAnswers[]): Conclusion {
  const failed = answers.filter((one) => !isDefinite(one));
  if (failed.length > 0) return { ...conclude(hostname, failed), records: [] };
  const first = conclude(hostname, answers.slice(0, 1));
  const other = answers.find((one) => sameSet(one) !== sameSet(answers[0]!));
  if (!other) return first;
  const detail = `${hostname}: ${[answers[0]!, other].map(setText).join(', but ')}`;
  return { ...first, failure: failure('dns.records', detail, 'dns') };
}

function failureOf(hostname: string, counting: ServerAnswers, all: readonly ServerAnswers[]): Failure | undefined {
  const broken = counting.verdicts.toSorted((a, b) => codeRank(a.code) - codeRank(b.code)).find(({ code }) => code);
  const isSome = counting.verdicts.some(({ code }) => code === undefined);
  if (!broken?.code || (isSome && broken.code === 'dns.nodata')) return undefined;
  const isShared = broken.code === 'dns.nxdomain' || broken.code === 'dns.nodata';
  const types = counting.verdicts.filter(({ code }) => isShared || code === broken.code).map(({ type }) => type);
  const others = all
    .filter((one) => one !== counting && !isDefinite(one))
    .map(({ server, verdicts }) => `${server}: ${verdicts.find(({ code }) => !DEFINITE.has(code))!.code}`);
  const parts = [
    `${hostname} (${types.join(' and ')}), asked of ${counting.server}`,
    ...(broken.detail === undefined ? [] : [broken.detail]),
    ...others.slice(0, 3),
  ];
  return { ...failure(broken.code, parts.join('; '), 'dns'), ...sentenceFor(broken.code, parts) };
}

/** The general sentence speaks of addresses, which are not what everybody asks for. */
function sentenceFor(code: DnsVerdictCode, parts: readonly string[]): Pick<Failure, 'message'> | undefined {
  return code === 'dns.nodata' ? { message: `The name exists but has no such record: ${parts.join('; ')}` } : undefined;
}

function rankOf({ verdicts }: ServerAnswers): number {
  return Math.min(...verdicts.map(({ code }) => codeRank(code)));
}

function codeRank(code: DnsVerdictCode | undefined): number {
  const rank = code === undefined ? -1 : TELLING.indexOf(code);
  // What is definite comes last: it is the failure beside it that keeps the server from counting.
  return rank >= 0 ? rank : code === 'dns.nxdomain' ? TELLING.length : TELLING.length + 1;
}

function unique(records: readonly DnsRecord[]): DnsRecord[] {
  const seen = new Map(records.map((record) => [`${record.type} ${record.name} ${record.value}`, record]));
  return [...seen.values()];
}

/** Without TTL, which runs down, and in no order. */
function sameSet({ verdicts }: ServerAnswers): string {
  return verdicts
    .flatMap(({ type, code, records }) => [
      `${type} ${code ?? ''}`,
      ...records.map((record) => `${record.type} ${record.name.toLowerCase()} ${record.value}`),
    ])
    .toSorted()
    .join('\n');
}

const SHOWN_MAX = 5;

function setText({ server, verdicts }: ServerAnswers): string {
  const values = verdicts.flatMap(({ records }) => records.map(({ value }) => value));
  const more = values.length > SHOWN_MAX ? ` and ${values.length - SHOWN_MAX} more` : '';
  return `${server} says ${values.length === 0 ? 'nothing' : values.slice(0, SHOWN_MAX).join(', ') + more}`;
}
