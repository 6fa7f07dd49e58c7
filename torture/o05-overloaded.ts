import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { brokenRules } from './kept-rules.ts';
import { latenessOf, latenessText } from './lateness.ts';
import type { TortureRow } from './row.ts';
import { scriptedTarget, wallMs } from './scripted-target.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { falseAlarms, makeChannel, makeMonitors, resultsOf } from './watched-server.ts';
import { webhookSink } from './webhook-sink.ts';

const MONITORS = 500;
const INTERVAL_MS = 1_000;
const BUSY_MS = 20_000;
const LOOPS = 2;
const ASKED_OF = 20;

/** Row O05: 500 looks a second while others use up the processors. */
export const overloaded: TortureRow = {
  name: 'o05',
  promise: 'a machine that is too busy makes looks late or unknown, and never a target down',
  rounds: 3,
  async *run({ rounds, directory }) {
    for (let round = 1; round <= rounds; round++) {
      const home = join(directory, String(round));
      await using target = await scriptedTarget();
      await using sink = await webhookSink();
      await using server = await startServer(home);
      await makeChannel(server, sink.url);
      const ids = await makeMonitors(server, target.url, { count: MONITORS, seconds: INTERVAL_MS / 1000 });
      await delay(3000);
      const fromMs = wallMs();
      const loops = Array.from({ length: LOOPS }, () => spawn(process.execPath, ['-e', 'for (;;);']));
      await delay(BUSY_MS);
      const toMs = wallMs();
      for (const loop of loops) end(loop);
      await delay(3000);
      const broken = await falseAlarms(server, () => false);
      if (sink.received.length > 0) broken.push(`${sink.received.length} alerts`);
      const late = latenessOf(target.arrivals, { ids, intervalMs: INTERVAL_MS, fromMs, toMs });
      const results = await outcomesOf(server, ids.slice(0, ASKED_OF), { fromMs, toMs });
      broken.push(...results.broken);
      await server.end('SIGTERM');
      broken.push(...brokenRules(join(home, 'core.db')));
      yield { seen: `${latenessText(late)}; results of ${ASKED_OF} monitors: ${results.seen}`, broken };
    }
  },
};

/** Every slot has a result: up, or unknown for a reason of ours. */
async function outcomesOf(
  server: ServerProcess,
  ids: readonly string[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
) {
  const broken: string[] = [];
  const counts = new Map<string, number>();
  const slots = Math.floor((toMs - fromMs) / INTERVAL_MS);
  for (const id of ids) {
    const results = await resultsOf(server, { id, fromMs, toMs });
    for (const { outcome, failureCode } of results) {
      const text = failureCode === null ? outcome : `${outcome} (${failureCode})`;
      counts.set(text, (counts.get(text) ?? 0) + 1);
      if (outcome === 'down') broken.push(`a target is blamed: ${text}`);
    }
    if (results.length < slots - 1) broken.push(`${slots - results.length} slots without a word`);
  }
  return { broken, seen: [...counts].map(([text, count]) => `${text} × ${count}`).join(', ') };
}

function end(child: ChildProcess): void {
  child.kill('SIGKILL');
}
