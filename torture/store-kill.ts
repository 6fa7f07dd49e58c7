import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  brokenPromises,
  type Promised,
  writeUntilKilled,
} from '../packages/server/src/stores/sqlite/testing/ledger.ts';
import type { TortureRow } from './row.ts';

/** The heart of row D01 without a server round it: thousands of writes a second, one store through all kills. */
export const storeKill: TortureRow = {
  name: 'store-kill',
  promise: 'a store killed while it writes loses nothing acknowledged, leaves nothing half-written, is not damaged',
  rounds: 40,
  async *run({ rounds, directory }) {
    for (let round = 0; round < rounds; round++) {
      // Ten rounds on one store; then a fresh one, so that checking does not grow with the square of the rounds.
      const home = join(directory, String(Math.floor(round / 10)));
      mkdirSync(home, { recursive: true });
      const promises: Promised[] = [];
      const afterPromises = Math.ceil(Math.random() * 400);
      const run = await writeUntilKilled({ directory: home, first: 1 + round * 10_000, afterPromises });
      promises.push(...run.promises);
      const broken = await brokenPromises(join(home, 'core.db'), promises);
      yield { seen: `${run.promises.length} writes acknowledged`, broken };
    }
  },
};
