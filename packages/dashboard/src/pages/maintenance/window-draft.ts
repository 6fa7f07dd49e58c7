/** What the form of a window holds, and what it becomes. */
import type { MaintenanceWindow, UpdateMaintenanceWindowRequest } from '@upwatch/sdk';
import { localInput } from '../policies/local-input.ts';

export const TARGETS = ['all', 'monitors', 'tags', 'groups'] as const;

export interface WindowDraft {
  readonly reason: string;
  /** As `datetime-local` fields have them. */
  readonly startsAt: string;
  readonly endsAt: string;
  /** An RFC 5545 rule; empty: once. */
  readonly repeatRule: string;
  readonly timeZone: string;
  readonly target: (typeof TARGETS)[number];
  readonly targetIds: readonly string[];
  readonly suppressAlerts: boolean;
  readonly pauseChecks: boolean;
}

const HOUR_MS = 3_600_000;

/** From the next full hour, for one hour, in the reader's zone, on everything. */
export function newDraft(now: number, day?: number): WindowDraft {
  const startMs = day === undefined ? Math.ceil(now / HOUR_MS) * HOUR_MS : day + 22 * HOUR_MS;
  return {
    ...{ reason: '', repeatRule: '', target: 'all', targetIds: [], suppressAlerts: true, pauseChecks: false },
    startsAt: localInput(startMs),
    endsAt: localInput(startMs + HOUR_MS),
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

export function draftOf(window: MaintenanceWindow): WindowDraft {
  const { reason, startsAt, endsAt, repeatRule, timeZone, suppressAlerts, pauseChecks } = window;
  const { monitorIds, tagIds, resourceGroupIds } = window;
  const target =
    monitorIds.length > 0 ? 'monitors' : tagIds.length > 0 ? 'tags' : resourceGroupIds.length > 0 ? 'groups' : 'all';
  return {
    ...{ reason: reason ?? '', repeatRule: repeatRule ?? '', timeZone, suppressAlerts, pauseChecks, target },
    startsAt: localInput(Date.parse(startsAt)),
    endsAt: localInput(Date.parse(endsAt)),
    targetIds: { monitors: monitorIds, tags: tagIds, groups: resourceGroupIds, all: [] }[target],
  };
}

/** Of a window on several kinds of targets only one can be drawn: it is changed elsewhere. */
export function isDrawable({ monitorIds, tagIds, resourceGroupIds }: MaintenanceWindow): boolean {
  return [monitorIds, tagIds, resourceGroupIds].filter(({ length }) => length > 0).length <= 1;
}

export function bodyOf(draft: WindowDraft): UpdateMaintenanceWindowRequest {
  const { reason, repeatRule, timeZone, target, targetIds, suppressAlerts, pauseChecks } = draft;
  const idsOf = (one: WindowDraft['target']): readonly string[] => (one === target ? targetIds : []);
  return {
    startsAt: new Date(draft.startsAt).toISOString(),
    endsAt: new Date(draft.endsAt).toISOString(),
    ...{ timeZone, suppressAlerts, pauseChecks },
    reason: reason.trim() === '' ? null : reason.trim(),
    repeatRule: repeatRule.trim() === '' ? null : repeatRule.trim(),
    ...(target === 'all'
      ? { allMonitors: true }
      : { monitorIds: idsOf('monitors'), tagIds: idsOf('tags'), resourceGroupIds: idsOf('groups') }),
    managedBy: 'DASHBOARD',
  };
}
