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
  incidentIdOf,
  initialState,
  type KnownCertificate,
  type Monitor,
  type MonitorState,
  type Observation,
} from '@upwatch/core';
import type { Batch } from '@upwatch/probe';
import type { Actor } from '../../stores/port.ts';
import { alertTargetOf } from './alert-target.ts';
import { Amending } from './amending.ts';
import { CertificateKeeping } from './certificate-keeping.ts';
import { ClockWatch } from './clock-watch.ts';
import { Decisions } from './decisions.ts';
import { publishSteady } from './live-looks.ts';
import { type Look, lookOfRow, MANUAL, UP, WholeLooks, wholeLook } from './look.ts';
import type { Remembered } from './monitor-memory.ts';
import type { Amend, RecorderOptions, Revise } from './recorder-options.ts';

/** How often incidents that wait for other regions are looked through. */
const TICK_MS = 1_000;

/** What is known of a monitor. */
interface NewestOf {
  readonly monitor: Monitor;
  readonly state: MonitorState;
  /** Slot of the newest look, whatever came of it; absent before the first. */
  readonly newestSlotMs?: number;
}

export class Recorder {
  readonly #options: RecorderOptions;
  readonly #decisions: Decisions;
  readonly #certificates: CertificateKeeping;
  readonly #amending: Amending;
  readonly #clockWatch: ClockWatch;
  #tickedAtMs = 0;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#decisions = new Decisions(options);
    this.#certificates = new CertificateKeeping(this.#decisions, options.clock);
    this.#amending = new Amending(this.#decisions, options);
    this.#clockWatch = new ClockWatch(options.clock);
  }

  /** Loads every monitor with its state. Before that nothing is known of any. */
  async start(): Promise<void> {
    const { store, clock } = this.#options;
    const states = await store.states.all();
    this.#decisions.certificates.load(await store.certificates.all());
    for (const monitor of await store.monitors.all()) {
      const state = states.get(monitor.id);
      const incidentId = state && incidentIdOf(state);
      const incident = incidentId === undefined ? undefined : await store.incidents.get(incidentId);
      const known = this.#decisions.memory.set(monitor, {
        ...(state && { state }),
        ...(incident && { incident }),
        nowMs: clock.wall(),
      });
      this.#decisions.tellWatchers(known);
    }
  }

  /** Whether the last write succeeded. */
  get isWritable(): boolean {
    return this.#decisions.queue.isWritable;
  }

  /** `undecided`: looks that could only be kept as history, because too much waited for the disk. */
  stats(): { readonly committed: number; readonly waiting: number; readonly undecided: number } {
    return this.#decisions.stats();
  }

  /** The state on disk. */
  stateOf(monitorId: string): MonitorState {
    const known = this.#decisions.memory.byId(monitorId);
    return known ? known.keptState : initialState(0, this.#options.clock.wall());
  }

  /** The certificate on disk that a monitor's target showed last. */
  certificateOf(monitorId: string): KnownCertificate | undefined {
    return this.#decisions.certificates.of(monitorId);
  }

  /** The monitors as they are configured now. */
  *monitors(): Generator<Monitor> {
    for (const { monitor } of this.#decisions.memory.all) yield monitor;
  }

  /** A monitor as it is configured now. */
  monitorOf(id: string): Monitor | undefined {
    return this.#decisions.memory.byId(id)?.monitor;
  }

  /** The same by the number that stands for it in history. */
  monitorOfKey(key: number): Monitor | undefined {
    return this.#decisions.memory.byKey(key)?.monitor;
  }

  /** What is known of a monitor, whether or not it is on disk yet. @returns undefined when there is no such monitor */
  newestOf(id: string): NewestOf | undefined {
    const known = this.#decisions.memory.byId(id);
    if (!known) return undefined;
    const { monitor, state } = known;
    const newestSlotMs = this.#decisions.memory.newestSlotMs(known);
    return { monitor, state, ...(Number.isFinite(newestSlotMs) && { newestSlotMs }) };
  }

  /** When each region was last heard: by the slot of its newest look, whether or not that is on disk yet. */
  newestByRegion(): ReadonlyMap<string, number> {
    return this.#decisions.memory.newestByRegion();
  }

  /** A monitor is new or was changed. Looks made under the old configuration no longer count. */
  setMonitor(monitor: Monitor): void {
    const known = this.#decisions.memory.byId(monitor.id);
    if (known && alertTargetOf(known.monitor) !== alertTargetOf(monitor))
      this.#decisions.certificates.forget(monitor.id);
    this.#decisions.tellWatchers(this.#decisions.memory.set(monitor, { nowMs: this.#options.clock.wall() }));
  }

  /** A monitor was deleted, and the store has ended its incident. */
  removeMonitor(monitorId: string): void {
    const gone = this.#decisions.memory.remove(monitorId);
    this.#decisions.certificates.forget(monitorId);
    for (const watcher of this.#options.watchers ?? []) watcher.forgotten(monitorId);
    if (gone) this.#decisions.queue.drop(({ remembered }) => remembered === gone);
  }

  /** Takes what a probe saw. Never throws. */
  take(batch: Batch): void {
    this.#followClock();
    this.#append(batch);
    this.#options.onTaken?.(batch);
    const { region, rows, observations } = batch;
    this.#certificates.see(observations);
    const place = this.#decisions.memory.placeOf(region);
    const { live } = this.#options;
    let wholes: WholeLooks | undefined;
    for (let i = 0; i < rows.length; i++) {
      const known = this.#decisions.memory.byKey(rows.monitorKey[i]!);
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
    this.#certificates.keep();
    this.tick();
  }

  /**
   * What time alone brings about: incidents that no other region confirmed, alerts that were held, the next steps of
   * policies, certificates nearer to their end. To be called about once a second; `take` does it too.
   */
  tick(): void {
    this.#followClock();
    const { clock } = this.#options;
    if (Math.abs(clock.monotonic() - this.#tickedAtMs) < TICK_MS) return;
    this.#tickedAtMs = clock.monotonic();
    for (const known of this.#decisions.memory.all) this.#decisions.time(known);
    this.#certificates.judge(clock.wall());
  }

  /** The states of which policies have told something. */
  *told(): Generator<{ readonly monitorId: string; readonly state: MonitorState }> {
    for (const { monitor, state } of this.#decisions.memory.all) {
      if (state.incident?.dispatches) yield { monitorId: monitor.id, state };
    }
  }

  /** What follows for a monitor's incident without a look. @returns false when it has to wait */
  revise(monitorId: string, change: Revise): boolean {
    return this.#decisions.revise(monitorId, change);
  }

  /** A person changes an incident. What of its monitor waits for the disk goes first; its looks wait meanwhile. */
  amend(monitorId: string, change: Amend, actor: Actor): Promise<void> {
    return this.#amending.amend(monitorId, change, actor);
  }

  /** Fulfils when nothing waits for the disk, or `ms` later at the latest; says which. */
  idle(ms: number): Promise<boolean> {
    return this.#decisions.queue.idle(ms);
  }

  /** Writes what waits for the disk, for a few seconds at most. */
  async close(): Promise<void> {
    const lost = await this.#decisions.queue.close();
    if (lost > 0) this.#options.onTrouble(new Error(`${lost} changes could not be written before the end`));
  }

  #append({ region, rows, observations }: Batch): void {
    const toKeep = observations.flatMap((observation) => {
      const known = this.#decisions.memory.byId(observation.monitorId);
      return known ? [{ monitorKey: known.monitor.key, observation }] : [];
    });
    this.#options.history.append(region, rows, toKeep);
  }

  /** A probe may hand over an observation whose row came in another batch. */
  #takeWithoutRows(observations: readonly Observation[], wholes = new WholeLooks(observations)): void {
    for (const observation of wholes.left()) {
      const known = this.#decisions.memory.byId(observation.monitorId);
      if (known && observation.kind !== 'manual') this.#decide(known, wholeLook(observation));
    }
  }

  #decide(known: Remembered, look: Look): void {
    this.#decisions.guarded(known, () => this.#decisions.look(known, look));
  }

  /** Somebody set the wall clock: what is open is carried over, so that it lasts as long as it really does (row T02). */
  #followClock(): void {
    const byMs = this.#clockWatch.takeJumpMs();
    if (byMs === 0) return;
    this.#options.onTrouble(
      new Error(`the wall clock was set ${byMs > 0 ? 'forwards' : 'back'} by ${Math.round(Math.abs(byMs))} ms`),
    );
    for (const watcher of this.#options.watchers ?? []) watcher.clockSet?.(byMs);
    for (const known of this.#decisions.memory.all)
      this.#decisions.guarded(known, () => this.#decisions.shift(known, byMs));
  }
}
