/** One question to one name server, to its end: again over TCP when it was cut, again without EDNS when that is not known. */
import { randomInt } from 'node:crypto';
import { type Clock, type DnsQuery, toMicrosecond } from '@upwatch/core';
import type { DnsTransport } from './dns-config.ts';
import { askOverTcp, askOverUdp, type Exchanged, type ServerEndpoint } from './exchange.ts';
import { encodeQuery, type Question } from './message.ts';
import { MalformedMessage } from './names.ts';
import { rcodeName, recordTypeName } from './record-types.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** What a question is put with. */
export interface AskOptions {
  readonly clock: Clock;
  readonly server: ServerEndpoint & { readonly label: string };
  readonly question: Question;
  readonly transport: DnsTransport;
  readonly mustHaveZone: boolean;
  /** Monotonic instant after which no answer is waited for. */
  readonly untilMs: number;
  readonly onQuery: (query: DnsQuery) => void;
}

const FORMERR = 1;
const NOTIMP = 4;
const ID_MAX = 65_536;

/** Never rejects but for a fault of ours. */
export async function ask(options: AskOptions): Promise<Verdict> {
  const { transport } = options;
  let exchanged = await exchange(options, transport, true);
  // Servers from before EDNS (RFC 6891 section 7).
  if (exchanged.type === 'answer' && [FORMERR, NOTIMP].includes(exchanged.message.rcode)) {
    exchanged = await exchange(options, transport, false);
  }
  if (exchanged.type === 'answer' && exchanged.message.isTruncated && transport === 'udp') {
    exchanged = await exchange(options, 'tcp', true);
  }
  return verdictBy(exchanged, options);
}

async function exchange(options: AskOptions, transport: DnsTransport, hasEdns: boolean): Promise<Exchanged> {
  const { clock, server, question, mustHaveZone, untilMs, onQuery } = options;
  const begunMs = clock.monotonic();
  const id = randomInt(ID_MAX);
  const query = {
    id,
    question,
    server,
    bytes: encodeQuery({ id, question, isRecursive: !mustHaveZone, hasEdns }),
    waitMs: Math.max(1, untilMs - begunMs),
  };
  const exchanged = await (transport === 'udp' ? askOverUdp(query) : askOverTcp(query));
  onQuery({
    server: server.label,
    type: recordTypeName(question.type),
    transport,
    outcome: outcomeOf(exchanged),
    tookMs: toMicrosecond(clock.monotonic() - begunMs),
  });
  return exchanged;
}

function outcomeOf(exchanged: Exchanged): string {
  if (exchanged.type !== 'answer') return exchanged.type === 'ours' ? 'unreachable' : exchanged.type;
  return exchanged.message.isTruncated ? 'truncated' : rcodeName(exchanged.message.rcode);
}

function verdictBy(exchanged: Exchanged, { question, mustHaveZone }: AskOptions): Verdict {
  switch (exchanged.type) {
    case 'answer':
      if (exchanged.message.isTruncated) {
        return { records: [], code: 'dns.malformed', detail: 'the answer is cut short over TCP too' };
      }
      return read(() => verdictOf(exchanged.message, question, mustHaveZone));
    case 'ours':
      return { records: [], code: 'probe.resources', detail: exchanged.detail };
    case 'malformed':
    case 'timeout':
    case 'unreachable':
      return { records: [], code: `dns.${exchanged.type}`, detail: exchanged.detail };
  }
}

function read(verdict: () => Verdict): Verdict {
  try {
    return verdict();
  } catch (error) {
    if (error instanceof MalformedMessage) return { records: [], code: 'dns.malformed', detail: error.message };
    throw error;
  }
}
