/** Connections that send what they are told, byte by byte if need be, from any address of this machine. */
import { connect, type Socket } from 'node:net';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServerProcess } from './server-process.ts';

/** So much of an answer is kept. */
const KEPT_CHARACTERS = 4096;

export interface RawClient {
  readonly socket: Socket;
  /** What came so far, its beginning. */
  readonly text: () => string;
  /** Of the answer, once it has begun. */
  readonly status: () => number | undefined;
  /** Milliseconds from the connection to the first byte of an answer; undefined while there is none. */
  readonly answeredAfterMs: () => number | undefined;
  /** The same to its end. */
  readonly endedAfterMs: () => number | undefined;
}

/** An address of this machine for the client of this number: 250 in each network. */
export function addressOf(number: number): string {
  return `127.${20 + Math.floor(number / 250)}.1.${1 + (number % 250)}`;
}

/** @param localAddress where it comes from */
export function rawClient(url: string, localAddress: string): RawClient {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), localAddress });
  let text = '';
  let begunMs = performance.now();
  let answeredAfterMs: number | undefined;
  let endedAfterMs: number | undefined;
  socket.on('connect', () => (begunMs = performance.now()));
  // Reset, or closed while something was sent: that it ended is all that counts.
  socket.on('error', () => undefined);
  socket.on('data', (bytes: Buffer) => {
    answeredAfterMs ??= performance.now() - begunMs;
    if (text.length < KEPT_CHARACTERS) text += bytes.toString('latin1');
  });
  socket.on('close', () => (endedAfterMs = performance.now() - begunMs));
  return {
    socket,
    text: () => text,
    status: () => {
      const said = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
      return said === undefined ? undefined : Number(said);
    },
    answeredAfterMs: () => answeredAfterMs,
    endedAfterMs: () => endedAfterMs,
  };
}

/** The head of a request with the key of the rig. */
export function headOf(url: string, token: string, lines: readonly string[], what = 'POST /api/v1/monitors'): string {
  const said = [`${what} HTTP/1.1`, `host: ${new URL(url).host}`, `authorization: Bearer ${token}`, ...lines];
  return `${said.join('\r\n')}\r\n\r\n`;
}

export async function untilEnded(clients: readonly RawClient[], withinMs: number): Promise<void> {
  const endMs = performance.now() + withinMs;
  while (performance.now() < endMs && clients.some((one) => one.endedAfterMs() === undefined)) await delay(50);
}

/** Of the whole process, MiB. */
export function residentMib({ pid }: Pick<ServerProcess, 'pid'>): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}

export interface Bystander {
  /** Of the answers so far, milliseconds, and what was not 200. */
  readonly report: () => {
    readonly count: number;
    readonly p99Ms: number;
    readonly maxMs: number;
    readonly refused: number;
  };
  readonly peakMib: () => number;
  stop(): Promise<void>;
}

/** Somebody who uses the API meanwhile, ten times a second, each time over a new connection; and watches the memory. */
export function bystander(server: ServerProcess, path = '/monitors?size=20'): Bystander {
  const tookMs: number[] = [];
  let refused = 0;
  let peakMib = 0;
  const over = new AbortController();
  const done = (async () => {
    while (!over.signal.aborted) {
      peakMib = Math.max(peakMib, residentMib(server));
      const answer = await server.call('GET', path).catch(() => undefined);
      if (answer?.status === 200) tookMs.push(answer.tookMs);
      else refused += 1;
      await delay(100);
    }
  })();
  return {
    report: () => {
      const sorted = tookMs.toSorted((a, b) => a - b);
      const p99Ms = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? Infinity;
      return { count: sorted.length, p99Ms, maxMs: sorted.at(-1) ?? Infinity, refused };
    },
    peakMib: () => peakMib,
    stop: async () => {
      over.abort();
      await done;
    },
  };
}
