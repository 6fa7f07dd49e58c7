/**
 * What is usual for a monitor, so that a rule may ask for "three times slower than usual". Usual is the median of the
 * hourly medians of some days, in each region by itself: a bad night does not move it, and what is slow for half of the
 * window becomes usual. It is not state: whoever records reads it from history now and then, and hands it to `advance`.
 */
import type { Policy, TriggerRule } from './policy.ts';

/** With fewer hours than these nothing is usual yet, and rules that go by it wait. */
const HOURS_MIN = 6;
/** A relative rule never goes below this, unless its `thresholdMs` says so: three times 5 ms is no trouble. */
const FLOOR_MS = 100;
const WINDOW_DAYS = 7;

/** What is usual out of the medians of past hours, milliseconds; undefined while there are too few. */
export function usualMsOf(hourlyMediansMs: readonly number[]): number | undefined {
  if (hourlyMediansMs.length < HOURS_MIN) return undefined;
  const sorted = hourlyMediansMs.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.floor((sorted.length - 1) / 2)]! * 10) / 10;
}

/** Over how many days a policy asks what is usual: the longest of its rules. Undefined where none asks. */
export function usualDaysOf(policy: Policy): number | undefined {
  const days = policy.triggerRules.flatMap(({ baseline }) => (baseline ? [baseline.windowDays ?? WINDOW_DAYS] : []));
  return days.length > 0 ? Math.max(...days) : undefined;
}

/** The policy as it holds for a look in a region where so much is usual: relative rules have their threshold. */
export function inForce(policy: Policy, usualMs: number | undefined): Policy {
  if (policy.triggerRules.every(({ baseline }) => !baseline)) return policy;
  return { ...policy, triggerRules: policy.triggerRules.map((rule) => ruleInForce(rule, usualMs)) };
}

function ruleInForce(rule: TriggerRule, usualMs: number | undefined): TriggerRule {
  const { baseline, thresholdMs = FLOOR_MS, ...rest } = rule;
  if (!baseline) return rule;
  if (usualMs === undefined) return { ...rest, baseline };
  const relativeMs = Math.round(baseline.factor * usualMs);
  return { ...rest, thresholdMs: Math.max(thresholdMs, relativeMs), baseline: { ...baseline, usualMs } };
}
