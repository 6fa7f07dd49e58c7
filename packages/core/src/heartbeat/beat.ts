/**
 * What the signs of life of one job amount to. Pure: a signal or the passing of time in, what is known and what is to
 * be recorded out. Nothing is expected of a job before its first sign: what was never set up is not down.
 */
import { failure, type Failure } from '../looking/failure.ts';
import type { HeartbeatFacts } from '../looking/protocol-facts.ts';
import type { Expectation } from './expectation.ts';

/** What a job may say. */
export interface Signal {
  readonly kind: 'start' | 'success' | 'failure' | 'log';
  /** When it was received, epoch milliseconds. */
  readonly atMs: number;
  /** Tells runs apart that overlap. */
  readonly runId?: string;
  readonly exitCode?: number;
  /** What it sent along, as text, up to 4 KiB. */
  readonly payload?: string;
}

interface Run {
  readonly runId: string;
  readonly startedAtMs: number;
  /** It ran for longer than it may, and another went well since: its end is waited for no more. */
  readonly isGivenUp?: true;
}

/** What is known of a job. */
export interface Beat {
  readonly lastSuccessAtMs?: number;
  /** The last end of a run, good or bad: what comes next is expected from then on. */
  readonly lastEndAtMs?: number;
  /** Runs that began and have not ended, oldest first. */
  readonly runs: readonly Run[];
  /** The last instant at which it was found missing, since it was last heard. */
  readonly missedAtMs?: number;
  /** The look of the last end where that was bad, without what it sent along. */
  readonly failed?: BeatLook;
}

/** One thing to be recorded: a look of the job. */
export interface BeatLook {
  readonly atMs: number;
  readonly facts: HeartbeatFacts;
  readonly failure?: Failure;
}

export interface Beaten {
  readonly beat: Beat;
  /** Absent where nothing is known that was not: a start, a line of a log. */
  readonly look?: BeatLook;
}

export const NEVER_HEARD: Beat = { runs: [] };

/** Runs that are remembered at once: a job that never ends one must not fill the memory. */
const RUNS_MAX = 50;
/** Of a job that names no runs. */
const ONLY_RUN = '';

/** A sign of the job. */
export function heard(beat: Beat, signal: Signal, expectation: Expectation): Beaten {
  const { kind, atMs, runId = ONLY_RUN } = signal;
  if (kind === 'log') return { beat };
  if (kind === 'start') {
    const others = beat.runs.filter((run) => run.runId !== runId);
    return { beat: { ...beat, runs: [...others, { runId, startedAtMs: atMs }].slice(-RUNS_MAX) } };
  }
  const facts = factsOf(beat, signal, expectation);
  const { missedAtMs: _found, failed: _failed, ...rest } = beat;
  const ended: Beat = {
    ...rest,
    lastEndAtMs: atMs,
    runs: runsAfter(beat, signal, expectation),
    ...(kind === 'success' && { lastSuccessAtMs: atMs }),
  };
  const reason = reasonOf(signal, facts, expectation);
  if (!reason) return { beat: ended, look: { atMs, facts } };
  const { payload: _payload, ...bare } = facts;
  const failed = { atMs, facts: bare, failure: reason };
  return { beat: { ...ended, failed }, look: { ...failed, facts } };
}

/** A run that was to have ended before never may: what went well since stands in its place. */
function runsAfter({ runs }: Beat, { kind, atMs, runId = ONLY_RUN }: Signal, { maxRunMs = Infinity }: Expectation) {
  const others = runs.filter((run) => run.runId !== runId);
  if (kind !== 'success') return others;
  return others.map((run): Run => (run.startedAtMs + maxRunMs <= atMs ? { ...run, isGivenUp: true } : run));
}

/** What is known, carried over to a clock that was set. @param byMs how far it jumped; negative when it was set back */
export function shiftBeat(beat: Beat, byMs: number): Beat {
  const { lastSuccessAtMs, lastEndAtMs, missedAtMs, failed, runs } = beat;
  return {
    ...beat,
    runs: runs.map((run) => ({ ...run, startedAtMs: run.startedAtMs + byMs })),
    ...(lastSuccessAtMs !== undefined && { lastSuccessAtMs: lastSuccessAtMs + byMs }),
    ...(lastEndAtMs !== undefined && { lastEndAtMs: lastEndAtMs + byMs }),
    ...(missedAtMs !== undefined && { missedAtMs: missedAtMs + byMs }),
    ...(failed && { failed: { ...failed, atMs: failed.atMs + byMs } }),
  };
}

