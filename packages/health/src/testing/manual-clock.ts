/** Time that stands until a test moves it. */
import type { HealthClock } from '../clock.ts';

export interface ManualClock extends HealthClock {
  /** Moves on, runs what is due on the way, and lets what follows from it happen. */
  readonly pass: (ms: number) => Promise<void>;
  /** How many timers wait. */
  readonly waiting: () => number;
}

export const STARTED_MS = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

export function manualClock(): ManualClock {
  let passedMs = 0;
  const timers = new Set<{ readonly atMs: number; readonly run: () => void }>();
  const pass = async (ms: number): Promise<void> => {
    const endMs = passedMs + ms;
    await settled();
    for (let next = soonest(timers, endMs); next; next = soonest(timers, endMs)) {
      timers.delete(next);
      passedMs = Math.max(passedMs, next.atMs);
      next.run();
      await settled();
    }
    passedMs = endMs;
  };
  return {
    nowMs: () => STARTED_MS + passedMs,
    monotonicMs: () => passedMs,
    after: (ms, run) => {
      const timer = { atMs: passedMs + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    pass,
    waiting: () => timers.size,
  };
}

function soonest<T extends { readonly atMs: number }>(timers: ReadonlySet<T>, endMs: number): T | undefined {
  return [...timers].filter(({ atMs }) => atMs <= endMs).sort((one, other) => one.atMs - other.atMs)[0];
}

/** Promises that are kept already have told everybody. */
export function settled(): Promise<void> {
  return new Promise((done) => void setImmediate(done));
}
