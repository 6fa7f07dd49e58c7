/**
 * Incidents that a person opened. No look belongs to them and no monitor's state: what is kept of telling them is read
 * anew for each change, and one change follows the other.
 */
import {
  type Acknowledged,
  acknowledgeByHand,
  type ByHandInput,
  changeSeverityByHand,
  type Clock,
  type Delivery,
  type Dispatch,
  dueAtOf,
  escalateByHand,
  fallBackByHand,
  type Incident,
  type IncidentUpdate,
  type Monitor,
  openByHand,
  type PlanByHand,
  resolveByHand,
  type SeverityChange,
  unacknowledgeByHand,
} from '@upwatch/core';
import type { LiveBus } from '../../live.ts';
import { type Actor, type CoreStore, type IncidentChange, StoreRefusal } from '../../stores/port.ts';
import { tellingOf } from '../recording/decide.ts';
import { forensicsOfPerson } from '../recording/forensics.ts';
import type { Routing } from './known-routing.ts';
import type { Acknowledging } from '../port.ts';

/** Open incidents are read in pages of so many at the start. */
const PAGE = 200;
const NO_MONITOR = '00000000-0000-0000-0000-000000000000';

export interface OpenedByHandOptions {
  readonly store: Pick<CoreStore, 'incidents' | 'monitors' | 'outbox' | 'dispatches'>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly engineVersion: string;
  readonly live: LiveBus;
  readonly channels: () => readonly { readonly id: string }[];
  /** The channels that a monitor tells where they are not its own: those of its groups. */
  readonly channelIdsOf?: (monitor: Monitor) => readonly string[] | undefined;
  readonly routing: Routing;
  readonly wakeDispatcher: () => void;
  readonly onTrouble: (error: Error) => void;
}

/** What follows for one incident; undefined when nothing does. */
type Change = (now: ByHandInput) => PlanByHand | Omit<Acknowledged, 'state'> | undefined;

