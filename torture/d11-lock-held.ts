import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { brokenRules } from './kept-rules.ts';
import type { TortureRow } from './row.ts';
import { type ScriptedTarget, scriptedTarget, wallMs } from './scripted-target.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { falseAlarms, listAll, makeChannel, makeMonitors, resultsOf } from './watched-server.ts';
import { webhookSink } from './webhook-sink.ts';

const HELD_MS = 30_000;
const ANSWER_MAX_MS = 6_000;
const GOOD = 100;
/** Down while the lock is held. */
const FAILING = 5;

/** Row D11: somebody else writes into core.db for half a minute. */
export const lockHeld: TortureRow = {
  name: 'd11',
  promise: 'while another program holds the lock it looks on, refuses writes within 6 s, and loses nothing',
  rounds: 2,
  async *run({ rounds, directory }) {
    for (let round = 1; round <= rounds; round++) {
      const home = join(directory, String(round));
      const broken: string[] = [];
      await using target = await scriptedTarget();
      await using sink = await webhookSink();
      await using server = await startServer(home);
      await makeChannel(server, sink.url);
      const ids = await makeMonitors(server, target.url, { count: GOOD + FAILING, seconds: 1 });
      await delay(3000);

      const fromMs = wallMs();
      target.behave((path) => (Number(path.slice(1)) > GOOD ? 'down' : 'up'));
      const writes = await writeAgainstLock(join(home, 'core.db'), server, broken);
      const looks = target.arrivals.filter(({ atMs, number }) => atMs > fromMs && number <= GOOD).length;
      const share = looks / (GOOD * (HELD_MS / 1000));
      if (share < 0.9) broken.push(`only ${Math.round(share * 100)} % of the looks were made`);

      await delay(8000);
      if ((await server.call('POST', '/tags', { name: 'after' })).status !== 201)
        broken.push('it does not write again');
      const incidents = (await listAll(server, '/incidents')).length;
      if (incidents !== FAILING) broken.push(`${incidents} incidents, ${FAILING} broke`);
      if (sink.received.length !== FAILING) broken.push(`${sink.received.length} alerts, ${FAILING} broke`);
      broken.push(...(await falseAlarms(server, (number) => number > GOOD)));
      broken.push(...(await lostResults(server, target, { id: ids[0]!, fromMs, toMs: fromMs + HELD_MS })));
      await server.end('SIGTERM');
      broken.push(...brokenRules(join(home, 'core.db')));
      yield { seen: `${Math.round(share * 100)} % of the looks made, ${writes}`, broken };
    }
  },
};

async function writeAgainstLock(file: string, server: ServerProcess, broken: string[]): Promise<string> {
  const other = new DatabaseSync(file, { timeout: 5000 });
  other.exec('BEGIN IMMEDIATE');
  const endMs = performance.now() + HELD_MS;
  let longestMs = 0;
  let refused = 0;
  try {
    for (let number = 1; performance.now() < endMs - ANSWER_MAX_MS; number++) {
      const { status, headers, tookMs } = await server.call('POST', '/tags', { name: `locked ${number}` });
      longestMs = Math.max(longestMs, tookMs);
      if (status === 503) refused += 1;
      else broken.push(`a write was answered ${status}`);
      if (Number(headers.get('retry-after') ?? 0) < 1) broken.push('without Retry-After');
      if (tookMs > ANSWER_MAX_MS) broken.push(`answered after ${Math.round(tookMs)} ms`);
      await delay(200);
    }
    await delay(endMs - performance.now());
  } finally {
    other.exec('ROLLBACK');
    other.close();
  }
  return `${refused} writes refused with 503 after at most ${Math.round(longestMs)} ms`;
}

/** Each look that a target saw is in the results. */
async function lostResults(
  server: ServerProcess,
  target: ScriptedTarget,
  given: { readonly id: string; readonly fromMs: number; readonly toMs: number },
): Promise<string[]> {
  const { fromMs, toMs } = given;
  const looked = target.arrivals.filter(({ number, atMs }) => number === 1 && atMs > fromMs && atMs < toMs).length;
  const kept = (await resultsOf(server, given)).length;
  // At both ends a look may fall on the other side.
  return Math.abs(kept - looked) <= 1 ? [] : [`${kept} results of ${looked} looks`];
}
