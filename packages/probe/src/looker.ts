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
  nextSlot,
  type Observation,
  outcomeOf,
  SINGLE_ATTEMPT,
} from '@upwatch/core';
import { AdmissionControl } from './admission.ts';
import { BatchBuffer } from './batch-buffer.ts';
import type { CheckRun } from './check.ts';
import { DueQueue } from './due-queue.ts';
import { Entry } from './entry.ts';
import { lookOnce } from './look-once.ts';
import { LateGauge } from './late-gauge.ts';
import { NetworkDoubt } from './network/network-doubt.ts';
import type { WitnessPort } from './network/witnesses.ts';
import type { Assignment, Probe, ProbeLimits, ProbeListener, ProbeStats } from './port.ts';
import { Pulse } from './pulse.ts';
import { type FinishedLook, type RunEnv, runLook } from './run.ts';
import { SlotClock } from './slot-clock.ts';
import { WaitingRoom } from './waiting-room.ts';

/** When the thread slept for more than this, what became due meanwhile is not looked at in a burst. */
const OVERSLEPT_MS = 5000;
/**
 * Slots slept through are spread over the time to their next ones, but over no more than this. Those whose next slot is
 * nearer than half an interval are left to it, so that the targets see less than twice the usual rate (row T05).
 */
const SPREAD_MS = 600_000;
/** A look that has not ended this long after its last possible instant never will. */
const UNSETTLED_MS = 5000;
const SWEEP_MS = 1000;
/** setTimeout overflows beyond 2^31 ms and then fires at once. */
const WAIT_MAX_MS = 60_000;

