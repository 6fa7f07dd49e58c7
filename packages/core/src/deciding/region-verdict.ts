/** The verdict of each region after a look: worse when the look meets a rule, better when enough looks say so. */
import { RECOVERY_RULE, type RuleEvaluation, judgedRuleInWords } from './evaluation.ts';
import type { ObservationView } from './observation-view.ts';
import { successCountOf, type Policy } from './policy.ts';
import { levelOf, takeIn } from './region.ts';
import { rankOf, type RegionState } from './state.ts';
import { judgeRules, type JudgedRule, worstMet } from './triggers.ts';

type Regions = Readonly<Record<string, RegionState>>;

/** All regions after a look in one of them, and the rules that were judged on the way. */
export interface JudgedRegions {
  readonly regions: Regions;
  readonly evaluations: readonly RuleEvaluation[];
}

/** Judges a look. @param heard the regions whose evidence may be counted together */
export function judgeRegions(
  before: Regions,
  look: ObservationView,
  policy: Policy,
  heard: readonly string[],
): JudgedRegions {
  const taken = takeIn(before[look.region], look, policy);
  const looked = recover(taken, look, policy);
  const regions = { ...before, [look.region]: looked };
  const judged = judgeRules(regions, look, policy, heard);
  const met = worstMet(judged);
  for (const name of met?.regions ?? []) {
    if (rankOf(met!.severity) > rankOf(regions[name]!.verdict)) regions[name] = turnedBad(regions[name]!, met!, policy);
  }
  return {
    regions: {
      ...regions,
      [look.region]: { ...regions[look.region]!, isSettled: isSettled(regions[look.region]!, policy) },
    },
    evaluations: [...recoveryOf(taken, looked, look, policy), ...judged.map(({ evaluation }) => evaluation)],
  };
}

function turnedBad(region: RegionState, { severity, evaluation }: JudgedRule, policy: Policy): RegionState {
  const { ruleIndex, slotMs, region: name } = evaluation;
  const rule = judgedRuleInWords(policy, evaluation);
  const cause = { rule, ...(ruleIndex >= 0 && { ruleIndex }), metBy: { region: name, slotMs } };
  const sinceMs = region.flaws?.failedSinceMs ?? region.flaws?.sinceMs ?? slotMs;
  return { ...region, verdict: severity, sinceMs, cause, consecutiveSuccesses: 0 };
}

/** Recovery is a rule too: judged by each look that speaks for it while the region is bad. */
function recoveryOf(
  taken: RegionState,
  recovered: RegionState,
  look: ObservationView,
  policy: Policy,
): readonly RuleEvaluation[] {
  if (rankOf(taken.verdict) === 0 || look.outcome === 'unknown' || taken.consecutiveSuccesses === 0) return [];
  const { region, slotMs } = look;
  const needed = successCountOf(policy);
  return [
    {
      type: 'recovery',
      ruleIndex: RECOVERY_RULE,
      scope: 'per_region',
      region,
      slotMs,
      inputs: (taken.successSlotsMs ?? []).map((inputMs) => ({ region, slotMs: inputMs })),
      isMatched: recovered.verdict !== taken.verdict,
      counted: taken.consecutiveSuccesses,
      needed,
    },
  ];
}

/** One success makes up what was never known; what is bad needs as many in a row as the policy asks for. */
function recover(region: RegionState, look: ObservationView, policy: Policy): RegionState {
  if (look.outcome === 'unknown') return region;
  const level = levelOf(look, policy);
  if (region.verdict === 'unknown') return level === 0 ? { ...region, verdict: 'up', sinceMs: look.slotMs } : region;
  const isProven = region.consecutiveSuccesses >= successCountOf(policy);
  if (!isProven || rankOf(region.verdict) <= level) return region;
  if (level > 0) return { ...region, verdict: 'degraded', sinceMs: look.slotMs, consecutiveSuccesses: 0 };
  return wiped({ ...region, verdict: 'up', sinceMs: look.slotMs });
}

/** Recovery wipes the evidence: what has been told of once is not counted a second time. */
function wiped(region: RegionState): RegionState {
  const { cause: _, failure: __, warning: ___, failureSlotsMs: ____, responseTimes: _____, ...kept } = region;
  const { successSlotsMs: ______, ...rest } = kept;
  return rest;
}

function isSettled(region: RegionState, policy: Policy): boolean {
  return (
    region.verdict === 'up' &&
    region.flaws === undefined &&
    region.consecutiveUnknowns === undefined &&
    region.consecutiveSuccesses === successCountOf(policy) &&
    policy.triggerRules.every((rule) => rule.type !== 'response_time')
  );
}
