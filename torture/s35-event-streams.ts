import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { brokenRules } from './kept-rules.ts';
import { latenessOf, latenessText } from './lateness.ts';
import { addressOf, bystander, type RawClient, rawClient, residentMib } from './raw-client.ts';
import type { TortureRow } from './row.ts';
import { scriptedTarget, wallMs } from './scripted-target.ts';
import { dataOf, type ServerProcess, startServer } from './server-process.ts';
import { falseAlarms, makeMonitors } from './watched-server.ts';

const MONITORS = 200;
const INTERVAL_MS = 1_000;
const STREAMS = 5_000;
/** As `event-streams.ts` bounds them. */
const ALL_MAX = 200;
const CALLER_MAX = 50;
const ADDRESS_MAX = 100;
const PAGE_READERS = 1_000;
const KEYS = 10;
const VIEWERS = 4;
/** Read nothing, or a byte a second; the others read as it comes. */
const SLOW_EVERY = 2;
const OBSERVED_MS = 60_000;
const MIB_MORE_MAX = 200;
const LATE_P99_MAX_MS = 1_000;
const PASSWORD = 'seven small boats at noon';

interface Caller {
  readonly name: string;
  /** Of its requests. */
  readonly line: string;
}

interface Stream extends RawClient {
  readonly caller: string;
  readonly address: string;
  readonly isSlow: boolean;
}

/** Row S35: streams of events and readers of pages by the thousand, half of whom hardly read. */
export const eventStreams: TortureRow = {
  name: 's35',
  promise: 'event streams are bounded by caller, address and in all; who does not read is dropped, and looks go on',
  rounds: 1,
  async *run({ rounds, directory }) {
    for (let round = 1; round <= rounds; round++) {
      const home = join(directory, String(round));
      const broken: string[] = [];
      await using target = await scriptedTarget();
      await using server = await startServer(home);
      const ids = await makeMonitors(server, target.url, { count: MONITORS, seconds: INTERVAL_MS / 1000 });
      const callers = await makeCallers(server);
      await server.call('POST', '/status-pages', { name: 'Shop', slug: 'shop' });
      await delay(10_000);
      const calmMib = residentMib(server);
      const other = bystander(server);
      const fromMs = wallMs();
      const streams = await openStreams(server, callers);
      const readers = pageReaders(server);
      const seen = [boundsText(streams, broken), await dropped(streams, broken)];
      await other.stop();
      const late = latenessOf(target.arrivals, { ids, intervalMs: INTERVAL_MS, fromMs, toMs: wallMs() });
      const { p99Ms, refused } = other.report();
      const moreMib = Math.round(other.peakMib() - calmMib);
      seen.push(
        `+${moreMib} MiB over ${Math.round(calmMib)}`,
        latenessText(late),
        `others ${Math.round(p99Ms)} ms (p99)`,
      );
      if (moreMib > MIB_MORE_MAX) broken.push(`${moreMib} MiB more`);
      if (late.p99Ms > LATE_P99_MAX_MS) broken.push(`looks are late by ${Math.round(late.p99Ms)} ms (p99)`);
      if (late.missed > 0) broken.push(`${late.missed} slots were missed`);
      if (refused > 0) broken.push(`${refused} requests of others were not answered with 200`);
      broken.push(...(await falseAlarms(server, () => false).catch((error) => [`the API does not answer: ${error}`])));
      for (const { socket } of [...streams, ...readers]) socket.destroy();
      await server.end('SIGTERM');
      broken.push(...brokenRules(join(home, 'core.db')));
      yield { seen: seen.join('; '), broken };
    }
  },
};

