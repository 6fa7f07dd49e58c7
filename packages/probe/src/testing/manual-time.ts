/** Time that a test owns: both clocks, and every timer that is set while it is in charge. */
import type { TestContext } from 'node:test';
import type { Clock } from '@upwatch/core';

/** Midnight of some day, so that slots are easy to read. */
export const MIDNIGHT = Date.UTC(2026, 0, 1);

export class ManualTime implements Clock {
  readonly #timers: TestContext['mock']['timers'];
  #now = 0;
  #wallOffset = MIDNIGHT;

  constructor(t: TestContext) {
    this.#timers = t.mock.timers;
    this.#timers.enable({ apis: ['setTimeout', 'setInterval', 'setImmediate'] });
  }

  readonly wall = (): number => this.#now + this.#wallOffset;
  readonly monotonic = (): number => this.#now;

  /** Lets time pass a step at a time, timers firing when they are due and promises settling in between. */
  async pass(ms: number, stepMs = 10): Promise<void> {
    for (let passed = 0; passed < ms; passed += stepMs) {
      const step = Math.min(stepMs, ms - passed);
      this.#now += step;
      this.#timers.tick(step);
      await settled();
    }
  }

  /** Time passes and nothing runs: the process was stopped. */
  freeze(ms: number): void {
    this.#now += ms;
  }

  /** Somebody sets the wall clock. */
  jumpWall(ms: number): void {
    this.#wallOffset += ms;
  }
}

/** Lets every promise that can settle do so. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}
