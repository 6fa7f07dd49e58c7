import type { Monitor } from '@upwatch/sdk';

/** The monitors that are selected, by id. */
export type Selection = ReadonlyMap<string, Monitor>;

export const NO_SELECTION: Selection = new Map();

/** What `bulkMonitorAction` takes at once. */
const SELECTED_MAX = 200;

export function toggled(selection: Selection, monitor: Monitor): Selection {
  const next = new Map(selection);
  if (!next.delete(monitor.id) && next.size < SELECTED_MAX) next.set(monitor.id, monitor);
  return next;
}

/** All of them, or none where all are already. */
export function toggledAll(selection: Selection, monitors: readonly Monitor[]): Selection {
  if (monitors.every(({ id }) => selection.has(id))) return NO_SELECTION;
  return new Map(monitors.slice(0, SELECTED_MAX).map((monitor) => [monitor.id, monitor]));
}
