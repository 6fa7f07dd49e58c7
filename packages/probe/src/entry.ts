/** A monitor as the looker holds it between its slots. */
import {
  type AttemptPlan,
  compileAssertions,
  type CompiledAssertions,
  DEFAULT_ATTEMPT_PLAN,
  type Facts,
  type LookKind,
  type LookRow,
  type Observation,
  type Outcome,
  roundedPhases,
  withRoundedHops,
} from '@upwatch/core';
import { isAlike } from './alike.ts';
import { SLOW_MS } from './admission.ts';
import type { CheckRun } from './check.ts';
import type { Due } from './due-queue.ts';
import type { Assignment, HealthReading } from './port.ts';
import { healthWithoutSecrets, ownSecretsOf, withoutSecrets } from './own-secrets.ts';
import type { FinishedLook, LookOrder } from './run.ts';

/** A look that is under way or waits for room. */
interface Looking {
  readonly slotMs: number;
  readonly kind: LookKind;
  isWaiting: boolean;
  /** Monotonic instant after which it can no longer end by itself. */
  giveUpMs: number;
}

export class Entry implements Due {
  readonly assignment: Assignment;
  readonly compiled: CompiledAssertions;
  readonly host: string;
  readonly timeoutMs: number;
  readonly plan: AttemptPlan;
  /** A look that took longer goes in the slow lane next time, milliseconds. */
  readonly slowMs = SLOW_MS;
  dueMs = 0;
  place = -1;
  /** The next slot to be looked at. */
  slotMs = 0;
  kind: LookKind = 'scheduled';
  looking: Looking | undefined;
  isSlow = false;
  /** Its last look waits until it is known whose fault the silence was. */
  isHeld = false;
  /** Its slot was slept through and has been moved once. */
  isDeferred = false;
  /** Its last look that says anything of the target did not fail. */
  wasWell = false;
  #lastFacts: Facts | undefined;
  #lastOutcome: Outcome | undefined;

  constructor(assignment: Assignment, run: CheckRun | undefined) {
    this.assignment = assignment;
    this.compiled = compileAssertions(assignment.assertions);
    this.host = run?.hostOf(assignment.config) ?? '';
    this.timeoutMs = run?.timeoutMs(assignment.config) ?? 0;
    this.plan = run?.planOf(assignment.config) ?? DEFAULT_ATTEMPT_PLAN;
  }

  get isBusy(): boolean {
    return this.looking !== undefined || this.isHeld;
  }

  order(plan: AttemptPlan): Pick<LookOrder, 'assignment' | 'compiled' | 'plan' | 'slotMs'> {
    return { assignment: this.assignment, compiled: this.compiled, plan, slotMs: this.slotMs };
  }

  row(finished: FinishedLook, slotMs: number, kind: LookKind, outcome: Outcome): LookRow {
    const { facts, phases } = finished.sample;
    return {
      monitorKey: this.assignment.key,
      slotMs,
      latenessMs: finished.latenessMs,
      kind,
      outcome,
      attempts: finished.attempts.length,
      phases,
      statusCode: facts.statusCode ?? 0,
      bodyBytes: facts.bodyBytes ?? 0,
      ...(finished.failure && { failureCode: finished.failure.code }),
    };
  }

  /** The whole look, as it leaves the probe: every text of the target without the monitor's own secrets. */
  observation(finished: FinishedLook, region: string, kind: LookKind, slotMs = this.slotMs): Observation {
    const look: Observation = {
      monitorId: this.assignment.monitorId,
      region,
      slotMs,
      generation: this.assignment.generation,
      kind,
      startedAtMs: finished.startedAtMs,
      latenessMs: finished.latenessMs,
      phases: roundedPhases(finished.sample.phases),
      attempts: finished.attempts.map((attempt) => ({ ...attempt, phases: roundedPhases(attempt.phases) })),
      facts: withRoundedHops(finished.sample.facts),
      assertions: finished.assertions,
      ...(finished.failure && { failure: finished.failure }),
    };
    return withoutSecrets(look, ownSecretsOf(this.assignment.config, this.assignment.secrets));
  }

  /** What its health document says, without the monitor's own secrets; of a look that is our own fault nothing. */
  reading({ sample }: FinishedLook, slotMs: number, outcome: Outcome): HealthReading | undefined {
    const { health } = sample.facts;
    if (!health || outcome === 'unknown') return undefined;
    const { monitorId, config, secrets } = this.assignment;
    return { monitorId, slotMs, health: healthWithoutSecrets(health, ownSecretsOf(config, secrets)) };
  }

  /** Whether the look is worth sending whole: not up, the first, the first good one again, or with other facts. */
  isNews(finished: FinishedLook, outcome: Outcome): boolean {
    const facts = finished.sample.facts;
    const isNews = outcome !== 'up' || this.#lastOutcome !== 'up' || !isAlike(facts, this.#lastFacts);
    // Alike ones are not kept anew: each would outlive the young generation, 700 bytes a look for full collections to find.
    if (isNews) this.#lastFacts = facts;
    this.#lastOutcome = outcome;
    if (outcome !== 'unknown') this.wasWell = outcome !== 'down';
    return isNews;
  }
}
