/** Where the time comes from, so that a test can hold it. */

/**
 * What tells and measures time. The default is the system's; a test hands in its own (`clock` of `createHealth`).
 * @example
 * let nowMs = Date.UTC(2026, 0, 1);
 * const stopped = { nowMs: () => nowMs, monotonicMs: () => nowMs, after: () => () => undefined };
 * const health = createHealth({ clock: stopped });
 * console.log((await health.report()).timestampMs === nowMs);
 */
export interface HealthClock {
  /** Epoch milliseconds: labels. */
  readonly nowMs: () => number;
  /** Milliseconds since some moment, never running backwards: measures. */
  readonly monotonicMs: () => number;
  /**
   * Runs something later.
   * @param keepsAlive whether the process waits for it
   * @returns what calls it off
   */
  readonly after: (ms: number, run: () => void, keepsAlive: boolean) => () => void;
}

/** The system's time. Not for export: it is the default everywhere. */
export const systemClock: HealthClock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (ms, run, keepsAlive) => {
    const timer: unknown = setTimeout(run, ms);
    // Deno's own timers are numbers.
    if (!keepsAlive && typeof timer === 'object') (timer as { readonly unref?: () => void }).unref?.();
    return () => clearTimeout(timer as number);
  },
};
