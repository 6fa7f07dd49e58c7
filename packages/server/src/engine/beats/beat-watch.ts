/**
 * Jobs that report by themselves, as a probe that looks at what has come in: each sign of life, and each that did not
 * come, is a look like any other. What is acknowledged is on disk before (row O08).
 *
 *   signal ─▶ waits ─▶ ONE TRANSACTION of all that wait: signals, and what is known after them ─▶ answer
 *                                                                    └─▶ looks ─▶ recorder
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock, Monitor } from '@upwatch/core';
import { deafUntil, dueMs, heard, shiftBeat, type Signal, unheard } from '@upwatch/core/heartbeat';
import type { Batch } from '@upwatch/probe';
import type { Actor, BeatChange, CoreStore } from '../../stores/port.ts';
import { ClockWatch } from '../recording/clock-watch.ts';
import { Job } from './job.ts';

/** A tick that comes so much later than the one before: nobody listened meanwhile, milliseconds. */
const DEAF_AFTER_MS = 10_000;
/** Signals that wait for one transaction; more are refused until it is over. */
const WAITING_MAX = 20_000;

/** A signal with all that came along; what is kept of that is in its `payload`. */
export interface Received {
  readonly signal: Signal;
  /** Judged by assertions, and let go. */
  readonly body?: Uint8Array;
}

export interface BeatWatchOptions {
  readonly store: Pick<CoreStore, 'heartbeats'>;
  /** The region that the looks are of. */
  readonly region: string;
  readonly clock: Clock;
  /** Makes a token that nobody can guess. */
  readonly newToken: () => string;
  readonly onBatch: (batch: Batch) => void;
  readonly onTrouble: (error: Error) => void;
  /** In whose time signals wait for those that come with them. @default the system's */
  readonly nextTurn?: () => Promise<void>;
}

interface Waiting extends Received {
  readonly job: Job;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** More signals came than can be kept in time. */
export class BeatsOverflow extends Error {
  override readonly name = 'BeatsOverflow';
}

export class BeatWatch {
  readonly #options: BeatWatchOptions;
  readonly #jobs = new Map<string, Job>();
  readonly #byToken = new Map<string, Job>();
  #waiting: Waiting[] = [];
  #isWriting = false;
  #tickedAtMs: number | undefined;
  readonly #clockWatch: ClockWatch;
  /** By how much the clock was set since the start. */
  #setByMs = 0;
  /** Jobs of which the disk knows under another clock. */
  readonly #shifted = new Set<Job>();
  /** Jobs of which an earlier run may have kept a failure without a look. */
  #suspects: readonly Job[] = [];

  constructor(options: BeatWatchOptions) {
    this.#options = options;
    this.#clockWatch = new ClockWatch(options.clock);
  }

