/** What an answer means for a question: the records, or the one code for why there are none. Pure. */
import type { DnsRecord, FailureCode } from '@upwatch/core';
import type { Message, Question, RawRecord } from './message.ts';
import { isSameName } from './names.ts';
import { rcodeName, recordTypeName } from './record-types.ts';
import { recordText } from './record-text.ts';

/** What a name server can do about a question, besides answering it. */
export type DnsVerdictCode = Extract<FailureCode, `dns.${string}`> | 'probe.resources' | 'connect.blocked';

/** What one name server said to one question. `records` of a failure are the aliases that led to it. */
export interface Verdict {
  readonly records: readonly DnsRecord[];
  readonly isAuthoritative?: boolean;
  /** Absent: the records are there. */
  readonly code?: DnsVerdictCode;
  readonly detail?: string;
}

const NS = 2;
const CNAME = 5;
const SOA = 6;
const IN = 1;
const NOERROR = 0;
const SERVFAIL = 2;
const NXDOMAIN = 3;
const REFUSED = 5;
const ALIASES_MAX = 20;
const RECORDS_MAX = 200;

/**
 * @param mustHaveZone the server was asked without recursion and must have the zone itself
 * @throws {MalformedMessage} when the data of a record that counts cannot be read
 */
export function verdictOf(message: Message, question: Question, mustHaveZone: boolean): Verdict {
  const { rcode, isAuthoritative } = message;
  const lame = lameness(message, mustHaveZone);
  if (lame !== undefined) return { records: [], isAuthoritative, code: 'dns.lame', detail: lame };
  if (rcode === NXDOMAIN) return { records: [], isAuthoritative, code: 'dns.nxdomain' };
  if (rcode === REFUSED) return { records: [], code: 'dns.refused' };
  if (rcode !== NOERROR) {
    const detail = rcode === SERVFAIL ? undefined : rcodeName(rcode);
    return { records: [], code: 'dns.servfail', ...(detail !== undefined && { detail }) };
  }
  const { aliases, found, isEndless } = followed(message, question);
  const records = [...aliases, ...found].slice(0, RECORDS_MAX).map((record) => shownRecord(message, record));
  // A server that has this zone need not have the one that the alias leads to.
  const isEnough = found.length > 0 || (mustHaveZone && aliases.length > 0 && !isEndless);
  if (isEnough) return { records, isAuthoritative };
  const detail = isEndless ? `more than ${ALIASES_MAX} aliases, or a circle of them` : undefined;
  return { records, isAuthoritative, code: 'dns.nodata', ...(detail !== undefined && { detail }) };
}

/**
 * Why a server does not serve the zone, where that shows (RFC 8499, lame delegation). Asked for its own zone, it must
 * answer with authority. Any other server may answer without it, but not merely point elsewhere: that is a server that
 * has neither the zone nor recursion.
 */
function lameness(message: Message, mustHaveZone: boolean): string | undefined {
  const { rcode, isAuthoritative, answers, authorities } = message;
  if (isAuthoritative) return undefined;
  const referral = authorities.find(({ type }) => type === NS);
  const isReferral = rcode === NOERROR && answers.length === 0 && !authorities.some(({ type }) => type === SOA);
  if (isReferral && referral) return `it refers to the servers of ${referral.name}`;
  if (!mustHaveZone) return undefined;
  if (rcode === REFUSED) return 'it refuses the question (REFUSED)';
  return rcode === NOERROR || rcode === NXDOMAIN ? 'it answers without authority' : undefined;
}

interface Followed {
  readonly aliases: readonly RawRecord[];
  readonly found: readonly RawRecord[];
  readonly isEndless: boolean;
}

/** Follows aliases within the answer, and takes nothing that they do not lead to. */
function followed(message: Message, { name, type }: Question): Followed {
  const here = message.answers.filter((record) => record.class === IN);
  const aliases: RawRecord[] = [];
  let owner = name;
  while (aliases.length <= ALIASES_MAX) {
    const found = here.filter((record) => record.type === type && isSameName(record.name, owner));
    if (found.length > 0 || type === CNAME) return { aliases, found, isEndless: false };
    const alias = here.find((record) => record.type === CNAME && isSameName(record.name, owner));
    if (!alias) return { aliases, found: [], isEndless: false };
    aliases.push(alias);
    owner = recordText(message.bytes, alias);
  }
  return { aliases, found: [], isEndless: true };
}

function shownRecord({ bytes }: Message, record: RawRecord): DnsRecord {
  const { name, type, ttlSeconds } = record;
  return { type: recordTypeName(type), name, ttlSeconds, value: recordText(bytes, record) };
}
