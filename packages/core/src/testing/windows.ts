/** Maintenance windows for tests. */
import type { MaintenanceWindow } from '../maintenance/window.ts';

/** One hour from noon on 21 November 2026, on every monitor, unless said otherwise. */
export function windowOf(given: Partial<MaintenanceWindow> = {}): MaintenanceWindow {
  const startsAtMs = given.startsAtMs ?? Date.UTC(2026, 10, 21, 12);
  return {
    id: 'w1',
    startsAtMs,
    endsAtMs: startsAtMs + 3_600_000,
    timeZone: 'UTC',
    monitorIds: [],
    tagIds: [],
    resourceGroupIds: [],
    suppressAlerts: true,
    pauseChecks: false,
    endedEarlyAtMs: [],
    ...given,
  };
}