/** Keys, and people who may only look, signed in by their cookies. */
async function makeCallers(server: ServerProcess): Promise<readonly Caller[]> {
  const keys = Array.from({ length: KEYS }, async (_, number) => {
    const { key } = dataOf(await server.call('POST', '/api-keys', { name: `key ${number}` }));
    return { name: `key ${number}`, line: `authorization: Bearer ${String(key)}` };
  });
  const viewers = Array.from({ length: VIEWERS }, async (_, number) => {
    const invite = { email: `viewer-${number}@shop.test`, roleOffered: 'VIEWER' };
    const { token } = dataOf(await server.call('POST', '/invites', invite));
    const accepted = await fetch(`${server.url}/api/v1/auth/invites/${String(token)}/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify({ name: `viewer ${number}`, password: PASSWORD }),
    });
    if (accepted.status !== 201) throw new Error(`a viewer was answered ${accepted.status}: ${await accepted.text()}`);
    const cookies = accepted.headers.getSetCookie().map((text) => text.split(';')[0]);
    return { name: `viewer ${number}`, line: `cookie: ${cookies.join('; ')}` };
  });
  return Promise.all([...keys, ...viewers]);
}

/** All callers from many addresses: every other one reads nothing, or next to nothing. */
async function openStreams(server: ServerProcess, callers: readonly Caller[]): Promise<readonly Stream[]> {
  const streams: Stream[] = [];
  for (let number = 0; number < STREAMS; number++) {
    const { name, line } = callers[number % callers.length]!;
    const address = addressOf(number % 40);
    const client = rawClient(server.url, address);
    client.socket.write(`GET /api/v1/events HTTP/1.1\r\nhost: ${new URL(server.url).host}\r\n${line}\r\n\r\n`);
    streams.push({ ...client, caller: name, address, isSlow: number % SLOW_EVERY === 0 });
    if (number % 100 === 99) await delay(20);
  }
  await delay(5000);
  for (const { socket, isSlow, status } of streams) if (isSlow && status() === 200) socket.pause();
  return streams;
}

/** Who asks for a page again and again, and reads none of it. */
function pageReaders(server: ServerProcess): readonly RawClient[] {
  const request = `GET /status/shop HTTP/1.1\r\nhost: ${new URL(server.url).host}\r\n\r\n`;
  return Array.from({ length: PAGE_READERS }, (_, number) => {
    const client = rawClient(server.url, addressOf(number));
    client.socket.pause().write(request.repeat(100));
    return client;
  });
}

function boundsText(streams: readonly Stream[], broken: string[]): string {
  const open = streams.filter((one) => one.status() === 200);
  const most = (of: (one: Stream) => string) =>
    Math.max(0, ...[...Map.groupBy(open, of).values()].map(({ length }) => length));
  const [ofCaller, ofAddress] = [most(({ caller }) => caller), most(({ address }) => address)];
  const refused = streams.filter((one) => one.status() === 429).length;
  if (open.length > ALL_MAX || open.length < ALL_MAX / 2) broken.push(`${open.length} streams are open`);
  if (ofCaller > CALLER_MAX) broken.push(`one caller has ${ofCaller} streams`);
  if (ofAddress > ADDRESS_MAX) broken.push(`one address has ${ofAddress} streams`);
  if (open.length + refused !== STREAMS) broken.push(`${STREAMS - open.length - refused} were not answered 200 or 429`);
  return `${open.length} streams open (${ofCaller} a caller, ${ofAddress} an address at most), ${refused} refused`;
}

/** Who does not read is dropped once a MiB waits; who reads stays. A byte a second is not reading. */
async function dropped(streams: readonly Stream[], broken: string[]): Promise<string> {
  const open = streams.filter((one) => one.status() === 200);
  const slow = open.filter(({ isSlow }) => isSlow);
  const endMs = performance.now() + OBSERVED_MS;
  while (performance.now() < endMs) {
    for (const [place, { socket }] of slow.entries()) if (place % 2 === 0) socket.read(1);
    await delay(1000);
  }
  const lost = open.filter((one) => !one.isSlow && one.endedAfterMs() !== undefined).length;
  if (lost > 0) broken.push(`${lost} who read were dropped`);
  // What was sent before is read first, and then the end.
  for (const { socket } of slow) socket.resume();
  await delay(5000);
  const held = slow.filter((one) => one.endedAfterMs() === undefined).length;
  if (held > 0) broken.push(`${held} of ${slow.length} who read nothing were not dropped`);
  return `${slow.length - held} of ${slow.length} slow readers dropped`;
}