function factsOf(beat: Beat, signal: Signal, expectation: Expectation): HeartbeatFacts {
  const { kind, atMs, runId, exitCode, payload } = signal;
  const { lastSuccessAtMs, runs } = beat;
  const run = runs.find((one) => one.runId === (runId ?? ONLY_RUN));
  const dueMs = lastSuccessAtMs === undefined ? undefined : expectation.next(lastSuccessAtMs);
  return {
    signal: kind,
    ...(lastSuccessAtMs !== undefined && { lastSuccessAtMs }),
    ...(runId !== undefined && { runId }),
    ...(exitCode !== undefined && { exitCode }),
    ...(run && { runMs: Math.max(0, atMs - run.startedAtMs) }),
    ...(lastSuccessAtMs !== undefined && { intervalMs: Math.max(0, atMs - lastSuccessAtMs) }),
    ...(dueMs !== undefined && { expectedIntervalMs: dueMs - lastSuccessAtMs! }),
    ...(payload !== undefined && payload !== '' && { payload }),
  };
}

function reasonOf(signal: Signal, { runMs }: HeartbeatFacts, { maxRunMs }: Expectation): Failure | undefined {
  const { kind, exitCode, payload } = signal;
  if (kind === 'failure') {
    const code = exitCode === undefined ? [] : [`exit code ${exitCode}`];
    const said = payload?.trim().split('\n').at(-1)?.slice(0, 200);
    return failure('status.job_failed', [...code, ...(said ? [said] : [])].join(': ') || undefined);
  }
  if (runMs === undefined || maxRunMs === undefined || runMs <= maxRunMs) return undefined;
  return failure('timeout.run', `expected at most ${secondsOf(maxRunMs)}, it took ${secondsOf(runMs)}`);
}

/**
 * Nothing was heard until now. What is missing is recorded once when it is, and again each interval while it stays so.
 * @param repeatMs how often
 */
export function unheard(
  beat: Beat,
  expectation: Expectation,
  { nowMs, repeatMs }: { nowMs: number; repeatMs: number },
): Beaten {
  const missing = missingSince(beat, expectation);
  if (!missing || missing.sinceMs > nowMs) return { beat };
  if (beat.missedAtMs !== undefined && nowMs - beat.missedAtMs < repeatMs) return { beat };
  const { lastSuccessAtMs } = beat;
  const facts: HeartbeatFacts = {
    signal: 'missed',
    ...(lastSuccessAtMs !== undefined && { lastSuccessAtMs }),
    ...(missing.runId !== undefined && missing.runId !== ONLY_RUN && { runId: missing.runId }),
  };
  return { beat: { ...beat, missedAtMs: nowMs }, look: { atMs: nowMs, facts, failure: missing.reason() } };
}

/** When `unheard` has something to say next, epoch milliseconds; undefined when nothing is expected. */
export function dueMs(beat: Beat, expectation: Expectation, repeatMs: number): number | undefined {
  const missing = missingSince(beat, expectation);
  if (!missing) return undefined;
  return beat.missedAtMs === undefined ? missing.sinceMs : beat.missedAtMs + repeatMs;
}

/**
 * Nobody listened until now: a sign may have come meanwhile, so nothing of that time is called missing. What is expected
 * is counted from now on.
 */
export function deafUntil(beat: Beat, expectation: Expectation, nowMs: number): Beat {
  const missing = missingSince(beat, expectation);
  if (!missing || missing.sinceMs > nowMs || beat.missedAtMs !== undefined) return beat;
  return { ...beat, lastEndAtMs: nowMs, runs: [] };
}

interface Missing {
  readonly sinceMs: number;
  readonly runId?: string;
  /** Put into words when it is told, not each time that it is asked when that is. */
  readonly reason: () => Failure;
}

/** What will be missing first: the end of a run that may not last longer, or the next sign. */
function missingSince(beat: Beat, { next, graceMs, maxRunMs }: Expectation): Missing | undefined {
  const { lastEndAtMs, lastSuccessAtMs, runs } = beat;
  const expectedMs = lastEndAtMs === undefined ? undefined : next(lastEndAtMs);
  const oldest = runs.find(({ isGivenUp }) => !isGivenUp);
  const runEndsMs = oldest && maxRunMs !== undefined ? oldest.startedAtMs + maxRunMs : undefined;
  if (oldest && runEndsMs !== undefined && (expectedMs === undefined || runEndsMs <= expectedMs + graceMs)) {
    const began = (): string => new Date(oldest.startedAtMs).toISOString();
    const reason = (): Failure =>
      failure('timeout.run', `expected at most ${secondsOf(maxRunMs!)}, it has run since ${began()}`);
    return { sinceMs: runEndsMs, runId: oldest.runId, reason };
  }
  if (expectedMs === undefined) return undefined;
  const last = (): string =>
    lastSuccessAtMs === undefined
      ? 'it never succeeded'
      : `the last success was at ${new Date(lastSuccessAtMs).toISOString()}`;
  const reason = (): Failure =>
    failure('timeout.heartbeat', `expected by ${new Date(expectedMs + graceMs).toISOString()}; ${last()}`);
  return { sinceMs: expectedMs + graceMs, reason };
}

/** `1.5 s` */
function secondsOf(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}
