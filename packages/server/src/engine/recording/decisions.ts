/**
 * Where looks, time and people become commits: core decides and plans, what follows waits in the queue for the disk, and is
 * shown, told and acted on when it is there. What is refused is as if it had not been seen.
 */
import {
  advance,
  type Advanced,
  escalate,
  escalatesAtMs,
  expire,
  type Incident,
  isFresh,
  isNews,
  isOnlyNewer,
  isResting,
  type MonitorEvent,
  type MonitorState,
  release,
  shiftIncident,
  shiftState,
} from '@upwatch/core';
import { CertificateWatch, withCertificates } from './certificate-watch.ts';
import { CommitQueue, type Waiting } from './commit-queue.ts';
import { decisionOf } from './decide.ts';
import { forensicsOfClock } from './forensics.ts';
import { publishKept, publishSteady } from './live-looks.ts';
import type { Look } from './look.ts';
import { MonitorMemory, type Remembered } from './monitor-memory.ts';
import type { RecorderOptions, Revise } from './recorder-options.ts';
import { Tellings } from './tellings.ts';

/** Looks of one monitor that may wait while a person's change is written. */
const PARKED_MAX = 100;

/** What is remembered with each commit until it is kept. */
interface Owner {
  readonly remembered: Remembered;
  /** Row of the incident as it is after the commit. */
  readonly incident: Incident | undefined;
  readonly look: Look | undefined;
  readonly events: readonly MonitorEvent[];
}

