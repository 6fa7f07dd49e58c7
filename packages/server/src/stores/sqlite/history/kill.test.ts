import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { seededChance } from '../../testing/seeded-chance.ts';
import { temporaryHistory } from './testing/temporary-history.ts';
import { HISTORY_T0 } from '../../testing/history-samples.ts';

const ROUNDS = Number(process.env['UPWATCH_KILL_ROUNDS'] ?? 6);
const MONITORS = 40;
const SLOT_MS = 20_000;

/** Lets a writer run for a while, kills it, and says up to which slot it had flushed. */
async function writeAndKill(file: string, fromSlot: number, afterLines: number): Promise<number> {
  const script = new URL('./testing/writer-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--conditions=upwatch:source', script, file, String(fromSlot)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let flushed = fromSlot - 1;
  let lines = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    flushed = Number(line);
    if (++lines >= afterLines) child.kill('SIGKILL');
  }
  const [, signal] = await ended;
  assert.equal(signal, 'SIGKILL', 'the writer ended by itself');
  return flushed;
}

test('killed at any moment, history loses nothing that was flushed and counts nothing twice', {
  timeout: 120_000,
}, async () => {
  const chance = seededChance(20_260_302);
  await using rig = await temporaryHistory();
  await rig.store.close();
  let slot = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const flushed = await writeAndKill(rig.file, slot, 1 + Math.floor(chance() * 60));
    const check = new DatabaseSync(rig.file);
    assert.deepEqual({ ...check.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' });
    check.close();
    await rig.reopen();
    for (const key of [0, 17, MONITORS - 1]) {
      const looks = await rig.store.looks({ key, id: 'any' }, { limit: 100_000 });
      const slots = looks.map(({ row }) => (row.slotMs - HISTORY_T0) / SLOT_MS).toReversed();
      assert.ok(slots.length > flushed, `monitor ${key}: ${slots.length} looks, flushed up to slot ${flushed}`);
      assert.deepEqual(
        slots,
        Array.from({ length: slots.length }, (_, i) => i),
      );
      const span = { fromMs: HISTORY_T0, toMs: HISTORY_T0 + 30 * 86_400_000 };
      for (const spanMs of [3_600_000, 86_400_000]) {
        const rollups = await rig.store.rollups(key, span, spanMs);
        assert.equal(
          rollups.reduce((sum, { looks }) => sum + looks.up, 0),
          slots.length,
        );
      }
      // The next writer repeats the last slots: looks that are handed over again.
      slot = Math.max(0, flushed - 7);
    }
    await rig.store.close();
  }
});
