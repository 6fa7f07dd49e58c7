/**
 * The recorder: takes what the probe saw, lets core decide, and keeps what follows.
 *
 *   rows ─▶ steady? ─▶ history only
 *             │ no
 *             ▼
 *   advance ─▶ plan ─▶ one commit with the look ─▶ group commit ─▶ live events, dispatcher, confirming looks
 *
 * Nothing is shown or told before it is on disk. What is decided but not on disk yet is what further looks are measured
 * against: the commits reach the disk in their order, so the state on disk is always one that was true.
 */
import {
  advance,
  type Advanced,
  expire,
  type Incident,
  incidentIdOf,
  initialState,
  isNews,
  type Monitor,
  type MonitorEvent,
  type MonitorState,
  type Observation,
  shiftIncident,
  shiftState,
} from '@upwatch/core';
import type { Batch } from '@upwatch/probe';
import { type Actor, StoreRefusal } from '../stores/port.ts';
import { ClockWatch } from './clock-watch.ts';
import { CommitQueue, type Waiting } from './commit-queue.ts';
import { decisionOf, isOnlyNewer, type Telling, tellingOf } from './decide.ts';
import { publishKept, publishSteady } from './live-looks.ts';
import { type Look, lookOfRow, MANUAL, UP, WholeLooks, wholeLook } from './look.ts';
import { MonitorMemory, type Remembered } from './monitor-memory.ts';
import type { Amend, RecorderOptions } from './recorder-options.ts';

/** Looks of one monitor that may wait while a person's change is written. */
const PARKED_MAX = 100;
/** An answer to a person is due within six seconds (row D11). */
const AMEND_PATIENCE_MS = 5_000;
/** How often incidents that wait for other regions are looked through. */
const TICK_MS = 1_000;

/** What is remembered with each commit until it is kept. */
interface Owner {
  readonly remembered: Remembered;
  /** Row of the incident as it is after the commit. */
  readonly incident: Incident | undefined;
  readonly look: Look | undefined;
  readonly events: readonly MonitorEvent[];
}

