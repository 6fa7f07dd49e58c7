/** What ends a policy's work, for good or for a while: somebody has it, it is over, or the policy is gone. */
import type { Dispatch, StepFires } from './dispatch.ts';
import { FIRES_MAX, type NotificationPolicy } from './notification-policy.ts';

/** Somebody has it: nothing more is told of it, or nothing until `snoozedUntilMs`. */
export function acknowledgeDispatch(
  dispatch: Dispatch,
  by: { readonly name: string; readonly nowMs: number; readonly snoozedUntilMs?: number },
): Dispatch {
  const { name, nowMs, snoozedUntilMs } = by;
  if (dispatch.completionReason === 'RESOLVED' || dispatch.completionReason === 'NO_STEPS') return dispatch;
  const isHad = dispatch.status === 'ACKNOWLEDGED' && dispatch.snoozedUntilMs === undefined;
  if (isHad && snoozedUntilMs === undefined) return dispatch;
  const { nextStepAtMs, ...rest } = withoutEnd(dispatch);
  const acknowledged: Dispatch = {
    ...rest,
    status: 'ACKNOWLEDGED',
    acknowledgedAtMs: nowMs,
    acknowledgedBy: name,
    updatedAtMs: nowMs,
  };
  if (snoozedUntilMs === undefined) {
    return { ...acknowledged, fires: dispatch.fires.map(unrepeated) };
  }
  // What would have been told meanwhile is told at the end; where nothing would, the newest step rings again.
  return {
    ...acknowledged,
    snoozedUntilMs,
    ...(nextStepAtMs !== undefined && { nextStepAtMs: Math.max(nextStepAtMs, snoozedUntilMs) }),
    fires: dispatch.fires.map((fire) => snoozedFire(fire, dispatch.currentStep, snoozedUntilMs)),
  };
}

function snoozedFire(fire: StepFires, currentStep: number, untilMs: number): StepFires {
  const { nextRepeatAtMs = fire.stepNumber === currentStep ? untilMs : undefined, ...rest } = fire;
  if (nextRepeatAtMs === undefined) return rest;
  return { ...rest, countedFrom: fire.fireCount, nextRepeatAtMs: Math.max(nextRepeatAtMs, untilMs) };
}

/** Whether a step has been told as often as one is, since somebody last had it: nobody reads it. */
export function isUsedUp({ fireCount, countedFrom = 0 }: StepFires): boolean {
  return fireCount - countedFrom >= FIRES_MAX;
}

/** It is over. */
export function endDispatch(dispatch: Dispatch, nowMs: number): Dispatch {
  if (dispatch.status === 'COMPLETED') return dispatch;
  const { nextStepAtMs: _, snoozedUntilMs: __, ...rest } = dispatch;
  return {
    ...rest,
    fires: rest.fires.map(unrepeated),
    status: 'COMPLETED',
    completionReason: 'RESOLVED',
    updatedAtMs: nowMs,
  };
}

/** Its policy was deleted or switched off: nothing more is told by it, but those that it told hear of the end. */
export function abandonDispatch(dispatch: Dispatch, nowMs: number): Dispatch {
  return dispatch.status === 'COMPLETED'
    ? dispatch
    : { ...endDispatch(dispatch, nowMs), completionReason: 'EXHAUSTED' };
}

/** The channels that a policy has told and that are not to hear of the end. @param policy undefined when it is gone */
export function silencedAtEnd(dispatch: Dispatch, policy: NotificationPolicy | undefined): readonly string[] {
  switch (policy?.escalation.onResolve ?? 'notify') {
    case 'notify':
    case 'notify_all_steps':
      return [];
    case 'silent':
      return dispatch.toldChannelIds;
    case 'notify_last_step': {
      const last = policy?.escalation.steps[dispatch.currentStep - 1]?.channelIds ?? [];
      return dispatch.toldChannelIds.filter((id) => !last.includes(id));
    }
  }
}

function unrepeated(fire: StepFires): StepFires {
  const { nextRepeatAtMs: _, ...kept } = fire;
  return kept;
}

/** A dispatch that is at work again, whatever had ended it. */
export function withoutEnd(dispatch: Dispatch): Dispatch {
  const { completionReason: _, acknowledgedAtMs: __, acknowledgedBy: ___, ...rest } = awake(dispatch);
  return rest;
}

/** The time of a snooze is over, and with it the acknowledgement that it was. */
export function awake(dispatch: Dispatch): Dispatch {
  if (dispatch.snoozedUntilMs === undefined) return dispatch;
  const { snoozedUntilMs: _, acknowledgedAtMs: __, acknowledgedBy: ___, ...rest } = dispatch;
  return rest;
}
