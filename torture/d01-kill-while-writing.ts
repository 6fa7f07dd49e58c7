import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { brokenRules } from './kept-rules.ts';
import type { TortureRow } from './row.ts';
import { scriptedTarget } from './scripted-target.ts';
import { dataOf, type ServerProcess, startServer } from './server-process.ts';
import { listAll, makeChannel, makeMonitors } from './watched-server.ts';
import { webhookSink } from './webhook-sink.ts';

const READY_MAX_MS = 5_000;
const MONITORS = 200;

/** Row D01: 200 monitors a second, half of them going up and down, and API writes all the while. */
export const killWhileWriting: TortureRow = {
  name: 'd01',
  promise: 'a server killed while it writes loses nothing acknowledged, and is ready again within 5 s',
  rounds: 100,
  async *run({ rounds, directory }) {
    await using target = await scriptedTarget();
    await using sink = await webhookSink();
    target.behave((path) => (Number(path.slice(1)) % 2 === 0 || Date.now() % 6000 < 3000 ? 'up' : 'down'));
    let server = await startServer(directory);
    await using _last = { [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
    await makeChannel(server, sink.url);
    await makeMonitors(server, target.url, { count: MONITORS, seconds: 1 });
    const acknowledged = new Set<string>();
    for (let round = 1; round <= rounds; round++) {
      const before = acknowledged.size;
      const writing = writeTags(server, round, acknowledged);
      await delay(200 + Math.random() * 1800);
      await server.end('SIGKILL');
      await writing;
      const broken = [...brokenRules(join(directory, 'core.db'))];
      server = await startServer(directory);
      if (server.readyMs > READY_MAX_MS) broken.push(`ready after ${Math.round(server.readyMs)} ms`);
      const kept = new Set((await listAll(server, '/tags')).map(({ name }) => name));
      for (const name of acknowledged) if (!kept.has(name)) broken.push(`lost: tag ${name}`);
      const monitors = (await listAll(server, '/monitors')).length;
      if (monitors !== MONITORS) broken.push(`${monitors} monitors instead of ${MONITORS}`);
      const seen = `${acknowledged.size - before} writes acknowledged, ${sink.received.length} alerts so far, ready after ${Math.round(server.readyMs)} ms`;
      yield { seen, broken };
    }
    await server.end('SIGTERM');
  },
};

/** About fifty writes a second until the server is gone. */
async function writeTags(server: ServerProcess, round: number, acknowledged: Set<string>): Promise<void> {
  for (let number = 1; ; number++) {
    const name = `tag ${round}.${number}`;
    try {
      dataOf(await server.call('POST', '/tags', { name }));
      acknowledged.add(name);
    } catch {
      // The server was killed: this write was not acknowledged, and may or may not be there.
      return;
    }
    await delay(15);
  }
}
