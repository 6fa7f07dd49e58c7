import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sharedFile } from '@upwatch/core/testing';
import { brokenRules } from './kept-rules.ts';
import { addressOf, bystander, headOf, type RawClient, rawClient, untilEnded } from './raw-client.ts';
import type { TortureRow } from './row.ts';
import { type ServerProcess, startServer, TOKEN } from './server-process.ts';

const CASES = 'corpora/json-parsing.json';
const SLOW = 2000;
const SLOW_BODIES = 200;
const HEAD_WITHIN_MS = 10_000;
/** The whole request, and the server's own look at its connections, and what a busy machine adds. */
const BODY_WITHIN_MS = 34_000;
const API_P99_MAX_MS = 200;
const BODY_BYTES = 100 * 1024 * 1024;
/** Of a body that is refused: what the cap takes, and what both sides' sockets hold. */
const TAKEN_BYTES_MAX = 16 * 1024 * 1024;
const CHUNK = Buffer.alloc(64 * 1024, 0x20);

interface JsonCase {
  readonly id: string;
  readonly expected: { readonly parse: 'accept' | 'reject' | 'either' };
  readonly bytes_b64?: string;
}

/** The one that is too long to be written down. */
const DEEP = '[{"":'.repeat(50_000);

/** Row S36: clients that never finish, send what never ends, or send what is no JSON. */
export const slowClients: TortureRow = {
  name: 's36',
  promise: 'clients that never finish are told so in time, those that never end are cut off, and nobody else waits',
  rounds: 1,
  missing: () => (sharedFile(CASES) === undefined ? 'the corpus is not here' : undefined),
  async *run({ rounds, directory }) {
    for (let round = 1; round <= rounds; round++) {
      const home = join(directory, String(round));
      await using server = await startServer(home);
      // What is only made at the first request is not what this is about.
      for (let call = 0; call < 20; call++) await server.call('GET', '/monitors?size=20');
      const calm = bystander(server);
      await delay(3000);
      await calm.stop();
      const other = bystander(server);
      const broken: string[] = [];
      const seen = [
        await slowHeads(server, broken),
        await slowBodies(server, broken),
        await largeBodies(server, broken),
        await manyHeaders(server, broken),
        await badJson(server, broken),
      ];
      await other.stop();
      const { count, p99Ms, maxMs, refused } = other.report();
      seen.push(
        `others: ${count} answers within ${Math.round(p99Ms)}/${Math.round(maxMs)} ms (p99/max), ${Math.round(calm.report().p99Ms)} ms before`,
      );
      if (p99Ms > API_P99_MAX_MS) broken.push(`others waited ${Math.round(p99Ms)} ms (p99)`);
      if (refused > 0) broken.push(`${refused} requests of others were not answered with 200`);
      if (/"level":(50|60)/.test(server.output())) broken.push('the log has errors');
      await server.end('SIGTERM');
      broken.push(...brokenRules(join(home, 'core.db')));
      yield { seen: seen.join('; '), broken };
    }
  },
};

/** Two thousand who send a byte of their head a second. */
async function slowHeads(server: ServerProcess, broken: string[]): Promise<string> {
  const clients = Array.from({ length: SLOW }, (_, number) => rawClient(server.url, addressOf(number)));
  for (const { socket } of clients) socket.write('GET /api/v1/monitors HTTP/1.1\r\nx-slow: ');
  const drip = setInterval(() => {
    for (const { socket } of clients) if (socket.writable) socket.write('a');
  }, 1000);
  await untilEnded(clients, HEAD_WITHIN_MS + 10_000);
  clearInterval(drip);
  return ended('slow heads', clients, { withinMs: HEAD_WITHIN_MS, status: 408, broken });
}

/** Who promises a body and sends a byte of it a second. */
async function slowBodies(server: ServerProcess, broken: string[]): Promise<string> {
  const clients = Array.from({ length: SLOW_BODIES }, (_, number) => rawClient(server.url, addressOf(number)));
  const head = headOf(server.url, TOKEN, ['content-type: application/json', 'content-length: 1000']);
  for (const { socket } of clients) socket.write(head);
  const drip = setInterval(() => {
    for (const { socket } of clients) if (socket.writable) socket.write(' ');
  }, 1000);
  await untilEnded(clients, BODY_WITHIN_MS + 5000);
  clearInterval(drip);
  return ended('slow bodies', clients, { withinMs: BODY_WITHIN_MS, status: 408, broken });
}

