/** Whether what a rule counts fits into its window: where it does not, the rule is never met. */
import { countOf, type TriggerRule, windowMsOf } from './policy.ts';

/** How a monitor is looked at. */
export interface LookingPace {
  readonly frequencySeconds: number;
  readonly regionCount: number;
}

/** A rule that is never met. */
export interface Misfit {
  /** The place of the rule, from 0. */
  readonly ruleIndex: number;
  readonly rule: TriggerRule;
  /** What the rule asks for, its default filled in. */
  readonly count: number;
  /** As many looks as its window holds. */
  readonly countMax: number;
  /** The least window that holds as many as it asks for, whole minutes. */
  readonly windowMinutesMin: number;
  /** The slowest pace at which its window holds as many, whole seconds; 0 where none does. */
  readonly frequencySecondsMax: number;
}

/** The rules that are never met at some pace. One that looks at no window is met sooner or later. */
export function misfitsOf(rules: readonly TriggerRule[], pace: LookingPace): readonly Misfit[] {
  return rules.flatMap((rule, ruleIndex) => {
    const windowMs = windowMsOf(rule);
    if (windowMs === undefined) return [];
    const regions = rule.scope === 'any_region' ? Math.max(1, pace.regionCount) : 1;
    const intervalMs = 1000 * pace.frequencySeconds;
    // A window holds the look that ends it, and not one that is as old as it is long. Confirming looks do not count.
    const countMax = Math.ceil(windowMs / intervalMs) * regions;
    const count = countOf(rule);
    if (count <= countMax) return [];
    const intervals = Math.ceil(count / regions) - 1;
    const windowMinutesMin = Math.floor((intervals * intervalMs) / 60_000) + 1;
    const frequencySecondsMax = Math.ceil(windowMs / 1000 / intervals) - 1;
    return [{ ruleIndex, rule, count, countMax, windowMinutesMin, frequencySecondsMax }];
  });
}