export class Decisions {
  readonly memory = new MonitorMemory();
  readonly certificates = new CertificateWatch();
  readonly tellings: Tellings;
  readonly queue: CommitQueue<Owner>;
  readonly #options: RecorderOptions;
  #committedTotal = 0;
  #undecidedTotal = 0;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.tellings = new Tellings(options, (id) => this.memory.byId(id)?.state);
    this.queue = new CommitQueue({
      write: (commits) => options.store.commit(commits),
      onKept: (group) => this.#kept(group),
      onRefused: (waiting, error) => this.#refused(waiting, error),
      onTrouble: options.onTrouble,
      ...(options.waitingMax !== undefined && { waitingMax: options.waitingMax }),
      ...(options.after && { after: options.after }),
    });
  }

  /** `undecided`: looks that could only be kept as history, because too much waited for the disk. */
  stats(): { readonly committed: number; readonly waiting: number; readonly undecided: number } {
    return { committed: this.#committedTotal, waiting: this.queue.length, undecided: this.#undecidedTotal };
  }

  /** Takes a look into what is known of its monitor; history has it already. */
  look(known: Remembered, look: Look): void {
    if (known.parked) {
      if (known.parked.length < PARKED_MAX) known.parked.push(look);
      return;
    }
    const { monitor } = known;
    const nowMs = this.#options.clock.wall();
    const place = this.memory.placeOf(look.region);
    if (!monitor.isEnabled || !isNews(known.lastSlotMs[place], look.view, nowMs)) return;
    if (this.queue.isFull) {
      this.#undecidedTotal += 1;
      return;
    }
    known.lastSlotMs[place] = look.view.slotMs;
    const advanced = advance(known.state, look.view, monitor.policy, this.tellings.context(monitor, nowMs));
    if (advanced.state === known.state) return;
    if (isOnlyNewer(known.state, advanced, look.region)) {
      if (this.#options.live.isWatched && look.row) {
        publishSteady(this.#options.live, monitor.id, look.region, look.row, look.observation);
      }
      return;
    }
    this.#enqueue(known, advanced, look, nowMs);
  }

  /** What time alone brings about, for a monitor with an incident. */
  time(known: Remembered): void {
    const tie = known.state.incident;
    if (!tie || known.parked) return;
    if (tie.status === 'TRIGGERED') this.guarded(known, () => this.#expire(known));
    // A monitor that is paused is nobody's concern: nothing of it is told, and nothing says that it is well.
    else if (!known.monitor.isEnabled) return;
    else if (isResting(tie)) this.guarded(known, () => this.#expire(known));
    else if (tie.held) this.guarded(known, () => this.#release(known));
    else if (tie.dispatches) this.guarded(known, () => this.#escalate(known));
  }

  /** What follows for a monitor's incident without a look. @returns false when it has to wait */
  revise(monitorId: string, change: Revise): boolean {
    const known = this.memory.byId(monitorId);
    if (!known) return true;
    if (known.parked || this.queue.isFull) return false;
    const { state, incident } = known;
    const planned = change({
      state,
      incident,
      telling: this.tellings.telling(known.monitor, this.#options.clock.wall()),
    });
    if (!planned) return true;
    this.#keepClock(known);
    this.memory.decide(known, planned.state, planned.incident ?? incident);
    const owner = { remembered: known, incident: known.incident, look: undefined, events: [] };
    this.queue.push({ commit: { ...planned, monitorId }, owner });
    return true;
  }

  shift(known: Remembered, byMs: number): void {
    const state = shiftState(known.state, byMs);
    const incident = known.incident && shiftIncident(known.incident, byMs);
    // Where no look has come from a region yet there is no slot to carry over, and must not be one that is no number.
    known.lastSlotMs.forEach((slotMs, place) => (known.lastSlotMs[place] = slotMs + byMs));
    this.memory.decide(known, state, incident);
    const nowMs = this.#options.clock.wall();
    known.clockSet = { byMs: byMs + (known.clockSet?.byMs ?? 0), atMs: nowMs };
    // What is not tied to an incident is written with the next change: thousands of monitors are not written at once.
    if (state.incident && !this.queue.isFull) this.#keepClock(known);
  }

  /** What is decided next is decided by a state that was carried over: that stands in the record before it. */
  #keepClock(known: Remembered): void {
    const { clockSet, state, incident, monitor } = known;
    if (!clockSet) return;
    known.clockSet = undefined;
    const forensics = forensicsOfClock({ ...this.decidedNow(known), nowMs: clockSet.atMs }, clockSet.byMs);
    const dispatches = state.incident?.dispatches;
    const changed = { state, ...(incident && { incident }), ...(dispatches && { dispatches }), forensics };
    const commit = { monitorId: monitor.id, ...changed, updates: [], deliveries: [] };
    this.queue.push({ commit, owner: { remembered: known, incident, look: undefined, events: [] } });
  }

  /** One monitor that cannot be decided never stops the others (row D18). */
  guarded(known: Remembered, work: () => void): void {
    try {
      work();
    } catch (cause) {
      this.#options.onTrouble(new Error(`monitor ${known.monitor.id} could not be decided`, { cause }));
    }
  }

  tellWatchers({ monitor, state }: Remembered): void {
    for (const watcher of this.#options.watchers ?? []) watcher.known?.(monitor, state);
  }

  /** What was decided is on disk. */
  keep(remembered: Remembered, state: MonitorState, incident: Incident | undefined): void {
    this.memory.keep(remembered, state, incident);
    for (const watcher of this.#options.watchers ?? []) watcher.kept?.(remembered.monitor.id);
  }

  decidedNow({ monitor }: Remembered) {
    const { clock, newId, engineVersion } = this.#options;
    return { monitor, nowMs: clock.wall(), newId, engineVersion };
  }

  #expire(known: Remembered): void {
    if (this.queue.isFull) return;
    const nowMs = this.#options.clock.wall();
    const advanced = expire(known.state, known.monitor.policy, this.tellings.context(known.monitor, nowMs));
    if (advanced.state !== known.state) this.#enqueue(known, advanced, undefined, nowMs);
  }

  /** Tells what was held, once nothing holds it any more; after a pause, only when it has been looked at again. */
  #release(known: Remembered): void {
    const { clock, holdOf } = this.#options;
    const { monitor, state } = known;
    const nowMs = clock.wall();
    if (this.queue.isFull || !isFresh(this.memory.newestSlotMs(known), monitor.frequencySeconds, nowMs)) return;
    if (holdOf?.(monitor, nowMs, state)) return;
    const released = release(state, monitor.policy, this.tellings.context(monitor, nowMs));
    if (released.events.length > 0) this.#enqueue(known, released, undefined, nowMs);
  }

  /** The next step of a policy, once it is due. */
  #escalate({ monitor, state }: Remembered): void {
    const dueAtMs = escalatesAtMs(state);
    if (dueAtMs === undefined || dueAtMs > this.#options.clock.wall()) return;
    this.revise(monitor.id, (now) => escalate({ ...now.telling, state: now.state, incident: now.incident }));
  }

  #enqueue(known: Remembered, advanced: Advanced, look: Look | undefined, nowMs: number): void {
    const telling = this.tellings.telling(known.monitor, nowMs, look?.observation, advanced.state);
    const { commit, events } = decisionOf(known, advanced, telling, look, this.#options.engineVersion);
    const incident = commit.incident ?? known.incident;
    this.#keepClock(known);
    this.memory.decide(known, commit.state, incident);
    this.tellWatchers(known);
    const whole = withCertificates(commit, this.certificates.take(commit.monitorId));
    this.queue.push({ commit: whole, owner: { remembered: known, incident: known.incident, look, events } });
  }

  #kept(group: readonly Waiting<Owner>[]): void {
    const { live, onConfirm, wakeDispatcher } = this.#options;
    this.#committedTotal += group.length;
    for (const { commit, owner } of group) {
      const { remembered, incident, look, events } = owner;
      const previous = remembered.keptState;
      this.keep(remembered, commit.state, incident);
      this.certificates.kept(commit);
      if (commit.incident && events.some(isOpening)) this.#options.onOpened?.(commit.incident);
      publishKept(live, commit, previous, look);
      for (const event of events) {
        if (event.type === 'confirm-wanted') onConfirm(commit.monitorId, event.slotMs, event.regions);
      }
    }
    if (group.some(({ commit }) => commit.deliveries.length > 0)) wakeDispatcher();
  }

  /** As if the look had not been seen; so that the monitor is decided by what comes next, not by what cannot be kept. */
  #refused({ commit, owner }: Waiting<Owner>, cause: unknown): void {
    this.queue.drop(({ remembered }) => remembered === owner.remembered);
    this.memory.rollBack(owner.remembered);
    this.certificates.rollBack(commit.monitorId);
    this.#options.onTrouble(new Error(`a change of monitor ${commit.monitorId} could not be kept`, { cause }));
  }
}

function isOpening(event: MonitorEvent): boolean {
  return event.type === 'triggered' || event.type === 'went-down' || event.type === 'went-degraded';
}
