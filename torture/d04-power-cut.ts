import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedFile } from '@upwatch/core/testing';
import { brokenPromises, writeUntilKilled } from '../packages/server/src/stores/sqlite/testing/ledger.ts';
import { buildShim, rememberedDisk } from '../packages/server/src/stores/sqlite/testing/power-cut.ts';
import type { TortureRow } from './row.ts';

/** Row D04: what the disk held at the last fsync is what the machine comes back with. */
export const powerCut: TortureRow = {
  name: 'd04',
  promise: 'a power cut loses no acknowledged configuration, incident or alert, and damages nothing',
  rounds: 50,
  missing() {
    const shim = buildShim(sharedFile('faults/durable.c'), tmpdir());
    return 'missing' in shim ? shim.missing : undefined;
  },
  async *run({ rounds, directory }) {
    const shim = buildShim(sharedFile('faults/durable.c'), directory);
    if ('missing' in shim) throw new Error(shim.missing);
    for (let round = 0; round < rounds; round++) {
      const from = join(directory, `from-${round}`);
      const to = join(directory, `to-${round}`);
      mkdirSync(from);
      mkdirSync(to);
      const { promises } = await writeUntilKilled({
        directory: from,
        first: 1,
        afterPromises: Math.ceil(Math.random() * 200),
        env: rememberedDisk(shim.library, from, to),
      });
      yield {
        seen: `${promises.length} writes acknowledged`,
        broken: await brokenPromises(join(to, 'core.db'), promises),
      };
    }
  },
};
