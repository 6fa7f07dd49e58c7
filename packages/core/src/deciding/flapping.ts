/**
 * A target that comes and goes. Once it has changed too often within a window, its next opening says so, and the
 * incident then stays open, without a word, through whatever comes and goes, until it has been well for as long as the
 * window; then its end is told once. Every look stays in history, and the verdict says at each moment what is so.
 */
import { flappingOf, type Policy } from './policy.ts';
import type { DraftTie } from './state.ts';

/** The changes within the window before an instant. */
export function recentChanges(changesMs: readonly number[] = [], slotMs: number, policy: Policy): readonly number[] {
  const { windowMs } = flappingOf(policy);
  return changesMs.filter((changedMs) => changedMs > slotMs - windowMs && changedMs <= slotMs);
}

/** The changes as they are remembered after one more: no more than the policy counts. Undefined where it counts none. */
export function withChange(
  changesMs: readonly number[] | undefined,
  slotMs: number,
  policy: Policy,
): readonly number[] | undefined {
  const { changesMax, windowMs } = flappingOf(policy);
  return windowMs > 0 ? [...recentChanges(changesMs, slotMs, policy), slotMs].slice(-changesMax) : undefined;
}

/** Whether an opening at this instant is one too many. */
export function isOneTooMany(changesMs: readonly number[] | undefined, slotMs: number, policy: Policy): boolean {
  const { changesMax, windowMs } = flappingOf(policy);
  return windowMs > 0 && recentChanges(changesMs, slotMs, policy).length >= changesMax;
}

/** Whether an incident stays open only because its target flaps: nothing is wrong now. */
export function isResting(tie: DraftTie | undefined): boolean {
  return tie?.flapping?.restingSinceMs !== undefined;
}

/** Whether one that rests has rested long enough; a clock that was set back does not make it rest longer. */
export function hasRested(tie: DraftTie | undefined, policy: Policy, nowMs: number): boolean {
  const sinceMs = tie?.flapping?.restingSinceMs;
  if (sinceMs === undefined) return false;
  const { windowMs } = flappingOf(policy);
  const leftMs = sinceMs + windowMs - nowMs;
  return leftMs <= 0 || leftMs > windowMs;
}
