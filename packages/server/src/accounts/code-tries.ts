/**
 * How often a code of six digits may be tried: five times, and then ever more seldom, so that a million guesses take
 * decades. Counted for each of those who try: whoever tries from afar does not use up the tries of a device that the
 * account knows.
 */
import type { Clock } from '@upwatch/core';

const FREE = 5;
const DELAY_MS = 60_000;
const DELAY_MAX_MS = 3_600_000;
/** Nobody tried for so long: it begins anew. */
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;
/** Of whom it is known how often they tried; whoever was quiet longest is forgotten first. */
const KEYS_MAX = 10_000;

interface Tried {
  readonly count: number;
  readonly atMs: number;
}

export class CodeTries {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #tried = new Map<string, Tried>();

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  /** Counts before it is known whether the code is right: a hundred at once are a hundred tries. @returns after how many milliseconds there may be one, where it is none */
  take(key: string): number | undefined {
    const nowMs = this.#clock.monotonic();
    const before = this.#tried.get(key);
    const count = before && nowMs - before.atMs < FORGOTTEN_AFTER_MS ? before.count : 0;
    const waitMs = before && count >= FREE ? before.atMs + delayAfter(count) - nowMs : 0;
    if (waitMs > 0) return waitMs;
    this.#tried.delete(key);
    this.#tried.set(key, { count: count + 1, atMs: nowMs });
    if (this.#tried.size > KEYS_MAX) this.#tried.delete(this.#tried.keys().next().value!);
    return undefined;
  }

  /** It was right: whoever tries knows. */
  forget(key: string): void {
    this.#tried.delete(key);
  }
}

function delayAfter(count: number): number {
  return Math.min(DELAY_MAX_MS, DELAY_MS * 2 ** (count - FREE));
}
