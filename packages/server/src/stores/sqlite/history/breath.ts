/** Long reads let go of the event loop every few milliseconds. */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '@upwatch/core';

const HELD_MS = 5;

/** Gives back a function to call between steps: it waits for a turn of the loop when the last was long enough ago. */
export function breathing(clock: Clock): () => Promise<void> {
  let since = clock.monotonic();
  return async () => {
    if (clock.monotonic() - since < HELD_MS) return;
    await setImmediate();
    since = clock.monotonic();
  };
}
