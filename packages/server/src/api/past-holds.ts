/** When maintenance, what a monitor depends on, or its groups held what was to be told of it. */
import { ancestorsOf, type Hold, type Monitor, type ReplayTelling } from '@upwatch/core';
import { maintenanceSpans } from '@upwatch/core/maintenance';
import { WARM_UP_MAX_MS } from '../replaying/recorded-past.ts';
import type { CoreStore, Span } from '../stores/port.ts';
import type { ApiDeps } from './deps.ts';
import { type PastGroups, pastGroups } from './past-group-holds.ts';

/** Incidents of what a monitor depends on that are read, of each. */
const INCIDENTS_MAX = 1_000;
/** After what it depends on came back, a monitor is looked at anew before it is told of: an interval and its answer. */
const GRACE_MS = 10_000;

/** A hold with its times. */
export interface PastHold extends Hold {
  readonly startMs: number;
  readonly endMs: number;
}

/** What held alerts in the span of a replay, and before it: what began to be held then may be told in it. */
export interface PastHolds extends Omit<PastGroups, 'holds'> {
  readonly holdAt: NonNullable<ReplayTelling['holdAt']>;
}

/** By the windows, dependencies and groups as they are now. */
export async function pastHolds(
  monitor: Monitor,
  { fromMs, toMs }: Span,
  deps: Pick<ApiDeps, 'core' | 'maintenance'>,
): Promise<PastHolds> {
  const span = { fromMs: fromMs - WARM_UP_MAX_MS, toMs };
  const graceMs = 1000 * monitor.frequencySeconds + GRACE_MS;
  const { holds: byGroups, ...groups } = await pastGroups(monitor, span, deps.core, graceMs);
  const holds = [
    ...(await maintenanceHolds(monitor, span, deps)),
    ...(await dependencyHolds(monitor, span, deps.core, graceMs)),
    ...byGroups,
  ];
  return { ...groups, holdAt: (atMs) => holds.find(({ startMs, endMs }) => atMs >= startMs && atMs < endMs) };
}

async function maintenanceHolds(
  monitor: Monitor,
  span: Span,
  { core, maintenance }: Pick<ApiDeps, 'core' | 'maintenance'>,
): Promise<readonly PastHold[]> {
  const all = [...(await core.maintenance.all()), ...(await core.maintenance.past())];
  const windows = all.filter((window) => window.suppressAlerts && maintenance.isOn(window, monitor));
  return maintenanceSpans(windows, span).map(({ startMs, endMs }) => ({
    ...{ because: 'maintenance', what: 'maintenance' },
    ...{ startMs, endMs },
  }));
}

/** From the first failing look of what it depends on until a look of its own after that came back: by its incidents. */
async function dependencyHolds(
  monitor: Monitor,
  span: Span,
  core: CoreStore,
  graceMs: number,
): Promise<readonly PastHold[]> {
  if (!monitor.dependsOn?.length) return [];
  const monitors = new Map((await core.monitors.all()).map((one) => [one.id, one]));
  const holds: PastHold[] = [];
  for (const id of ancestorsOf(monitor.id, (one) => monitors.get(one)?.dependsOn ?? [])) {
    const filter = { monitorId: id, severity: 'DOWN', startedToMs: span.toMs } as const;
    const { items } = await core.incidents.list(filter, { page: 0, size: INCIDENTS_MAX });
    for (const { confirmedAtMs, startedAtMs, resolvedAtMs } of items) {
      if (confirmedAtMs === undefined || (resolvedAtMs ?? span.toMs) < span.fromMs) continue;
      const endMs = (resolvedAtMs ?? span.toMs) + graceMs;
      const what = `${monitors.get(id)?.name ?? id}, which it depends on, was down`;
      holds.push({ because: 'dependency', what, startMs: startedAtMs, endMs });
    }
  }
  return holds;
}
