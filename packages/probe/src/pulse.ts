/**
 * Feels whether this thread is alive: a beat that comes late, or by which the wall clock has moved, shows that the
 * thread stood still or the machine slept. Looks that were under way meanwhile say nothing about their targets.
 */
import { classifyGap, type Clock, failure, type Failure, type Gap } from '@upwatch/core';

/** How often it beats, milliseconds. */
const BEAT_MS = 100;
const NO_GAP: Gap = { type: 'none' };
/** Beats kept for the percentile: two minutes of them. */
const BEATS_KEPT = 1200;

export class Pulse {
  readonly #clock: Clock;
  readonly #timer: NodeJS.Timeout;
  #lastBeatMs: number;
  #lastWallMs: number;
  #gap: Gap = NO_GAP;
  #gapEndMs = -Infinity;
  /** In a ring: the newest takes the place of the oldest. */
  readonly #delays = new Float64Array(BEATS_KEPT);
  #beats = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#lastBeatMs = clock.monotonic();
    this.#lastWallMs = clock.wall();
    this.#timer = setInterval(() => this.#beat(), BEAT_MS);
    this.#timer.unref();
  }

  /** The gap that overlapped the time since `monotonicMs`, as a failure of ours; undefined when there was none. */
  gapSince(monotonicMs: number): Failure | undefined {
    const now = this.#now();
    if (now.type !== 'none') return failureOf(now);
    return this.#gapEndMs > monotonicMs ? failureOf(this.#gap) : undefined;
  }

  /** The 99th percentile of the loop's delay in the last two minutes, milliseconds. Reading it changes nothing. */
  p99(): number {
    const sorted = this.#delays.slice(0, this.#beats).sort();
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? 0;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** What has passed since the last beat. */
  #now(): Gap {
    return classifyGap({
      wallDeltaMs: this.#clock.wall() - this.#lastWallMs,
      monotonicDeltaMs: this.#clock.monotonic() - this.#lastBeatMs,
      intervalMs: BEAT_MS,
    });
  }

  #beat(): void {
    const gap = this.#now();
    const nowMs = this.#clock.monotonic();
    if (gap.type !== 'none') {
      this.#gap = gap;
      this.#gapEndMs = nowMs;
    }
    this.#delays[this.#beats++ % BEATS_KEPT] = Math.max(0, nowMs - this.#lastBeatMs - BEAT_MS);
    this.#lastBeatMs = nowMs;
    this.#lastWallMs = this.#clock.wall();
  }
}

function failureOf(gap: Gap): Failure | undefined {
  switch (gap.type) {
    case 'none':
      return undefined;
    case 'overload':
      return failure('probe.overloaded', `it stood still for ${Math.round(gap.lateMs)} ms`);
    case 'suspend':
      return failure('probe.suspended', `it stood still for ${Math.round(gap.gapMs / 1000)} s`);
    case 'clock-jump':
      return failure('probe.suspended', `the clock moved by ${Math.round(gap.byMs / 1000)} s`);
  }
}
