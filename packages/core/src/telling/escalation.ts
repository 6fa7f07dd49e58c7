/**
 * The steps of a policy, one after the other, until somebody acknowledges, it is over, or there are no more. Pure: time
 * is an argument, and what is due is said rather than done.
 */
import { type Dispatch, dueAtOf, type StepFires } from './dispatch.ts';
import type { IncidentSeverity } from './incident.ts';
import { type EscalationStep, FIRES_MAX, type NotificationPolicy } from './notification-policy.ts';
import { quietUntil } from './quiet-hours.ts';

/** Channels that are to be told now, or at the end of the quiet hours. */
export interface Firing {
  readonly dispatchId: string;
  readonly stepNumber: number;
  /** From 1: how often this step has been told in this round, with this time. */
  readonly fireCount: number;
  readonly channelIds: readonly string[];
  /** Set where it waits for the end of quiet hours. */
  readonly notBeforeMs?: number;
}

/** A dispatch after a step in time, and what is to be told. */
export interface Fired {
  readonly dispatch: Dispatch;
  readonly firings: readonly Firing[];
}

/** What firing depends on. */
export interface FiringContext {
  readonly policy: NotificationPolicy;
  readonly severity: IncidentSeverity;
  /** The channels that exist. */
  readonly reachable: ReadonlySet<string>;
  readonly nowMs: number;
}

