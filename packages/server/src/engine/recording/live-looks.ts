/** What watchers are shown of looks: only what is on disk, and only while somebody watches. */
import type { LookRow, MonitorState, Observation } from '@upwatch/core';
import type { LiveBus } from '../../live.ts';
import type { Commit } from '../../stores/port.ts';
import type { Look } from './look.ts';

/** A look that changed nothing. */
export function publishSteady(
  live: LiveBus,
  monitorId: string,
  region: string,
  row: LookRow,
  observation: Observation | undefined,
): void {
  live.publish({ type: 'observation', data: { monitorId, region, row, ...(observation && { observation }) } });
}

/** A look that changed something, and what it changed, in the order in which it happened. */
export function publishKept(
  live: LiveBus,
  commit: Omit<Commit, 'observation'>,
  previous: MonitorState,
  look: Look | undefined,
): void {
  if (!live.isWatched) return;
  const { monitorId, state, incident, deliveries } = commit;
  if (look?.row) publishSteady(live, monitorId, look.region, look.row, look.observation);
  if (state.verdict !== previous.verdict || state.scope.type !== previous.scope.type) {
    live.publish({ type: 'verdict', data: { monitorId, state, previous } });
  }
  if (incident) live.publish({ type: 'incident', data: incident });
  for (const delivery of deliveries) live.publish({ type: 'delivery', data: delivery });
}
