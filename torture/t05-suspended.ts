import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { brokenRules } from './kept-rules.ts';
import type { TortureRow } from './row.ts';
import { type Arrival, scriptedTarget, wallMs } from './scripted-target.ts';
import { startServer } from './server-process.ts';
import { falseAlarms, makeChannel, makeMonitors } from './watched-server.ts';
import { webhookSink } from './webhook-sink.ts';

const ASLEEP_MS = 40_000;
const OFTEN = { count: 200, seconds: 2 };
const SELDOM = { count: 1800, seconds: 60 };
const STEADY_MS = 15_000;

/** Row T05: the machine sleeps and wakes up. */
export const suspended: TortureRow = {
  name: 't05',
  promise: 'after a suspension nothing is down, nobody is stormed, and each monitor is looked at in its next interval',
  rounds: 3,
  async *run({ rounds, directory }) {
    await using target = await scriptedTarget();
    await using sink = await webhookSink();
    await using server = await startServer(directory);
    await makeChannel(server, sink.url);
    await makeMonitors(server, target.url, OFTEN);
    await makeMonitors(server, target.url, { ...SELDOM, first: OFTEN.count + 1 });
    await delay(5000);
    for (let round = 1; round <= rounds; round++) {
      target.forget();
      await delay(STEADY_MS);
      const before = target.arrivals.slice();
      process.kill(server.pid, 'SIGSTOP');
      await delay(ASLEEP_MS);
      const awakeMs = wallMs();
      process.kill(server.pid, 'SIGCONT');
      await delay(22_000);
      const after = target.arrivals.filter(({ atMs }) => atMs >= awakeMs);
      const broken = await falseAlarms(server, () => false);
      if (sink.received.length > 0) broken.push(`${sink.received.length} alerts`);
      const bursts = [isOften, isSeldom].map((isOf) => burst(before.filter(isOf), after.filter(isOf)));
      for (const { steady, most } of bursts) {
        if (most > 2 * steady) broken.push(`${most} looks in one second, ${steady} at most before`);
      }
      const late = lastToReturn(after, awakeMs);
      if (late.count < OFTEN.count) broken.push(`${OFTEN.count - late.count} monitors were not looked at again`);
      if (late.afterMs > OFTEN.seconds * 1000 + 500) broken.push(`one waited ${Math.round(late.afterMs)} ms`);
      yield {
        seen:
          `looks in the busiest second before and after ${bursts.map(({ steady, most }) => `${steady}, ${most}`).join('; ')}; ` +
          `all back after ${Math.round(late.afterMs)} ms`,
        broken,
      };
    }
    await server.end('SIGTERM');
    const broken = brokenRules(join(directory, 'core.db'));
    if (broken.length > 0) yield { seen: 'what it kept', broken };
  },
};

function isOften({ number }: Arrival): boolean {
  return number <= OFTEN.count;
}

function isSeldom(arrival: Arrival): boolean {
  return !isOften(arrival);
}

function burst(before: readonly Arrival[], after: readonly Arrival[]) {
  return { steady: busiestSecond(before), most: busiestSecond(after) };
}

/** The most that came within any second, wherever it begins. */
function busiestSecond(arrivals: readonly Arrival[]): number {
  let most = 0;
  let from = 0;
  for (let to = 0; to < arrivals.length; to++) {
    while (arrivals[to]!.atMs - arrivals[from]!.atMs > 1000) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

/** Of the monitors with the short interval: how many came back, and when the last of them did. */
function lastToReturn(
  after: readonly Arrival[],
  awakeMs: number,
): { readonly count: number; readonly afterMs: number } {
  const first = new Map<number, number>();
  for (const { number, atMs } of after.filter(isOften)) if (!first.has(number)) first.set(number, atMs);
  return { count: first.size, afterMs: Math.max(0, ...first.values()) - awakeMs };
}
