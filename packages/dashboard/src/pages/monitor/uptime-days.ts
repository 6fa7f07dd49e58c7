/** The days behind a monitor, one bar each: also those of which nothing is known. */
import type { ResultSummary } from '@upwatch/sdk';

export interface UptimeDay {
  /** Midnight UTC, as roll-ups are cut. */
  readonly atMs: number;
  /** Per cent of what was looked at; undefined where nobody looked. */
  readonly uptime: number | undefined;
  /** All looks fell into maintenance. */
  readonly isMaintained: boolean;
  readonly look: 'up' | 'degraded' | 'down' | 'none' | 'maintenance';
}

const DAY_MS = 86_400_000;
/** Below it a bar is drawn as a bad day rather than as one with a scratch: a day in a hundred. */
const BAD_BELOW = 99;

export function uptimeDays(chart: ResultSummary['chartData'], nowMs: number, count: number): readonly UptimeDay[] {
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const byDay = new Map(chart.map((bucket) => [Math.floor(Date.parse(bucket.bucket) / DAY_MS) * DAY_MS, bucket]));
  return Array.from({ length: count }, (_, at) => {
    const atMs = today - (count - 1 - at) * DAY_MS;
    const bucket = byDay.get(atMs);
    const uptime = bucket?.uptimePercent ?? undefined;
    const isMaintained = uptime === undefined && (bucket?.maintenanceChecks ?? 0) > 0;
    return { atMs, uptime, isMaintained, look: lookOf(uptime, isMaintained) };
  });
}

function lookOf(uptime: number | undefined, isMaintained: boolean): UptimeDay['look'] {
  if (uptime === undefined) return isMaintained ? 'maintenance' : 'none';
  if (uptime >= 100) return 'up';
  return uptime >= BAD_BELOW ? 'degraded' : 'down';
}
