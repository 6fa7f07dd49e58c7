/**
 * Which trigger rule a look meets. A rule is judged only when a look adds to the evidence for it; so a good look never
 * makes anything worse, and evidence that recovery wiped is not judged again.
 */
import { INPUTS_MAX, type LookRef, type RuleEvaluation, WARNINGS_RULE } from './evaluation.ts';
import type { ObservationView } from './observation-view.ts';
import { countOf, warningCountOf, windowMsOf, type Policy, type TriggerRule } from './policy.ts';
import { isSlower } from './region.ts';
import { rankOf, type RegionState, type Severity } from './state.ts';
import { CLOCK_SLACK_MS, LATE_AFTER_MS } from './timeliness.ts';

/** A rule that was judged, how bad it is when met, and the regions that meet it together. */
export interface JudgedRule {
  readonly evaluation: RuleEvaluation;
  readonly severity: Severity;
  /** None where it is not met. */
  readonly regions: readonly string[];
}

type Regions = Readonly<Record<string, RegionState>>;

/** What a rule amounts to: how much of what it asks for is there, seen in which looks. */
type Measured = Pick<RuleEvaluation, 'counted' | 'inputs' | 'measuredMs'> & {
  readonly isMatched: boolean;
  /** The regions that count where it is matched. */
  readonly seeing: readonly string[];
};

/**
 * Judges every rule that a look adds evidence for.
 * @param regions the evidence of each, the look already taken in
 * @param heard the regions that count
 */
export function judgeRules(
  regions: Regions,
  look: ObservationView,
  policy: Policy,
  heard: readonly string[],
): readonly JudgedRule[] {
  const judged = policy.triggerRules.flatMap((rule, ruleIndex): JudgedRule[] => {
    const pool = rule.scope === 'any_region' ? heard.filter((region) => regions[region]) : [look.region];
    const measured = measure(rule, pool, regions, look);
    if (!measured) return [];
    const { seeing, inputs, ...result } = measured;
    const windowMs = windowMsOf(rule);
    const evaluation: RuleEvaluation = {
      type: rule.type,
      ruleIndex,
      scope: rule.scope,
      region: look.region,
      slotMs: look.slotMs,
      inputs: newest(inputs),
      needed: countOf(rule),
      ...(windowMs !== undefined && { windowMs }),
      ...(rule.type === 'response_time' && rule.thresholdMs !== undefined && { thresholdMs: rule.thresholdMs }),
      ...result,
    };
    return [{ evaluation, severity: rule.severity, regions: result.isMatched ? seeing : [] }];
  });
  return look.outcome === 'degraded' ? [...judged, judgeWarnings(regions[look.region]!, look, policy)] : judged;
}

/** The worst rule that is met, the first of equals; undefined when none is. */
export function worstMet(judged: readonly JudgedRule[]): JudgedRule | undefined {
  return judged
    .filter(({ regions }) => regions.length > 0)
    .reduce<JudgedRule | undefined>(
      (worst, rule) => (worst && rankOf(worst.severity) >= rankOf(rule.severity) ? worst : rule),
      undefined,
    );
}

/** Undefined where the look is no evidence for the rule. */
function measure(rule: TriggerRule, pool: readonly string[], regions: Regions, look: ObservationView) {
  switch (rule.type) {
    case 'consecutive_failures':
      return look.outcome === 'down' ? measureStreak(rule, pool, regions) : undefined;
    case 'failures_in_window':
      return look.outcome === 'down' ? measureWindow(rule, pool, regions, look) : undefined;
    case 'response_time': {
      const isEvidence = look.kind !== 'confirming' && isSlower(look, rule.thresholdMs);
      return isEvidence ? measureTimes(rule, pool, regions, look) : undefined;
    }
  }
}

