/** From an order to what was seen: every attempt, judged. Never throws: a fault of ours is an outcome like any other. */
import {
  type AssertionResult,
  type Attempt,
  type AttemptPlan,
  type Clock,
  type CompiledAssertions,
  EVALUATION_LIMIT_MS,
  failure,
  type Failure,
  judge,
  type Judgement,
  type LookKind,
  nextAttemptIn,
  toMicrosecond,
} from '@upwatch/core';
import type { CheckEnv, CheckRun } from './check.ts';
import { excerptOf } from './http/excerpt.ts';
import type { Assignment, PhaseEvent, Sample } from './port.ts';

/** One look to be made. */
export interface LookOrder {
  readonly assignment: Assignment;
  readonly compiled: CompiledAssertions;
  readonly slotMs: number;
  readonly kind: LookKind;
  readonly plan: AttemptPlan;
  /** No further attempt begins after this monotonic instant: the next slot is due. */
  readonly attemptsUntilMs: number;
}

/** A look that is over. */
export interface FinishedLook {
  readonly startedAtMs: number;
  readonly latenessMs: number;
  /** Of the last attempt. */
  readonly sample: Sample;
  readonly assertions: readonly AssertionResult[];
  readonly failure?: Failure;
  readonly attempts: readonly Attempt[];
}

/** What a look needs from where it runs. */
export interface RunEnv {
  readonly region: string;
  readonly clock: Clock;
  readonly runOf: (type: string) => CheckRun | undefined;
  readonly checkEnv: Pick<CheckEnv, 'resolver' | 'egress' | 'mayRunCommands'>;
  readonly wait: (ms: number) => Promise<void>;
  /** Present while somebody listens. */
  readonly onPhase: ((event: PhaseEvent) => void) | undefined;
  readonly onTrouble: (error: Error) => void;
}

/** Makes a look: attempts until one succeeds, none is worth repeating, or the next slot is due. */
export async function runLook(env: RunEnv, order: LookOrder, latenessMs: number): Promise<FinishedLook> {
  const startedAtMs = env.clock.wall();
  const attempts: Attempt[] = [];
  for (;;) {
    const attemptAtMs = attempts.length === 0 ? startedAtMs : env.clock.wall();
    const sample = await takeSample(env, order, attempts.length + 1);
    const judged = judgedOf(env, order, sample);
    attempts.push(attemptOf(sample, judged.failure, attemptAtMs));
    const waitMs = judged.failure && nextAttemptIn(order.plan, attempts.length, attempts.at(-1)!);
    if (waitMs === undefined || env.clock.monotonic() + waitMs >= order.attemptsUntilMs) {
      return { startedAtMs, latenessMs, sample: judged.failure ? withExcerpt(sample) : sample, ...judged, attempts };
    }
    await env.wait(waitMs);
  }
}

function judgedOf(env: RunEnv, order: LookOrder, sample: Sample): Judgement {
  const budget = { nowMs: () => env.clock.monotonic(), limitMs: EVALUATION_LIMIT_MS };
  try {
    return judge(sample, order.compiled, budget);
  } catch (error) {
    const thrown = error instanceof Error ? error : new Error(String(error));
    env.onTrouble(thrown);
    return { failure: failure('probe.crashed', thrown.name), assertions: [] };
  }
}

/** What was wrong with a body is seen in the body: its beginning is kept with a look that failed. */
function withExcerpt(sample: Sample): Sample {
  const { body, facts } = sample;
  if (!body || facts.bodyExcerpt !== undefined) return sample;
  return { ...sample, facts: { ...facts, bodyExcerpt: excerptOf(body, facts.headers?.['content-type']) } };
}

async function takeSample(env: RunEnv, order: LookOrder, attempt: number): Promise<Sample> {
  const { assignment } = order;
  const run = env.runOf(assignment.type);
  if (!run) return nothingSeen(failure('probe.config', `there is no check of type ${assignment.type}`));
  const startedMs = env.clock.monotonic();
  try {
    tell(env, order, attempt, 'started');
    const sample = await run.run(assignment.config, {
      ...env.checkEnv,
      clock: env.clock,
      deadlineMs: startedMs + run.timeoutMs(assignment.config),
      wantsBody: order.compiled.needsBody,
      ...(env.onPhase && {
        onPhase: (phase, durationMs) => tell(env, order, attempt, phase, durationMs),
      }),
    });
    tell(env, order, attempt, 'done', sample.phases.totalMs);
    return sample;
  } catch (error) {
    // The name alone goes into the result: a message may quote what the target or the settings hold.
    const thrown = error instanceof Error ? error : new Error(String(error));
    env.onTrouble(thrown);
    return nothingSeen(failure('probe.crashed', thrown.name), env.clock.monotonic() - startedMs);
  }
}

function tell(env: RunEnv, order: LookOrder, attempt: number, phase: PhaseEvent['phase'], durationMs?: number): void {
  env.onPhase?.({
    monitorId: order.assignment.monitorId,
    region: env.region,
    slotMs: order.slotMs,
    attempt,
    phase,
    atMs: env.clock.wall(),
    ...(durationMs !== undefined && { durationMs: toMicrosecond(durationMs) }),
  });
}

function nothingSeen(reason: Failure, totalMs = 0): Sample {
  return { phases: { totalMs }, facts: {}, failure: reason };
}

function attemptOf(sample: Sample, reason: Failure | undefined, startedAtMs: number): Attempt {
  const { statusCode, remoteAddress } = sample.facts;
  return {
    startedAtMs,
    phases: sample.phases,
    ...(statusCode !== undefined && { statusCode }),
    ...(remoteAddress !== undefined && { remoteAddress }),
    ...(reason && { failure: reason }),
  };
}