function ended(
  what: string,
  clients: readonly RawClient[],
  { withinMs, status, broken }: { readonly withinMs: number; readonly status: number; readonly broken: string[] },
): string {
  const held = clients.filter((one) => one.endedAfterMs() === undefined);
  const otherwise = clients.filter((one) => one.status() !== status);
  // Told, and then closed: a busy machine of the driver's may see the second late.
  const longestMs = Math.max(...clients.map((one) => one.answeredAfterMs() ?? Infinity));
  for (const { socket } of held) socket.destroy();
  if (held.length > 0) broken.push(`${what}: ${held.length} connections were never closed`);
  else if (longestMs > withinMs) broken.push(`${what}: a connection was told after ${Math.round(longestMs)} ms`);
  if (otherwise.length > 0)
    broken.push(`${what}: ${otherwise.length} were answered ${otherwise[0]!.status() ?? 'nothing'}, not ${status}`);
  return `${clients.length} ${what}: ${status} after at most ${Math.round(longestMs)} ms`;
}

/** A body of 100 MB, and one in chunks without end; with a key and without. */
async function largeBodies(server: ServerProcess, broken: string[]): Promise<string> {
  const json = 'content-type: application/json';
  const seen: string[] = [];
  for (const [what, token, framing, expected] of [
    ['100 MB', TOKEN, `content-length: ${BODY_BYTES}`, 413],
    ['chunks without end', TOKEN, 'transfer-encoding: chunked', 413],
    ['100 MB without a key', 'no', `content-length: ${BODY_BYTES}`, 401],
    ['chunks without end and a key', 'no', 'transfer-encoding: chunked', 401],
  ] as const) {
    const client = rawClient(server.url, '127.0.0.9');
    client.socket.write(headOf(server.url, token, [json, framing]));
    const sent = await sendOn(client, framing.startsWith('transfer'));
    seen.push(`${what}: ${client.status() ?? 'nothing'} after ${Math.round(sent / 1024)} KiB`);
    if (client.status() !== expected) broken.push(`${what} was answered ${client.status() ?? 'nothing'}`);
    if (sent > TAKEN_BYTES_MAX) broken.push(`${what}: ${sent} bytes were taken`);
    client.socket.destroy();
  }
  return seen.join(', ');
}

/** @returns how much the other side took before it closed */
async function sendOn(client: RawClient, isChunked: boolean): Promise<number> {
  const { socket } = client;
  const piece = isChunked
    ? Buffer.concat([Buffer.from(`${CHUNK.length.toString(16)}\r\n`), CHUNK, Buffer.from('\r\n')])
    : CHUNK;
  const endMs = performance.now() + 20_000;
  while (client.endedAfterMs() === undefined && socket.bytesWritten < BODY_BYTES && performance.now() < endMs) {
    if (socket.writable && socket.writableLength < 4 * CHUNK.length) socket.write(piece);
    else await delay(1);
    if (socket.bytesWritten % (16 * CHUNK.length) < CHUNK.length) await delay(1);
  }
  return socket.bytesWritten - socket.writableLength;
}

async function manyHeaders(server: ServerProcess, broken: string[]): Promise<string> {
  const client = rawClient(server.url, '127.0.0.9');
  const lines = Array.from({ length: 100_000 }, (_, number) => `x-${number}: a`);
  client.socket.write(headOf(server.url, TOKEN, lines, 'GET /api/v1/monitors'));
  await untilEnded([client], 5000);
  if (client.status() !== 431) broken.push(`100,000 headers were answered ${client.status() ?? 'nothing'}`);
  if (client.endedAfterMs() === undefined) broken.push('100,000 headers: the connection stayed open');
  client.socket.destroy();
  return `100,000 headers: ${client.status() ?? 'nothing'}`;
}

/** What is no JSON is 400; what is, is some other refusal: none of them is a monitor. */
async function badJson(server: ServerProcess, broken: string[]): Promise<string> {
  const { cases } = JSON.parse(readFileSync(sharedFile(CASES)!, 'utf8')) as { readonly cases: readonly JsonCase[] };
  const counts = new Map<number, number>();
  for (const { id, expected, bytes_b64: bytes } of cases) {
    const response = await fetch(`${server.url}/api/v1/monitors`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: bytes === undefined ? DEEP : Buffer.from(bytes, 'base64'),
    });
    await response.arrayBuffer();
    const { status } = response;
    counts.set(status, (counts.get(status) ?? 0) + 1);
    const isRefused = status >= 400 && status < 500;
    if (!isRefused || (expected.parse === 'reject' && status !== 400)) broken.push(`${id} was answered ${status}`);
  }
  return `JSON: ${[...counts].map(([status, count]) => `${count} × ${status}`).join(', ')}`;
}
