/** The monitors that incidents are of, those that are gone among them: an incident outlives its monitor. */
import type { Incident } from '@upwatch/core';
import type { CoreStore } from '../stores/port.ts';
import type { IncidentMonitor } from './present/incident.ts';

const DAY_MS = 86_400_000;

/** By id. A monitor whose deletion the audit trail has forgotten is not in it. */
export async function monitorsOf(
  incidents: readonly Incident[],
  { monitors, audit }: Pick<CoreStore, 'monitors' | 'audit'>,
): Promise<ReadonlyMap<string | undefined, IncidentMonitor>> {
  const ids = [...new Set(incidents.flatMap(({ monitorId }) => monitorId ?? []))];
  const found = await Promise.all(ids.map((id) => monitors.get(id)));
  const there = new Map<string, IncidentMonitor>(found.flatMap((one) => (one ? [[one.id, one] as const] : [])));
  const gone = ids.filter((id) => !there.has(id));
  if (gone.length === 0) return there;
  // The clock may have been set back between an incident and the end of its monitor, but hardly by more than a day.
  const sinceMs = Math.min(...incidents.map(({ startedAtMs }) => startedAtMs)) - DAY_MS;
  const names = await audit.namesOfDeleted(gone, sinceMs);
  return new Map([...there, ...[...names].map(([id, name]) => [id, { name }] as const)]);
}