/** Which look it was. */
interface LookId {
  readonly slotMs: number;
  readonly kind: LookKind;
}

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
  readonly #slots: SlotClock;
  readonly #pulse: Pulse;
  readonly #due = new DueQueue<Entry>();
  readonly #entries = new Map<string, Entry>();
  readonly #admission: AdmissionControl;
  readonly #waiting: WaitingRoom<Entry>;
  readonly #buffer: BatchBuffer;
  readonly #late: LateGauge;
  readonly #network: NetworkDoubt | undefined;
  readonly #sweeper: NodeJS.Timeout;
  readonly #env: RunEnv;
  readonly #liveEnv: RunEnv;
  #limits: ProbeLimits;
  #isLive = false;
  #isClosed = false;
  #wake: NodeJS.Timeout | undefined;
  #wakeAtMs = Infinity;
  #looksTotal = 0;
  #skippedTotal = 0;

  constructor(options: LookerOptions) {
    this.region = options.region;
    this.#options = options;
    this.#clock = options.clock;
    this.#limits = options.limits;
    this.#slots = new SlotClock(options.clock);
    this.#pulse = new Pulse(options.clock);
    this.#late = new LateGauge(options.clock.monotonic());
    this.#admission = new AdmissionControl(options.limits);
    this.#waiting = new WaitingRoom(this.#admission);
    this.#buffer = new BatchBuffer(options.region, (batch) => options.listener.onBatch(batch));
    this.#env = {
      region: options.region,
      clock: options.clock,
      runOf: options.runOf,
      checkEnv: options.checkEnv,
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      onPhase: undefined,
      onTrouble: (error) => options.listener.onTrouble(error),
    };
    this.#liveEnv = { ...this.#env, onPhase: (event) => options.listener.onPhase(event) };
    const { clock, witnesses, listener } = options;
    const onChange: NonNullable<ProbeListener['onDoubt']> = (report) => listener.onDoubt?.(report);
    this.#network = witnesses && new NetworkDoubt({ clock, witnesses, onChange });
    this.#sweeper = setInterval(() => this.sweep(), SWEEP_MS);
  }

  assign(changes: Parameters<Probe['assign']>[0]): void {
    for (const id of changes.remove) this.#remove(id);
    const now = this.#slots.now();
    const lookNow = new Set(changes.lookNow);
    for (const assignment of changes.set) this.#set(assignment, now, lookNow.has(assignment.monitorId));
    this.#schedule();
  }

  confirm(monitorId: string, slotMs: number): void {
    const entry = this.#entries.get(monitorId);
    if (!entry || entry.isBusy || this.#isClosed) return;
    this.#request(entry, confirmingSlot(slotMs), 'confirming', this.#slots.now());
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
      looksTotal: this.#looksTotal,
      skippedTotal: this.#skippedTotal,
      latenessP99Ms: this.#late.p99(),
      loopDelayP99Ms: this.#pulse.p99(),
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#wake);
    clearInterval(this.#sweeper);
    this.#pulse.close();
    this.#buffer.flush();
  }

  #set(assignment: Assignment, now: number, isLookedAtNow: boolean): void {
    const old = this.#entries.get(assignment.monitorId);
    const entry = new Entry(assignment, this.#options.runOf(assignment.type));
    this.#entries.set(assignment.monitorId, entry);
    if (old) {
      this.#due.delete(old);
      this.#waiting.delete(old);
    }
    if (isLookedAtNow) {
      entry.slotMs = Math.floor(now);
      this.#due.set(entry, entry.slotMs);
    } else this.#next(entry, now);
  }

  #remove(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    this.#due.delete(entry);
    this.#waiting.delete(entry);
  }

  /** Lays the entry's next slot after `afterMs`. */
  #next(entry: Entry, afterMs: number): void {
    const { monitorId, intervalMs } = entry.assignment;
    entry.kind = 'scheduled';
    entry.isDeferred = false;
    entry.slotMs = nextSlot(monitorId, intervalMs, afterMs);
    this.#due.set(entry, entry.slotMs);
  }

  #schedule(): void {
    const head = this.#due.peek();
    if (!head || this.#isClosed || head.dueMs === this.#wakeAtMs) return;
    clearTimeout(this.#wake);
    this.#wakeAtMs = head.dueMs;
    const waitMs = Math.min(WAIT_MAX_MS, Math.max(0, Math.ceil(head.dueMs - this.#slots.now())));
    this.#wake = setTimeout(() => this.#tick(), waitMs);
  }

  #tick(): void {
    this.#wakeAtMs = Infinity;
    this.#followClock();
    const now = this.#slots.now();
    const isOverslept = now - (this.#due.peek()?.dueMs ?? now) > OVERSLEPT_MS;
    for (let head = this.#due.peek(); head && head.dueMs <= now; head = this.#due.peek()) {
      if (isOverslept) this.#takeOverslept(head, now);
      else this.#take(head, now);
    }
    this.#schedule();
  }

  #followClock(): void {
    const jumpMs = this.#slots.follow();
    if (jumpMs === 0) return;
    this.#options.listener.onTrouble(new Error(`the clock jumped by ${Math.round(jumpMs)} ms`));
    // The slot nearest to when it would have been: where the jump is a multiple of the interval nothing changes.
    for (const entry of [...this.#due.values()]) {
      this.#next(entry, entry.dueMs + jumpMs - entry.assignment.intervalMs / 2);
    }
  }

  /** An entry's slot has come. */
  #take(entry: Entry, now: number): void {
    const { intervalMs } = entry.assignment;
    const { slotMs } = entry;
    if (entry.isBusy) return this.#next(entry, now);
    const lateMs = now - slotMs;
    if (lateMs >= intervalMs) {
      this.#skip(entry, slotMs, lateMs);
      return this.#next(entry, now);
    }
    this.#next(entry, now);
    this.#request(entry, slotMs, 'scheduled', now);
  }

  /** An entry's slot came while the thread slept. */
  #takeOverslept(entry: Entry, now: number): void {
    const { intervalMs } = entry.assignment;
    const { slotMs } = entry;
    const lateMs = now - slotMs;
    if (entry.isBusy || entry.isDeferred) return this.#take(entry, now);
    if (lateMs > intervalMs / 2) {
      this.#skip(entry, slotMs, lateMs);
      return this.#next(entry, now);
    }
    entry.isDeferred = true;
    // Well before its next slot: one made at that instant or later would cost it both.
    const roomMs = Math.max(1, Math.floor(0.9 * (intervalMs - lateMs)));
    this.#due.set(entry, now + 1 + (slotMs % Math.min(SPREAD_MS, roomMs)));
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
    for (const entry of admitted) this.#start(entry, this.#slots.now());
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
    const { slotMs, kind } = entry.looking!;
    this.#leave(entry, seen.sample.phases.totalMs);
    if (this.#isClosed || this.#entries.get(entry.assignment.monitorId) !== entry) return;
    this.#looksTotal++;
    const doubt = this.#doubt(seen, startedMs);
    const finished = doubt ? { ...seen, failure: doubt } : seen;
    const verdict = this.#network?.see({ ...finished, host: entry.host, endedMs: this.#clock.monotonic() });
    if (verdict instanceof Promise) void this.#afterWitnesses(entry, finished, { slotMs, kind }, verdict);
    else this.#handOver(entry, verdict ? { ...finished, failure: verdict } : finished, { slotMs, kind });
  }

  /** A silence is handed over when it is known whose it is; its monitor is not looked at again before. */
  async #afterWitnesses(entry: Entry, seen: FinishedLook, look: LookId, asked: Promise<Failure | undefined>) {
    entry.isHeld = true;
    const verdict = await asked;
    entry.isHeld = false;
    if (this.#isClosed || this.#entries.get(entry.assignment.monitorId) !== entry) return;
    this.#handOver(entry, verdict ? { ...seen, failure: verdict } : seen, look);
  }

  #handOver(entry: Entry, finished: FinishedLook, { slotMs, kind }: LookId): void {
    const outcome = outcomeOf(finished);
    const row = entry.row(finished, slotMs, kind, outcome);
    const isWhole = entry.isNews(finished, outcome);
    this.#buffer.add(row, isWhole ? entry.observation(finished, this.region, kind, slotMs) : undefined);
  }

  /** A look that did not pass while this thread stood still says nothing of its target. */
  #doubt(seen: FinishedLook, startedMs: number): Failure | undefined {
    if (!seen.failure && seen.assertions.every((result) => result.passed)) return undefined;
    return this.#pulse.gapSince(startedMs);
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

  /** The slot passes without a look: it is known that nothing is known. */
  #skip(entry: Entry, slotMs: number, lateMs: number): void {
    const reason = this.#pulse.gapSince(this.#clock.monotonic() - lateMs);
    const missed = failure('probe.overloaded', `the slot was missed by ${Math.round(lateMs)} ms`);
    this.#record(entry, slotMs, 'scheduled', reason ?? missed, lateMs);
  }

  #giveUp(entry: Entry, reason: Failure, lateMs: number): void {
    const { slotMs, kind } = entry.looking!;
    this.#leave(entry, 0);
    this.#record(entry, slotMs, kind, reason, lateMs);
  }

  #record(entry: Entry, slotMs: number, kind: LookKind, reason: Failure, latenessMs: number): void {
    this.#skippedTotal++;
    const finished: FinishedLook = {
      startedAtMs: this.#clock.wall(),
      latenessMs: Math.max(0, latenessMs),
      sample: { phases: { totalMs: 0 }, facts: {} },
      assertions: [],
      failure: reason,
      attempts: [],
    };
    this.#buffer.add(entry.row(finished, slotMs, kind, 'unknown'), undefined);
  }

  /** Once a second: looks that never ended, looks whose next slot came while they waited, hosts that are free again. */
  sweep(): void {
    this.#network?.tick();
    const nowMs = this.#clock.monotonic();
    this.#late.turn(nowMs);
    for (const entry of this.#entries.values()) {
      if (entry.looking && !entry.looking.isWaiting && entry.looking.giveUpMs < nowMs) this.#unsettled(entry);
    }
    const now = this.#slots.now();
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
