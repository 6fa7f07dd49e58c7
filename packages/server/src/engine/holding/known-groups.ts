/** The resource groups there are, in memory, with all that is known of each as it is on disk. */
import {
  groupIncidentIdOf,
  type GroupState,
  type Incident,
  type ResourceGroup,
  shiftGroup,
  shiftIncident,
} from '@upwatch/core';
import type { CoreStore, GroupMember } from '../../stores/port.ts';

/** A group with all that is known of it. */
export interface KnownGroup {
  readonly group: ResourceGroup;
  readonly members: readonly GroupMember[];
  readonly state: GroupState;
  /** The row of the incident that the state is tied to, or that could come back. */
  readonly incident: Incident | undefined;
}

export class KnownGroups {
  readonly #store: Pick<CoreStore, 'resourceGroups' | 'incidents'>;
  #groups = new Map<string, KnownGroup>();
  #byMonitor: ReadonlyMap<string, readonly string[]> = new Map();

  constructor(store: Pick<CoreStore, 'resourceGroups' | 'incidents'>) {
    this.#store = store;
  }

  /** Reads the groups there are. Before that there are none. */
  async load(): Promise<void> {
    const { resourceGroups, incidents } = this.#store;
    const [groups, members, states] = await Promise.all([
      resourceGroups.all(),
      resourceGroups.members(),
      resourceGroups.states(),
    ]);
    const known = new Map<string, KnownGroup>();
    for (const group of groups) {
      const state = states.get(group.id) ?? {};
      const incidentId = groupIncidentIdOf(state);
      const incident = incidentId === undefined ? undefined : await incidents.get(incidentId);
      known.set(group.id, { group, members: members.filter(({ groupId }) => groupId === group.id), state, incident });
    }
    this.#groups = known;
    this.#byMonitor = byMonitor(known.values());
  }

  ids(): Iterable<string> {
    return this.#groups.keys();
  }

  get(id: string): KnownGroup | undefined {
    return this.#groups.get(id);
  }

  /** By name. */
  all(): readonly KnownGroup[] {
    return [...this.#groups.values()];
  }

  /** The groups that a monitor is a member of, by name. */
  of(monitorId: string): readonly string[] {
    return this.#byMonitor.get(monitorId) ?? [];
  }

  /** The same, as they are configured. */
  with(monitorId: string): readonly ResourceGroup[] {
    return this.of(monitorId).map((id) => this.#groups.get(id)!.group);
  }

  /** All of them under a clock that was set. @returns them, to be kept */
  shift(byMs: number): readonly KnownGroup[] {
    for (const { group, state, incident } of this.all()) {
      this.keep(group.id, shiftGroup(state, byMs), incident && shiftIncident(incident, byMs));
    }
    return this.all();
  }

  /** What was decided of a group is on disk. @returns false when it was deleted meanwhile */
  keep(id: string, state: GroupState, incident: Incident | undefined): boolean {
    const now = this.#groups.get(id);
    if (now) this.#groups.set(id, { ...now, state, incident: incident ?? now.incident });
    return now !== undefined;
  }
}

function byMonitor(groups: Iterable<KnownGroup>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { group, members } of groups) {
    for (const { monitorId } of members) {
      const ids = found.get(monitorId);
      if (ids) ids.push(group.id);
      else found.set(monitorId, [group.id]);
    }
  }
  return found;
}
