import { type Monitor, sentence } from '@upwatch/core';
import { firstEnd, isOnAll, nextStart, occurrenceAt } from '@upwatch/core/maintenance';
import type { KeptWindow, WindowContent } from '../../stores/port.ts';
import type { ApiDeps } from '../deps.ts';
import type { Dialect } from '../dialect.ts';
import type { WINDOW_FILTERS } from '../schemas/maintenance.ts';
import { ORGANIZATION_ID } from './organization.ts';
import { presentWarnings } from './said.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

/**
 * Whether the dialect can show a window: the contract's are on one monitor or on all of them, and one on a tag that
 * looks as if it were on all would be written back so.
 */
export function isWindowShown(window: KeptWindow, dialect: Dialect): boolean {
  const { monitorIds, tagIds, resourceGroupIds } = window;
  return dialect === 'full' || (monitorIds.length <= 1 && tagIds.length + resourceGroupIds.length === 0);
}

/** Where a window stands: one that repeats is past when it never comes again. */
export function windowStanding(window: KeptWindow, nowMs: number) {
  const active = occurrenceAt(window, nowMs);
  const nextMs = nextStart(window, nowMs);
  const status: (typeof WINDOW_FILTERS)[number] = active ? 'active' : nextMs === undefined ? 'past' : 'upcoming';
  return { status, nextMs, activeUntilMs: active?.endMs };
}

/** What is allowed, since a window may say what was, and may not be what was meant. */
export function windowWarnings(window: WindowContent, nowMs: number): readonly string[] {
  const { repeatRule } = window;
  if (repeatRule === undefined || nextStart(window, nowMs) !== undefined) return [];
  return [sentence('hint.windowPast', { rrule: repeatRule })];
}

/** One that comes once ends when it was ended; of one that repeats it is the length of each time. */
export function shownEnd(window: WindowContent): number {
  return window.repeatRule === undefined ? firstEnd(window) : window.endsAtMs;
}

/** What lasts on a monitor now: until when, and what all of it together leaves out. */
export function maintenanceNow(
  monitor: Pick<Monitor, 'id' | 'tagIds'>,
  { maintenance, clock }: Pick<ApiDeps, 'maintenance' | 'clock'>,
) {
  const active = maintenance.activeOn(monitor, clock.wall());
  const [longest] = active;
  if (!longest) return null;
  return {
    id: longest.window.id,
    reason: longest.window.reason ?? null,
    until: isoTime(longest.untilMs),
    pausesChecks: active.some(({ window }) => window.pauseChecks),
    suppressesAlerts: active.some(({ window }) => window.suppressAlerts),
  };
}

/** A maintenance window on the wire. */
export function presentWindow(window: KeptWindow, nowMs: number) {
  const { status, nextMs, activeUntilMs } = windowStanding(window, nowMs);
  const { monitorIds, tagIds, resourceGroupIds } = window;
  const isOnOne = monitorIds.length === 1 && tagIds.length + resourceGroupIds.length === 0;
  return {
    id: window.id,
    monitorId: isOnOne ? monitorIds[0]! : null,
    organizationId: ORGANIZATION_ID,
    startsAt: isoTime(window.startsAtMs),
    endsAt: isoTime(shownEnd(window)),
    repeatRule: window.repeatRule ?? null,
    reason: window.reason ?? null,
    suppressAlerts: window.suppressAlerts,
    createdAt: isoTime(window.createdAtMs),
    name: window.name ?? null,
    monitorIds: [...monitorIds],
    tagIds: [...tagIds],
    resourceGroupIds: [...resourceGroupIds],
    allMonitors: isOnAll(window),
    timeZone: window.timeZone,
    pauseChecks: window.pauseChecks,
    managedBy: window.managedBy,
    updatedAt: isoTime(window.updatedAtMs),
    status,
    nextStartsAt: isoTimeOrNull(nextMs),
    activeUntil: isoTimeOrNull(activeUntilMs),
    ...presentWarnings(windowWarnings(window, nowMs)),
  };
}
