/**
 * Looks from one thread: holds its monitors and its clock, starts each look at its slot, and hands over what was seen.
 * The slot is the instant a look is *for*; how late it really began is recorded beside it.
 */
import {
  type AttemptPlan,
  type Clock,
  confirmingSlot,
  failure,
  type Failure,
  type LookKind,
  type Observation,
  SINGLE_ATTEMPT,
} from '@upwatch/core';
import { AdmissionControl } from './admission.ts';
import type { CheckRun } from './check.ts';
import { Entry } from './entry.ts';
import { Handover } from './handover.ts';
import { lookOnce } from './look-once.ts';
import { LateGauge } from './late-gauge.ts';
import type { WitnessPort } from './network/witnesses.ts';
import type { Assignment, Probe, ProbeLimits, ProbeListener, ProbeStats } from './port.ts';
import { type FinishedLook, type RunEnv, runLook } from './run.ts';
import { Timetable } from './timetable.ts';
import { WaitingRoom } from './waiting-room.ts';

/** A look that has not ended this long after its last possible instant never will. */
const UNSETTLED_MS = 5000;
const SWEEP_MS = 1000;

export interface LookerOptions {
  readonly region: string;
  readonly clock: Clock;
  readonly limits: ProbeLimits;
  readonly listener: ProbeListener;
  readonly runOf: (type: string) => CheckRun | undefined;
  readonly checkEnv: RunEnv['checkEnv'];
  /** Who is asked whether our own network works. Without them every silence is the target's. */
  readonly witnesses?: WitnessPort;
}

export class Looker implements Probe {
  readonly region: string;
  readonly #options: LookerOptions;
  readonly #clock: Clock;
  readonly #timetable: Timetable;
  readonly #handover: Handover;
  readonly #entries = new Map<string, Entry>();
  readonly #admission: AdmissionControl;
  readonly #waiting: WaitingRoom<Entry>;
  readonly #late: LateGauge;
  readonly #sweeper: NodeJS.Timeout;
  readonly #env: RunEnv;
  readonly #liveEnv: RunEnv;
  #limits: ProbeLimits;
  #isLive = false;
  #isClosed = false;