export class OpenedByHand {
  readonly #options: OpenedByHandOptions;
  /** Those that are open, by id, and when a policy has something to do next about each: Infinity where none has. */
  readonly #dueAtMs = new Map<string, number>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: OpenedByHandOptions) {
    this.#options = options;
  }

  /** Takes up what an earlier run left open. */
  async start(): Promise<void> {
    const { incidents, dispatches } = this.#options.store;
    for (const status of ['WATCHING', 'TRIGGERED', 'CONFIRMED'] as const) {
      for (let page = 0; ; page++) {
        const { items } = await incidents.list({ source: 'MANUAL', status }, { page, size: PAGE });
        for (const { id } of items) {
          const begun = await dispatches.listByIncident(id);
          // An earlier run may have ended between a failure and its fallback.
          this.#dueAtMs.set(id, begun.length > 0 ? -Infinity : Infinity);
        }
        if (items.length < PAGE) break;
      }
    }
  }

  /** Keeps a new incident, and tells of it. @param isTold false where the person wants nobody told */
  async open(incident: Incident, update: IncidentUpdate, actor: Actor, isTold: boolean): Promise<void> {
    await this.#inTurn(async () => {
      const monitor = await this.#monitorOf(incident);
      const given = { ...this.#telling(incident, monitor), incident };
      const plan = isTold ? openByHand(given) : { deliveries: [], dispatches: [] };
      await this.#keep(undefined, { ...plan, incident, updates: [update] }, monitor, actor);
      this.#remember(incident.id, plan.dispatches ?? []);
    });
  }

  /** @returns false when somebody has it already */
  acknowledge(id: string, how: Acknowledging): Promise<boolean> {
    return this.#change(id, (now) => acknowledgeByHand({ ...now, ...how }), { name: how.by });
  }

  /** @returns false when it is of that severity already */
  changeSeverity(id: string, how: SeverityChange): Promise<boolean> {
    return this.#change(id, (now) => changeSeverityByHand({ ...now, ...how }), { name: how.by });
  }

  /** @returns false when nobody had it */
  unacknowledge(id: string, how: Pick<Acknowledging, 'by' | 'body'>): Promise<boolean> {
    return this.#change(id, (now) => unacknowledgeByHand({ ...now, ...how }), { name: how.by });
  }

  /** Adds to its story, between what else is done to it: each of that is worked out from what was read before. */
  update(id: string, change: (now: Incident) => IncidentChange, actor: Actor): Promise<Incident> {
    return this.#inTurn(() => this.#options.store.incidents.update(id, change, actor));
  }

  /** @returns false when it is over already */
  resolve(id: string, body: string | undefined, actor: Actor): Promise<boolean> {
    return this.#change(id, (now) => resolveByHand({ ...now, body }), actor);
  }

  /** Tells what is due by now. To be called about once a second. */
  tick(): void {
    const nowMs = this.#options.clock.wall();
    for (const [id, dueAtMs] of this.#dueAtMs) {
      if (dueAtMs > nowMs) continue;
      this.#dueAtMs.set(id, Infinity);
      this.#follow(id);
    }
  }

  /** An alert has changed: where a step reached nobody, its fallback is told (row A07). */
  delivered({ status, kind, incidentId }: Delivery): void {
    if (status !== 'FAILED' || kind === 'INCIDENT_RESOLVED') return;
    if (this.#dueAtMs.has(incidentId)) this.#follow(incidentId);
  }

  /** Fulfils when what is under way is done. */
  async close(): Promise<void> {
    await this.#last;
  }

  /** What follows by itself; what could not be kept is tried again with the next tick. */
  #follow(id: string): void {
    this.#change(id, followingOf, undefined).catch((cause: unknown) => {
      this.#dueAtMs.set(id, this.#options.clock.wall());
      this.#options.onTrouble(new Error(`incident ${id} could not be told further`, { cause }));
    });
  }

  #change(id: string, change: (now: ByHandInput) => ReturnType<Change>, actor: Actor | undefined) {
    return this.#inTurn(async () => {
      const { incidents, outbox, dispatches } = this.#options.store;
      const incident = await incidents.get(id);
      // What looks found is the recorder's.
      if (incident?.source !== 'MANUAL') {
        if (actor) throw new StoreRefusal('not_found', `there is no incident ${id} that a person opened`);
        return false;
      }
      if (incident.status === 'RESOLVED') {
        this.#dueAtMs.delete(id);
        return false;
      }
      const monitor = await this.#monitorOf(incident);
      const kept = { deliveries: await outbox.listByIncident(id), dispatches: await dispatches.listByIncident(id) };
      const plan = change({ ...this.#telling(incident, monitor), incident, ...kept });
      if (plan) await this.#keep(incident, plan, monitor, actor);
      const isOver = plan?.incident?.status === 'RESOLVED';
      const changed = new Map((plan?.dispatches ?? []).map((one) => [one.id, one]));
      if (isOver) this.#dueAtMs.delete(id);
      else
        this.#remember(
          id,
          kept.dispatches.map((one) => changed.get(one.id) ?? one),
        );
      return plan !== undefined;
    });
  }

  async #keep(
    before: Incident | undefined,
    plan: NonNullable<ReturnType<Change>>,
    monitor: Monitor | undefined,
    actor: Actor | undefined,
  ): Promise<void> {
    const { store, clock, newId, engineVersion, live, wakeDispatcher } = this.#options;
    const after = plan.incident ?? before;
    const what = { before, after, body: plan.updates.at(-1)?.body, nowMs: Math.floor(clock.wall()) };
    const forensics = monitor && forensicsOfPerson({ ...what, monitor, newId, engineVersion });
    const monitorId = after?.monitorId;
    await store.incidents.commit(
      { ...plan, ...(monitorId !== undefined && { monitorId }), ...(forensics && { forensics }) },
      actor,
    );
    if (plan.incident) live.publish({ type: 'incident', data: plan.incident });
    for (const data of plan.deliveries) live.publish({ type: 'delivery', data });
    if (plan.deliveries.length > 0 || 'cancelDispatches' in plan) wakeDispatcher();
  }

  #telling(incident: Incident, monitor: Monitor | undefined) {
    const { channels, channelIdsOf, routing, clock, newId } = this.#options;
    const given = { nowMs: Math.floor(clock.wall()), newId };
    if (monitor) return { ...tellingOf(monitor, channels(), routing, channelIdsOf?.(monitor)), ...given };
    const nothing = { id: NO_MONITOR, name: incident.title, target: 'opened by hand' };
    return { ...given, monitor: nothing, channels: channels(), policies: routing.policies() };
  }

  async #monitorOf({ monitorId }: Incident): Promise<Monitor | undefined> {
    return monitorId === undefined ? undefined : this.#options.store.monitors.get(monitorId);
  }

  #remember(id: string, dispatches: readonly Dispatch[]): void {
    const due = dispatches.flatMap((dispatch) => dueAtOf(dispatch) ?? []);
    this.#dueAtMs.set(id, Math.min(Infinity, ...due));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

/** What follows by itself: the fallbacks of steps that reached nobody, or what is due. */
function followingOf(now: ByHandInput): PlanByHand | undefined {
  return fallBackByHand(now) ?? escalateByHand(now);
}
