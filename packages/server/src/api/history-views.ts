/** History as summaries and uptime show it. */
import { type Monitor, type Outcome, uptimePercent } from '@upwatch/core';
import type { Rollup, Span } from '../stores/port.ts';
import type { ApiDeps } from './deps.ts';
import { type LookCounts, maintenanceLooks, total, withoutThem } from './maintenance-looks.ts';
import { presentRegion } from './present/look.ts';
import { maintenanceNow } from './present/maintenance.ts';
import { isoTime } from './present/time.ts';
import { invalid } from './problem.ts';
import type { WINDOWS } from './schemas/results.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** No span is longer: what is older than the roll-ups are kept by default is gone anyway. */
const SPAN_MAX_MS = 5 * 366 * DAY_MS;
/** A chart has at most about this many points. */
const POINTS_MAX = 100;
/**
 * One bucket over everything, of exact percentiles rather than an average of them. The store reads minutes where the
 * width is no whole number of hours, and hours where it is none of days: so the ends of the span are kept that exactly.
 */
const ALL_BY_MINUTE_MS = (60 * 24 * 400_000 + 1) * MINUTE_MS;
const ALL_BY_HOUR_MS = (24 * 400_000 + 1) * HOUR_MS;
/** Widths of a chart's buckets, milliseconds. */
const BUCKETS_MS = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, DAY_MS, 7 * DAY_MS, 30 * DAY_MS];

const WINDOW_MS: Readonly<Record<(typeof WINDOWS)[number], number>> = {
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
  '90d': 90 * DAY_MS,
};

interface Asked {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** A span, or the window that ends with it. */
export type SpanAsked = Asked & { readonly window?: keyof typeof WINDOW_MS | undefined };

type HistoryDeps = Pick<ApiDeps, 'history' | 'clock' | 'engine' | 'maintenance'>;

/** How a monitor is, per region, and how it has been. */
export async function summaryOf(
  monitor: Monitor,
  query: Asked & {
    readonly chartWindow?: keyof typeof WINDOW_MS | undefined;
    readonly region?: string | undefined;
  },
  deps: HistoryDeps,
) {
  const { history, clock, engine } = deps;
  const nowMs = clock.wall();
  const day = { fromMs: nowMs - DAY_MS, toMs: nowMs };
  const span = spanOf(query, query.chartWindow ?? '24h', nowMs);
  const [latest, chart, lastDay, inSpan, inDay] = await Promise.all([
    history.latest(monitor),
    history.rollups(monitor.key, span, bucketFor(span), query.region),
    history.rollups(monitor.key, day, ALL_BY_MINUTE_MS, query.region),
    maintenanceLooks(monitor, span, deps, query.region),
    maintenanceLooks(monitor, day, deps, query.region),
  ]);
  return {
    currentStatus: engine.statusOf(monitor),
    latestPerRegion: latest.map(presentRegion),
    chartData: chart.map((bucket) => presentBucket(bucket, inSpan.within(bucket))),
    uptime24h: uptimePercent(withoutThem(totals(lastDay), inDay.counts)),
    uptimeWindow: uptimePercent(withoutThem(totals(chart), inSpan.counts)),
    maintenance: maintenanceNow(monitor, deps),
  };
}

/** The share of a span that a monitor was up, and how fast it was. */
export async function uptimeOf(monitor: Monitor, query: SpanAsked, deps: HistoryDeps) {
  const { history, clock } = deps;
  const span = spanOf(query, query.window ?? '24h', clock.wall());
  const width = span.toMs - span.fromMs <= DAY_MS ? ALL_BY_MINUTE_MS : ALL_BY_HOUR_MS;
  const rollups = await history.rollups(monitor.key, span, width);
  const maintained = await maintenanceLooks(monitor, span, deps);
  const looks = withoutThem(totals(rollups), maintained.counts);
  const latency = rollups[0]?.latency;
  return {
    uptimePercentage: uptimePercent(looks),
    totalChecks: looks.up + looks.degraded + looks.down,
    passedChecks: looks.up + looks.degraded,
    avgLatencyMs: latency?.averageMs ?? null,
    p50LatencyMs: latency?.p50Ms ?? null,
    p95LatencyMs: latency?.p95Ms ?? null,
    p99LatencyMs: latency?.p99Ms ?? null,
    unknownChecks: looks.unknown,
    maintenanceChecks: total(maintained.counts),
    ...secondsOf(monitor, span, looks, maintained.lastedMs),
  };
}

/** Every second of a span is maintenance, or known by the looks of an interval, or unknown: together they are the span (I7). */
function secondsOf(
  { frequencySeconds, regions }: Pick<Monitor, 'frequencySeconds' | 'regions'>,
  { fromMs, toMs }: Span,
  { up, degraded, down }: LookCounts,
  maintainedMs: number,
) {
  const restMs = toMs - fromMs - maintainedMs;
  const seenMs = (1000 * frequencySeconds * (up + degraded + down)) / Math.max(1, regions.length);
  // Looks that confirm come in addition: they make no time longer.
  const knownMs = Math.min(restMs, seenMs);
  return {
    maintenanceSeconds: maintainedMs / 1000,
    knownSeconds: knownMs / 1000,
    unknownSeconds: (restMs - knownMs) / 1000,
  };
}

/** The span that is asked for; without one the window that ends now. */
export function spanOf(asked: Asked, window: keyof typeof WINDOW_MS, nowMs: number): Span {
  const wantedToMs = asked.to ?? nowMs;
  const fromMs = asked.from ?? wantedToMs - WINDOW_MS[window];
  if (fromMs >= wantedToMs) {
    throw invalid('from', `from must be before to, got ${isoTime(fromMs)} and ${isoTime(wantedToMs)}`);
  }
  // Nothing was seen in the future; what is asked for of it must not push the past out of the span.
  const toMs = Math.min(wantedToMs, nowMs + DAY_MS);
  return { fromMs: Math.min(toMs, Math.max(fromMs, toMs - SPAN_MAX_MS)), toMs };
}

function bucketFor({ fromMs, toMs }: Span): number {
  return BUCKETS_MS.find((ms) => (toMs - fromMs) / ms <= POINTS_MAX) ?? BUCKETS_MS.at(-1)!;
}

function presentBucket({ bucketMs, looks, latency, phases }: Rollup, maintained: LookCounts) {
  return {
    bucket: isoTime(bucketMs),
    uptimePercent: uptimePercent(withoutThem(looks, maintained)),
    maintenanceChecks: total(maintained),
    avgLatencyMs: latency?.averageMs ?? null,
    p95LatencyMs: latency?.p95Ms ?? null,
    p99LatencyMs: latency?.p99Ms ?? null,
    p50LatencyMs: latency?.p50Ms ?? null,
    phases: phases ?? null,
  };
}

function totals(rollups: readonly Rollup[]): Record<Outcome, number> {
  const sum = { up: 0, degraded: 0, down: 0, unknown: 0 };
  for (const { looks } of rollups) {
    for (const outcome of Object.keys(sum) as Outcome[]) sum[outcome] += looks[outcome];
  }
  return sum;
}
