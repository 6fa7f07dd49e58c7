/**
 * What a gap between two looks at the clocks means. All of them are the looking's own fault: slots that fell into a gap
 * are `unknown`, never `down`, and they are not made up for, so no burst follows.
 */

/** Clocks that differ by more than this have been set; a slewed clock stays far below it. Milliseconds. */
export const CLOCK_JUMP_MIN_MS = 1000;
/** No load holds a process up for this long without using the processor; being stopped does. Milliseconds. */
export const SUSPEND_MIN_MS = 10_000;
/** Being late by less than this is ordinary. Milliseconds. */
export const OVERLOAD_MIN_MS = 500;

/** What a gap was. */
export type Gap =
  | { readonly type: 'none' }
  /** The process ran, but too slowly. */
  | { readonly type: 'overload'; readonly lateMs: number }
  /** The process stood still. */
  | { readonly type: 'suspend'; readonly gapMs: number }
  /**
   * The wall clock moved by this much more than time passed; negative when it was set back. A machine that slept shows
   * the same where the monotonic clock stops in sleep (Linux, macOS).
   */
  | { readonly type: 'clock-jump'; readonly byMs: number };

/**
 * Tells suspension, clock jumps and overload apart, from what both clocks say has passed between two moments that were
 * meant to lie `intervalMs` apart.
 * @param given.cpuMs processor time used meanwhile, where known: it tells a busy process from a stopped one
 */
export function classifyGap(given: {
  readonly wallDeltaMs: number;
  readonly monotonicDeltaMs: number;
  readonly intervalMs: number;
  readonly cpuMs?: number;
}): Gap {
  const byMs = given.wallDeltaMs - given.monotonicDeltaMs;
  if (Math.abs(byMs) > CLOCK_JUMP_MIN_MS) return { type: 'clock-jump', byMs };
  const lateMs = given.monotonicDeltaMs - given.intervalMs;
  if (lateMs < OVERLOAD_MIN_MS) return { type: 'none' };
  const wasBusy = given.cpuMs === undefined ? lateMs < SUSPEND_MIN_MS : given.cpuMs >= lateMs / 2;
  return wasBusy ? { type: 'overload', lateMs } : { type: 'suspend', gapMs: given.monotonicDeltaMs };
}
