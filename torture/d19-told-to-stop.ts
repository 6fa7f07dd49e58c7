import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { brokenRules } from './kept-rules.ts';
import type { TortureRow } from './row.ts';
import { scriptedTarget } from './scripted-target.ts';
import { startServer } from './server-process.ts';
import { makeChannel, makeMonitors } from './watched-server.ts';
import { webhookSink } from './webhook-sink.ts';

const STOPPED_MAX_MS = 10_000;
const FAILING = 100;
const HANGING = 500;

/** Row D19: SIGTERM with 500 looks in flight and 100 alerts that could not be sent yet. */
export const toldToStop: TortureRow = {
  name: 'd19',
  promise: 'told to stop, it ends with 0 within 10 s; looks in flight are no failures, and what waits to be sent stays',
  rounds: 5,
  async *run({ rounds, directory }) {
    for (let round = 1; round <= rounds; round++) {
      const home = join(directory, String(round));
      await using target = await scriptedTarget();
      await using sink = await webhookSink();
      sink.answerWith((_, response) => response.writeHead(503).end());
      let isHanging = false;
      target.behave((path) => (Number(path.slice(1)) <= FAILING ? 'down' : isHanging ? 'silent' : 'up'));
      await using server = await startServer(home);
      await makeChannel(server, sink.url);
      await makeMonitors(server, target.url, { count: FAILING + HANGING, seconds: 5 });
      await until(() => waitingToBeSent(home) >= FAILING);
      isHanging = true;
      await until(() => target.waiting() >= HANGING * 0.8);
      const inFlight = target.waiting();
      const { code, tookMs } = await server.end('SIGTERM');
      const broken = [...brokenRules(join(home, 'core.db'))];
      if (code !== 0) broken.push(`it ended with ${code}: ${server.output().slice(-500)}`);
      if (tookMs > STOPPED_MAX_MS) broken.push(`it took ${Math.round(tookMs)} ms`);
      const waiting = waitingToBeSent(home);
      if (waiting !== FAILING) broken.push(`${waiting} alerts wait, ${FAILING} were to be sent`);
      const down = downCount(home);
      if (down !== FAILING) broken.push(`${down} monitors are down, ${FAILING} failed`);
      yield {
        seen: `${inFlight} looks in flight, ${waiting} alerts waiting, ended after ${Math.round(tookMs)} ms`,
        broken,
      };
    }
  },
};

function waitingToBeSent(home: string): number {
  return count(home, `SELECT count(*) AS n FROM deliveries WHERE status IN ('PENDING', 'RETRY_PENDING')`);
}

function downCount(home: string): number {
  return count(home, `SELECT count(*) AS n FROM states WHERE verdict = 'down'`);
}

function count(home: string, query: string): number {
  const database = new DatabaseSync(join(home, 'core.db'), { readOnly: true });
  try {
    return Number(database.prepare(query).get()?.['n']);
  } finally {
    database.close();
  }
}

async function until(holds: () => boolean): Promise<void> {
  const endMs = performance.now() + 60_000;
  while (!holds()) {
    if (performance.now() > endMs) throw new Error('the state to be tortured was not reached within a minute');
    await delay(100);
  }
}
