/** One job that reports by itself, and how its signs become looks. */
import {
  compileAssertions,
  type CompiledAssertions,
  EVALUATION_LIMIT_MS,
  judge,
  LookRows,
  type Monitor,
  type Observation,
  type Outcome,
  outcomeOf,
} from '@upwatch/core';
import {
  type Beat,
  type BeatLook,
  type Expectation,
  expectationOf,
  type HeartbeatConfig,
  NEVER_HEARD,
  shiftBeat,
} from '@upwatch/core/heartbeat';
import type { Batch } from '@upwatch/probe';

/** The clock may be set back so far before what lies ahead of it is forgotten, milliseconds. */
const CLOCK_SLACK_MS = 60_000;

export class Job {
  monitor: Monitor;
  expectation: Expectation;
  beat: Beat = NEVER_HEARD;
  token: string | undefined;
  /** Whether what comes in, and what does not, counts: not while the monitor is paused. */
  isListening: boolean;
  readonly #region: string;
  #compiled: CompiledAssertions;
  #lastSlotMs = 0;
  #lastOutcome: Outcome | undefined;

  constructor(monitor: Monitor, region: string) {
    this.monitor = monitor;
    this.isListening = monitor.isEnabled;
    this.#region = region;
    this.expectation = expectationOf(configOf(monitor));
    this.#compiled = compileAssertions(monitor.assertions);
  }

  /** How often what is missing is recorded again while it is, milliseconds. */
  get repeatMs(): number {
    return this.monitor.frequencySeconds * 1000;
  }

  follow(monitor: Monitor): void {
    if (monitor.generation === this.monitor.generation) return;
    this.monitor = monitor;
    this.expectation = expectationOf(configOf(monitor));
    this.#compiled = compileAssertions(monitor.assertions);
  }

  /** Somebody set the wall clock: what is known lasts as long as it really does (row T01). */
  shift(byMs: number): void {
    this.beat = shiftBeat(this.beat, byMs);
    if (this.#lastSlotMs > 0) this.#lastSlotMs += byMs;
  }

  /** Under a clock that was set back while nobody ran, what is known lies in the future: it is counted from now on. */
  setBack(nowMs: number): void {
    const { lastEndAtMs, missedAtMs } = this.beat;
    if (Math.max(lastEndAtMs ?? 0, missedAtMs ?? 0) <= nowMs + CLOCK_SLACK_MS) return;
    const { missedAtMs: _, failed: __, ...rest } = this.beat;
    this.beat = { ...rest, lastEndAtMs: nowMs, runs: [] };
    this.#lastSlotMs = 0;
  }

  /** A look to be recorded; none while nobody wants to know. @param nowMs when it is made, if not at once */
  looked(look: BeatLook, body?: Uint8Array, nowMs = look.atMs): readonly Batch[] {
    if (!this.isListening) return [];
    const slotMs = Math.max(Math.floor(look.atMs), this.#lastSlotMs + 2);
    this.#lastSlotMs = slotMs;
    const phases = { totalMs: look.facts.runMs ?? 0 };
    const sample = {
      phases,
      facts: { heartbeat: look.facts },
      ...(body && { body }),
      ...(look.failure && { failure: look.failure }),
    };
    const budget = { nowMs: () => performance.now(), limitMs: EVALUATION_LIMIT_MS };
    const { failure, assertions } = judge(sample, this.#compiled, budget);
    const observation: Observation = {
      monitorId: this.monitor.id,
      region: this.#region,
      slotMs,
      generation: this.monitor.generation,
      kind: 'scheduled',
      startedAtMs: nowMs,
      latenessMs: 0,
      phases,
      attempts: [],
      facts: sample.facts,
      assertions,
      ...(failure && { failure }),
    };
    return [this.#batchOf(observation)];
  }

  #batchOf(observation: Observation): Batch {
    const outcome = outcomeOf(observation);
    const rows = new LookRows(1);
    rows.push({
      monitorKey: this.monitor.key,
      slotMs: observation.slotMs,
      latenessMs: 0,
      kind: observation.kind,
      outcome,
      attempts: 1,
      phases: observation.phases,
      statusCode: 0,
      bodyBytes: 0,
      ...(observation.failure && { failureCode: observation.failure.code }),
    });
    const isNews = outcome !== 'up' || this.#lastOutcome !== 'up';
    this.#lastOutcome = outcome;
    return { region: this.#region, rows, observations: isNews ? [observation] : [] };
  }
}

/** Its schema has checked it when it was stored. */
function configOf({ config }: Monitor): HeartbeatConfig {
  return config as unknown as HeartbeatConfig;
}
