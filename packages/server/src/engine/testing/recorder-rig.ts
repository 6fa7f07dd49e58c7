/** A recorder over a real SQLite store, fed by hand as a probe would. */
import {
  type Failure,
  failure,
  type Hold,
  type LookKind,
  LookRows,
  type Monitor,
  type NotificationPolicy,
  type Observation,
  type Outcome,
  type RoutingSubject,
  type TlsFacts,
  SLOT_GRID_MS,
} from '@upwatch/core';
import { makeIds } from '../../ids.ts';
import { LiveBus, type LiveEvent } from '../../live.ts';
import type { CoreStore, MonitorChange, NewMonitor, ObservationToKeep } from '../../stores/port.ts';
import { temporaryStore } from '../../stores/sqlite/testing/temporary-store.ts';
import { newChannel, newMonitor, OPERATOR, sampleId, T0 } from '../../stores/testing/samples.ts';
import { DependencyWatch } from '../holding/dependency-watch.ts';
import { GroupWatch } from '../holding/group-watch.ts';
import { SameDependencyWatch } from '../holding/same-dependency-watch.ts';
import { firstHold } from '../holding/holds.ts';
import { Recorder } from '../recording/recorder.ts';
import type { Routing } from '../routing/known-routing.ts';

export const MINUTE = 60_000;

export interface FedLook {
  readonly monitor?: number;
  readonly slotMs?: number;
  readonly outcome: Outcome;
  readonly kind?: LookKind;
  readonly region?: string;
  /** Whether the whole observation comes beside the row. @default as a probe does: all but `up` */
  readonly isWhole?: boolean;
  readonly generation?: number;
  readonly tls?: TlsFacts;
  /** @default an unexpected status */
  readonly failure?: Failure;
}

/** What a store does in place of committing, when a test wants it to. */
export type Interfere = (commit: () => Promise<void>) => Promise<void>;

export class RecorderRig implements AsyncDisposable {
  nowMs = T0;
  /** By how much somebody has set the wall clock. */
  #setByMs = 0;
  interfere: Interfere = (commit) => commit();
  readonly events: LiveEvent[] = [];
  readonly confirms: string[] = [];
  readonly troubles: Error[] = [];
  readonly history: { readonly rows: number; readonly wholes: readonly ObservationToKeep[] }[] = [];
  wakes = 0;
  /** Nothing may be told while it is set. */
  hold: Hold | undefined;
  /** The looks that somebody's dependents asked for. */
  readonly asked: { readonly monitorId: string; readonly slotMs: number }[] = [];
  dependencies: DependencyWatch;
  groups: GroupWatch;
  sameDependency: SameDependencyWatch;
  policies: readonly NotificationPolicy[] = [];
  channelIds: readonly string[] = [newChannel(1).id];
  commits = 0;
  readonly live = new LiveBus(() => undefined);
  readonly monitors = new Map<number, Monitor>();
  readonly #opened: Awaited<ReturnType<typeof temporaryStore>>;
  recorder: Recorder;
  store: CoreStore;

  static async start(
    monitors: readonly Partial<NewMonitor>[] = [{}],
    options: { readonly waitingMax?: number } = {},
  ): Promise<RecorderRig> {
    const opened = await temporaryStore();
    await opened.store.channels.create(newChannel(1), OPERATOR);
    const rig = new RecorderRig(opened, options);
    const changes = monitors.map((change, place): MonitorChange => {
      return { type: 'create', monitor: newMonitor(place + 1, change), newTags: [] };
    });
    const made = await rig.store.monitors.changeMany(changes, OPERATOR);
    for (const [place, monitor] of made.entries()) rig.monitors.set(place + 1, monitor);
    await rig.recorder.start();
    return rig;
  }

  private constructor(opened: Awaited<ReturnType<typeof temporaryStore>>, options: { readonly waitingMax?: number }) {
    this.#opened = opened;
    this.store = opened.store;
    this.dependencies = this.#depend();
    this.groups = this.#group();
    this.sameDependency = this.#recognise();
    this.recorder = this.#record(options);
  }

  #group(): GroupWatch {
    const clock = { wall: () => this.nowMs, monotonic: () => this.nowMs - this.#setByMs };
    return new GroupWatch({
      store: this.store,
      recorder: () => this.recorder,
      isInMaintenance: () => false,
      channels: () => this.channelIds.map((id) => ({ id })),
      routing: this.#routing,
      defaults: { regions: ['local'] },
      onFollowed: (monitor) => this.recorder.setMonitor(monitor),
      clock,
      newId: makeIds(clock),
      live: this.live,
      wakeDispatcher: () => (this.wakes += 1),
      onTrouble: (error) => this.troubles.push(error),
    });
  }

