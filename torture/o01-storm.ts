import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { brokenRules } from './kept-rules.ts';
import type { RoundReport, TortureRow } from './row.ts';
import { scriptedTarget } from './scripted-target.ts';
import { dataOf, type ServerProcess, startServer } from './server-process.ts';
import { startStormSinks, type StormSink } from './storm-sinks.ts';
import { makeChannel } from './watched-server.ts';
import { webhookSink } from './webhook-sink.ts';

const MESSAGES_MAX = 10;
const FIRST_MS = 300_000;
const UNRELATED_MAX_MS = 30_000;
const LOOP_P99_MAX_S = 1;
const RSS_MAX_KIB = 1024 * 1024;
const MADE_AT_ONCE = 8;

/** How large the storm is. */
interface StormSize {
  readonly monitors: number;
  readonly seconds: number;
}

/** Rows O01 and O02: everything fails at once, and comes back. */
export const storm: TortureRow = {
  name: 'o01',
  promise: 'a storm of 10,000 is ten messages a channel at most, which count all, and one when it is over',
  rounds: 1,
  run: ({ rounds, directory }) => stormRounds(directory, rounds, { monitors: 10_000, seconds: 60 }),
};

/** The same, small: for a machine that has other things to do. */
export const smallStorm: TortureRow = {
  name: 'o01-small',
  promise: 'a storm of 500 is ten messages a channel at most, which count all, and one when it is over',
  rounds: 1,
  run: ({ rounds, directory }) => stormRounds(directory, rounds, { monitors: 500, seconds: 10 }),
};

async function* stormRounds(directory: string, rounds: number, size: StormSize): AsyncIterable<RoundReport> {
  for (let round = 1; round <= rounds; round++) yield await stormRound(join(directory, String(round)), size);
}

async function stormRound(home: string, { monitors, seconds }: StormSize): Promise<RoundReport> {
  const broken: string[] = [];
  await using target = await scriptedTarget();
  await using other = await scriptedTarget();
  await using otherSink = await webhookSink();
  await using sinks = await startStormSinks();
  await using server = await startServer(home, { env: sinks.env });
  const stormChannels = await Promise.all(
    sinks.all.map(({ name, config }) => idOf(server, '/alert-channels', { name, config })),
  );
  await makeChannel(server, otherSink.url, 'other');
  const otherChannel = await channelNamed(server, 'other');
  await makeAll(server, monitors, (number) => monitorBody(number, target.url, seconds, stormChannels));
  await idOf(server, '/monitors', monitorBody(0, other.url, 5, [otherChannel]));
  await delay(seconds * 1000 + 5_000);
  await scrape(server);

  target.behave('down');
  const failedMs = Date.now();
  await delay(seconds * 500);
  other.behave('down');
  const otherMs = Date.now();
  await within(UNRELATED_MAX_MS + 5_000, 100, () => otherSink.received.length > 0);
  const unrelatedMs = (otherSink.received[0]?.atMs ?? Infinity) - otherMs;
  if (unrelatedMs > UNRELATED_MAX_MS) broken.push(`an unrelated alert came after ${Math.round(unrelatedMs)} ms`);
  const loop = [(await scrape(server)).loopP99];
  await delay(Math.max(0, failedMs + 2 * seconds * 1000 + 10_000 - Date.now()));
  const open = await totalOf(server, '/incidents?status=CONFIRMED');
  if (open < monitors + 1) broken.push(`${open} incidents are open, ${monitors + 1} monitors are down`);
  await delay(failedMs + FIRST_MS - Date.now());
  loop.push((await scrape(server)).loopP99);
  const before = sinks.all.map((sink) => ({ sink, count: sink.messages.length }));
  for (const { sink, count } of before) broken.push(...wrongsOf(sink, count, monitors));

  target.behave('up');
  const upMs = Date.now();
  let waiting = Infinity;
  // A percentile needs more than a moment: of one second it would be the longest stall.
  await within(FIRST_MS, 20_000, async () => {
    const { loopP99, pending } = await scrape(server);
    loop.push(loopP99);
    waiting = pending;
    return pending === 0 && Date.now() - upMs > 2 * seconds * 1000 + 10_000;
  });
  const emptyMs = Date.now() - upMs;
  if (waiting > 0) broken.push(`${waiting} alerts still wait after ${emptyMs} ms`);
  const standing = await totalOf(server, '/incidents?status=CONFIRMED');
  if (standing !== 1) broken.push(`${standing} incidents are open, one monitor is down`);
  for (const { sink, count } of before) broken.push(...wrongEnds(sink, count));
  const worst = Math.max(...loop);
  if (worst > LOOP_P99_MAX_S) broken.push(`the event loop's p99 was ${worst} s`);
  const rss = await peakRss(server.pid);
  if (rss > RSS_MAX_KIB) broken.push(`${Math.round(rss / 1024)} MiB of memory`);
  await server.end('SIGTERM');
  broken.push(...brokenRules(join(home, 'core.db')));
  const counts = before.map(({ sink, count }) => `${sink.name} ${count} + ${sink.messages.length - count}`).join(', ');
  const seen = `${counts} messages; unrelated after ${Math.round(unrelatedMs / 1000)} s, empty after ${Math.round(emptyMs / 1000)} s; loop p99 ${Math.round(worst * 1000)} ms, ${Math.round(rss / 1024)} MiB`;
  return { seen, broken };
}

