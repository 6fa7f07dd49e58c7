/**
 * A process to be killed: appends looks of many monitors as fast as it can, through two hours and then on into a third,
 * sealing as they end, and says on its output which slots were flushed.
 */
import { LookRows } from '@upwatch/core';
import { lookAt, ManualClock } from '../../../testing/history-samples.ts';
import { openHistoryStore } from '../history-store.ts';
import { listeningLog } from './temporary-history.ts';

const WRITTEN_MONITORS = 40;
const SLOT_SECONDS = 20;

const [file, fromSlot] = process.argv.slice(2);
if (file !== undefined) {
  const clock = new ManualClock();
  const store = openHistoryStore({
    file,
    clock,
    log: listeningLog([]),
    retention: { rawDays: 7, rollupDays: 400 },
    writtenEveryMs: 3_600_000,
  });
  const first = Number(fromSlot);
  clock.move(first * SLOT_SECONDS * 1000);
  for (let slot = first; ; slot++) {
    const rows = new LookRows(WRITTEN_MONITORS);
    for (let key = 0; key < WRITTEN_MONITORS; key++) rows.push({ ...lookAt(slot * SLOT_SECONDS), monitorKey: key });
    store.append('local', rows, []);
    clock.move(SLOT_SECONDS * 1000);
    if (slot % 5 === 0) {
      await store.flush();
      process.stdout.write(`${slot}\n`);
    }
    await store.tend(clock.wall(), 0);
  }
}