  #depend(): DependencyWatch {
    return new DependencyWatch({
      newestOf: (id) => this.recorder.newestOf(id),
      isPaused: () => false,
      onLook: (monitorId, slotMs) => this.asked.push({ monitorId, slotMs }),
    });
  }

  #recognise(): SameDependencyWatch {
    return new SameDependencyWatch({
      newestOf: (id) => this.recorder.newestOf(id),
      channels: () => this.channelIds.map((id) => ({ id })),
      channelIdsOf: (monitor) => this.groups.channelIdsOf(monitor),
      routing: this.#routing,
      clock: { wall: () => this.nowMs },
    });
  }

  /** What the rules of policies may ask of a monitor. */
  subjectOf: (monitor: Monitor) => RoutingSubject = () => ({});

  get #routing(): Routing {
    return { policies: () => this.policies, subjectOf: (monitor) => this.subjectOf(monitor) };
  }

  /** Somebody sets the wall clock, and slots with it. */
  setClock(byMs: number): void {
    this.#setByMs += byMs;
    this.nowMs += byMs;
  }

  #record(options: { readonly waitingMax?: number } = {}): Recorder {
    const clock = { wall: () => this.nowMs, monotonic: () => this.nowMs - this.#setByMs };
    const { store } = this;
    return new Recorder({
      ...options,
      store: {
        monitors: store.monitors,
        states: store.states,
        incidents: store.incidents,
        certificates: store.certificates,
        commit: (commits) => {
          this.commits += 1;
          return this.interfere(() => store.commit(commits));
        },
      },
      history: { append: (_, rows, wholes) => this.history.push({ rows: rows.length, wholes }) },
      live: this.live,
      clock,
      newId: makeIds(clock),
      engineVersion: '0.1.0',
      channels: () => this.channelIds.map((id) => ({ id })),
      routing: this.#routing,
      holdOf: firstHold(
        () => this.hold,
        (...asked) => this.dependencies.holdOf(...asked),
        (...asked) => this.groups.holdOf(...asked),
        (...asked) => this.sameDependency.holdOf(...asked),
      ),
      behindOf: (id) => this.dependencies.behindOf(id),
      watchers: [this.dependencies, this.groups, this.sameDependency],
      channelIdsOf: (monitor) => this.groups.channelIdsOf(monitor),
      wakeDispatcher: () => (this.wakes += 1),
      onConfirm: (monitorId, slotMs, regions) => this.confirms.push(`${monitorId} ${slotMs} ${regions.join()}`),
      onTrouble: (error) => this.troubles.push(error),
    });
  }

  watch(): void {
    this.live.subscribe((event) => this.events.push(event));
  }

  /** Time goes on to a slot, and the looks of it arrive in one batch. */
  feed(...looks: readonly FedLook[]): void {
    const rows = new LookRows(Math.max(1, looks.length));
    const observations: Observation[] = [];
    for (const look of looks) {
      const slotMs = look.slotMs ?? this.nowMs - (this.nowMs % SLOT_GRID_MS);
      this.nowMs = Math.max(this.nowMs, slotMs + 10);
      const observation = this.#observation(look, slotMs);
      if (look.isWhole ?? look.outcome !== 'up') observations.push(observation);
      rows.push({
        monitorKey: this.monitors.get(look.monitor ?? 1)!.key,
        slotMs,
        latenessMs: 1,
        kind: look.kind ?? 'scheduled',
        outcome: look.outcome,
        attempts: 1,
        phases: observation.phases,
        statusCode: look.outcome === 'down' ? 503 : 200,
        bodyBytes: 2,
        ...(observation.failure && { failureCode: observation.failure.code }),
      });
    }
    this.recorder.take({ region: looks[0]?.region ?? 'local', rows, observations });
  }

  /** Feeds and waits until it is on disk. */
  async see(...looks: readonly FedLook[]): Promise<void> {
    this.feed(...looks);
    await this.recorder.idle(5000);
  }

  /** As many outcomes, a minute apart, of the first monitor. */
  async minutes(...outcomes: readonly Outcome[]): Promise<void> {
    for (const outcome of outcomes) {
      this.nowMs += MINUTE;
      await this.see({ outcome });
    }
  }

  #observation(look: FedLook, slotMs: number): Observation {
    return {
      monitorId: sampleId(look.monitor ?? 1),
      region: look.region ?? 'local',
      slotMs,
      generation: look.generation ?? this.monitors.get(look.monitor ?? 1)!.generation,
      kind: look.kind ?? 'scheduled',
      startedAtMs: slotMs + 1,
      latenessMs: 1,
      phases: { totalMs: 5 },
      attempts: [],
      facts: { statusCode: look.outcome === 'down' ? 503 : 200, ...(look.tls && { tls: look.tls }) },
      assertions:
        look.outcome === 'degraded'
          ? [{ type: 'response_time_warn', severity: 'warn', passed: false, message: 'took 5 ms' }]
          : [],
      ...(look.outcome === 'down' && {
        failure: look.failure ?? failure('status.unexpected', 'expected 2xx, got 503'),
      }),
      ...(look.outcome === 'unknown' && { failure: failure('probe.overloaded') }),
    };
  }

  /** What the disk says. */
  async kept() {
    const [states, incidents, deliveries] = await Promise.all([
      this.store.states.all(),
      this.store.incidents.list({}, { page: 0, size: 1000 }),
      this.store.outbox.open(1000),
    ]);
    return { state: states.get(sampleId(1)), states, incidents: incidents.items, deliveries };
  }

  /** The process ends without a word and another one starts on what is on disk. */
  async crash(): Promise<void> {
    this.interfere = () => Promise.reject(new Error('the process is gone'));
    this.store = await this.#opened.reopen();
    this.dependencies = this.#depend();
    this.groups = this.#group();
    this.sameDependency = this.#recognise();
    this.recorder = this.#record();
    this.interfere = (commit) => commit();
    await this.recorder.start();
    await this.groups.load();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.recorder.close();
    await this.#opened[Symbol.asyncDispose]();
  }
}
