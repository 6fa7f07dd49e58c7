/** How fast a monitor usually was, at each hour of its past: what rules that go by it knew then. */
import { type Monitor, type Policy, type ReplayTelling, usualDaysOf, usualMsOf } from '@upwatch/core';
import type { HistoryStore, Span } from '../stores/port.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface HourlyMedian {
  readonly hourMs: number;
  readonly medianMs: number;
}

/**
 * Reads the hours before and in a span. Live it is read once an hour, at any minute: here it is that of the last full hour.
 * @param policies all that may decide
 * @returns undefined where none of them asks
 */
export async function readUsual(
  history: Pick<HistoryStore, 'rollups'>,
  { key, regions }: Pick<Monitor, 'key' | 'regions'>,
  { fromMs, toMs }: Span,
  policies: readonly Policy[],
): Promise<ReplayTelling['usualAt']> {
  const daysMax = Math.max(0, ...policies.map((policy) => usualDaysOf(policy) ?? 0));
  if (daysMax === 0) return undefined;
  const byRegion = new Map<string, readonly HourlyMedian[]>();
  for (const region of regions) {
    const hours = await history.rollups(key, { fromMs: fromMs - daysMax * DAY_MS - HOUR_MS, toMs }, HOUR_MS, region);
    const medians = hours.flatMap(({ bucketMs, latency }) =>
      latency ? [{ hourMs: bucketMs, medianMs: latency.p50Ms }] : [],
    );
    byRegion.set(region, medians);
  }
  // Two policies may decide, each over days of its own; time goes forwards.
  const newest = new Map<number, { readonly hourMs: number; readonly usualMs: Readonly<Record<string, number>> }>();
  return (atMs, days) => {
    const hourMs = Math.floor(atMs / HOUR_MS) * HOUR_MS;
    const known = newest.get(days);
    if (known?.hourMs === hourMs) return known.usualMs;
    const usualMs = usualBefore(hourMs, days, byRegion);
    newest.set(days, { hourMs, usualMs });
    return usualMs;
  };
}

function usualBefore(
  hourMs: number,
  days: number,
  byRegion: ReadonlyMap<string, readonly HourlyMedian[]>,
): Readonly<Record<string, number>> {
  const usual: Record<string, number> = {};
  for (const [region, medians] of byRegion) {
    const before = medians.filter((one) => one.hourMs < hourMs && one.hourMs >= hourMs - days * DAY_MS);
    const usualMs = usualMsOf(before.map(({ medianMs }) => medianMs));
    if (usualMs !== undefined) usual[region] = usualMs;
  }
  return usual;
}
