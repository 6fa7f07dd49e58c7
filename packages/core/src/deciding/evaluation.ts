/** What `advance` judged on its way to a verdict: kept, so that each verdict can be explained look by look. */
import { describeRule, successCountOf, warningCountOf, type Policy, type TriggerRule } from './policy.ts';
import { sentence } from '../wording/said.ts';

/** One look among those of a monitor. */
export interface LookRef {
  readonly region: string;
  readonly slotMs: number;
}

/** What names an evaluation among those of a monitor: the look, and the rule that it was judged by. */
export interface EvaluationKey extends LookRef {
  /** Index in the policy's trigger rules, or the number of a rule that every policy has. */
  readonly ruleIndex: number;
}

/** Number of the rule that failed `warn` assertions in a row make a monitor degraded. */
export const WARNINGS_RULE = -1;
/** Number of the rule that successes in a row end what is bad. */
export const RECOVERY_RULE = -2;

/**
 * One rule, judged when a look added to the evidence for it. Looks that say nothing new (a site that is up, one that
 * has been down for a month) are not evaluated.
 */
export interface RuleEvaluation extends EvaluationKey {
  /** `warnings`: failed `warn` assertions in a row. `recovery`: successes in a row of a region that is bad. */
  readonly type: TriggerRule['type'] | 'warnings' | 'recovery';
  readonly scope: TriggerRule['scope'];
  /** The looks that were counted or measured, oldest first, at most `INPUTS_MAX`. */
  readonly inputs: readonly LookRef[];
  readonly isMatched: boolean;
  /** How many looks speak for it, and how many it takes. */
  readonly counted: number;
  readonly needed: number;
  readonly windowMs?: number;
  /** Of a response time: what was measured over the inputs, against what, milliseconds. */
  readonly measuredMs?: number;
  readonly thresholdMs?: number;
}

/** What a rule is, whatever look it is judged by. */
export const EVALUATION_TYPES = [
  'consecutive_failures',
  'failures_in_window',
  'response_time',
  'warnings',
  'recovery',
] as const satisfies readonly RuleEvaluation['type'][];

/** The rule of an evaluation in words, from the policy alone: "2 consecutive failures in local". */
export function judgedRuleInWords(policy: Policy, { ruleIndex, region }: Omit<EvaluationKey, 'slotMs'>): string {
  const rule = policy.triggerRules[ruleIndex];
  if (rule) return describeRule(rule, region);
  const count = ruleIndex === RECOVERY_RULE ? successCountOf(policy) : warningCountOf(policy);
  if (ruleIndex === RECOVERY_RULE)
    return sentence(count === 1 ? 'rule.successOne' : 'rule.successes', { count, region });
  return sentence(count === 1 ? 'rule.warningOne' : 'rule.warnings', { count, region });
}

/** An evaluation names no more of its inputs than this, the newest: a rule may go over 256 looks. */
export const INPUTS_MAX = 32;
