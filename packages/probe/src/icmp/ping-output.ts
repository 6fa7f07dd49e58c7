/** What `ping` prints, read line by line: iputils, BusyBox, BSD and Windows say the same things in other words. */
import { failure, type Failure, type IcmpFacts } from '@upwatch/core';

/** Milliseconds, as `time=0.038 ms`, `time<1ms`, `time=12.3 ms`. */
const REPLY = /\btime[=<]\s*([\d.]+)\s*ms/i;
/** The sequence number of a reply, so that one that came twice counts once. */
const SEQUENCE = /\b(?:icmp_)?seq[=: ]+(\d+)/i;
const SENT = /(\d+) packets? transmitted|Sent = (\d+)/i;

/** What routers answer in place of the target, and the system in place of routers; the first that fits counts. */
const REFUSALS: readonly (readonly [RegExp, (line: string) => Failure])[] = [
  [/prohibited|filtered/i, (line) => failure('connect.prohibited', line, 'tcp')],
  [
    /network is unreachable|net(?:work)? unreachable|no route/i,
    (line) => failure('connect.network_unreachable', line, 'tcp'),
  ],
  [/host unreachable|address unreachable|host is down/i, (line) => failure('connect.host_unreachable', line, 'tcp')],
  [/time to live exceeded|hop limit/i, (line) => failure('connect.host_unreachable', line, 'tcp')],
  [
    /not permitted|permission denied|lacking privilege|must be root/i,
    (line) => failure('probe.config', `ping: ${line}`),
  ],
  [
    /address family|bad address|unknown host|invalid (?:argument|address)|usage:/i,
    (line) => failure('probe.config', `ping: ${line}`),
  ],
];
const LINE_SHOWN_MAX = 160;

/** What came of a run of `ping`. */
export interface PingResult {
  readonly facts: Omit<IcmpFacts, 'host'>;
  /** Said in place of a reply. */
  readonly refusal?: Failure;
}

/** @param packetCount how many were asked for: a run that was cut short prints no summary */
export function readPing(output: string, packetCount: number): PingResult {
  const lines = output.split(/\r?\n/);
  const times = new Map<string, number>();
  for (const [place, line] of lines.entries()) {
    const ms = REPLY.exec(line)?.[1];
    if (ms === undefined) continue;
    const sequence = SEQUENCE.exec(line)?.[1] ?? `line ${place}`;
    if (!times.has(sequence)) times.set(sequence, Number(ms));
  }
  const sent = lines.map((line) => SENT.exec(line)).find(Boolean);
  const packetsSent = Math.max(Number(sent?.[1] ?? sent?.[2] ?? packetCount), times.size);
  const refusal = times.size === 0 ? refusalIn(lines) : undefined;
  return {
    facts: { ...countsOf(packetsSent, times.size), ...spreadOf([...times.values()]) },
    ...(refusal && { refusal }),
  };
}

function countsOf(packetsSent: number, packetsReceived: number) {
  const lost = packetsSent === 0 ? 1 : (packetsSent - packetsReceived) / packetsSent;
  return { packetsSent, packetsReceived, lossPercent: Math.round(lost * 1000) / 10 };
}

function spreadOf(times: readonly number[]): Pick<IcmpFacts, 'minMs' | 'avgMs' | 'maxMs' | 'jitterMs'> {
  if (times.length === 0) return {};
  const avgMs = times.reduce((sum, ms) => sum + ms, 0) / times.length;
  const jitterMs = times.reduce((sum, ms) => sum + Math.abs(ms - avgMs), 0) / times.length;
  const rounded = (ms: number): number => Math.round(ms * 1000) / 1000;
  return {
    minMs: Math.min(...times),
    avgMs: rounded(avgMs),
    maxMs: Math.max(...times),
    jitterMs: rounded(jitterMs),
  };
}

function refusalIn(lines: readonly string[]): Failure | undefined {
  for (const line of lines) {
    const found = REFUSALS.find(([pattern]) => pattern.test(line));
    if (found)
      return found[1](
        line
          .replace(/^ping6?: /, '')
          .trim()
          .slice(0, LINE_SHOWN_MAX),
      );
  }
  return undefined;
}