/** Whether a policy can tell anybody. */
export function hasReachableStep(policy: NotificationPolicy, reachable: ReadonlySet<string>): boolean {
  return policy.escalation.steps.some(({ channelIds }) => channelIds.some((id) => reachable.has(id)));
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
export function reopenRound(dispatch: Dispatch, policy: NotificationPolicy, nowMs: number): Dispatch {
  switch (policy.escalation.onReopen ?? 'restart') {
    case 'silent':
      return dispatch;
    case 'restart':
      return beginRound(dispatch, policy, nowMs);
    case 'resume': {
      const begun = beginRound(dispatch, policy, nowMs);
      // The step that it had come to is told again at once; a policy that was cut meanwhile has no such step any more.
      const resumed = Math.min(dispatch.currentStep, policy.escalation.steps.length);
      return resumed < 1 ? begun : { ...begun, currentStep: resumed - 1, nextStepAtMs: nowMs };
    }
  }
}

/** Says what is due and what the dispatch is after it. Several steps may be due at once; a step is due once. */
export function fireDue(dispatch: Dispatch, context: FiringContext): Fired {
  const { nowMs, policy } = context;
  const dueAtMs = dueAtOf(dispatch);
  if (dueAtMs === undefined || dueAtMs > nowMs) return { dispatch, firings: [] };
  let current: Dispatch = { ...awake(dispatch), updatedAtMs: nowMs };
  const firings: Firing[] = [];
  const fire = (stepNumber: number): void => {
    const fired = fireStep(current, stepNumber, context);
    current = fired.dispatch;
    firings.push(...fired.firings);
  };
  for (const { stepNumber, nextRepeatAtMs } of current.fires) {
    if (nextRepeatAtMs !== undefined && nextRepeatAtMs <= nowMs) fire(stepNumber);
  }
  while (current.nextStepAtMs !== undefined && current.nextStepAtMs <= nowMs) fire(current.currentStep + 1);
  return { dispatch: settled(current, policy), firings };
}

/** One step is told, for the first time or again. */
function fireStep(dispatch: Dispatch, stepNumber: number, context: FiringContext): Fired {
  const { policy, severity, reachable, nowMs } = context;
  const { steps } = policy.escalation;
  const step = steps[stepNumber - 1];
  const before = dispatch.fires.find((fire) => fire.stepNumber === stepNumber);
  // The policy was cut while it was at work: there is no such step any more.
  if (!step) return { dispatch: withoutStep(dispatch, stepNumber), firings: [] };
  const notBeforeMs = quietUntil(policy.quietHours, severity, nowMs);
  const firedAtMs = notBeforeMs ?? nowMs;
  const fireCount = (before?.fireCount ?? 0) + 1;
  const own = step.channelIds.filter((id) => reachable.has(id));
  // None of its channels exists any more, so none can fail: the fallback is told in their place.
  const isFallingBack = own.length === 0 && !dispatch.fellBackAtSteps.includes(stepNumber);
  const channelIds = isFallingBack ? (policy.fallbackChannelIds ?? []).filter((id) => reachable.has(id)) : own;
  const fires = [
    ...dispatch.fires.filter((fire) => fire.stepNumber !== stepNumber),
    { stepNumber, fireCount, ...repeatOf(step, fireCount, firedAtMs) },
  ].sort((a, b) => a.stepNumber - b.stepNumber);
  const isNewest = stepNumber > dispatch.currentStep;
  const { nextStepAtMs: _, ...rest } = dispatch;
  const next = isNewest ? steps[stepNumber] : undefined;
  const nextStepAtMs = isNewest ? next && firedAtMs + next.delayMinutes * 60_000 : dispatch.nextStepAtMs;
  return {
    dispatch: {
      ...rest,
      ...(nextStepAtMs !== undefined && { nextStepAtMs }),
      currentStep: Math.max(dispatch.currentStep, stepNumber),
      totalSteps: steps.length,
      fires,
      ...(isFallingBack && { fellBackAtSteps: [...dispatch.fellBackAtSteps, stepNumber] }),
      toldChannelIds: union(dispatch.toldChannelIds, channelIds),
      ...(channelIds.length > 0 && { lastNotifiedAtMs: firedAtMs }),
    },
    firings: [
      {
        dispatchId: dispatch.id,
        stepNumber,
        fireCount,
        channelIds,
        ...(notBeforeMs !== undefined && { notBeforeMs }),
      },
    ].filter((firing) => firing.channelIds.length > 0),
  };
}

function repeatOf(
  { repeatIntervalSeconds }: EscalationStep,
  fireCount: number,
  firedAtMs: number,
): Pick<StepFires, 'nextRepeatAtMs'> {
  if (repeatIntervalSeconds === undefined || fireCount >= FIRES_MAX) return {};
  return { nextRepeatAtMs: firedAtMs + repeatIntervalSeconds * 1000 };
}

/** What it is after firing: more is to come, or it waits to be acknowledged, or all is told. */
function settled(dispatch: Dispatch, { escalation: { steps } }: NotificationPolicy): Dispatch {
  const isMore =
    dispatch.nextStepAtMs !== undefined || dispatch.fires.some((fire) => fire.nextRepeatAtMs !== undefined);
  if (isMore) return { ...dispatch, status: 'ESCALATING' };
  const isAcknowledgementAwaited = steps[dispatch.currentStep - 1]?.requireAck === true;
  return isAcknowledgementAwaited
    ? { ...dispatch, status: 'DELIVERED' }
    : { ...dispatch, status: 'COMPLETED', completionReason: 'EXHAUSTED' };
}

/** No channel of a step could be reached: the fallback is told, once a step and round. */
export function fallBack(dispatch: Dispatch, stepNumber: number, context: FiringContext): Fired {
  const { policy, reachable, nowMs } = context;
  const { fellBackAtSteps, toldChannelIds, fires } = dispatch;
  const isOver = dispatch.completionReason === 'RESOLVED' || dispatch.acknowledgedAtMs !== undefined;
  const channelIds = (policy.fallbackChannelIds ?? []).filter((id) => reachable.has(id));
  if (isOver || channelIds.length === 0 || fellBackAtSteps.includes(stepNumber)) return { dispatch, firings: [] };
  const fireCount = fires.find((fire) => fire.stepNumber === stepNumber)?.fireCount ?? 1;
  return {
    dispatch: {
      ...dispatch,
      fellBackAtSteps: [...fellBackAtSteps, stepNumber],
      toldChannelIds: union(toldChannelIds, channelIds),
      lastNotifiedAtMs: nowMs,
      updatedAtMs: nowMs,
    },
    firings: [{ dispatchId: dispatch.id, stepNumber, fireCount, channelIds }],
  };
}

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
  return nextRepeatAtMs === undefined || fire.fireCount >= FIRES_MAX
    ? rest
    : { ...rest, nextRepeatAtMs: Math.max(nextRepeatAtMs, untilMs) };
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

function unrepeated({ stepNumber, fireCount }: StepFires): StepFires {
  return { stepNumber, fireCount };
}

function withoutEnd(dispatch: Dispatch): Dispatch {
  const { completionReason: _, acknowledgedAtMs: __, acknowledgedBy: ___, ...rest } = awake(dispatch);
  return rest;
}

/** The time of a snooze is over, and with it the acknowledgement that it was. */
function awake(dispatch: Dispatch): Dispatch {
  if (dispatch.snoozedUntilMs === undefined) return dispatch;
  const { snoozedUntilMs: _, acknowledgedAtMs: __, acknowledgedBy: ___, ...rest } = dispatch;
  return rest;
}

function withoutStep(dispatch: Dispatch, stepNumber: number): Dispatch {
  const { nextStepAtMs, ...rest } = dispatch;
  const isNext = stepNumber > dispatch.currentStep;
  return {
    ...rest,
    ...(!isNext && nextStepAtMs !== undefined && { nextStepAtMs }),
    fires: dispatch.fires.filter((fire) => fire.stepNumber !== stepNumber),
  };
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])];
}
