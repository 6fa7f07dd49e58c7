/** From the journal back into memory, after a start. */
import type { Parts } from './parts.ts';
import { seriesOf } from './schema.ts';
import { packRecent } from './sealing.ts';

/**
 * Reads the entries with these keys and takes each out of the list when it is in memory: after an error it can be begun
 * again with what is left. Yields after each. A damaged entry is logged and left out.
 */
export function* load(parts: Parts, keys: number[]): Generator<void> {
  while (keys.length > 0) {
    loadEntry(parts, keys[0]!);
    keys.shift();
    yield;
    yield* packRecent(parts);
  }
}

function loadEntry({ tables, recent, latest, forgotten, damage }: Parts, key: number): void {
  const entry = tables.journalEntry(key);
  if (!entry) return;
  try {
    const rows = entry.rows();
    for (let i = 0; i < rows.length; i++) {
      const monitorKey = rows.monitorKey[i]!;
      if (!forgotten.has(monitorKey)) latest.offer(seriesOf(monitorKey, entry.region), rows, i);
    }
    recent.addWritten(entry.region, rows);
  } catch (error) {
    damage.tell('an entry of the history journal is damaged: its looks are lost', error);
  }
}
