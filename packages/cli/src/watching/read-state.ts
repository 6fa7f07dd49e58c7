/** What the server knows, as the screen needs it. */
import type { Phases } from '@upwatch/core';
import type { CheckResult, Incident, Monitor } from '@upwatch/sdk';
import type { Client } from '../api-client.ts';
import { reasonOf } from '../render/incident-text.ts';
import type { Look, OpenIncident, WatchedMonitor } from './watch-state.ts';

/** Groups whose members are read. */
const GROUPS_MAX = 50;
const LOOKS_READ = 60;

export async function readMonitors(client: Client): Promise<readonly WatchedMonitor[]> {
  const [monitors, groups] = await Promise.all([client.monitors.list({ size: 200 }).toArray(), groupOf(client)]);
  return monitors.map((monitor) => watchedOf(monitor, groups.get(monitor.id)));
}

function watchedOf({ id, name, currentStatus, state, tags }: Monitor, group: string | undefined): WatchedMonitor {
  return {
    id,
    name,
    group: group ?? tags.map((tag) => tag.name).toSorted()[0] ?? '',
    status: currentStatus,
    sinceMs: Date.parse(state.since),
    looks: [],
    phases: undefined,
  };
}

/** The resource group of each monitor that is in one. */
async function groupOf(client: Client): Promise<ReadonlyMap<string, string>> {
  const groups = await client.resourceGroups.list({ size: 200 }).toArray();
  const names = new Map<string, string>();
  for (const { id, name } of groups.slice(0, GROUPS_MAX)) {
    const { members } = await client.resourceGroups.get(id);
    for (const { monitorId } of members ?? [])
      if (monitorId !== null && !names.has(monitorId)) names.set(monitorId, name);
  }
  return names;
}

export async function readIncidents(client: Client): Promise<readonly OpenIncident[]> {
  const all: Incident[] = [];
  for (const status of ['WATCHING', 'TRIGGERED', 'CONFIRMED'] as const)
    all.push(...(await client.incidents.list({ status, size: 100 })).data);
  return all.map((incident) => ({
    id: incident.id,
    name: incident.monitorName ?? incident.title ?? incident.id,
    severity: incident.severity.toLowerCase(),
    sinceMs: Date.parse(incident.startedAt ?? incident.createdAt),
    reason: reasonOf(incident),
    withWhom: incident.acknowledgedBy ?? undefined,
  }));
}

/** The last looks at a monitor, and the phases of the last. */
export async function readLooks(
  client: Client,
  id: string,
): Promise<{ readonly looks: readonly Look[]; readonly phases: Phases | undefined }> {
  const { data } = await client.monitors.results.list(id, { limit: LOOKS_READ });
  const newest = data[0];
  return { looks: data.map(lookOf), phases: newest && phasesOf(newest) };
}

/** What reports by itself takes no time to be heard: only a job whose run was measured says how long it took. */
export function lookOf({ timestamp, passed, responseTimeMs }: CheckResult): Look {
  return { atMs: Date.parse(timestamp), isPassed: passed, ms: responseTimeMs || undefined };
}

export function phasesOf({ details }: CheckResult): Phases | undefined {
  if (!details?.phases) return undefined;
  // Those that did not take place are null there, and absent here.
  const { totalMs, ...phases } = details.phases;
  if (totalMs === 0) return undefined;
  return { ...Object.fromEntries(Object.entries(phases).filter(([, ms]) => ms !== null)), totalMs };
}