  /** Takes up what is known of the jobs of these monitors. What fell due while nobody listened is expected anew. */
  async load(monitors: readonly Monitor[]): Promise<void> {
    const kept = new Map((await this.#options.store.heartbeats.all()).map((one) => [one.monitorId, one]));
    for (const monitor of monitors) {
      const known = kept.get(monitor.id);
      const job = new Job(monitor, this.#options.region);
      if (known) job.beat = known.beat;
      job.setBack(this.#options.clock.wall());
      this.#remember(job, known?.token);
      if (!known) await this.tokenOf(monitor);
    }
    this.#suspects = [...this.#jobs.values()].filter(({ beat }) => beat.failed !== undefined);
    this.#wasDeaf();
  }

  /** A monitor is new or was changed. @param isListening whether what comes in, and what does not, counts */
  set(monitor: Monitor, isListening: boolean): void {
    const known = this.#jobs.get(monitor.id);
    const job = known ?? new Job(monitor, this.#options.region);
    job.follow(monitor);
    if (isListening && !job.isListening) job.beat = deafUntil(job.beat, job.expectation, this.#options.clock.wall());
    job.isListening = isListening;
    if (!known) this.#remember(job, undefined);
  }

  remove(monitorId: string): void {
    const job = this.#jobs.get(monitorId);
    if (!job) return;
    this.#jobs.delete(monitorId);
    if (job.token !== undefined) this.#byToken.delete(job.token);
  }

  /** By which the job reports: made when it is asked for first. @throws StoreRefusal */
  async tokenOf(monitor: Monitor): Promise<string> {
    const job = this.#jobs.get(monitor.id) ?? this.#remember(new Job(monitor, this.#options.region), undefined);
    return job.token ?? this.setToken(monitor, this.#options.newToken());
  }

  /** The token that is known already, without waiting for the disk. */
  knownTokenOf(monitorId: string): string | undefined {
    return this.#jobs.get(monitorId)?.token;
  }

  /** When a job last reported that it went well, epoch milliseconds. */
  lastSuccessMsOf(monitorId: string): number | undefined {
    return this.#jobs.get(monitorId)?.beat.lastSuccessAtMs;
  }

  /** The job reports by this from now on; by the one before nobody does. @throws StoreRefusal */
  async setToken(monitor: Monitor, token: string = this.#options.newToken(), actor?: Actor): Promise<string> {
    await this.#options.store.heartbeats.setToken(monitor.id, token, actor);
    const job = this.#jobs.get(monitor.id) ?? new Job(monitor, this.#options.region);
    if (job.token !== undefined) this.#byToken.delete(job.token);
    this.#remember(job, token);
    return token;
  }

  /**
   * A signal came in: fulfilled when it is on disk.
   * @returns false where nobody reports by the token
   * @throws StoreRefusal when it cannot be kept; BeatsOverflow when too many wait
   */
  async receive(token: string, received: Received): Promise<boolean> {
    const job = this.#byToken.get(token);
    if (!job) return false;
    this.#followClock();
    if (this.#waiting.length >= WAITING_MAX) throw new BeatsOverflow('too many signals wait to be kept');
    await new Promise<void>((done, failed) => {
      this.#waiting.push({ ...received, job, done, failed });
      void this.#flush();
    });
    return true;
  }

  isTokenTaken(token: string): boolean {
    return this.#byToken.has(token);
  }

  /** What time alone brings about. To be called about once a second. */
  tick(): void {
    this.#followClock();
    const { clock } = this.#options;
    const monotonic = clock.monotonic();
    const passedMs = monotonic - (this.#tickedAtMs ?? monotonic);
    this.#tickedAtMs = monotonic;
    if (passedMs > DEAF_AFTER_MS) this.#wasDeaf();
    const nowMs = clock.wall();
    this.#lookAgain(nowMs);
    if (this.#isWriting) return;
    const late = [...this.#jobs.values()].filter(
      (job) => job.isListening && (dueMs(job.beat, job.expectation, job.repeatMs) ?? Infinity) <= nowMs,
    );
    if (late.length > 0 || this.#shifted.size > 0) void this.#missed(late, nowMs);
  }

  /** A failure that was answered just before an end is no news to the recorder, or was never one: its slot tells. */
  #lookAgain(nowMs: number): void {
    for (const job of this.#suspects) {
      const { failed } = job.beat;
      if (failed) for (const batch of job.looked(failed, undefined, nowMs)) this.#options.onBatch(batch);
    }
    this.#suspects = [];
  }

  /** Somebody set the wall clock: what is known of jobs, and what they say just now, is carried over. */
  #followClock(): void {
    const byMs = this.#clockWatch.takeJumpMs();
    if (byMs === 0) return;
    this.#setByMs += byMs;
    for (const job of this.#jobs.values()) {
      job.shift(byMs);
      this.#shifted.add(job);
    }
    this.#waiting = this.#waiting.map((one) => ({ ...one, signal: later(one.signal, byMs) }));
    // The hours of a calendar that were skipped are nobody's to be missing in, however much grace there is.
    const nowMs = this.#options.clock.wall();
    for (const job of this.#jobs.values()) job.beat = deafUntil(job.beat, { ...job.expectation, graceMs: 0 }, nowMs);
  }

  /** A sign may have come while nobody listened: nothing of that time is missing. */
  #wasDeaf(): void {
    const nowMs = this.#options.clock.wall();
    for (const job of this.#jobs.values()) job.beat = deafUntil(job.beat, job.expectation, nowMs);
  }

  #remember(job: Job, token: string | undefined): Job {
    this.#jobs.set(job.monitor.id, job);
    if (token !== undefined) {
      job.token = token;
      this.#byToken.set(token, job);
    }
    return job;
  }

  /** All that wait, in one transaction; what comes meanwhile waits for the next one. */
  async #flush(): Promise<void> {
    if (this.#isWriting) return;
    this.#isWriting = true;
    // With the others of this turn of the loop.
    await (this.#options.nextTurn ?? nextTurn)();
    while (this.#waiting.length > 0) {
      const waiting = this.#waiting;
      this.#waiting = [];
      await this.#take(waiting);
    }
    this.#isWriting = false;
  }

  async #take(waiting: readonly Waiting[]): Promise<void> {
    const beats = new Map<Job, Job['beat']>();
    const setByMs = this.#setByMs;
    const looks: (() => void)[] = [];
    const batches: Batch[] = [];
    const changes: BeatChange[] = waiting.map(({ job, signal, body }) => {
      const { beat: known, look } = heard(beats.get(job) ?? job.beat, signal, job.expectation);
      const beat = job.isListening ? known : withoutFailure(known);
      beats.set(job, beat);
      if (look) looks.push(() => batches.push(...job.looked(later(look, this.#setByMs - setByMs), body)));
      return { monitorId: job.monitor.id, beat, signal };
    });
    try {
      await this.#options.store.heartbeats.record(changes);
    } catch (error) {
      for (const { failed } of waiting) failed(error);
      return;
    }
    // Nobody waits for a clock to be set: while the disk was, it may have been.
    for (const [job, beat] of beats) job.beat = shiftBeat(beat, this.#setByMs - setByMs);
    for (const { done } of waiting) done();
    for (const look of looks) look();
    for (const batch of batches) this.#options.onBatch(batch);
  }

  /** What is missing is known on disk first: after a crash it is not found missing a second time. */
  async #missed(late: readonly Job[], nowMs: number): Promise<void> {
    this.#isWriting = true;
    const setByMs = this.#setByMs;
    const found = late.map((job) => ({
      job,
      ...unheard(job.beat, job.expectation, { nowMs, repeatMs: job.repeatMs }),
    }));
    const others = [...this.#shifted].filter((job) => !late.includes(job)).map((job) => ({ job, beat: job.beat }));
    this.#shifted.clear();
    try {
      const changes = [...found, ...others].map(({ job, beat }) => ({ monitorId: job.monitor.id, beat }));
      await this.#options.store.heartbeats.record(changes);
      const byMs = this.#setByMs - setByMs;
      for (const { job, beat, look } of found) {
        job.beat = shiftBeat(beat, byMs);
        if (look) for (const batch of job.looked(later(look, byMs))) this.#options.onBatch(batch);
      }
    } catch (error) {
      for (const { job } of others) this.#shifted.add(job);
      this.#options.onTrouble(new Error('what is missing could not be kept; it is tried again', { cause: error }));
    }
    this.#isWriting = false;
    if (this.#waiting.length > 0) void this.#flush();
  }
}

/** What fails while nobody wants to know is no news to the next run either. */
function withoutFailure(beat: Job['beat']): Job['beat'] {
  const { failed: _, ...rest } = beat;
  return rest;
}

function later<At extends { readonly atMs: number }>(one: At, byMs: number): At {
  return { ...one, atMs: one.atMs + byMs };
}
