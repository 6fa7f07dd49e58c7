/**
 * The server's process: the real recorder, dispatcher, escalator and watches, as `server.ts` of the product wires them,
 * in virtual time. It may die between any two effects, and begins anew on what was committed.
 */
import { acknowledge, type Incident, LookRows, type Monitor, resolveManually } from '@upwatch/core';
import { DependencyWatch } from '../../packages/server/src/engine/holding/dependency-watch.ts';
import { startDispatcher } from '../../packages/server/src/engine/dispatching/dispatcher.ts';
import { OpenedByHand } from '../../packages/server/src/engine/routing/opened-by-hand.ts';
import { Escalator } from '../../packages/server/src/engine/routing/escalator.ts';
import { firstHold } from '../../packages/server/src/engine/holding/holds.ts';
import { MaintenanceWatch } from '../../packages/server/src/engine/holding/maintenance-watch.ts';
import type { Dispatcher } from '../../packages/server/src/engine/port.ts';
import { Recorder } from '../../packages/server/src/engine/recording/recorder.ts';
import { LiveBus } from '../../packages/server/src/live.ts';
import { type CoreStore, StoreRefusal } from '../../packages/server/src/stores/port.ts';
import type { Agenda } from './agenda.ts';
import type { FarEnds } from './far-ends.ts';
import type { Message } from './probes.ts';
import type { Target, World } from './world.ts';

const TICK_MS = 1000;
/** A region that has not been heard for this long is not heard. */
const UNHEARD_AFTER_MS = 30_000;
const NOT_KEPT = { append: (): void => undefined };

export interface ServerOptions {
  readonly world: World;
  readonly farEnds: FarEnds;
  /** The store, as one life of the process sees it. */
  readonly storeOf: (life: { readonly isOver: boolean }) => CoreStore;
  readonly look: (target: Target, region: string, slotMs: number) => void;
  /** Something that is no fault of the world. */
  readonly onBroken: (error: unknown) => void;
  /** Whether the process may end after an own timer. */
  readonly die: () => void;
}

/** One life of the process. */
export class Server {
  readonly dispatcher: Dispatcher;
  readonly recorder: Recorder;
  readonly escalator: Escalator;
  readonly maintenance: MaintenanceWatch;
  readonly #openedByHand: OpenedByHand;
  readonly store: CoreStore;
  isOver = false;
  /** Loaded: looks are taken. */
  isReady = false;
  readonly #options: ServerOptions;
  readonly #dependencies: DependencyWatch;
  readonly #routing: { policies: Awaited<ReturnType<CoreStore['notificationPolicies']['all']>> } = { policies: [] };
  readonly #rows = new LookRows(1);
  readonly #live = new LiveBus(() => undefined);
  readonly #lastHeardMs: Map<string, number>;