function measureStreak(rule: TriggerRule, pool: readonly string[], regions: Regions): Measured {
  const failing = failingOf(pool, regions);
  const counted = failing.reduce((sum, name) => sum + regions[name]!.consecutiveFailures, 0);
  const inputs = failing.flatMap((region) => refsOf(region, regions[region]!.flaws?.failedSlotsMs));
  return { counted, inputs, isMatched: counted >= countOf(rule), seeing: failing };
}

function measureWindow(rule: TriggerRule, pool: readonly string[], regions: Regions, look: ObservationView): Measured {
  const inputs = pool
    .flatMap((region) => refsOf(region, regions[region]!.failureSlotsMs))
    .filter(isJudgedWith(look, windowMsOf(rule) ?? 0));
  const isMatched = inputs.length >= countOf(rule);
  return { counted: inputs.length, inputs, isMatched, seeing: failingOf(pool, regions) };
}

/** Judges the last `count` looks; where a window is given without a count, all in it, of which there must be some. */
function measureTimes(rule: TriggerRule, pool: readonly string[], regions: Regions, look: ObservationView): Measured {
  const inWindow = pool
    .flatMap((region) => (regions[region]!.responseTimes ?? []).map(([slotMs, ms]) => ({ region, slotMs, ms })))
    .filter(isJudgedWith(look, windowMsOf(rule) ?? Infinity))
    .sort((a, b) => a.slotMs - b.slotMs);
  const isByWindow = rule.windowMinutes !== undefined && rule.count === undefined;
  const judged = inWindow.slice(isByWindow ? 0 : -countOf(rule));
  const measuredMs = aggregate(
    rule,
    judged.map(({ ms }) => ms),
  );
  const isMatched = judged.length >= countOf(rule) && measuredMs > (rule.thresholdMs ?? Infinity);
  const seeing = pool.filter((name) => isSlowNow(regions[name]!, rule));
  const inputs = judged.map(({ region, slotMs }) => ({ region, slotMs }));
  return { counted: judged.length, inputs, measuredMs, isMatched, seeing };
}

/**
 * Other regions may be ahead of a look that comes late, but no further than it may be late: what lies beyond was seen under
 * a clock that has since been set back, and would stand in the window until the old time is reached again.
 */
function isJudgedWith(look: ObservationView, windowMs: number): (other: { readonly slotMs: number }) => boolean {
  const from = look.slotMs - windowMs;
  const to = look.endedAtMs + LATE_AFTER_MS + CLOCK_SLACK_MS;
  return ({ slotMs }) => slotMs > from && slotMs <= to;
}

function failingOf(pool: readonly string[], regions: Regions): readonly string[] {
  return pool.filter((name) => regions[name]!.consecutiveFailures > 0);
}

function refsOf(region: string, slotsMs: readonly number[] = []): readonly LookRef[] {
  return slotsMs.map((slotMs) => ({ region, slotMs }));
}

function newest(inputs: readonly LookRef[]): readonly LookRef[] {
  return inputs.toSorted((a, b) => a.slotMs - b.slotMs).slice(-INPUTS_MAX);
}

function isSlowNow(region: RegionState, rule: TriggerRule): boolean {
  return (region.responseTimes?.at(-1)?.[1] ?? 0) > (rule.thresholdMs ?? Infinity);
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

/** Every policy has this one: failed `warn` assertions in a row. */
function judgeWarnings(region: RegionState, look: ObservationView, policy: Policy): JudgedRule {
  const needed = warningCountOf(policy);
  const counted = region.flaws?.count ?? 0;
  const isMatched = counted >= needed;
  const evaluation: RuleEvaluation = {
    type: 'warnings',
    ruleIndex: WARNINGS_RULE,
    scope: 'per_region',
    region: look.region,
    slotMs: look.slotMs,
    inputs: refsOf(look.region, region.flaws?.slotsMs),
    counted,
    needed,
    isMatched,
  };
  return { evaluation, severity: 'degraded', regions: isMatched ? [look.region] : [] };
}
