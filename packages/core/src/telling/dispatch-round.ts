/** A round of a policy's work on an incident: from an opening, or a reopening, to its end. */
import type { Dispatch } from './dispatch.ts';
import type { NotificationPolicy } from './notification-policy.ts';
import { withoutEnd } from './standing-down.ts';

/** Whether a policy can tell anybody. @param from the step to begin with, from 1 */
export function hasReachableStep(policy: NotificationPolicy, reachable: ReadonlySet<string>, from = 1): boolean {
  const steps = policy.escalation.steps.slice(Math.max(0, from - 1));
  return steps.some(({ channelIds }) => channelIds.some((id) => reachable.has(id)));
}

function hasReachableFallback(
  { fallbackChannelIds = [] }: NotificationPolicy,
  reachable: ReadonlySet<string>,
): boolean {
  return fallbackChannelIds.some((id) => reachable.has(id));
}

/** A policy begins its work on an incident. Nothing is told yet: see `fireDue`. */
export function newDispatch(
  policy: NotificationPolicy,
  given: { readonly id: string; readonly incidentId: string; readonly nowMs: number },
): Dispatch {
  const { id, incidentId, nowMs } = given;
  return beginRound(
    {
      id,
      incidentId,
      policyId: policy.id,
      policyName: policy.name,
      status: 'PENDING',
      currentStep: 0,
      totalSteps: 0,
      fires: [],
      toldChannelIds: [],
      fellBackAtSteps: [],
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    },
    policy,
    nowMs,
  );
}

/** From the first step, as if nothing had been told: at an opening, when it becomes worse, when it comes back. */
export function beginRound(dispatch: Dispatch, policy: NotificationPolicy, nowMs: number): Dispatch {
  const { steps } = policy.escalation;
  const first = steps[0];
  const begun: Dispatch = {
    ...withoutEnd(dispatch),
    policyName: policy.name,
    currentStep: 0,
    totalSteps: steps.length,
    fires: [],
    toldChannelIds: [],
    fellBackAtSteps: [],
    updatedAtMs: nowMs,
  };
  if (!first) return { ...begun, status: 'COMPLETED', completionReason: 'NO_STEPS' };
  return { ...begun, status: 'PENDING', nextStepAtMs: nowMs + first.delayMinutes * 60_000 };
}

/** What a policy says of an incident that comes back within its cooldown. */
export function reopenRound(
  dispatch: Dispatch,
  policy: NotificationPolicy,
  { nowMs, reachable }: { readonly nowMs: number; readonly reachable: ReadonlySet<string> },
): Dispatch {
  switch (policy.escalation.onReopen ?? 'restart') {
    case 'silent':
      return dispatch;
    case 'restart':
      return beginRound(dispatch, policy, nowMs);
    case 'resume': {
      const begun = beginRound(dispatch, policy, nowMs);
      // The step that it had come to is told again at once; a policy that was cut meanwhile has no such step any more.
      const resumed = Math.min(dispatch.currentStep, policy.escalation.steps.length);
      // Where neither it nor a later one has anybody left to tell, to go on would be to tell nobody.
      const isAnybodyLeft = hasReachableStep(policy, reachable, resumed) || hasReachableFallback(policy, reachable);
      return resumed < 1 || !isAnybodyLeft ? begun : { ...begun, currentStep: resumed - 1, nextStepAtMs: nowMs };
    }
  }
}
