import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { brokenRules } from './kept-rules.ts';
import type { TortureRow } from './row.ts';
import { scriptedTarget, wallMs } from './scripted-target.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { falseAlarms, makeChannel, makeMonitors } from './watched-server.ts';
import { type ReceivedAlert, webhookSink } from './webhook-sink.ts';

const LIMIT = 200;
const SLOW = { count: 300, seconds: 5, timeoutMs: 10_000, first: 21 };
const GOOD = { count: 20, seconds: 1 };
const ANSWER_AFTER_MS = 4_000;
const OBSERVED_MS = 20_000;
const ANSWER_MAX_MS = 2_000;
/** The first looks at slow targets are not known to be slow, and take every place in turn. */
const LEARNING_MS = 20_000;

/** Row N09: 300 connections are wanted where 200 descriptors are allowed; nothing that is watched is at fault. */
export const noDescriptors: TortureRow = {
  name: 'n09',
  promise:
    'out of file descriptors it blames no target, and says at most once that it is short of them; its API answers and quick targets are looked at, however late it learns of its limit',
  rounds: 2,
  missing: () => (existsSync('/usr/bin/prlimit') ? undefined : 'there is no prlimit here'),
  async *run({ rounds, directory }) {
    for (let round = 1; round <= rounds; round++) {
      // It may know its limit from its start, or lose it while it runs.
      const isFromStart = round % 2 === 1;
      const home = join(directory, String(round));
      await using target = await scriptedTarget();
      await using sink = await webhookSink();
      target.behave((path) => (Number(path.slice(1)) >= SLOW.first ? { afterMs: ANSWER_AFTER_MS } : 'up'));
      await using server = await startServer(home, isFromStart ? { under: ['prlimit', `--nofile=${LIMIT}`] } : {});
      await makeChannel(server, sink.url);
      await makeMonitors(server, target.url, GOOD);
      await makeMonitors(server, target.url, SLOW);
      if (!isFromStart) execFileSync('prlimit', [`--nofile=${LIMIT}`, '--pid', String(server.pid)]);
      await delay(LEARNING_MS);
      const fromMs = wallMs();
      const asked = await askOn(server);
      const broken = await falseAlarms(server, () => false);
      if (asked.failed.length > 0) broken.push(`the API failed ${asked.failed.length} times: ${asked.failed[0]}`);
      if (asked.longestMs > ANSWER_MAX_MS) broken.push(`the API took ${Math.round(asked.longestMs)} ms`);
      broken.push(...unwanted(sink.received));
      const good = target.arrivals.filter(({ number, atMs }) => number < SLOW.first && atMs > fromMs).length;
      const wanted = (GOOD.count * OBSERVED_MS) / 1000 / GOOD.seconds;
      if (good < 0.9 * wanted) broken.push(`${good} looks at the quick ones, ${wanted} were due`);
      await server.end('SIGTERM');
      broken.push(...brokenRules(join(home, 'core.db')));
      const when = isFromStart ? 'from the start' : 'under way';
      const seen = `limited ${when}: at most ${asked.mostOpen} open, ${asked.answered} answers and ${asked.failed.length} refusals within ${Math.round(asked.longestMs)} ms, ${good} looks at the ${GOOD.count} quick ones in ${OBSERVED_MS / 1000} s`;
      yield { seen, broken };
    }
  },
};

/** That Upwatch itself is short of something is told, once; of what it watches nothing is. */
function unwanted(received: readonly ReceivedAlert[]): readonly string[] {
  const notices = received.filter(({ kind }) => kind === 'notice').length;
  const alerts = received.length - notices;
  return [
    ...(alerts > 0 ? [`${alerts} alerts`] : []),
    ...(notices > 1 ? [`${notices} notices of Upwatch itself`] : []),
  ];
}

async function askOn(server: ServerProcess) {
  const failed: string[] = [];
  let answered = 0;
  let longestMs = 0;
  let mostOpen = 0;
  for (const endMs = performance.now() + OBSERVED_MS; performance.now() < endMs; await delay(250)) {
    mostOpen = Math.max(mostOpen, readdirSync(`/proc/${server.pid}/fd`).length);
    try {
      const { status, tookMs } = await server.call('GET', '/monitors?page=0&size=10');
      longestMs = Math.max(longestMs, tookMs);
      if (status === 200) answered += 1;
      else failed.push(`it answered ${status}`);
    } catch (error) {
      failed.push(String((error as Error).cause ?? error));
    }
  }
  return { failed, answered, longestMs, mostOpen };
}
