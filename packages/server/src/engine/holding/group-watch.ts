/**
 * Resource groups, in memory: once a second each is judged by how its members stand on disk, and what follows is kept
 * before it is told. Members of a group that is told of are not told of themselves.
 */
import {
  advanceGroup,
  type Clock,
  closeGroup,
  type DraftState,
  type GroupHealth,
  groupHealth,
  groupIncidentIdOf,
  type GroupInput,
  type GroupState,
  type GroupStep,
  type Hold,
  type Incident,
  type MemberStatus,
  type Monitor,
  nameInHeadline,
  type ResourceGroup,
} from '@upwatch/core';
import type { LiveBus } from '../../live.ts';
import {
  type Actor,
  type CoreStore,
  type GroupMember,
  type ResourceGroupStore,
  StoreRefusal,
} from '../../stores/port.ts';
import type { Recorder } from '../recording/recorder.ts';

/** Added to a group's delay: it is judged once a second, after its members are on disk. Milliseconds. */
const SETTLE_MS = 2_000;
/** A look of a member that does not come holds nothing for longer than two of its intervals and this, milliseconds. */
const LOOK_WAIT_MS = 60_000;

export interface GroupWatchOptions {
  readonly store: Pick<CoreStore, 'resourceGroups' | 'incidents'>;
  readonly recorder: () => Pick<Recorder, 'newestOf' | 'stateOf'>;
  /** Whether a monitor is under maintenance, or not looked at because of it. */
  readonly isInMaintenance: (monitor: Monitor, nowMs: number) => boolean;
  readonly channels: () => readonly { readonly id: string }[];
  readonly clock: Clock;
  readonly newId: () => string;
  readonly live: Pick<LiveBus, 'publish'>;
  /** Alerts were committed. */
  readonly wakeDispatcher: () => void;
  readonly onTrouble: (error: Error) => void;
}

/** A group with all that is known of it. */
export interface KnownGroup {
  readonly group: ResourceGroup;
  readonly members: readonly GroupMember[];
  /** As it is on disk. */
  readonly state: GroupState;
  readonly incident: Incident | undefined;
}

export class GroupWatch {
  readonly #options: GroupWatchOptions;
  #groups = new Map<string, KnownGroup>();
  #groupsByMonitor: ReadonlyMap<string, readonly string[]> = new Map();
  /** When it was first asked whether to tell of what a member has now. */
  readonly #askedFirst = new Map<string, { readonly sinceMs: number; readonly atMs: number }>();
  #writing: Promise<void> = Promise.resolve();
  #isTicking = false;
  /** Whether the last judging could not be kept, or goes on. */
  #isBehind = false;

  constructor(options: GroupWatchOptions) {
    this.#options = options;
  }

  /** Reads the groups there are. Before that there are none. */
  async load(): Promise<void> {
    const { resourceGroups, incidents } = this.#options.store;
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
    const byMonitor = new Map<string, string[]>();
    for (const { monitorId, groupId } of members)
      byMonitor.set(monitorId, [...(byMonitor.get(monitorId) ?? []), groupId]);
    this.#groupsByMonitor = byMonitor;
  }

