/** One policy at work on one incident: what has been told, and what comes next. A plain JSON value. */

/** Spelled as in the API contract. */
export type DispatchStatus = 'PENDING' | 'DELIVERED' | 'ESCALATING' | 'ACKNOWLEDGED' | 'COMPLETED';

/** How often a step has been told in this round, and when it is told again. */
export interface StepFires {
  /** From 1. */
  readonly stepNumber: number;
  readonly fireCount: number;
  readonly nextRepeatAtMs?: number;
  /** `fireCount` when somebody last had it: an acknowledgement says that it is read, so repeats are counted anew. */
  readonly countedFrom?: number;
  /**
   * What told it last: the `sequence` of the alerts, and whom they were for. Another policy, or the monitor itself, may
   * have told some of these channels in the same breath. Absent where it told nobody.
   */
  readonly told?: { readonly sequence: number; readonly channelIds: readonly string[] };
}

/** A step of one policy's work on an incident. */
export interface StepOfDispatch {
  readonly dispatchId: string;
  /** From 1. */
  readonly stepNumber: number;
}

/** A policy's work on an incident. One round lasts from an opening, or a reopening, to its end. */
export interface Dispatch {
  readonly id: string;
  readonly incidentId: string;
  readonly policyId: string;
  readonly policyName: string;
  /**
   * PENDING: nothing is told yet. ESCALATING: more is to come. DELIVERED: all is told, and an acknowledgement is waited
   * for. ACKNOWLEDGED: somebody has it; with `snoozedUntilMs`, for so long. COMPLETED: see `completionReason`.
   */
  readonly status: DispatchStatus;
  readonly completionReason?: 'EXHAUSTED' | 'RESOLVED' | 'NO_STEPS';
  /** The newest step that was told, from 1; 0 before the first. */
  readonly currentStep: number;
  readonly totalSteps: number;
  readonly nextStepAtMs?: number;
  /** Of this round, in the order of the steps. */
  readonly fires: readonly StepFires[];
  /** The channels that it has told in this round. */
  readonly toldChannelIds: readonly string[];
  /** The steps of this round whose channels all failed, so that the fallback was told. */
  readonly fellBackAtSteps: readonly number[];
  readonly acknowledgedAtMs?: number;
  readonly acknowledgedBy?: string;
  readonly snoozedUntilMs?: number;
  readonly lastNotifiedAtMs?: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** When something of it is due; undefined when nothing will ever be, unless somebody does something. */
export function dueAtOf({ status, nextStepAtMs, fires, snoozedUntilMs }: Dispatch): number | undefined {
  if (status === 'DELIVERED' || status === 'COMPLETED') return undefined;
  if (status === 'ACKNOWLEDGED' && snoozedUntilMs === undefined) return undefined;
  const times = [nextStepAtMs, ...fires.map(({ nextRepeatAtMs }) => nextRepeatAtMs)].filter((ms) => ms !== undefined);
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** A dispatch under a clock that was set. @param byMs how far it jumped */
export function shiftDispatch(dispatch: Dispatch, byMs: number): Dispatch {
  const { nextStepAtMs, snoozedUntilMs, fires } = dispatch;
  return {
    ...dispatch,
    ...(nextStepAtMs !== undefined && { nextStepAtMs: nextStepAtMs + byMs }),
    ...(snoozedUntilMs !== undefined && { snoozedUntilMs: snoozedUntilMs + byMs }),
    fires: fires.map((fire) => ({
      ...fire,
      ...(fire.nextRepeatAtMs !== undefined && { nextRepeatAtMs: fire.nextRepeatAtMs + byMs }),
    })),
  };
}
