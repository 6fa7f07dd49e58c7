/** How late looks came, by the clock of the target that they came to. */
import { nextSlot } from '@upwatch/core';
import type { Arrival } from './scripted-target.ts';

/** The lateness of looks. */
export interface Lateness {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Slots of the time looked at in which no request came. */
  readonly missed: number;
}

/**
 * Of each slot of each monitor the first request at or after it, before the next slot.
 * @param ids by number, from `first` on
 */
export function latenessOf(
  arrivals: readonly Arrival[],
  given: {
    readonly ids: readonly string[];
    readonly first?: number;
    readonly intervalMs: number;
    readonly fromMs: number;
    readonly toMs: number;
  },
): Lateness {
  const { ids, first = 1, intervalMs, fromMs, toMs } = given;
  const byNumber = Map.groupBy(arrivals, ({ number }) => number);
  const late: number[] = [];
  let missed = 0;
  for (const [index, id] of ids.entries()) {
    const times = (byNumber.get(first + index) ?? []).map(({ atMs }) => atMs);
    for (let slotMs = nextSlot(id, intervalMs, fromMs); slotMs + intervalMs < toMs; slotMs += intervalMs) {
      // Both clocks are this machine's, but they are read in different processes: a millisecond early is on time.
      const atMs = times.find((time) => time >= slotMs - 2 && time < slotMs - 2 + intervalMs);
      if (atMs === undefined) missed += 1;
      else late.push(Math.max(0, atMs - slotMs));
    }
  }
  late.sort((a, b) => a - b);
  const at = (share: number): number => late[Math.min(late.length - 1, Math.floor(late.length * share))] ?? Infinity;
  return { count: late.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: late.at(-1) ?? Infinity, missed };
}

export function latenessText({ count, p50Ms, p99Ms, maxMs, missed }: Lateness): string {
  const [p50, p99, max] = [p50Ms, p99Ms, maxMs].map((ms) => Math.round(ms));
  return `${count} looks late by ${p50}/${p99}/${max} ms (p50/p99/max), ${missed} missed`;
}
