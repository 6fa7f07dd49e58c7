/** How late this thread's event loop is, for however many ask. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '@upwatch/core';

/** Coarse on purpose: each measurement wakes the loop. Milliseconds. */
const RESOLUTION_MS = 100;
/** Two of them are what is told of. */
const TURN_MS = 60_000;

export class LoopDelay {
  readonly #clock: Pick<Clock, 'monotonic'>;
  /** Both count all the time; each is emptied every two minutes, a minute after the other, and the fuller one tells. */
  #fuller = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  #other = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  #turnedMs: number;

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
    this.#turnedMs = clock.monotonic();
    this.#fuller.enable();
    this.#other.enable();
  }

  /** The 99th percentile of the last one to two minutes, milliseconds. Reading it changes nothing. */
  p99Ms(): number {
    return Math.max(0, this.#fuller.percentile(99) / 1e6 - RESOLUTION_MS);
  }

  /** To be called about once a second. */
  tick(): void {
    const nowMs = this.#clock.monotonic();
    if (nowMs - this.#turnedMs < TURN_MS) return;
    this.#turnedMs = nowMs;
    this.#fuller.reset();
    [this.#fuller, this.#other] = [this.#other, this.#fuller];
  }

  close(): void {
    this.#fuller.disable();
    this.#other.disable();
  }
}
