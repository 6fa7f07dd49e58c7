/** Why nothing is told of a monitor for now: several may know a reason. */
import type { DraftState, Hold, Monitor } from '@upwatch/core';

/** @param state the newest, as what would be told of follows from it */
export type HoldOf = (monitor: Monitor, nowMs: number, state: DraftState) => Hold | undefined;

/** Whoever goes by what becomes of monitors. It is told before that is on disk, but for `kept`, and must not fail. */
export interface MonitorWatcher {
  /** It was loaded or changed, or something was decided of it. Told of each change: keep it short. */
  known?(monitor: Monitor, state: DraftState): void;
  /** What was decided of it is on disk. */
  kept?(monitorId: string): void;
  /** It was deleted. */
  forgotten(monitorId: string): void;
  /** Somebody set the wall clock by so much; each monitor is told of with its state carried over afterwards. */
  clockSet?(byMs: number): void;
}

/** The first reason there is; the later ones are not asked then. */
export function firstHold(...reasons: readonly HoldOf[]): HoldOf {
  return (monitor, nowMs, state) => {
    for (const holdOf of reasons) {
      const hold = holdOf(monitor, nowMs, state);
      if (hold) return hold;
    }
    return undefined;
  };
}
