/** How often something may be tried within a minute. Exact: whoever tried ten times waits until the first of them is a minute old. */
import type { Clock } from '@upwatch/core';

const WINDOW_MS = 60_000;
/** Of whom it is known how often they tried; whoever was quiet longest is forgotten first. */
const KEYS_MAX = 10_000;

export interface Try {
  /** It was none: it came from whoever it should. */
  giveBack(): void;
}

export class Tries {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #max: number;
  readonly #atMs = new Map<string, number[]>();

  constructor(clock: Pick<Clock, 'monotonic'>, max: number) {
    this.#clock = clock;
    this.#max = max;
  }

  /** @returns the try, or after how many milliseconds there may be one */
  take(key: string): Try | number {
    const nowMs = this.#clock.monotonic();
    const recent = (this.#atMs.get(key) ?? []).filter((atMs) => atMs > nowMs - WINDOW_MS);
    if (recent.length >= this.#max) return recent[0]! + WINDOW_MS - nowMs;
    recent.push(nowMs);
    this.#atMs.delete(key);
    this.#atMs.set(key, recent);
    if (this.#atMs.size > KEYS_MAX) this.#atMs.delete(this.#atMs.keys().next().value!);
    return { giveBack: () => this.#giveBack(key, nowMs) };
  }

  #giveBack(key: string, atMs: number): void {
    const times = this.#atMs.get(key);
    const place = times?.indexOf(atMs) ?? -1;
    if (place >= 0) times!.splice(place, 1);
  }
}
