/**
 * Which trigger rule a look meets. A rule is judged only when a look adds to the evidence for it; so a good look never
 * makes anything worse, and evidence that recovery wiped is not judged again.
 */
import type { ObservationView } from './observation-view.ts';
import { countOf, describeRule, warningCountOf, windowMsOf, type Policy, type TriggerRule } from './policy.ts';
import { isSlower } from './region.ts';
import { rankOf, type RegionCause, type RegionState, type Severity } from './state.ts';

/** A rule that is met, and the regions whose looks met it. */
export interface MetRule extends RegionCause {
  readonly severity: Severity;
  readonly regions: readonly string[];
}

type Regions = Readonly<Record<string, RegionState>>;

/**
 * The worst rule that a look meets, the first of equals; undefined when it meets none.
 * @param regions the evidence of each, the look already taken in
 * @param heard the regions that count
 */
export function worstRuleMet(
  regions: Regions,
  look: ObservationView,
  policy: Policy,
  heard: readonly string[],
): MetRule | undefined {
  const met = policy.triggerRules.flatMap((rule, ruleIndex): MetRule[] => {
    const pool = rule.scope === 'any_region' ? heard.filter((region) => regions[region]) : [look.region];
    const contributors = contributorsTo(rule, pool, regions, look);
    if (contributors.length === 0) return [];
    return [{ severity: rule.severity, ruleIndex, rule: describeRule(rule, look.region), regions: contributors }];
  });
  if (hasWarnedEnough(regions[look.region], look, policy)) met.push(warningRule(look.region, policy));
  return met.reduce<MetRule | undefined>(
    (worst, rule) => (worst && rankOf(worst.severity) >= rankOf(rule.severity) ? worst : rule),
    undefined,
  );
}

/** The regions that meet a rule together; none when it is not met. */
function contributorsTo(rule: TriggerRule, pool: readonly string[], regions: Regions, look: ObservationView): string[] {
  switch (rule.type) {
    case 'consecutive_failures': {
      const failing = look.outcome === 'down' ? pool.filter((name) => regions[name]!.consecutiveFailures > 0) : [];
      const failures = failing.reduce((sum, name) => sum + regions[name]!.consecutiveFailures, 0);
      return failures >= countOf(rule) ? failing : [];
    }
    case 'failures_in_window': {
      if (look.outcome !== 'down') return [];
      const from = look.slotMs - (windowMsOf(rule) ?? 0);
      const slots = pool.flatMap((name) => regions[name]!.failureSlotsMs ?? []).filter((slotMs) => slotMs > from);
      return slots.length >= countOf(rule) ? pool.filter((name) => regions[name]!.consecutiveFailures > 0) : [];
    }
    case 'response_time': {
      if (look.kind === 'confirming' || !isSlower(look, rule.thresholdMs)) return [];
      return isTooSlow(rule, pool, regions, look) ? pool.filter((name) => isSlowNow(regions[name]!, rule)) : [];
    }
  }
}

function isSlowNow(region: RegionState, rule: TriggerRule): boolean {
  return (region.responseTimes?.at(-1)?.[1] ?? 0) > (rule.thresholdMs ?? Infinity);
}

/** Judges the last `count` looks; where a window is given without a count, all in it, of which there must be some. */
function isTooSlow(rule: TriggerRule, pool: readonly string[], regions: Regions, look: ObservationView): boolean {
  const from = look.slotMs - (windowMsOf(rule) ?? Infinity);
  const inWindow = pool
    .flatMap((name) => regions[name]!.responseTimes ?? [])
    .filter(([slotMs]) => slotMs > from)
    .sort(([a], [b]) => a - b);
  const isByWindow = rule.windowMinutes !== undefined && rule.count === undefined;
  const times = inWindow.slice(isByWindow ? 0 : -countOf(rule)).map(([, ms]) => ms);
  return times.length >= countOf(rule) && aggregate(rule, times) > (rule.thresholdMs ?? Infinity);
}

/** The one response time, of those judged together, that must exceed the threshold. */
function aggregate(rule: TriggerRule, times: readonly number[]): number {
  switch (rule.aggregationType ?? 'all_exceed') {
    case 'all_exceed':
      return Math.min(...times);
    case 'max':
      return Math.max(...times);
    case 'average':
      return times.reduce((sum, ms) => sum + ms, 0) / times.length;
    case 'p95':
      return times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1]!;
  }
}

function hasWarnedEnough(region: RegionState | undefined, look: ObservationView, policy: Policy): boolean {
  return look.outcome === 'degraded' && (region?.flaws?.count ?? 0) >= warningCountOf(policy);
}

function warningRule(region: string, policy: Policy): MetRule {
  const count = warningCountOf(policy);
  return {
    severity: 'degraded',
    rule: `${count} ${count === 1 ? 'look' : 'looks in a row'} with a warning in ${region}`,
    regions: [region],
  };
}