  constructor(options: LookerOptions) {
    const { region, clock, limits, listener, witnesses } = options;
    this.region = region;
    this.#options = options;
    this.#clock = clock;
    this.#limits = limits;
    this.#late = new LateGauge(clock.monotonic());
    this.#admission = new AdmissionControl(limits);
    this.#waiting = new WaitingRoom(this.#admission);
    const onTrouble = (error: Error): void => listener.onTrouble(error);
    const isWanted = (entry: Entry): boolean =>
      !this.#isClosed && this.#entries.get(entry.assignment.monitorId) === entry;
    this.#handover = new Handover({ region, clock, listener, witnesses, isWanted });
    this.#timetable = new Timetable({
      clock,
      onSlot: (entry, slotMs, now) => this.#request(entry, slotMs, 'scheduled', now),
      onMissed: (entry, slotMs, lateMs) => this.#handover.miss(entry, slotMs, lateMs),
      onTrouble,
    });
    this.#env = {
      region,
      clock,
      runOf: options.runOf,
      checkEnv: options.checkEnv,
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      onPhase: undefined,
      onTrouble,
    };
    this.#liveEnv = { ...this.#env, onPhase: (event) => listener.onPhase(event) };
    this.#sweeper = setInterval(() => this.sweep(), SWEEP_MS);
  }

  assign(changes: Parameters<Probe['assign']>[0]): void {
    for (const id of changes.remove) this.#remove(id);
    const now = this.#timetable.now();
    const lookNow = new Set(changes.lookNow);
    for (const assignment of changes.set) this.#set(assignment, now, lookNow.has(assignment.monitorId));
    this.#timetable.schedule();
  }

  confirm(monitorId: string, slotMs: number): void {
    const entry = this.#entries.get(monitorId);
    if (!entry || entry.isBusy || this.#isClosed) return;
    this.#request(entry, confirmingSlot(slotMs), 'confirming', this.#timetable.now());
  }

  look(assignment: Assignment, plan: AttemptPlan = SINGLE_ATTEMPT): Promise<Observation> {
    return lookOnce(this.#isLive ? this.#liveEnv : this.#env, assignment, plan);
  }

  setLimits(limits: ProbeLimits): void {
    this.#limits = limits;
    this.#admission.limits = limits;
    this.#startWaiting(this.#waiting.admittedAnywhere());
  }

  setLive(isLive: boolean): void {
    this.#isLive = isLive;
  }

  async stats(): Promise<ProbeStats> {
    return {
      running: this.#admission.running,
      queued: this.#waiting.size,
      assigned: this.#entries.size,
      looksTotal: this.#handover.looksTotal,
      skippedTotal: this.#handover.skippedTotal,
      latenessP99Ms: this.#late.p99(),
      loopDelayP99Ms: this.#handover.loopDelayP99Ms(),
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#timetable.close();
    clearInterval(this.#sweeper);
    this.#handover.close();
  }

  #set(assignment: Assignment, now: number, isDueNow: boolean): void {
    const entry = new Entry(assignment, this.#options.runOf(assignment.type));
    this.#remove(assignment.monitorId);
    this.#entries.set(assignment.monitorId, entry);
    this.#timetable.add(entry, now, isDueNow);
  }

  #remove(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    this.#timetable.delete(entry);
    this.#waiting.delete(entry);
  }

  /** Starts a look if there is room, else lets it wait. */
  #request(entry: Entry, slotMs: number, kind: LookKind, now: number): void {
    entry.looking = { slotMs, kind, isWaiting: true, giveUpMs: Infinity };
    const answer = this.#admission.admit(entry);
    if (answer === 'admitted') this.#start(entry, now);
    else if (this.#waiting.size < this.#limits.queueMax) this.#waiting.add(entry, answer);
    else this.#giveUp(entry, failure('probe.overloaded', `${this.#waiting.size} looks wait already`), now - slotMs);
  }

  #startWaiting(admitted: Iterable<Entry>): void {
    for (const entry of admitted) this.#start(entry, this.#timetable.now());
  }

  #start(entry: Entry, now: number): void {
    const looking = entry.looking!;
    // A confirming look is for a slot that is past: it has no lateness of its own.
    const latenessMs = looking.kind === 'confirming' ? 0 : Math.max(0, now - looking.slotMs);
    const startedMs = this.#clock.monotonic();
    const untilNextMs = Math.max(0, entry.slotMs - now);
    looking.isWaiting = false;
    looking.giveUpMs = startedMs + untilNextMs + entry.timeoutMs + UNSETTLED_MS;
    if (looking.kind === 'scheduled') this.#late.note(latenessMs);
    const order = {
      ...entry.order(looking.kind === 'confirming' ? SINGLE_ATTEMPT : entry.plan),
      slotMs: looking.slotMs,
      kind: looking.kind,
      attemptsUntilMs: startedMs + untilNextMs,
    };
    void runLook(this.#isLive ? this.#liveEnv : this.#env, order, latenessMs).then((finished) => {
      if (entry.looking === looking) this.#finish(entry, finished, startedMs);
    });
  }

  #finish(entry: Entry, seen: FinishedLook, startedMs: number): void {
    const looking = entry.looking!;
    this.#leave(entry, seen.sample.phases.totalMs);
    this.#handover.take(entry, seen, looking, startedMs);
  }

  /** Gives the entry's place back and lets those in who waited for it. */
  #leave(entry: Entry, tookMs: number): void {
    const wasWaiting = entry.looking!.isWaiting;
    entry.looking = undefined;
    if (wasWaiting) return;
    this.#admission.release(entry);
    entry.isSlow = tookMs > entry.slowMs;
    if (this.#waiting.size > 0) this.#startWaiting(this.#waiting.admitted(entry.host));
  }

  #giveUp(entry: Entry, reason: Failure, lateMs: number): void {
    const looking = entry.looking!;
    this.#leave(entry, 0);
    this.#handover.skip(entry, looking, reason, lateMs);
  }

  /** Once a second: looks that never ended, looks whose next slot came while they waited, hosts that are free again. */
  sweep(): void {
    this.#handover.tick();
    const nowMs = this.#clock.monotonic();
    this.#late.turn(nowMs);
    for (const entry of this.#entries.values()) {
      if (entry.looking && !entry.looking.isWaiting && entry.looking.giveUpMs < nowMs) this.#unsettled(entry);
    }
    const now = this.#timetable.now();
    for (const entry of [...this.#waiting.all()]) {
      const lateMs = now - entry.looking!.slotMs;
      if (lateMs < entry.assignment.intervalMs) continue;
      this.#waiting.delete(entry);
      this.#giveUp(entry, failure('probe.overloaded', `no place was free for ${Math.round(lateMs)} ms`), lateMs);
    }
    this.#startWaiting(this.#waiting.admittedAnywhere());
  }

  #unsettled(entry: Entry): void {
    const { monitorId, type } = entry.assignment;
    this.#options.listener.onTrouble(new Error(`a ${type} look of monitor ${monitorId} never ended and was given up`));
    this.#giveUp(entry, failure('probe.unsettled'), 0);
  }
}
