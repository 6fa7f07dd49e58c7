import { type Clock, CLOCK_JUMP_MIN_MS } from '@upwatch/core';

/** Sees when somebody sets the wall clock: it then differs from the monotonic clock by another amount than before. */
export class ClockWatch {
  readonly #clock: Clock;
  #offsetMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#offsetMs = clock.wall() - clock.monotonic();
  }

  /** By how much it was set since the last call, milliseconds; 0 for what is mere slewing. */
  takeJumpMs(): number {
    const offsetMs = this.#clock.wall() - this.#clock.monotonic();
    const byMs = offsetMs - this.#offsetMs;
    this.#offsetMs = offsetMs;
    return Math.abs(byMs) > CLOCK_JUMP_MIN_MS ? byMs : 0;
  }
}
