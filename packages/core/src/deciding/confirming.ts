/** When to look again at once instead of waiting a whole interval: only when one more look may decide something. */
import type { ObservationView } from './observation-view.ts';
import { countOf, successCountOf, warningCountOf, type Policy } from './policy.ts';
import { confirmingDepth } from '../looking/schedule.ts';
import { failingNeeded } from './reconcile.ts';
import { rankOf, type RegionState } from './state.ts';

/** However high a policy counts, no more extra looks than this follow one another: a target in trouble is not stormed. */
const CONFIRMING_LOOKS_MAX = 5;

/**
 * The regions in which to look again at once, after a look.
 * @param regions as they are after it
 * @param assigned the regions that look and are heard
 */
export function confirmingRegions(
  regions: Readonly<Record<string, RegionState>>,
  look: ObservationView,
  policy: Policy,
  assigned: readonly string[],
): readonly string[] {
  const looked = regions[look.region]!;
  if (confirmingDepth(look.slotMs) >= CONFIRMING_LOOKS_MAX || !mayDecide(looked, look, policy)) return [];
  const isFirstFailure = look.outcome === 'down' && looked.consecutiveFailures === 1 && look.kind === 'scheduled';
  const needsOthers = isFirstFailure && failingNeeded(policy, 'down', assigned.length) > 1;
  return needsOthers
    ? assigned.filter((name) => name === look.region || isWorthAsking(regions[name], look))
    : [look.region];
}

/** Whether one more look like this one would bring the region closer to another verdict. */
function mayDecide(region: RegionState, look: ObservationView, policy: Policy): boolean {
  switch (look.outcome) {
    case 'unknown':
      return false;
    case 'down':
      return policy.triggerRules.some(
        (rule) =>
          rule.type === 'consecutive_failures' &&
          rankOf(rule.severity) > rankOf(region.verdict) &&
          region.consecutiveFailures < countOf(rule),
      );
    case 'degraded':
      if (rankOf(region.verdict) === 0) return (region.flaws?.count ?? 0) < warningCountOf(policy);
      return isRecovering(region, policy);
    case 'up':
      return isRecovering(region, policy);
  }
}

function isRecovering(region: RegionState, policy: Policy): boolean {
  const successes = region.consecutiveSuccesses;
  return rankOf(region.verdict) > 0 && successes > 0 && successes < successCountOf(policy);
}

function isWorthAsking(region: RegionState | undefined, look: ObservationView): boolean {
  return region === undefined || (rankOf(region.verdict) < 2 && region.lastSlotMs <= look.slotMs);
}
