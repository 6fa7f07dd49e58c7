/** The bars of a component: from the history of what it shows, or from what people said. */
import { type LaneStretch, type Monitor, type SaidStatus, saidDays, type UptimeDay, uptimeDays } from '@upwatch/core';
import type { PageComponent, PageIncident, Span } from '../stores/port.ts';
import type { ApiDeps } from './deps.ts';
import { maintenanceLooks, withoutThem } from './maintenance-looks.ts';
import { isoTime } from './present/time.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

type UptimeDeps = Pick<ApiDeps, 'core' | 'history' | 'maintenance' | 'groups' | 'clock'>;

/** Days of which something is known, oldest first; the last one is today. */
export async function componentUptime(component: PageComponent, days: number, deps: UptimeDeps) {
  const toMs = Math.floor(deps.clock.wall());
  const firstDayMs = Math.floor(toMs / DAY_MS) * DAY_MS - (days - 1) * DAY_MS;
  const startMs = component.startDate === undefined ? firstDayMs : Date.parse(component.startDate);
  const span = { fromMs: Math.max(firstDayMs, startMs), toMs };
  if (span.fromMs >= toMs) return [];
  const published = await deps.core.statusPages.incidents.published(component.pageId, span.fromMs);
  const told = published.filter((incident) =>
    storyOf(incident, component.id).some(({ status }) => status !== 'OPERATIONAL'),
  );
  const bars = await barsOf(component, span, told, deps);
  return bars.map((bar) => presentDay(bar, told, toMs));
}

async function barsOf(
  component: PageComponent,
  span: Span,
  told: readonly PageIncident[],
  deps: UptimeDeps,
): Promise<readonly UptimeDay[]> {
  const { source } = component;
  if (source.type === 'STATIC') {
    // Before it was there nobody said anything of it, unless it is said since when it counts.
    const sinceMs = component.startDate === undefined ? component.createdAtMs : span.fromMs;
    const fromMs = Math.max(span.fromMs, sinceMs);
    const stories = told.map((incident) => storyOf(incident, component.id));
    return fromMs < span.toMs ? saidDays(stories, { ...span, fromMs }) : [];
  }
  const ids =
    source.type === 'MONITOR'
      ? [source.monitorId]
      : (deps.groups.get(source.resourceGroupId)?.members ?? []).map(({ monitorId }) => monitorId);
  const lanes: (readonly LaneStretch[])[] = [];
  for (const id of ids) {
    const monitor = await deps.core.monitors.get(id);
    if (!monitor) continue;
    const { imported } = await deps.history.extent(monitor.key);
    const regions = [...monitor.regions, ...imported.map(({ region }) => region)];
    for (const region of regions) lanes.push(await laneOf(monitor, region, span, deps));
  }
  return uptimeDays(lanes);
}

/** Hour by hour, without what was maintenance. */
async function laneOf(monitor: Monitor, region: string, span: Span, deps: UptimeDeps): Promise<readonly LaneStretch[]> {
  const hours = await deps.history.rollups(monitor.key, span, HOUR_MS, region);
  const maintained = await maintenanceLooks(monitor, span, deps, region);
  return hours.map(({ bucketMs, spanMs, looks: all }) => {
    const looks = withoutThem(all, maintained.within({ bucketMs, spanMs }));
    const lookedMs = 1000 * monitor.frequencySeconds * (looks.up + looks.degraded + looks.down);
    // Looks that confirm come in addition: they make no time longer.
    return { startMs: bucketMs, knownSeconds: Math.min(spanMs, lookedMs) / 1000, looks };
  });
}

/** How an incident said that a component stands, from when on. Announced work counts while it lasts. */
function storyOf(incident: PageIncident, componentId: string): readonly SaidStatus[] {
  const { story, scheduled, resolvedAtMs } = incident;
  const fromMs = scheduled?.fromMs ?? Number.NEGATIVE_INFINITY;
  const untilMs = Math.min(scheduled?.untilMs ?? Number.POSITIVE_INFINITY, resolvedAtMs ?? Number.POSITIVE_INFINITY);
  const said = story.map(({ atMs, affected }): SaidStatus => {
    const status = affected.find((one) => one.componentId === componentId)?.status ?? 'OPERATIONAL';
    return { atMs: Math.max(atMs, fromMs), status };
  });
  const open = said.filter(({ atMs }) => atMs < untilMs);
  return Number.isFinite(untilMs) ? [...open, { atMs: untilMs, status: 'OPERATIONAL' }] : open;
}

function presentDay(bar: UptimeDay, told: readonly PageIncident[], nowMs: number) {
  const endMs = bar.dayMs + DAY_MS;
  const incidents = told.filter(({ startedAtMs, resolvedAtMs, scheduled }) => {
    return startedAtMs < endMs && (resolvedAtMs ?? Math.min(nowMs, scheduled?.untilMs ?? nowMs)) >= bar.dayMs;
  });
  return {
    date: isoTime(bar.dayMs),
    partialOutageSeconds: bar.partialOutageSeconds,
    majorOutageSeconds: bar.majorOutageSeconds,
    degradedSeconds: bar.degradedSeconds,
    uptimePercentage: bar.uptimePercentage,
    incidents: incidents.map(({ id, title, impact }) => ({ id, title, impact })),
  };
}
