/**
 * The verdict by status code and by what the document says: either may lie. A status code that is not as expected wins;
 * a document that says `fail` under 200 is believed; a dependency that failed while the target says that it copes makes
 * it degraded, unless the monitor names it as one that matters.
 */
import type { AssertionResult } from '../looking/assertion.ts';
import { type Failure, failure } from '../looking/failure.ts';
import { inWords, told } from './in-words.ts';
import type { HealthFacts, ReportedDependency } from './dependency.ts';

/** What follows from a health document. */
export interface HealthJudgement {
  readonly failure?: Failure;
  /** What makes the look degraded: each a failed warning. */
  readonly results: readonly AssertionResult[];
}

/** @param byStatus the failure that the status code alone would be */
export function judgeHealth(health: HealthFacts, byStatus: Failure | undefined): HealthJudgement {
  if (health.problem !== undefined) return unreadable(health.problem, byStatus);
  const counted = health.dependencies.filter(({ isIgnored }) => !isIgnored);
  const failed = counted.filter(({ status }) => status === 'down');
  const saysDown = byStatus !== undefined || health.verdict === 'down';
  if (failed.length > 0 && (saysDown || health.isNarrowed))
    return { failure: ofDependencies(health, failed, byStatus), results: [] };
  if (saysDown && !isExcused(health))
    return {
      failure: byStatus
        ? contradicted(byStatus, health)
        : failure('dependency.unhealthy', 'it answered with a good status code all the same'),
      results: [],
    };
  return { results: warningsOf(health, counted) };
}

function unreadable(problem: string, byStatus: Failure | undefined): HealthJudgement {
  return { failure: byStatus ?? failure('dependency.unreadable', problem), results: [] };
}

/** All that failed is something that the monitor does not count: that is why the target says that it is down. */
function isExcused({ isNarrowed, dependencies }: HealthFacts): boolean {
  return isNarrowed === true && dependencies.some(({ status, isIgnored }) => isIgnored && status === 'down');
}

function ofDependencies(
  health: HealthFacts,
  failed: readonly ReportedDependency[],
  byStatus: Failure | undefined,
): Failure {
  const lying = byStatus ? '' : '; it answered with a good status code all the same';
  return { ...failure('dependency.failed', `${inWords(health)}${lying}`), dependencies: failed.map(told) };
}

/** The status code says that something is wrong, and the document does not know of it. */
function contradicted(byStatus: Failure, { verdict }: HealthFacts): Failure {
  return verdict === 'up'
    ? { ...byStatus, message: `${byStatus.message}, although the body says that all is well` }
    : byStatus;
}

function warningsOf(health: HealthFacts, counted: readonly ReportedDependency[]): readonly AssertionResult[] {
  const bad = counted.filter(({ status }) => status !== 'up');
  const missing = health.missing ?? [];
  const lines = [
    ...(bad.length > 0 ? [inWords(health)] : []),
    ...(missing.length > 0
      ? [`the health document no longer names ${missing.map((name) => told({ name }).name).join(', ')}`]
      : []),
    ...(bad.length === 0 && health.verdict === 'degraded' && !isPartlyIgnored(health)
      ? ['the target reports that it is degraded']
      : []),
  ];
  return lines.map((message) => ({ type: 'health', severity: 'warn', passed: false, message }));
}

function isPartlyIgnored({ dependencies }: HealthFacts): boolean {
  return dependencies.some(({ status, isIgnored }) => isIgnored && status !== 'up');
}
