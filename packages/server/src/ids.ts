/** UUIDs of version 7 (RFC 9562, section 5.7): their order is the order they were made in. */
import { randomFillSync } from 'node:crypto';
import type { Clock } from '@upwatch/core';

/** Makes ids, each greater than the one before. */
export type MakeId = () => string;

/** Fills an array with chance. */
export type FillRandom = (bytes: Uint8Array) => void;

/**
 * The clock is followed forwards at once; backwards only when it jumped by more than this, in milliseconds. Smaller
 * steps back (a time server's corrections) keep the order of ids at the price of a label that is late by as much.
 */
const STEP_BACK_MAX_MS = 10_000;
const COUNTER_MAX = 0xfff;
/** Random bytes are drawn for so many ids at once: one draw costs far more than the bytes. */
const DRAW_IDS = 256;
const RANDOM_BYTES_PER_ID = 10;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * Makes a source of ids. Within one millisecond a 12-bit counter, begun at a random value below half, keeps the order
 * (RFC 9562, section 6.2, method 1); when it runs over, the label moves a millisecond ahead of the clock.
 * @param fill where chance comes from; the system's own unless a test gives another
 */
export function makeIds(clock: Pick<Clock, 'wall'>, fill: FillRandom = randomFillSync): MakeId {
  const pool = new Uint8Array(DRAW_IDS * RANDOM_BYTES_PER_ID);
  let used = pool.length;
  let lastMs = 0;
  let counter = 0;

  return () => {
    if (used === pool.length) {
      fill(pool);
      used = 0;
    }
    const at = used;
    used += RANDOM_BYTES_PER_ID;
    const nowMs = Math.floor(clock.wall());
    if (nowMs > lastMs || lastMs - nowMs > STEP_BACK_MAX_MS) {
      lastMs = nowMs;
      counter = ((pool[at]! << 8) | pool[at + 1]!) & 0x7ff;
    } else if (counter < COUNTER_MAX) {
      counter += 1;
    } else {
      lastMs += 1;
      counter = 0;
    }
    return format(lastMs, counter, pool, at + 2);
  };
}

/** Eight random bytes from `at` on give the last 62 bits. */
function format(ms: number, counter: number, random: Uint8Array, at: number): string {
  const time = ms.toString(16).padStart(12, '0');
  const variant = HEX[(random[at]! & 0x3f) | 0x80]!;
  let tail = '';
  for (let i = at + 2; i < at + 8; i++) tail += HEX[random[i]!]!;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant}${HEX[random[at + 1]!]!}-${tail}`;
}
