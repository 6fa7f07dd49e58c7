import { once } from 'node:events';
import type { TortureRow } from './row.ts';
import { spawnServer, startServer } from './server-process.ts';

const REFUSED_MAX_MS = 2_000;

/** Row D10: somebody starts it twice; and after a kill it starts again at once. */
export const secondServer: TortureRow = {
  name: 'd10',
  promise: 'a second server on one data directory ends within 2 s and names the pid of the first, which goes on',
  rounds: 10,
  async *run({ rounds, directory }) {
    for (let round = 1; round <= rounds; round++) {
      await using first = await startServer(directory);
      const startedMs = performance.now();
      const second = spawnServer(directory);
      await once(second.child, 'close');
      const tookMs = Math.round(performance.now() - startedMs);
      const broken: string[] = [];
      if (second.child.exitCode === 0) broken.push('the second one ended with 0');
      if (!second.output().includes(`in use by pid ${first.pid}`))
        broken.push(`it said: ${second.output().slice(0, 500)}`);
      if (tookMs > REFUSED_MAX_MS) broken.push(`it took ${tookMs} ms`);
      if ((await first.call('GET', '/monitors')).status !== 200) broken.push('the first one no longer answers');
      await first.end('SIGKILL');
      yield { seen: `refused after ${tookMs} ms with code ${second.child.exitCode}`, broken };
    }
  },
};
