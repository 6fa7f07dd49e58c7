/**
 * The server's process: the real recorder, dispatcher, escalator and watches, as `server.ts` of the product wires them,
 * in virtual time. It may die between any two effects, and begins anew on what was committed.
 */
import { LookRows, type Monitor } from '@upwatch/core';
import type { Signal } from '@upwatch/core/heartbeat';
import { BeatWatch } from '../../packages/server/src/engine/beats/beat-watch.ts';
import { DependencyWatch } from '../../packages/server/src/engine/holding/dependency-watch.ts';
import { startDispatcher } from '../../packages/server/src/engine/dispatching/dispatcher.ts';
import { OpenedByHand } from '../../packages/server/src/engine/routing/opened-by-hand.ts';
import { Escalator } from '../../packages/server/src/engine/routing/escalator.ts';
import { firstHold } from '../../packages/server/src/engine/holding/holds.ts';
import { GroupWatch } from '../../packages/server/src/engine/holding/group-watch.ts';
import { MaintenanceWatch } from '../../packages/server/src/engine/holding/maintenance-watch.ts';
import type { Dispatcher } from '../../packages/server/src/engine/port.ts';
import { Recorder } from '../../packages/server/src/engine/recording/recorder.ts';
import { LiveBus } from '../../packages/server/src/live.ts';
import { type CoreStore, StoreRefusal } from '../../packages/server/src/stores/port.ts';
import { Acts } from './acts.ts';
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
  readonly groups: GroupWatch;
  readonly beats: BeatWatch;
  /** What people do to it. */
  readonly acts: Acts;
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
    const grouped = {
      ...routing,
      subjectOf: ({ id }: Monitor) => ({ resourceGroupIds: this.groups.groupsOf(id) }),
    };
    const channelIdsOf = (monitor: Monitor) => this.groups.channelIdsOf(monitor);
    this.maintenance = new MaintenanceWatch({
      store: store.maintenance,
      clock: world,
      groupsOf: (monitorId) => this.groups.groupsOf(monitorId),
      onChange: () => this.groups.changed(),
      onPauses: () => this.#hear(),
      onTrouble,
    });
    this.groups = new GroupWatch({
      store,
      recorder: () => this.recorder,
      isInMaintenance: (monitor, nowMs) => this.maintenance.activeOn(monitor, nowMs).length > 0,
      channels: () => this.#channels,
      routing,
      defaults: { regions: world.regions },
      onFollowed: (monitor) => this.#monitorChanged(monitor),
      clock: world,
      newId: world.newId,
      live: this.#live,
      wakeDispatcher: () => this.dispatcher.wake(),
      onTrouble,
    });
    this.beats = new BeatWatch({
      store,
      region: world.regions[0]!,
      clock: world,
      newToken: world.newId,
      onBatch: (batch) => this.recorder.take(batch),
      onTrouble,
      nextTurn: () => new Promise((resolve) => world.agenda.awaited(0, resolve)),
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
        for (const one of [this.escalator, this.#openedByHand, this.groups]) one.delivered(event.data);
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
      routing: grouped,
      regionsOf: (monitor) => (isJob(monitor) ? monitor.regions : this.heard()),
      holdOf: firstHold(
        (monitor, nowMs) => this.maintenance.holdOf(monitor, nowMs),
        (...asked) => this.#dependencies.holdOf(...asked),
        (...asked) => this.groups.holdOf(...asked),
      ),
      behindOf: (id) => this.#dependencies.behindOf(id),
      watchers: [this.#dependencies, this.groups],
      channelIdsOf,
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
      routing: grouped,
      channelIdsOf,
      wakeDispatcher: () => this.dispatcher.wake(),
      onTrouble,
    });
    this.escalator = new Escalator({ outbox: store.outbox, recorder: this.recorder, routing, onTrouble });
    const { recorder, dispatcher, maintenance, groups } = this;
    const onChanged = (monitor: Monitor): void => this.#monitorChanged(monitor);
    const reached = { world, store, recorder, dispatcher, maintenance, groups };
    this.acts = new Acts({ ...reached, openedByHand: this.#openedByHand, onChanged });
  }

  #channels: readonly { readonly id: string }[] = [];

  /** Reads what was kept. What cannot be read now is read again: the process would be started anew. */
  async start(): Promise<void> {
    const { world } = this.#options;
    for (;;) {
      try {
        this.#channels = await this.store.channels.all();
        this.#routing.policies = await this.store.notificationPolicies.all();
        if (world.has('groups')) await this.groups.load();
        await this.maintenance.load();
        await this.recorder.start();
        if (world.has('heartbeats')) await this.beats.load([...this.recorder.monitors()].filter(isJob));
        if (world.has('reports')) await this.#openedByHand.start();
        break;
      } catch (error) {
        if (!isPassing(error)) throw error;
        await new Promise<void>((resolve) => this.#after(1000, resolve));
      }
    }
    this.isReady = true;
    this.#hear();
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

  /** A job reports. @returns whether anybody reports by this token @throws StoreRefusal when it cannot be kept */
  hear(token: string, signal: Omit<Signal, 'atMs'>): Promise<boolean> {
    return this.beats.receive(token, { signal: { ...signal, atMs: this.#options.world.wall() } });
  }

  isPaused(target: Target): boolean {
    const monitor = this.isReady && this.recorder.monitorOf(target.id);
    return monitor ? this.maintenance.isPaused(monitor, this.#options.world.wall()) : false;
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

  #monitorChanged(monitor: Monitor): void {
    this.recorder.setMonitor(monitor);
    this.#hear();
  }

  /** What jobs say counts while they are not paused. */
  #hear(): void {
    if (!this.isReady) return;
    for (const monitor of this.recorder.monitors())
      if (isJob(monitor)) this.beats.set(monitor, !this.maintenance.isPaused(monitor, this.#options.world.wall()));
  }

  #look(monitorId: string, slotMs: number, regions: readonly string[]): void {
    const target = this.#options.world.probed.find(({ id }) => id === monitorId);
    // What a job said once is no second failure.
    if (!target || this.isOver) return;
    for (const region of regions) this.#options.look(target, region, slotMs);
  }

  #tick(): void {
    if (this.isOver) return;
    const { world } = this.#options;
    this.escalator.tick();
    this.#openedByHand.tick();
    this.maintenance.tick();
    // Groups are judged by promises, whether or not they ask the store.
    if (world.has('groups') && this.groups.tick()) world.agenda.goesOn();
    this.recorder.tick();
    if (world.has('heartbeats')) this.beats.tick();
    world.agenda.in(TICK_MS, () => this.#tick());
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

/** Whether a monitor reports by itself. */
function isJob({ type }: Monitor): boolean {
  return type === 'HEARTBEAT';
}

/** Whether a refusal of the store passes. */
export function isPassing(error: unknown): boolean {
  return error instanceof StoreRefusal && (error.code === 'disk_full' || error.code === 'busy');
}