  /** A monitor was deleted, and the store has taken it out of its groups. */
  forgotten(monitorId: string): void {
    this.#askedFirst.delete(monitorId);
    if (this.#groupsByMonitor.has(monitorId)) void this.#inTurn(() => this.load());
  }

  get(id: string): KnownGroup | undefined {
    return this.#groups.get(id);
  }

  all(): readonly KnownGroup[] {
    return [...this.#groups.values()];
  }

  /** The groups that a monitor is a member of. */
  groupsOf(monitorId: string): readonly string[] {
    return this.#groupsByMonitor.get(monitorId) ?? [];
  }

  /** The channels of a monitor that names none, where its groups do. */
  channelIdsOf(monitor: Monitor): readonly string[] | undefined {
    if (monitor.channelIds) return monitor.channelIds;
    const groups = this.groupsOf(monitor.id).map((id) => this.#groups.get(id)?.group);
    const named = new Set(groups.flatMap((group) => group?.defaultChannelIds ?? []));
    const there = this.#options.channels().filter(({ id }) => named.has(id));
    return there.length > 0 ? there.map(({ id }) => id) : undefined;
  }

  /** How a member stands, as it is on disk. What is not known yet is not known to be bad. */
  statusOf(monitorId: string): MemberStatus {
    const { recorder, isInMaintenance, clock } = this.#options;
    const known = recorder().newestOf(monitorId);
    if (!known) return 'operational';
    if (!known.monitor.isEnabled || isInMaintenance(known.monitor, clock.wall())) return 'maintenance';
    const { verdict } = recorder().stateOf(monitorId);
    return verdict === 'down' || verdict === 'degraded' ? verdict : 'operational';
  }

  healthOf({ group, members }: Pick<KnownGroup, 'group' | 'members'>): GroupHealth {
    return groupHealth(
      group,
      members.map(({ monitorId }) => this.statusOf(monitorId)),
    );
  }

  /** Judges every group. To be called about once a second. */
  tick(): void {
    if (this.#isTicking || this.#groups.size === 0) return;
    this.#isTicking = true;
    void this.#inTurn(async () => {
      try {
        this.#isBehind = true;
        for (const { group } of this.all()) await this.#advance(group.id);
        this.#isBehind = false;
      } finally {
        this.#isTicking = false;
      }
    });
  }

  /** Fulfils when what has begun is on disk. */
  async idle(): Promise<void> {
    await this.#writing;
  }

  /** A person ends the incident of a group. @returns false when it is not the one that stands */
  async close(incident: Incident, body: string | undefined, actor: Actor): Promise<boolean> {
    const groupId = incident.resourceGroup?.id;
    const known = groupId === undefined ? undefined : this.#groups.get(groupId);
    if (known?.state.incident?.id !== incident.id) return false;
    await this.#inTurn(async () => {
      const now = this.#groups.get(known.group.id);
      const step = now && closeGroup(this.#input(now), body);
      if (!step) throw new StoreRefusal('conflict', 'the incident is resolved already');
      await this.#keep(now, step, actor);
    });
    return true;
  }

  /** Why nothing is told of a member now, where its group is why. */
  holdOf(monitor: Monitor, nowMs: number, state: DraftState): Hold | undefined {
    for (const id of this.groupsOf(monitor.id)) {
      const known = this.#groups.get(id)!;
      const why = known.group.suppressesMembers && known.group.threshold && this.#whyHeld(known, monitor, nowMs, state);
      if (why) return { because: 'dependency', what: `its group ${nameInHeadline(known.group.name)} ${why}` };
    }
    return undefined;
  }

  #whyHeld({ group, state: of }: KnownGroup, monitor: Monitor, nowMs: number, state: DraftState): string | undefined {
    if (of.incident) return 'is down, and that is told';
    if (of.isClosedByHand) return 'is still down, and somebody has closed its incident';
    if (of.beyondSinceMs !== undefined) return 'may be down: that is waited for';
    if (this.#isToBeSeenAfter(of.endedAtMs, monitor, nowMs)) return 'has just come back: it is looked at anew';
    const tie = state.incident;
    if (tie?.status !== 'CONFIRMED') return undefined;
    if (this.#isBehind) return 'is being judged: that is waited for';
    let asked = this.#askedFirst.get(monitor.id);
    if (asked?.sinceMs !== tie.sinceMs) {
      asked = { sinceMs: tie.sinceMs, atMs: nowMs };
      this.#askedFirst.set(monitor.id, asked);
    }
    const waitedMs = nowMs - asked.atMs;
    const waitMs = 1000 * (group.confirmationDelaySeconds ?? 0) + SETTLE_MS;
    return waitedMs >= 0 && waitedMs < waitMs ? 'may turn out to be down: that is waited for' : undefined;
  }

  /** A look made before the group was back says nothing of the member. */
  #isToBeSeenAfter(endedAtMs: number | undefined, { id, frequencySeconds }: Monitor, nowMs: number): boolean {
    if (endedAtMs === undefined || endedAtMs > nowMs) return false;
    const newestSlotMs = this.#options.recorder().newestOf(id)?.newestSlotMs ?? -Infinity;
    return newestSlotMs <= endedAtMs && nowMs - endedAtMs < 2000 * frequencySeconds + LOOK_WAIT_MS;
  }

  async #advance(groupId: string): Promise<void> {
    const known = this.#groups.get(groupId);
    const step = known && advanceGroup(this.#input(known));
    if (step) await this.#keep(known, step);
  }

  #input({ group, members, state, incident }: KnownGroup): GroupInput {
    const { recorder, channels, clock, newId } = this.#options;
    return {
      group,
      members: members.map(({ monitorId }) => ({
        name: recorder().newestOf(monitorId)?.monitor.name ?? '',
        status: this.statusOf(monitorId),
      })),
      state,
      incident,
      channelIds: channels().map(({ id }) => id),
      nowMs: Math.floor(clock.wall()),
      newId,
    };
  }

  async #keep(known: KnownGroup, step: GroupStep, actor?: Actor): Promise<void> {
    const { store, live, wakeDispatcher } = this.#options;
    await store.resourceGroups.commit({ groupId: known.group.id, ...step }, actor);
    const now = this.#groups.get(known.group.id);
    if (!now) return;
    this.#groups.set(known.group.id, { ...now, state: step.state, incident: step.incident ?? now.incident });
    if (step.incident) live.publish({ type: 'incident', data: step.incident });
    for (const delivery of step.deliveries) live.publish({ type: 'delivery', data: delivery });
    if (step.deliveries.length > 0) wakeDispatcher();
  }

  /** One after the other: each is decided by what the one before has kept. What fails is tried again by the next tick. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#writing.then(work);
    this.#writing = done.catch((cause: unknown) => {
      if (!(cause instanceof StoreRefusal)) {
        this.#options.onTrouble(new Error('resource groups could not be judged', { cause }));
      }
    });
    // Whoever waits for it hears of it; nobody else must.
    done.catch(() => undefined);
    return done;
  }

  /** The store, with a changed group known as soon as the change is kept. */
  get store(): ResourceGroupStore {
    const { resourceGroups } = this.#options.store;
    const followed = async <T>(change: () => Promise<T>): Promise<T> => {
      let result: { readonly value: T } | undefined;
      await this.#inTurn(async () => {
        result = { value: await change() };
        await this.load();
      });
      return result!.value;
    };
    return {
      ...resourceGroups,
      create: (group, actor) => followed(() => resourceGroups.create(group, actor)),
      update: (id, change, actor) => followed(() => resourceGroups.update(id, change, actor)),
      delete: (id, actor) => followed(() => resourceGroups.delete(id, actor)),
      addMember: (member, actor) => followed(() => resourceGroups.addMember(member, actor)),
      removeMember: (groupId, id, actor) => followed(() => resourceGroups.removeMember(groupId, id, actor)),
    };
  }
}
