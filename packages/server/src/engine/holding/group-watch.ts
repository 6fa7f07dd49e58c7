/**
 * Resource groups: each is judged by how its members stand on disk, when that changes or time has something to say, and what
 * follows is kept before it is told, as with monitors. Members of a group that is told of are not told of themselves.
 */
import {
  acknowledgeGroup,
  advanceGroup,
  closeGroup,
  type Delivery,
  type DraftState,
  environmentIdOf,
  escalateGroup,
  type GroupHealth,
  groupHealth,
  type GroupInput,
  groupDueAtMs,
  type GroupStep,
  groupToFallback,
  type Hold,
  type Incident,
  type MemberStatus,
  type Monitor,
  unacknowledgeGroup,
} from '@upwatch/core';
import { type Actor, type CoreStore, StoreRefusal } from '../../stores/port.ts';
import type { Acknowledging } from '../port.ts';
import { ClockWatch } from '../recording/clock-watch.ts';
import { followedStore } from './followed-store.ts';
import { GroupAlerts } from './group-alerts.ts';
import { groupInput } from './group-input.ts';
import type { GroupWatchOptions } from './group-watch-options.ts';
import { GroupsToJudge } from './groups-to-judge.ts';
import type { MonitorWatcher } from './holds.ts';
import { type KnownGroup, KnownGroups } from './known-groups.ts';
import { MemberDefaults } from './member-defaults.ts';
import { MemberHolds } from './member-hold.ts';
import { Members } from './members.ts';

export class GroupWatch implements MonitorWatcher {
  readonly #options: GroupWatchOptions;
  readonly #known: KnownGroups;
  readonly #defaults: MemberDefaults;
  readonly #holds = new MemberHolds();
  readonly #alerts = new GroupAlerts();
  readonly #toJudge = new GroupsToJudge();
  readonly #members: Members;
  readonly #clockWatch: ClockWatch;
  /** By how much the clock was set, and what stands is not carried over yet. */
  #setByMs = 0;
  #writing: Promise<void> = Promise.resolve();
  #isTicking = false;
  /** Whether the last judging could not be kept, or goes on. */
  #isBehind = false;
  /** Whether there may be something on disk that is not known here. */
  #isStale = false;
  /** Whether monitors may go by something else than their groups say now. */
  #isUnfollowed = true;

