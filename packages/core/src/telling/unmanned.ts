/** Steps whose channels are all gone, as the incident's story tells of them: silence is never without a word. */
import type { Dispatch } from './dispatch.ts';
import type { Fired } from './firing.ts';
import type { NotificationPolicy } from './notification-policy.ts';
import { sentence } from '../wording/said.ts';

/** A line for each step that was due and has no channel left: who is told instead. */
export function unmannedInWords({ dispatch, firings, unmanned }: Fired): readonly string[] {
  const { totalSteps, policyName } = dispatch;
  return unmanned.map((stepNumber) => {
    const isFallbackTold = firings.some((firing) => firing.stepNumber === stepNumber);
    const rest = stepNumber < totalSteps ? 'escalated.unmannedNext' : 'escalated.unmanned';
    const what = isFallbackTold ? 'escalated.unmannedFallback' : rest;
    return sentence(what, { step: stepNumber, total: totalSteps, name: policyName });
  });
}

/** A line where a policy was to resume with a step, and neither that nor a later one has anybody left to tell. */
export function begunAnewInWords(
  begun: Dispatch,
  { escalation: { onReopen } }: NotificationPolicy,
  earlier: readonly Dispatch[],
): readonly string[] {
  const step = earlier.find(({ id }) => id === begun.id)?.currentStep ?? 0;
  if (onReopen !== 'resume' || step < 1 || begun.currentStep > 0) return [];
  return [sentence('escalated.anew', { name: begun.policyName, step })];
}
