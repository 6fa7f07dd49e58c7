/** The last day of many monitors, hour by hour: what a list shows beside each name. */
import type { Monitor } from '@upwatch/core';
import type { ApiDeps } from './deps.ts';
import { maintenanceLooks, total, withoutThem } from './maintenance-looks.ts';
import { presentRegion } from './present/look.ts';
import { isoTime } from './present/time.ts';

const HOUR_MS = 3_600_000;
const HOURS = 24;

type LastDayDeps = Pick<ApiDeps, 'history' | 'maintenance' | 'clock'>;

/** The full hours that end with the one that lasts, oldest first; and the newest look, whichever region made it. */
export async function lastDayOf(monitor: Monitor, deps: LastDayDeps) {
  const endMs = (Math.floor(deps.clock.wall() / HOUR_MS) + 1) * HOUR_MS;
  const span = { fromMs: endMs - HOURS * HOUR_MS, toMs: endMs };
  const [rollups, latest, maintained] = await Promise.all([
    deps.history.rollups(monitor.key, span, HOUR_MS),
    deps.history.latest(monitor),
    maintenanceLooks(monitor, span, deps),
  ]);
  const byHour = new Map(rollups.map((rollup) => [rollup.bucketMs, rollup]));
  const hours = Array.from({ length: HOURS }, (_, at) => {
    const startMs = span.fromMs + at * HOUR_MS;
    const rollup = byHour.get(startMs);
    if (!rollup) return { ...NONE, startsAt: isoTime(startMs) };
    const inMaintenance = maintained.within(rollup);
    const { up, degraded, down, unknown } = withoutThem(rollup.looks, inMaintenance);
    return {
      startsAt: isoTime(startMs),
      ...{ up, degraded, down, unknown },
      maintenance: total(inMaintenance),
      avgLatencyMs: rollup.latency?.averageMs ?? null,
    };
  });
  const newest = latest.toSorted((one, other) => other.row.slotMs - one.row.slotMs)[0];
  return { monitorId: monitor.id, hours, latest: newest ? presentRegion(newest) : null };
}

const NONE = { up: 0, degraded: 0, down: 0, unknown: 0, maintenance: 0, avgLatencyMs: null };
