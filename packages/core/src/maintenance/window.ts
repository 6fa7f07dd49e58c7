/** A maintenance window: when work is announced, on what, and what is left out meanwhile. */

/** Configuration: kept as it was declared, and compiled where it is asked. */
export interface MaintenanceWindow {
  readonly id: string;
  /** How the config file knows it. */
  readonly name?: string;
  readonly reason?: string;
  /** The first time: its start says the local time of all that follow, its length how long each lasts. */
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  /** RFC 5545, section 3.3.10, without `RRULE:`: `FREQ=WEEKLY;BYDAY=SU`. Absent: once. */
  readonly repeatRule?: string;
  /** An IANA zone, in which the rule is read: `Europe/Berlin`. */
  readonly timeZone: string;
  /** On what; where all three lists are empty, on every monitor. */
  readonly monitorIds: readonly string[];
  readonly tagIds: readonly string[];
  readonly resourceGroupIds: readonly string[];
  /** What goes down meanwhile is told at the end, if it still is. */
  readonly suppressAlerts: boolean;
  /** Nothing is looked at meanwhile. */
  readonly pauseChecks: boolean;
  /** Instants at which a person ended a time of it early, oldest first. */
  readonly endedEarlyAtMs: readonly number[];
  /** It lasts no longer than that: somebody deleted it. */
  readonly deletedAtMs?: number;
}

/** What a window is matched with. */
export interface Maintained {
  readonly id: string;
  readonly tagIds: readonly string[];
  /** The resource groups that it is a member of. */
  readonly resourceGroupIds?: readonly string[];
}

/** When a window lasts, once: from inclusive, to exclusive, epoch milliseconds. */
export interface Occurrence {
  readonly startMs: number;
  readonly endMs: number;
}

/** Whether a window is on every monitor: it names no target. */
export function isOnAll({
  monitorIds,
  tagIds,
  resourceGroupIds,
}: Pick<MaintenanceWindow, 'monitorIds' | 'tagIds' | 'resourceGroupIds'>): boolean {
  return monitorIds.length + tagIds.length + resourceGroupIds.length === 0;
}

/** Whether a window is on a monitor. */
export function covers(window: MaintenanceWindow, monitor: Maintained): boolean {
  const { monitorIds, tagIds, resourceGroupIds } = window;
  return (
    isOnAll(window) ||
    monitorIds.includes(monitor.id) ||
    tagIds.some((id) => monitor.tagIds.includes(id)) ||
    resourceGroupIds.some((id) => monitor.resourceGroupIds?.includes(id))
  );
}
