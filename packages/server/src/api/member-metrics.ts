/** What the last day of a member was: the figures that the monitor itself shows. */
import type { Monitor } from '@upwatch/core';
import type { ApiDeps } from './deps.ts';
import { uptimeOf } from './history-views.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface MemberMetrics {
  readonly uptime24h: number | null;
  /** Average response time of each hour that has one, oldest first, milliseconds. */
  readonly chartData: readonly number[];
  readonly avgLatencyMs: number | null;
  readonly p95LatencyMs: number | null;
}

export async function metricsOf(
  monitor: Monitor,
  deps: Pick<ApiDeps, 'history' | 'clock' | 'engine' | 'maintenance'>,
): Promise<MemberMetrics> {
  const toMs = deps.clock.wall();
  const [hours, day] = await Promise.all([
    deps.history.rollups(monitor.key, { fromMs: toMs - DAY_MS, toMs }, HOUR_MS),
    uptimeOf(monitor, {}, deps),
  ]);
  return {
    uptime24h: day.uptimePercentage,
    chartData: hours.flatMap(({ latency }) => latency?.averageMs ?? []),
    avgLatencyMs: day.avgLatencyMs,
    p95LatencyMs: day.p95LatencyMs,
  };
}
