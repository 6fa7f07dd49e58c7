/** The looks that fell into maintenance: they count neither for nor against a monitor. */
import type { Monitor, Outcome } from '@upwatch/core';
import type { Rollup, Span } from '../stores/port.ts';
import type { ApiDeps } from './deps.ts';

const MINUTE_MS = 60_000;
/** More times than these are read as one: an hourly window would be 2,160 reads of 90 days. */
const READS_MAX = 8;

/** How many looks came out how. */
export type LookCounts = Readonly<Record<Outcome, number>>;

export interface MaintenanceLooks {
  /** How much of the span was maintenance, milliseconds. */
  readonly lastedMs: number;
  readonly counts: LookCounts;
  /** Those of a roll-up of the same monitor. */
  within(rollup: Pick<Rollup, 'bucketMs' | 'spanMs'>): LookCounts;
}

const NONE: LookCounts = { up: 0, degraded: 0, down: 0, unknown: 0 };

/**
 * To the minute; where single looks are gone, the share of an hour that was maintenance.
 * @param region only looks from there. @default all
 */
export async function maintenanceLooks(
  monitor: Monitor,
  span: Span,
  { history, maintenance, clock }: Pick<ApiDeps, 'history' | 'maintenance' | 'clock'>,
  region?: string,
): Promise<MaintenanceLooks> {
  const toMs = Math.min(span.toMs, clock.wall());
  const times = toMs > span.fromMs ? maintenance.spansOn(monitor, { fromMs: span.fromMs, toMs }) : [];
  const rollups = new Map<number, Counted>();
  for (const stretch of stretchesOf(times)) {
    const found = await history.rollups(monitor.key, stretch, MINUTE_MS, region);
    // Edges are widened: two times within one minute, or one hour, must not count it twice.
    for (const one of shared(found, times)) rollups.set(one.bucketMs, one);
  }
  const all = [...rollups.values()];
  return {
    lastedMs: times.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0),
    counts: all.reduce((sum, { looks }) => plus(sum, looks, 1), NONE),
    within: ({ bucketMs, spanMs }) =>
      all
        .filter((one) => one.bucketMs >= bucketMs && one.bucketMs < bucketMs + spanMs)
        .reduce((sum, { looks }) => plus(sum, looks, 1), NONE),
  };
}

interface Time {
  readonly startMs: number;
  readonly endMs: number;
}

interface Counted {
  readonly bucketMs: number;
  readonly looks: LookCounts;
}

/** What is read in one go: each time by itself, or, of a window that comes again and again, all in between as well. */
function stretchesOf(times: readonly Time[]): readonly Span[] {
  const [first] = times;
  const last = times.at(-1);
  if (!first || !last) return [];
  if (times.length > READS_MAX) return [{ fromMs: first.startMs, toMs: last.endMs }];
  return times.map(({ startMs, endMs }) => ({ fromMs: startMs, toMs: endMs }));
}

/** Of roll-ups, both in order: what of each was maintenance. A minute that was so in part counts whole. */
function shared(rollups: readonly Rollup[], times: readonly Time[]): readonly Counted[] {
  let next = 0;
  return rollups.flatMap(({ bucketMs, spanMs, looks }): readonly Counted[] => {
    const endMs = bucketMs + spanMs;
    while (next < times.length && times[next]!.endMs <= bucketMs) next++;
    let lastedMs = 0;
    for (let at = next; at < times.length && times[at]!.startMs < endMs; at++) {
      lastedMs += Math.min(endMs, times[at]!.endMs) - Math.max(bucketMs, times[at]!.startMs);
    }
    if (lastedMs <= 0) return [];
    return [{ bucketMs, looks: spanMs <= MINUTE_MS ? looks : shareOf(looks, lastedMs / spanMs) }];
  });
}

function shareOf({ up, degraded, down, unknown }: LookCounts, share: number): LookCounts {
  const part = (count: number): number => Math.round(count * share);
  return { up: part(up), degraded: part(degraded), down: part(down), unknown: part(unknown) };
}

/** Without those that fell into maintenance. */
export function withoutThem(looks: LookCounts, maintained: LookCounts): LookCounts {
  return plus(looks, maintained, -1);
}

export function total({ up, degraded, down, unknown }: LookCounts): number {
  return up + degraded + down + unknown;
}

/** Looks may come in between two questions to the store: a count never falls below none. */
function plus(a: LookCounts, b: LookCounts, sign: 1 | -1): LookCounts {
  const sum = (outcome: Outcome): number => Math.max(0, a[outcome] + sign * b[outcome]);
  return { up: sum('up'), degraded: sum('degraded'), down: sum('down'), unknown: sum('unknown') };
}
