/** Whether the store can write now. */
import type { Clock } from '@upwatch/core';
import type { CoreStore } from '../port.ts';
import type { CoreDatabase } from './core-database.ts';

type Health = Awaited<ReturnType<CoreStore['health']>>;

/** A health question is answered soon. */
const PATIENCE_MS = 250;
/** Whoever asks more often gets the last answer: anybody may ask, and each write costs a disk's flush. */
const FRESH_MS = 1_000;

/** A real write, since a full disk shows in nothing else. */
export function healthOf(database: CoreDatabase, clock: Clock): () => Promise<Health> {
  let last: { readonly atMs: number; readonly answer: Promise<Health> } | undefined;
  return () => {
    const nowMs = clock.monotonic();
    if (!last || nowMs - last.atMs >= FRESH_MS) last = { atMs: nowMs, answer: tryToWrite(database, clock) };
    return last.answer;
  };
}

async function tryToWrite(database: CoreDatabase, clock: Clock): Promise<Health> {
  const value = JSON.stringify({ atMs: Math.round(clock.wall()) });
  try {
    await database.writeBare(
      (connection) =>
        connection
          .prepare(
            `INSERT INTO settings (name, value) VALUES ('health', ?)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
          )
          .run(value),
      { patienceMs: PATIENCE_MS },
    );
    return { isWritable: true };
  } catch (error) {
    return { isWritable: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