function wrongsOf(sink: StormSink, count: number, monitors: number): string[] {
  const counted = sink.messages.slice(0, count).reduce((sum, { opened }) => sum + opened, 0);
  return [
    ...(count > MESSAGES_MAX ? [`${sink.name} got ${count} messages`] : []),
    ...(counted === monitors ? [] : [`${sink.name} was told of ${counted} of ${monitors}`]),
  ];
}

/** One message for all that one message told of; the ends of those told alone are each their own where it tracks them. */
function wrongEnds(sink: StormSink, before: number): string[] {
  const summaries = sink.messages.slice(before).filter(({ isDigest }) => isDigest);
  return summaries.length === 1 ? [] : [`${sink.name} got ${summaries.length} summaries of the end`];
}

function monitorBody(number: number, url: string, seconds: number, alertChannelIds: readonly string[]) {
  return {
    name: `m ${number}`,
    type: 'HTTP',
    config: { url: `${url}/${number}`, method: 'GET' },
    frequencySeconds: seconds,
    managedBy: 'API',
    alertChannelIds,
  };
}

async function makeAll(server: ServerProcess, count: number, body: (number: number) => object): Promise<void> {
  let next = 1;
  const worker = async (): Promise<void> => {
    while (next <= count) await makeOne(server, body(next++));
  };
  await Promise.all(Array.from({ length: MADE_AT_ONCE }, worker));
}

/** A key may make so many requests a minute: this driver is faster. */
async function makeOne(server: ServerProcess, body: object): Promise<void> {
  const answer = await server.call('POST', '/monitors', body);
  if (answer.status !== 429) return void dataOf(answer);
  await delay(Number(answer.headers.get('retry-after') ?? 1) * 1000);
  await makeOne(server, body);
}

async function idOf(server: ServerProcess, path: string, body: object): Promise<string> {
  return String(dataOf(await server.call('POST', path, body))['id']);
}

async function channelNamed(server: ServerProcess, name: string): Promise<string> {
  const { body } = await server.call('GET', '/alert-channels?page=0&size=50');
  const { data } = body as { readonly data: readonly { readonly id: string; readonly name: string }[] };
  return data.find((channel) => channel.name === name)!.id;
}

async function totalOf(server: ServerProcess, path: string): Promise<number> {
  const { body } = await server.call('GET', `${path}&page=0&size=1`);
  return (body as { readonly totalElements: number }).totalElements;
}

interface Scrape {
  /** Since the scrape before, seconds. */
  readonly loopP99: number;
  readonly pending: number;
}

async function scrape(server: ServerProcess): Promise<Scrape> {
  const response = await fetch(`${server.url}/metrics`);
  const text = await response.text();
  return {
    loopP99: metric(text, /^upwatch_loop_delay_seconds\{thread="server"\} (\S+)$/m),
    pending:
      metric(text, /^upwatch_outbox\{status="pending"\} (\d+)$/m) +
      metric(text, /^upwatch_outbox\{status="retry_pending"\} (\d+)$/m),
  };
}

function metric(text: string, pattern: RegExp): number {
  const found = pattern.exec(text);
  if (!found) throw new Error(`there is no ${pattern.source} in:\n${text.slice(0, 2000)}`);
  return Number(found[1]);
}

async function peakRss(pid: number): Promise<number> {
  return metric(await readFile(`/proc/${pid}/status`, 'utf8'), /^VmHWM:\s+(\d+) kB$/m);
}

async function within(ms: number, everyMs: number, holds: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs && !(await holds())) await delay(everyMs);
}