export class Recorder {
  readonly #options: RecorderOptions;
  readonly #memory = new MonitorMemory();
  readonly #queue: CommitQueue<Owner>;
  #tickedAtMs = 0;
  #committedTotal = 0;
  #undecidedTotal = 0;
  readonly #clockWatch: ClockWatch;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#clockWatch = new ClockWatch(options.clock);
    this.#queue = new CommitQueue({
      write: (commits) => options.store.commit(commits),
      onKept: (group) => this.#kept(group),
      onRefused: (waiting, error) => this.#refused(waiting, error),
      onTrouble: options.onTrouble,
      ...(options.waitingMax !== undefined && { waitingMax: options.waitingMax }),
    });
  }

  /** Loads every monitor with its state. Before that nothing is known of any. */
  async start(): Promise<void> {
    const { store, clock } = this.#options;
    const states = await store.states.all();
    for (const monitor of await store.monitors.all()) {
      const state = states.get(monitor.id);
      const incidentId = state && incidentIdOf(state);
      const incident = incidentId === undefined ? undefined : await store.incidents.get(incidentId);
      this.#memory.set(monitor, {
        ...(state && { state }),
        ...(incident && { incident }),
        nowMs: clock.wall(),
      });
    }
  }

  /** Whether the last write succeeded. */
  get isWritable(): boolean {
    return this.#queue.isWritable;
  }

  /** `undecided`: looks that could only be kept as history, because too much waited for the disk. */
  stats(): { readonly committed: number; readonly waiting: number; readonly undecided: number } {
    return { committed: this.#committedTotal, waiting: this.#queue.length, undecided: this.#undecidedTotal };
  }

  /** The state on disk. */
  stateOf(monitorId: string): MonitorState {
    const known = this.#memory.byId(monitorId);
    return known ? known.keptState : initialState(0, this.#options.clock.wall());
  }

  /** A monitor is new or was changed. Looks made under the old configuration no longer count. */
  setMonitor(monitor: Monitor): void {
    this.#memory.set(monitor, { nowMs: this.#options.clock.wall() });
  }

  /** A monitor was deleted, and the store has ended its incident. */
  removeMonitor(monitorId: string): void {
    const gone = this.#memory.remove(monitorId);
    if (gone) this.#queue.drop(({ remembered }) => remembered === gone);
  }

  /** Takes what a probe saw. Never throws. */
  take(batch: Batch): void {
    this.#followClock();
    this.#append(batch);
    const { region, rows, observations } = batch;
    const place = this.#memory.placeOf(region);
    const { live } = this.#options;
    let wholes: WholeLooks | undefined;
    for (let i = 0; i < rows.length; i++) {
      const known = this.#memory.byKey(rows.monitorKey[i]!);
      if (known === undefined) continue;
      const slotMs = rows.slotMs[i]!;
      const isNewer = !(slotMs <= known.lastSlotMs[place]!);
      if (rows.outcome[i] === UP && isNewer && known.isSteady[place] && known.parked === undefined) {
        known.lastSlotMs[place] = slotMs;
        if (!live.isWatched) continue;
        wholes ??= new WholeLooks(observations);
        publishSteady(live, known.monitor.id, region, rows.at(i), wholes.take(known.monitor.id, slotMs));
      } else if (rows.kind[i] !== MANUAL) {
        wholes ??= new WholeLooks(observations);
        const whole = wholes.take(known.monitor.id, slotMs);
        const row = rows.at(i);
        this.#decide(known, whole ? wholeLook(whole, row) : lookOfRow(row, known.monitor, region));
      }
    }
    this.#takeWithoutRows(observations, wholes);
    this.tick();
  }

  /** Ends the wait of incidents that no other region confirmed. To be called about once a second; `take` does it too. */
  tick(): void {
    this.#followClock();
    const { clock } = this.#options;
    if (Math.abs(clock.monotonic() - this.#tickedAtMs) < TICK_MS) return;
    this.#tickedAtMs = clock.monotonic();
    for (const known of this.#memory.all) {
      if (known.state.incident?.status === 'TRIGGERED' && !known.parked)
        this.#guarded(known, () => this.#expire(known));
    }
  }

  /** A person changes an incident. What of its monitor waits for the disk goes first; its looks wait meanwhile. */
  async amend(monitorId: string, change: Amend, actor: Actor): Promise<void> {
    const known = this.#memory.byId(monitorId);
    if (!known) throw new StoreRefusal('not_found', `there is no monitor ${monitorId}`);
    if (known.parked) throw new StoreRefusal('busy', `an incident of "${known.monitor.name}" is being changed already`);
    known.parked = [];
    try {
      if (!(await this.#queue.settled(({ remembered }) => remembered === known, AMEND_PATIENCE_MS))) {
        throw new StoreRefusal('busy', 'the store cannot write now; try again in a few seconds');
      }
      await this.#amendNow(known, change, actor);
    } finally {
      const parked = known.parked;
      known.parked = undefined;
      for (const look of parked) this.#decide(known, look);
    }
  }

  /** Fulfils when nothing waits for the disk, or `ms` later at the latest; says which. */
  idle(ms: number): Promise<boolean> {
    return this.#queue.idle(ms);
  }

  /** Writes what waits for the disk, for a few seconds at most. */
  async close(): Promise<void> {
    const lost = await this.#queue.close();
    if (lost > 0) this.#options.onTrouble(new Error(`${lost} changes could not be written before the end`));
  }

  #append({ region, rows, observations }: Batch): void {
    const toKeep = observations.flatMap((observation) => {
      const known = this.#memory.byId(observation.monitorId);
      return known ? [{ monitorKey: known.monitor.key, observation }] : [];
    });
    this.#options.history.append(region, rows, toKeep);
  }

  /** A probe may hand over an observation whose row came in another batch. */
  #takeWithoutRows(observations: readonly Observation[], wholes = new WholeLooks(observations)): void {
    for (const observation of wholes.left()) {
      const known = this.#memory.byId(observation.monitorId);
      if (known && observation.kind !== 'manual') this.#decide(known, wholeLook(observation));
    }
  }

  #decide(known: Remembered, look: Look): void {
    this.#guarded(known, () => this.#advance(known, look));
  }

  #advance(known: Remembered, look: Look): void {
    if (known.parked) {
      if (known.parked.length < PARKED_MAX) known.parked.push(look);
      return;
    }
    const { monitor } = known;
    const nowMs = this.#options.clock.wall();
    const place = this.#memory.placeOf(look.region);
    if (!monitor.isEnabled || !isNews(known.lastSlotMs[place], look.view, nowMs)) return;
    if (this.#queue.isFull) {
      this.#undecidedTotal += 1;
      return;
    }
    known.lastSlotMs[place] = look.view.slotMs;
    const advanced = advance(known.state, look.view, monitor.policy, this.#context(monitor, nowMs));
    if (advanced.state === known.state) return;
    if (isOnlyNewer(known.state, advanced, look.region)) {
      if (this.#options.live.isWatched && look.row) {
        publishSteady(this.#options.live, monitor.id, look.region, look.row, look.observation);
      }
      return;
    }
    this.#enqueue(known, advanced, look, nowMs);
  }

  /** Somebody set the wall clock: what is open is carried over, so that it lasts as long as it really does (row T02). */
  #followClock(): void {
    const byMs = this.#clockWatch.takeJumpMs();
    if (byMs === 0) return;
    this.#options.onTrouble(
      new Error(`the wall clock was set ${byMs > 0 ? 'forwards' : 'back'} by ${Math.round(Math.abs(byMs))} ms`),
    );
    for (const known of this.#memory.all) this.#guarded(known, () => this.#shift(known, byMs));
  }

  #shift(known: Remembered, byMs: number): void {
    const state = shiftState(known.state, byMs);
    const incident = known.incident && shiftIncident(known.incident, byMs);
    for (const place of known.lastSlotMs.keys()) known.lastSlotMs[place]! += byMs;
    this.#memory.decide(known, state, incident);
    // What is not tied to an incident follows in memory; after a restart it is measured anew.
    if (!state.incident || this.#queue.isFull) return;
    const commit = { monitorId: known.monitor.id, state, ...(incident && { incident }), updates: [], deliveries: [] };
    this.#queue.push({ commit, owner: { remembered: known, incident, look: undefined, events: [] } });
  }

  #expire(known: Remembered): void {
    if (this.#queue.isFull) return;
    const nowMs = this.#options.clock.wall();
    const advanced = expire(known.state, known.monitor.policy, this.#context(known.monitor, nowMs));
    if (advanced.state !== known.state) this.#enqueue(known, advanced, undefined, nowMs);
  }

  /** One monitor that cannot be decided never stops the others (row D18). */
  #guarded(known: Remembered, work: () => void): void {
    try {
      work();
    } catch (cause) {
      this.#options.onTrouble(new Error(`monitor ${known.monitor.id} could not be decided`, { cause }));
    }
  }

  #enqueue(known: Remembered, advanced: Advanced, look: Look | undefined, nowMs: number): void {
    const telling = this.#telling(known.monitor, nowMs, look?.observation);
    const { commit, events } = decisionOf(known, advanced, telling, look?.observation);
    const incident = commit.incident ?? known.incident;
    this.#memory.decide(known, commit.state, incident);
    this.#queue.push({ commit, owner: { remembered: known, incident: known.incident, look, events } });
  }

  #context(monitor: Monitor, nowMs: number): { readonly nowMs: number; readonly regions: readonly string[] } {
    return { nowMs, regions: this.#options.regionsOf?.(monitor) ?? monitor.regions };
  }

  #telling(monitor: Monitor, nowMs: number, observation?: Observation): Telling {
    const { channels, newId } = this.#options;
    return { ...tellingOf(monitor, channels()), nowMs, newId, ...(observation && { observation }) };
  }

  async #amendNow(known: Remembered, change: Amend, actor: Actor): Promise<void> {
    const { store, clock, wakeDispatcher } = this.#options;
    const telling = this.#telling(known.monitor, clock.wall());
    const planned = change({ state: known.state, incident: known.incident, telling });
    // What has ended meanwhile is left alone.
    if (!planned || (!planned.incident && planned.updates.length === 0)) return;
    const monitorId = known.monitor.id;
    await store.incidents.commit({ ...planned, monitorId }, actor);
    const previous = known.keptState;
    this.#memory.decide(known, planned.state, planned.incident ?? known.incident);
    this.#memory.keep(known, planned.state, known.incident);
    publishKept(this.#options.live, { ...planned, monitorId }, previous, undefined);
    if (planned.deliveries.length > 0) wakeDispatcher();
  }

  #kept(group: readonly Waiting<Owner>[]): void {
    const { live, onConfirm, wakeDispatcher } = this.#options;
    this.#committedTotal += group.length;
    for (const { commit, owner } of group) {
      const { remembered, incident, look, events } = owner;
      const previous = remembered.keptState;
      this.#memory.keep(remembered, commit.state, incident);
      publishKept(live, commit, previous, look);
      for (const event of events) {
        if (event.type === 'confirm-wanted') onConfirm(commit.monitorId, event.slotMs, event.regions);
      }
    }
    if (group.some(({ commit }) => commit.deliveries.length > 0)) wakeDispatcher();
  }

  /** As if the look had not been seen; so that the monitor is decided by what comes next, not by what cannot be kept. */
  #refused({ commit, owner }: Waiting<Owner>, cause: unknown): void {
    this.#queue.drop(({ remembered }) => remembered === owner.remembered);
    this.#memory.rollBack(owner.remembered);
    this.#options.onTrouble(new Error(`a change of monitor ${commit.monitorId} could not be kept`, { cause }));
  }
}
