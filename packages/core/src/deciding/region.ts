/** One region's evidence: what each look adds to it. Nothing is judged here but how good a single look was. */
import { INPUTS_MAX } from './evaluation.ts';
import type { ObservationView } from './observation-view.ts';
import { countOf, RULE_COUNT_MAX, successCountOf, warningCountOf, windowMsOf, type Policy } from './policy.ts';
import { rankOf, type RegionState } from './state.ts';

/** After so many looks in a row that our own fault spoiled, a region no longer knows anything (row I6: three intervals). */
const UNKNOWN_AFTER_LOOKS = 3;
/** One is enough where the probe knows that its own network is gone: it has asked others before it said so (row N01). */
const UNKNOWN_AFTER_OWN_NETWORK = 1;

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
  const isOwnNetwork = look.failure?.code === 'probe.network';
  const enough = isOwnNetwork ? UNKNOWN_AFTER_OWN_NETWORK : UNKNOWN_AFTER_LOOKS;
  if (consecutiveUnknowns < enough || region.verdict === 'unknown') return counted;
  return { ...counted, verdict: 'unknown', lastKnownVerdict: region.verdict, sinceMs: look.slotMs };
}

/** The first look that says something takes up the verdict that our own fault had hidden. */
function heardAgain(region: RegionState, look: ObservationView): RegionState {
  const { consecutiveUnknowns: _, lastKnownVerdict, ...known } = region;
  return lastKnownVerdict ? { ...known, verdict: lastKnownVerdict, sinceMs: look.slotMs } : known;
}

function takeInKnown(region: RegionState, look: ObservationView, policy: Policy): RegionState {
  const { flaws: _, successSlotsMs: __, failure, warning, failureSlotsMs, responseTimes, ...rest } = region;
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
    ...(isBad && isBetter && { successSlotsMs: successSlots(region, look, policy) }),
    ...(lastFailure && { failure: lastFailure }),
    ...(lastWarning !== undefined && { warning: lastWarning }),
    ...(slots && { failureSlotsMs: slots }),
    ...(times && { responseTimes: times }),
  };
}

/** The looks that recovery is counted from. */
function successSlots(region: RegionState, look: ObservationView, policy: Policy): readonly number[] {
  const before = region.consecutiveSuccesses > 0 ? (region.successSlotsMs ?? []) : [];
  return firstOf(before, look.slotMs, successCountOf(policy));
}

/** A streak never begins after a look in it, though the clock was set back meanwhile. */
function flawsAfter({ flaws, consecutiveFailures }: RegionState, look: ObservationView, policy: Policy) {
  const earlier = (slotMs = look.slotMs): number => Math.min(slotMs, look.slotMs);
  const isFailing = consecutiveFailures > 0;
  const failedSinceMs = earlier(isFailing ? flaws?.failedSinceMs : undefined);
  const failed = isFailing ? (flaws?.failedSlotsMs ?? []) : [];
  return {
    count: Math.min((flaws?.count ?? 0) + 1, warningCountOf(policy)),
    sinceMs: earlier(flaws?.sinceMs),
    slotsMs: firstOf(flaws?.slotsMs ?? [], look.slotMs, warningCountOf(policy)),
    ...(look.outcome === 'down' && {
      failedSinceMs,
      failedSlotsMs: firstOf(failed, look.slotMs, mostFailures(policy)),
    }),
  };
}

/** Those that made a streak long enough stay named, and no later ones: else each look of a month would be a change. */
function firstOf(slotsMs: readonly number[], slotMs: number, most: number): readonly number[] {
  return slotsMs.length < Math.min(most, INPUTS_MAX) ? [...slotsMs, slotMs] : slotsMs;
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
