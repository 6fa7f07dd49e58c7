/**
 * The clock that slots are read from: the wall clock's time at the monotonic clock's pace. A jump of the wall clock
 * does not fire a thousand looks; it is noticed once, and the slots are laid anew from the new time.
 */
import type { Clock } from '@upwatch/core';

/** Beyond this the wall clock has jumped; below it, it is being slewed, and is followed gently. Milliseconds. */
const JUMP_MS = 1000;
/** How far the slot clock follows the wall clock at one reading, milliseconds. */
const FOLLOW_MS = 2;

export class SlotClock {
  readonly #clock: Clock;
  #offsetMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#offsetMs = clock.wall() - clock.monotonic();
  }

  /** Epoch milliseconds. */
  now(): number {
    return this.#clock.monotonic() + this.#offsetMs;
  }

  /** Looks at the wall clock. @returns by how much it has jumped, milliseconds; 0 when it has not */
  follow(): number {
    const drift = this.#clock.wall() - this.now();
    if (Math.abs(drift) <= JUMP_MS) {
      this.#offsetMs += Math.min(FOLLOW_MS, Math.max(-FOLLOW_MS, drift));
      return 0;
    }
    this.#offsetMs += drift;
    return drift;
  }
}
