import assert from 'node:assert/strict';
import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sharedFile } from '@upwatch/core/testing';
import { brokenPromises, type Promised, writeUntilKilled } from './testing/ledger.ts';
import { buildShim, rememberedDisk } from './testing/power-cut.ts';
import { temporaryDirectory } from './testing/temporary-store.ts';

// The long form is `npm run torture store-kill power-cut`.

test('a process killed while it writes loses nothing that it acknowledged and leaves nothing half-written', async () => {
  using directory = temporaryDirectory();
  const promises: Promised[] = [];
  for (const [round, afterPromises] of [20, 45, 3].entries()) {
    const run = await writeUntilKilled({ directory: directory.path, first: 1 + round * 10_000, afterPromises });
    promises.push(...run.promises);
    assert.deepEqual(await brokenPromises(join(directory.path, 'core.db'), promises), []);
  }
});

test('a power cut loses nothing that was acknowledged', async (t) => {
  using directory = temporaryDirectory();
  const base = realpathSync(directory.path);
  const shim = buildShim(sharedFile('faults/durable.c'), base);
  if ('missing' in shim) return t.skip(shim.missing);
  for (const [round, afterPromises] of [20, 41].entries()) {
    const from = join(base, `from-${round}`);
    const to = join(base, `to-${round}`);
    mkdirSync(from);
    mkdirSync(to);
    const env = rememberedDisk(shim.library, from, to);
    const { promises } = await writeUntilKilled({ directory: from, first: 1, afterPromises, env });
    assert.deepEqual(await brokenPromises(join(to, 'core.db'), promises), []);
  }
});