  /** @param lastHeardMs when each region was heard last, whichever process heard it */
  constructor(options: ServerOptions, lastHeardMs: Map<string, number>) {
    this.#options = options;
    this.#lastHeardMs = lastHeardMs;
    const { world, farEnds } = options;
    this.store = options.storeOf(this);
    const { store } = this;
    const onTrouble = (error: Error): void => this.#trouble(error);
    const after = this.#after;
    const routing = { policies: () => this.#routing.policies, subjectOf: () => ({}) };
    this.maintenance = new MaintenanceWatch({
      store: store.maintenance,
      clock: world,
      onPauses: () => undefined,
      onTrouble,
    });
    this.dispatcher = startDispatcher({
      store,
      clock: world,
      newId: world.newId,
      channelOf: farEnds.channelOf,
      onTrouble,
      random: () => world.random.next(),
      after,
      publish: (event) => {
        if (event.type !== 'delivery') return;
        this.escalator.delivered(event.data);
        this.#openedByHand.delivered(event.data);
      },
    });
    this.#dependencies = new DependencyWatch({
      newestOf: (id) => this.recorder.newestOf(id),
      isPaused: (monitor, nowMs) => this.maintenance.isPaused(monitor, nowMs),
      onLook: (monitorId, slotMs) => this.#look(monitorId, slotMs, world.regions),
    });
    this.recorder = new Recorder({
      store,
      history: NOT_KEPT,
      live: this.#live,
      clock: world,
      newId: world.newId,
      engineVersion: 'simulated',
      channels: () => this.#channels,
      routing,
      regionsOf: () => this.heard(),
      holdOf: firstHold(
        (monitor, nowMs) => this.maintenance.holdOf(monitor, nowMs),
        (...asked) => this.#dependencies.holdOf(...asked),
      ),
      behindOf: (id) => this.#dependencies.behindOf(id),
      watchers: [this.#dependencies],
      wakeDispatcher: () => this.dispatcher.wake(),
      onConfirm: (monitorId, slotMs, regions) => this.#look(monitorId, slotMs, regions),
      onTrouble,
      after,
    });
    this.#openedByHand = new OpenedByHand({
      store,
      clock: world,
      newId: world.newId,
      engineVersion: 'simulated',
      live: this.#live,
      channels: () => this.#channels,
      routing,
      wakeDispatcher: () => this.dispatcher.wake(),
      onTrouble,
    });
    this.escalator = new Escalator({ outbox: store.outbox, recorder: this.recorder, routing, onTrouble });
  }

  #channels: readonly { readonly id: string }[] = [];

  /** Reads what was kept. What cannot be read now is read again: the process would be started anew. */
  async start(): Promise<void> {
    for (;;) {
      try {
        this.#channels = await this.store.channels.all();
        this.#routing.policies = await this.store.notificationPolicies.all();
        await this.maintenance.load();
        await this.recorder.start();
        if (this.#options.world.has('reports')) await this.#openedByHand.start();
        break;
      } catch (error) {
        if (!isPassing(error)) throw error;
        await new Promise<void>((resolve) => this.#after(1000, resolve));
      }
    }
    this.isReady = true;
    this.escalator.start();
    this.#tick();
  }

  /** @returns whether it was taken, so that it need not be sent again */
  receive({ region, row, observation }: Message): boolean {
    if (this.isOver || !this.isReady) return false;
    this.#lastHeardMs.set(region, this.#options.world.agenda.nowMs);
    this.#rows.length = 0;
    this.#rows.push(row);
    this.recorder.take({ region, rows: this.#rows, observations: observation ? [observation] : [] });
    return true;
  }

  isPaused(target: Target): boolean {
    const monitor = this.isReady && this.recorder.monitorOf(target.id);
    return monitor ? this.maintenance.isPaused(monitor, this.#options.world.wall()) : false;
  }

  /** A person changes a monitor. */
  async change(target: Target): Promise<void> {
    const { monitors } = this.store;
    const urlOf = ({ id, generation }: Monitor): string => `https://${id.slice(-4)}.shop.example/?${generation}`;
    const change = (before: Monitor): Monitor => ({ ...before, config: { ...before.config, url: urlOf(before) } });
    this.recorder.setMonitor(await monitors.update(target.id, change, [], PERSON));
  }

  /** A person ends what is open. */
  resolve(target: Target): Promise<void> {
    return this.recorder.amend(
      target.id,
      (now) => now.incident && resolveManually({ ...now.telling, state: now.state, incident: now.incident }),
      PERSON,
    );
  }

  /** A person takes on what is open. */
  acknowledge(target: Target, snoozedUntilMs: number | undefined): Promise<void> {
    return this.recorder.amend(
      target.id,
      (now) => acknowledge({ ...now.telling, ...now, by: PERSON.name, snoozedUntilMs }),
      PERSON,
    );
  }

  /** A person reports what no look has found. */
  async openIncident(incident: Incident, isTold: boolean): Promise<void> {
    const { id: incidentId, createdAtMs } = incident;
    const line = { id: this.#options.world.newId(), incidentId, createdBy: 'USER', notifySubscribers: false } as const;
    await this.#openedByHand.open(incident, { ...line, createdAtMs }, PERSON, isTold);
  }

  /** A person takes on what a person has reported. @returns whether it was anybody's to be had */
  takeOn(incidentId: string): Promise<boolean> {
    return this.#openedByHand.acknowledge(incidentId, { by: PERSON.name });
  }

  /** A person ends what a person has reported. @returns whether it was still open */
  endReport(incidentId: string): Promise<boolean> {
    return this.#openedByHand.resolve(incidentId, undefined, PERSON);
  }

  /** A person says something of an incident. @returns under which id it is kept */
  async comment(incidentId: string, body: string): Promise<string> {
    const { world } = this.#options;
    const said = { id: world.newId(), incidentId, body, createdBy: 'USER', notifySubscribers: false } as const;
    const updatedAtMs = Math.floor(world.wall());
    const updates = [{ ...said, createdAtMs: updatedAtMs }];
    await this.store.incidents.update(incidentId, (now) => ({ incident: { ...now, updatedAtMs }, updates }), PERSON);
    return said.id;
  }

  /** A person has what failed for good tried again. */
  async retry(deliveryId: string): Promise<void> {
    await this.store.outbox.retry(deliveryId, this.#options.world.wall());
    this.dispatcher.wake();
  }

  /** A person announces maintenance of some monitors. */
  async announce(window: Parameters<CoreStore['maintenance']['create']>[0]): Promise<void> {
    await this.maintenance.store.create(window, PERSON);
  }

  heard(): readonly string[] {
    const { world } = this.#options;
    const now = world.agenda.nowMs;
    const isHeard = (region: string): boolean =>
      world.leftOf(world.partitions, region) === 0 ||
      now - (this.#lastHeardMs.get(region) ?? -Infinity) < UNHEARD_AFTER_MS;
    if (world.regions.every(isHeard)) return world.regions;
    const heard = world.regions.filter(isHeard);
    world.heardAt.set(world.wall(), heard);
    return heard;
  }

  #look(monitorId: string, slotMs: number, regions: readonly string[]): void {
    const target = this.#options.world.targets.find(({ id }) => id === monitorId);
    if (!target || this.isOver) return;
    for (const region of regions) this.#options.look(target, region, slotMs);
  }

  #tick(): void {
    if (this.isOver) return;
    this.escalator.tick();
    this.#openedByHand.tick();
    this.maintenance.tick();
    this.recorder.tick();
    this.#options.world.agenda.in(TICK_MS, () => this.#tick());
  }

  /** Timers of the process end with it. */
  readonly #after: (ms: number, callback: () => void) => ReturnType<Agenda['in']> = (ms, callback) => {
    const { world, die } = this.#options;
    return world.agenda.awaited(ms, () => {
      if (this.isOver) return;
      if (world.random.chance(world.faults.crashAtTimer)) die();
      else callback();
    });
  };

  /** What the world did is expected; anything else is a fault of the engine. */
  #trouble(error: Error): void {
    if (this.isOver || isPassing(error) || isPassing(error.cause) || error.message.startsWith('the wall clock')) return;
    this.#options.onBroken(error);
  }
}

const PERSON = { name: 'a person' };

/** Whether a refusal of the store passes. */
export function isPassing(error: unknown): boolean {
  return error instanceof StoreRefusal && (error.code === 'disk_full' || error.code === 'busy');
}
