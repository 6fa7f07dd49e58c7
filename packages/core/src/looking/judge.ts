/** What a look shows, held against what it must show. Pure: the clock that bounds it comes in as an argument. */
import type { HealthFacts } from '../health/dependency.ts';
import { judgeHealth } from '../health/judge-health.ts';
import type { AssertionResult } from './assertion.ts';
import type { Finding } from './assertions/check.ts';
import type { CompiledAssertion, CompiledAssertions } from './assertions/compile.ts';
import { excerpt } from './assertions/excerpt.ts';
import { BudgetExceeded, type EvaluationBudget } from './assertions/fuel.ts';
import { type LookView, viewOf } from './assertions/look-view.ts';
import { type Failure, failure } from './failure.ts';
import type { Facts, Phases } from './observation.ts';

/** What a check type saw, before it is judged. */
export interface JudgedSample {
  readonly phases: Phases;
  readonly facts: Facts;
  /** The decoded body, up to the cap. */
  readonly body?: Uint8Array;
  readonly failure?: Failure;
}

/** What a look amounts to. */
export interface Judgement {
  /** Why the look failed: the sample's own failure, or that of the first failed assertion that is no mere warning. */
  readonly failure?: Failure;
  /** One for each assertion, in order; none when the sample had failed. */
  readonly assertions: readonly AssertionResult[];
}

const NO_RESULTS: readonly AssertionResult[] = Object.freeze([]);
const AS_EXPECTED: Judgement = Object.freeze({ assertions: NO_RESULTS });

/**
 * Judges a sample.
 *
 * - A sample that failed keeps its failure, and no assertion is judged: there is no answer to hold them against.
 * - Without a `status_code` assertion of either severity a status code must be 2xx, before anything else. A sample
 *   without a status code (another protocol) is not asked for one.
 * - Where the target says how it is (`facts.health`), that and the status code are judged together.
 * - All assertions are judged, also after one has failed, so that a person sees them all at once.
 * - Assertions that do not fit into the budget fail as `body.assertion_timeout`.
 */
export function judge(sample: JudgedSample, assertions: CompiledAssertions, budget: EvaluationBudget): Judgement {
  if (sample.failure) return { failure: sample.failure, assertions: NO_RESULTS };
  const byStatus = assertions.hasStatusRule ? undefined : judgeStatus(sample.facts);
  if (sample.facts.health) return judgeWithHealth(sample, sample.facts.health, assertions, budget, byStatus);
  if (assertions.list.length === 0) return byStatus ? { failure: byStatus, assertions: NO_RESULTS } : AS_EXPECTED;
  return judgeAll(viewOf(sample, budget), assertions.list, byStatus);
}

/** What the target says of itself comes first: it names the cause where a status code can't. */
function judgeWithHealth(
  sample: JudgedSample,
  health: HealthFacts,
  assertions: CompiledAssertions,
  budget: EvaluationBudget,
  byStatus: Failure | undefined,
): Judgement {
  const said = judgeHealth(health, byStatus);
  const judged = judgeAll(viewOf(sample, budget), assertions.list, said.failure);
  return { ...judged, assertions: [...said.results, ...judged.assertions] };
}

function judgeStatus({ statusCode }: Facts): Failure | undefined {
  if (statusCode === undefined || (statusCode >= 200 && statusCode < 300)) return undefined;
  return failure('status.unexpected', `expected 2xx, got ${statusCode}`);
}

function judgeAll(look: LookView, list: readonly CompiledAssertion[], byStatus: Failure | undefined): Judgement {
  let reason = byStatus;
  const results: AssertionResult[] = [];
  for (const assertion of list) {
    const finding = findWithinBudget(assertion, look);
    results.push(resultOf(assertion, finding));
    // A setting that cannot be used is our own fault, whatever the assertion's failure would mean.
    const isFailure = assertion.severity === 'fail' || finding.code === 'probe.config';
    if (finding.code && isFailure) reason ??= failure(finding.code, finding.message);
  }
  return reason ? { failure: reason, assertions: results } : { assertions: results };
}

function findWithinBudget(assertion: CompiledAssertion, look: LookView): Finding {
  try {
    return assertion.check(look);
  } catch (error) {
    if (error instanceof BudgetExceeded) return { code: 'body.assertion_timeout', message: error.message };
    throw error;
  }
}

function resultOf({ type, severity, expected }: CompiledAssertion, finding: Finding): AssertionResult {
  return {
    type,
    severity,
    passed: finding.code === undefined,
    message: finding.message,
    ...(expected !== '' && { expected }),
    ...(finding.actual !== undefined && { actual: excerpt(finding.actual) }),
  };
}
