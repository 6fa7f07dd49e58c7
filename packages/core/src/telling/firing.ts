/**
 * The steps of a policy, one after the other, until somebody acknowledges, it is over, or there are no more. Pure: time
 * is an argument, and what is due is said rather than done. `dispatch-round.ts` begins them, `standing-down.ts` stops them,
 * and `escalate.ts` makes alerts of what fires.
 */
import { type Dispatch, dueAtOf, type StepFires } from './dispatch.ts';
import type { IncidentSeverity } from './incident.ts';
import type { EscalationStep, NotificationPolicy } from './notification-policy.ts';
import { quietUntil } from './quiet-hours.ts';
import { awake, isUsedUp } from './standing-down.ts';

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
  /** Steps that were due and have no channel left: their firings, if any, are to the fallback. */
  readonly unmanned: readonly number[];
}

/** What firing depends on. */
export interface FiringContext {
  readonly policy: NotificationPolicy;
  readonly severity: IncidentSeverity;
  /** The channels that exist. */
  readonly reachable: ReadonlySet<string>;
  readonly nowMs: number;
}

/** Says what is due and what the dispatch is after it. Several steps may be due at once; a step is due once. */
export function fireDue(dispatch: Dispatch, context: FiringContext): Fired {
  const { nowMs, policy } = context;
  const dueAtMs = dueAtOf(dispatch);
  if (dueAtMs === undefined || dueAtMs > nowMs) return { dispatch, firings: [], unmanned: [] };
  let current: Dispatch = { ...awake(dispatch), updatedAtMs: nowMs };
  const firings: Firing[] = [];
  const unmanned: number[] = [];
  const fire = (stepNumber: number): void => {
    const fired = fireStep(current, stepNumber, context);
    current = fired.dispatch;
    firings.push(...fired.firings);
    unmanned.push(...fired.unmanned);
  };
  for (const { stepNumber, nextRepeatAtMs } of current.fires) {
    if (nextRepeatAtMs !== undefined && nextRepeatAtMs <= nowMs) fire(stepNumber);
  }
  while (current.nextStepAtMs !== undefined && current.nextStepAtMs <= nowMs) fire(current.currentStep + 1);
  return { dispatch: settled(current, policy), firings, unmanned };
}

/** One step is told, for the first time or again. */
function fireStep(dispatch: Dispatch, stepNumber: number, context: FiringContext): Fired {
  const { policy, severity, nowMs } = context;
  const step = policy.escalation.steps[stepNumber - 1];
  // The policy was cut while it was at work: there is no such step any more.
  if (!step) return { dispatch: withoutStep(dispatch, stepNumber), firings: [], unmanned: [] };
  const notBeforeMs = quietUntil(policy.quietHours, severity, nowMs);
  const firedAtMs = notBeforeMs ?? nowMs;
  const { channelIds, isFallingBack } = channelsOf(step, stepNumber, dispatch, context);
  const isAnybodyTold = channelIds.length > 0;
  const fire = nextFire(dispatch, stepNumber, isAnybodyTold ? { step, firedAtMs } : undefined);
  const { nextStepAtMs: _, ...rest } = dispatch;
  const toldAtMs = isAnybodyTold ? firedAtMs : undefined;
  const nextStepAtMs = nextStepAt(dispatch, stepNumber, policy, { toldAtMs, nowMs });
  const firing = { dispatchId: dispatch.id, stepNumber, fireCount: fire.fireCount, channelIds };
  return {
    dispatch: {
      ...rest,
      ...(nextStepAtMs !== undefined && { nextStepAtMs }),
      currentStep: Math.max(dispatch.currentStep, stepNumber),
      totalSteps: policy.escalation.steps.length,
      fires: [...dispatch.fires.filter((one) => one.stepNumber !== stepNumber), fire].sort(
        (a, b) => a.stepNumber - b.stepNumber,
      ),
      ...(isFallingBack && { fellBackAtSteps: [...dispatch.fellBackAtSteps, stepNumber] }),
      toldChannelIds: union(dispatch.toldChannelIds, channelIds),
      ...(isAnybodyTold && { lastNotifiedAtMs: firedAtMs }),
    },
    firings: isAnybodyTold ? [{ ...firing, ...(notBeforeMs !== undefined && { notBeforeMs }) }] : [],
    unmanned: isFallingBack ? [stepNumber] : [],
  };
}

/** Whom a step tells. None of its channels exists any more, so none can fail: the fallback is told in their place, once. */
function channelsOf(
  step: EscalationStep,
  stepNumber: number,
  { fellBackAtSteps }: Dispatch,
  { policy, reachable }: FiringContext,
) {
  const own = step.channelIds.filter((id) => reachable.has(id));
  const isFallingBack = own.length === 0 && !fellBackAtSteps.includes(stepNumber);
  const fallback = (policy.fallbackChannelIds ?? []).filter((id) => reachable.has(id));
  return { channelIds: isFallingBack ? fallback : own, isFallingBack };
}

/** A step after it has been told once more. @param told when, by what step; undefined where nobody was there to be told */
function nextFire(
  { fires }: Dispatch,
  stepNumber: number,
  told: { readonly step: EscalationStep; readonly firedAtMs: number } | undefined,
): StepFires {
  const before = fires.find((fire) => fire.stepNumber === stepNumber);
  const { countedFrom } = before ?? {};
  const fireCount = (before?.fireCount ?? 0) + 1;
  const fire = { stepNumber, fireCount, ...(countedFrom !== undefined && { countedFrom }) };
  const seconds = told?.step.repeatIntervalSeconds;
  if (!told || seconds === undefined || isUsedUp(fire)) return fire;
  return { ...fire, nextRepeatAtMs: told.firedAtMs + seconds * 1000 };
}

/** When the step after this one is due. @param toldAtMs undefined where this one told nobody: it is not waited for */
function nextStepAt(
  { currentStep, nextStepAtMs }: Dispatch,
  stepNumber: number,
  { escalation: { steps } }: NotificationPolicy,
  { toldAtMs, nowMs }: { readonly toldAtMs: number | undefined; readonly nowMs: number },
): number | undefined {
  if (stepNumber <= currentStep) return nextStepAtMs;
  const next = steps[stepNumber];
  if (!next) return undefined;
  return toldAtMs === undefined ? nowMs : toldAtMs + next.delayMinutes * 60_000;
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
  if (isOver || channelIds.length === 0 || fellBackAtSteps.includes(stepNumber))
    return { dispatch, firings: [], unmanned: [] };
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
    unmanned: [],
  };
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
