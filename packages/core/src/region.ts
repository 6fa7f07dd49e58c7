/** One region's evidence: what each look adds to it. Nothing is judged here but how good a single look was. */
import type { ObservationView } from './observation-view.ts';
import { countOf, RULE_COUNT_MAX, successCountOf, warningCountOf, windowMsOf, type Policy } from './policy.ts';
import { rankOf, type RegionState } from './state.ts';

/** After so many looks in a row that our own fault spoiled, a region no longer knows anything (row I6: three intervals). */
const UNKNOWN_AFTER_LOOKS = 3;

/** How bad one look was, on the scale of `rankOf`: failed 2, warned 1, slow as its rule says, otherwise 0. */
export function levelOf(look: ObservationView, policy: Policy): 0 | 1 | 2 {
  if (look.outcome === 'down') return 2;
  const slow = policy.triggerRules.filter((rule) => rule.type === 'response_time' && isSlower(look, rule.thresholdMs));
  if (slow.some((rule) => rule.severity === 'down')) return 2;
  return slow.length > 0 || look.outcome === 'degraded' ? 1 : 0;
}

/** Whether a look's answer took longer than a rule allows. */
export function isSlower(look: ObservationView, thresholdMs: number | undefined): boolean {
  return look.responseMs !== undefined && look.responseMs > (thresholdMs ?? Infinity);
}

/** Adds a look to a region's evidence. A look that our own fault spoiled says nothing: it is only counted as such. */
export function takeIn(before: RegionState | undefined, look: ObservationView, policy: Policy): RegionState {
  const region = before ?? unseen(look);
  return look.outcome === 'unknown' ? takeInUnknown(region, look) : takeInKnown(heardAgain(region, look), look, policy);
}

function unseen(look: ObservationView): RegionState {
  return {
    verdict: 'unknown',
    sinceMs: look.slotMs,
    lastSlotMs: -Infinity,
    consecutiveFailures: 0,
    consecutiveSuccesses: 0,
  };
}

function takeInUnknown(region: RegionState, look: ObservationView): RegionState {
  const consecutiveUnknowns = Math.min((region.consecutiveUnknowns ?? 0) + 1, UNKNOWN_AFTER_LOOKS);
  const counted = { ...region, lastSlotMs: look.slotMs, consecutiveUnknowns, isSettled: false };
  if (consecutiveUnknowns < UNKNOWN_AFTER_LOOKS || region.verdict === 'unknown') return counted;
  return { ...counted, verdict: 'unknown', lastKnownVerdict: region.verdict, sinceMs: look.slotMs };
}

/** The first look that says something takes up the verdict that our own fault had hidden. */
function heardAgain(region: RegionState, look: ObservationView): RegionState {
  const { consecutiveUnknowns: _, lastKnownVerdict, ...known } = region;
  return lastKnownVerdict ? { ...known, verdict: lastKnownVerdict, sinceMs: look.slotMs } : known;
}

function takeInKnown(region: RegionState, look: ObservationView, policy: Policy): RegionState {
  const { flaws: _, failure, warning, failureSlotsMs, responseTimes, ...rest } = region;
  const level = levelOf(look, policy);
  const isBad = rankOf(region.verdict) > 0;
  const isBetter = level === 0 || level < rankOf(region.verdict);
  const failures = look.outcome === 'down' ? region.consecutiveFailures + 1 : 0;
  const slots = failureSlots(failureSlotsMs, look, policy);
  const times = timesOf(responseTimes, look, policy);
  const lastFailure = look.failure ?? (isBad || level > 0 ? failure : undefined);
  const lastWarning = look.warning ?? (isBad || level > 0 ? warning : undefined);
  return {
    ...rest,
    lastSlotMs: look.slotMs,
    consecutiveFailures: Math.min(failures, mostFailures(policy)),
    consecutiveSuccesses: isBetter ? Math.min(region.consecutiveSuccesses + 1, successCountOf(policy)) : 0,
    ...(level > 0 && { flaws: flawsAfter(region, look, policy) }),
    ...(lastFailure && { failure: lastFailure }),
    ...(lastWarning !== undefined && { warning: lastWarning }),
    ...(slots && { failureSlotsMs: slots }),
    ...(times && { responseTimes: times }),
  };
}

/** A streak never begins after a look in it, though the clock was set back meanwhile. */
function flawsAfter({ flaws, consecutiveFailures }: RegionState, look: ObservationView, policy: Policy) {
  const earlier = (slotMs = look.slotMs): number => Math.min(slotMs, look.slotMs);
  const failedSinceMs = earlier(consecutiveFailures > 0 ? flaws?.failedSinceMs : undefined);
  return {
    count: Math.min((flaws?.count ?? 0) + 1, warningCountOf(policy)),
    sinceMs: earlier(flaws?.sinceMs),
    ...(look.outcome === 'down' && { failedSinceMs }),
  };
}

function mostFailures(policy: Policy): number {
  return Math.max(1, ...policy.triggerRules.filter((rule) => rule.type === 'consecutive_failures').map(countOf));
}

/** Confirming looks are left out of windows: they come in bursts, and a window is meant to span time. */
function failureSlots(before: readonly number[] = [], look: ObservationView, policy: Policy) {
  const rules = policy.triggerRules.filter((rule) => rule.type === 'failures_in_window');
  if (rules.length === 0) return undefined;
  if (look.outcome !== 'down' || look.kind === 'confirming') return before.length > 0 ? before : undefined;
  const from = look.slotMs - Math.max(...rules.map((rule) => windowMsOf(rule) ?? 0));
  const inside = before.filter((slotMs) => slotMs > from && slotMs < look.slotMs);
  return [...inside, look.slotMs].slice(-Math.max(...rules.map(countOf)));
}

function timesOf(before: RegionState['responseTimes'] = [], look: ObservationView, policy: Policy) {
  const rules = policy.triggerRules.filter((rule) => rule.type === 'response_time');
  if (rules.length === 0) return undefined;
  if (look.responseMs === undefined || look.kind === 'confirming') return before.length > 0 ? before : undefined;
  const from = look.slotMs - Math.max(...rules.map((rule) => windowMsOf(rule) ?? Infinity));
  const most = rules.some((rule) => windowMsOf(rule) !== undefined) ? RULE_COUNT_MAX : Math.max(...rules.map(countOf));
  const inside = before.filter(([slotMs]) => slotMs > from && slotMs < look.slotMs);
  return [...inside, [look.slotMs, look.responseMs] as const].slice(-most);
}
