/** The verdict of each region after a look: worse when the look meets a rule, better when enough looks say so. */
import type { ObservationView } from './observation-view.ts';
import { successCountOf, type Policy } from './policy.ts';
import { levelOf, takeIn } from './region.ts';
import { rankOf, type RegionState } from './state.ts';
import { worstRuleMet } from './triggers.ts';

type Regions = Readonly<Record<string, RegionState>>;

/** All regions after a look in one of them. @param heard the regions whose evidence may be counted together */
export function judgeRegions(
  before: Regions,
  look: ObservationView,
  policy: Policy,
  heard: readonly string[],
): Regions {
  const looked = recover(takeIn(before[look.region], look, policy), look, policy);
  const regions = { ...before, [look.region]: looked };
  const met = worstRuleMet(regions, look, policy, heard);
  for (const name of met?.regions ?? []) {
    const region = regions[name]!;
    if (rankOf(met!.severity) <= rankOf(region.verdict)) continue;
    const { ruleIndex, rule, severity } = met!;
    const cause = { rule, ...(ruleIndex !== undefined && { ruleIndex }) };
    const sinceMs = region.flaws?.failedSinceMs ?? region.flaws?.sinceMs ?? look.slotMs;
    regions[name] = { ...region, verdict: severity, sinceMs, cause, consecutiveSuccesses: 0 };
  }
  return {
    ...regions,
    [look.region]: { ...regions[look.region]!, isSettled: isSettled(regions[look.region]!, policy) },
  };
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
  const { cause: _, failure: __, warning: ___, failureSlotsMs: ____, responseTimes: _____, ...rest } = region;
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
