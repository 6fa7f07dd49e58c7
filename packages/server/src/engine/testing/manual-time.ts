/** Both clocks and the timers of a test. Time stands still until the test moves it. */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '@upwatch/core';

interface Timer {
  readonly atMs: number;
  readonly callback: () => void;
}

export class ManualTime implements Clock {
  #wallMs: number;
  #monotonicMs = 1_000;
  readonly #timers = new Set<Timer>();
  /** How many timers have fired. */
  fired = 0;

  constructor(wallMs: number) {
    this.#wallMs = wallMs;
  }

  wall = (): number => this.#wallMs;
  monotonic = (): number => this.#monotonicMs;

  after = (ms: number, callback: () => void): (() => void) => {
    const timer = { atMs: this.#monotonicMs + Math.max(0, ms), callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** The wall clock jumps; nothing that measures notices. */
  jump(ms: number): void {
    this.#wallMs += ms;
  }

  /** Lets whatever can go on without time passing go on: what waits for no time at all, too. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 12; turn++) await setImmediate();
    const due = this.#next();
    if (!due || due.atMs > this.#monotonicMs) return;
    this.#fire(due);
    await this.settle();
  }

  /** Time passes, timer by timer. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#monotonicMs + ms;
    await this.settle();
    for (;;) {
      const next = this.#next();
      if (!next || next.atMs > endMs) break;
      this.#moveTo(next.atMs);
      this.#fire(next);
      await this.settle();
    }
    this.#moveTo(endMs);
  }

  #next(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) if (!first || timer.atMs < first.atMs) first = timer;
    return first;
  }

  #fire(timer: Timer): void {
    this.#timers.delete(timer);
    this.fired++;
    timer.callback();
  }

  #moveTo(monotonicMs: number): void {
    this.#wallMs += monotonicMs - this.#monotonicMs;
    this.#monotonicMs = monotonicMs;
  }
}