  constructor(options: GroupWatchOptions) {
    this.#options = options;
    this.#known = new KnownGroups(options.store);
    this.#members = new Members(options);
    this.#clockWatch = new ClockWatch(options.clock);
    this.#defaults = new MemberDefaults({
      store: options.store,
      server: options.defaults,
      groupsOf: (monitorId) => this.#known.with(monitorId),
      onChanged: options.onFollowed,
    });
  }

  /** Reads the groups there are. Before that there are none. */
  async load(): Promise<void> {
    this.#isStale = true;
    await this.#known.load();
    this.#isStale = false;
    // An earlier run may have ended between a failure and its fallback.
    for (const { group, state } of this.all()) if (state.incident) this.#alerts.suspect(group.id);
    this.changed();
  }

  /** Something that any group may be judged by has changed. */
  changed(): void {
    this.#toJudge.reset(this.#known.ids());
  }

  known({ id }: Monitor): void {
    this.kept(id);
  }

  kept(monitorId: string): void {
    this.#toJudge.changed(this.groupsOf(monitorId));
  }

  /** A monitor was deleted, and the store has taken it out of its groups. */
  forgotten(monitorId: string): void {
    this.#holds.forget(monitorId);
    if (this.groupsOf(monitorId).length > 0) this.#isStale = true;
  }

  get(id: string): KnownGroup | undefined {
    return this.#known.get(id);
  }

  all(): readonly KnownGroup[] {
    return this.#known.all();
  }

  /** The groups that a monitor is a member of. */
  readonly groupsOf = (monitorId: string): readonly string[] => this.#known.of(monitorId);

  /** The channels of a monitor that names none, where its groups do. */
  channelIdsOf(monitor: Monitor): readonly string[] | undefined {
    if (monitor.channelIds) return monitor.channelIds;
    const named = new Set(this.#known.with(monitor.id).flatMap(({ defaultChannelIds = [] }) => defaultChannelIds));
    const there = this.#options.channels().filter(({ id }) => named.has(id));
    return there.length > 0 ? there.map(({ id }) => id) : undefined;
  }

  /** What a monitor is in that names no environment. Undefined: the default one. */
  environmentIdOf(monitorId: string): string | undefined {
    return environmentIdOf(this.#known.with(monitorId));
  }

  /** How a member stands, as it is on disk. What is not known yet is not known to be bad. */
  statusOf(monitorId: string): MemberStatus {
    return this.#members.statusOf(monitorId);
  }

  healthOf({ group, members }: Pick<KnownGroup, 'group' | 'members'>): GroupHealth {
    const statuses = members.map(({ monitorId }) => this.statusOf(monitorId));
    return groupHealth(group, statuses);
  }

  /** Why nothing is told of a member now, where its group is why. */
  holdOf(monitor: Monitor, nowMs: number, state: DraftState): Hold | undefined {
    const ids = this.groupsOf(monitor.id);
    if (ids.length === 0) return undefined;
    const { newestSlotMs } = this.#options.recorder().newestOf(monitor.id) ?? {};
    const groups = ids.map((id) => this.#known.get(id)!);
    return this.#holds.of(groups, { monitor, state, newestSlotMs, nowMs, isBehind: this.#isBehind });
  }

  /** Judges the groups that are to be judged. To be called about once a second. @returns whether there is anything to do */
  tick(): boolean {
    this.#setByMs += this.#clockWatch.takeJumpMs();
    const isOwed = this.#isStale || this.#isUnfollowed || this.#isBehind || this.#setByMs !== 0;
    if (this.#isTicking || !(isOwed || this.#toJudge.isAny(this.#options.clock.wall()))) return false;
    this.#isTicking = true;
    void this.#inTurn(async () => {
      try {
        this.#isBehind = true;
        if (this.#isStale) await this.load();
        await this.#followClock();
        for (const known of this.all()) await this.#judge(known);
        this.#isBehind = false;
        if (this.#isUnfollowed) await this.#followAll();
      } finally {
        this.#isTicking = false;
      }
    });
    return true;
  }

  /** Fulfils when what has begun is on disk. */
  idle(): Promise<void> {
    return this.#writing;
  }

  /** An alert has changed. */
  delivered(alert: Delivery): void {
    const known = this.all().find(({ state }) => state.incident?.id === alert.incidentId);
    if (!known) return;
    this.#alerts.delivered(known.group.id, alert);
    this.#toJudge.changed([known.group.id]);
  }

  /** A person ends the incident of a group. @returns false when it is not the one that stands */
  async close(incident: Incident, body: string | undefined, actor: Actor): Promise<boolean> {
    if (!this.#standing(incident)) return false;
    return this.act(incident, actor.name, (now) => closeGroup(now, body));
  }

  /** Somebody takes the incident of a group on. @returns false when somebody has it already */
  acknowledge(incident: Incident, how: Acknowledging): Promise<boolean> {
    return this.act(incident, how.by, (now) => acknowledgeGroup(now, how));
  }

  /** Nobody has it any more. @returns false when nobody had it */
  unacknowledge(incident: Incident, how: Pick<Acknowledging, 'by' | 'body'>): Promise<boolean> {
    return this.act(incident, how.by, (now) => unacknowledgeGroup(now, how));
  }

  /** A store in which changed groups are known, and followed by their members, as soon as the change is kept. */
  within<Kind extends CoreStore>(core: Kind): Kind {
    return followedStore(core, {
      monitors: this.#defaults.within(core.monitors),
      membersOf: (groupId) => this.#known.get(groupId)?.members.map(({ monitorId }) => monitorId) ?? [],
      inTurn: (work) => this.#inTurn(work),
      follow: (monitorIds, actor) => this.#follow(monitorIds, actor),
    });
  }

  #standing({ id, resourceGroup }: Incident): KnownGroup | undefined {
    const known = resourceGroup && this.#known.get(resourceGroup.id);
    return known?.state.incident?.id === id ? known : undefined;
  }

  /** A person changes the incident of a group. @returns whether there was anything to change */
  async act(incident: Incident, by: string, act: (now: GroupInput) => GroupStep | undefined): Promise<boolean> {
    let isDone = false;
    await this.#inTurn(async () => {
      const known = this.#standing(incident);
      if (!known) throw new StoreRefusal('conflict', 'the incident is over, or its group is gone');
      const step = act(this.#input(known));
      if (step) await this.#keep(known, step, { name: by });
      isDone = step !== undefined;
    });
    return isDone;
  }

  /** What cannot be read or written now is with the next tick: what was changed is kept already. */
  async #follow(monitorIds: readonly string[], actor?: Actor): Promise<void> {
    try {
      this.#isUnfollowed = true;
      await this.load();
      await this.#defaults.follow(monitorIds, actor);
    } catch (cause) {
      this.#options.onTrouble(new Error('changed resource groups could not be followed', { cause }));
    }
  }

  async #followAll(): Promise<void> {
    await this.#defaults.follow(this.#defaults.behind(this.#options.recorder().monitors()));
    this.#isUnfollowed = false;
  }

  /** Somebody set the wall clock: what stands is carried over, so that steps come when they would have come (row T02). */
  async #followClock(): Promise<void> {
    const byMs = this.#setByMs;
    if (byMs === 0) return;
    this.#setByMs = 0;
    this.changed();
    for (const known of this.#known.shift(byMs)) {
      const { state, incident } = known;
      const { dispatches } = state.incident ?? {};
      const step = { state, ...(incident && { incident }), ...(dispatches && { dispatches }) };
      await this.#keep(known, { ...step, updates: [], deliveries: [] });
    }
  }

  async #judge(known: KnownGroup): Promise<void> {
    const { group, state } = known;
    const input = this.#input(known);
    if (!this.#toJudge.take(group.id, input.nowMs)) return;
    const isSuspect = this.#alerts.takeSuspect(group.id);
    try {
      const step = advanceGroup(input) ?? (await this.#following(known, input, isSuspect));
      if (step) await this.#keep(known, step);
      else this.#toJudge.stands(group.id, groupDueAtMs(group, state));
    } catch (error) {
      if (isSuspect) this.#alerts.suspect(group.id);
      this.#toJudge.changed([group.id]);
      throw error;
    }
  }

  /** What follows while it stands as it did: of alerts that failed or were told in the place of others, and of time. */
  async #following(known: KnownGroup, input: GroupInput, isSuspect: boolean): Promise<GroupStep | undefined> {
    const { group, state } = known;
    if (!state.incident) return undefined;
    const heard = this.#alerts.withStandIns(group.id, state);
    // One step at a time: what failed is looked into with the next tick.
    if (heard && isSuspect) this.#alerts.suspect(group.id);
    if (heard) return { state: heard, updates: [], deliveries: [] };
    const alerts = isSuspect ? await this.#options.store.outbox.listByIncident(state.incident.id) : [];
    return groupToFallback(input, alerts) ?? escalateGroup(input);
  }

  readonly #input = (known: KnownGroup): GroupInput => groupInput(known, this.#members, this.groupsOf, this.#options);

  async #keep({ group, incident }: KnownGroup, step: GroupStep, actor?: Actor): Promise<void> {
    const { store, live, wakeDispatcher } = this.#options;
    await store.resourceGroups.commit({ groupId: group.id, ...step }, actor);
    if (!this.#known.keep(group.id, step.state, step.incident ?? incident)) return;
    this.#toJudge.changed([group.id]);
    if (step.incident) live.publish({ type: 'incident', data: step.incident });
    for (const delivery of step.deliveries) live.publish({ type: 'delivery', data: delivery });
    if (step.deliveries.length > 0 || step.cancelDispatches) wakeDispatcher();
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
}
