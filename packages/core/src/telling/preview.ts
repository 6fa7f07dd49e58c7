/** Who would be told of an incident at some time, if nobody acknowledged it: every step with its channels and instant. */
import { type Dispatch, dueAtOf } from './dispatch.ts';
import { fireDue, type Firing } from './firing.ts';
import type { IncidentSeverity } from './incident.ts';
import type { NotificationPolicy } from './notification-policy.ts';
import { hasReachableStep, newDispatch } from './dispatch-round.ts';
import { policiesFor, type RoutingSubject } from './routing.ts';

/** What a preview is asked for. */
export interface PreviewInput {
  readonly policies: readonly NotificationPolicy[];
  readonly subject: RoutingSubject & { readonly severity: IncidentSeverity };
  /** The channels that exist. */
  readonly reachable: ReadonlySet<string>;
  /** The channels that the monitor names itself; absent where it names none. */
  readonly directChannelIds?: readonly string[];
  /** When it opens. */
  readonly atMs: number;
}

/** One step as it would be told. */
export interface PreviewStep {
  readonly stepNumber: number;
  readonly atMs: number;
  readonly channelIds: readonly string[];
  /** Whether it waited for the end of quiet hours. */
  readonly isDelayed: boolean;
  readonly repeatIntervalSeconds?: number;
}

/** Who would be told. */
export interface Preview {
  /** Told at once, without a policy. */
  readonly directChannelIds: readonly string[];
  readonly policies: readonly { readonly policy: NotificationPolicy; readonly steps: readonly PreviewStep[] }[];
}

/** Runs the steps of every policy that matches, on a clock that only jumps from one to the next. */
export function previewOf(given: PreviewInput): Preview {
  const { policies, subject, reachable, directChannelIds, atMs } = given;
  const matching = policiesFor(policies, { status: 'CONFIRMED', ...subject }).filter((policy) =>
    hasReachableStep(policy, reachable),
  );
  const everyone = matching.length === 0 ? [...reachable] : [];
  return {
    directChannelIds: directChannelIds?.filter((id) => reachable.has(id)) ?? everyone,
    policies: matching.map((policy) => ({ policy, steps: stepsOf(policy, subject.severity, reachable, atMs) })),
  };
}

function stepsOf(
  policy: NotificationPolicy,
  severity: IncidentSeverity,
  reachable: ReadonlySet<string>,
  atMs: number,
): readonly PreviewStep[] {
  const steps: PreviewStep[] = [];
  let dispatch: Dispatch = newDispatch(withoutRepeats(policy), { id: '', incidentId: '', nowMs: atMs });
  for (let nowMs = dueAtOf(dispatch); nowMs !== undefined; nowMs = dueAtOf(dispatch)) {
    const fired = fireDue(dispatch, { policy: withoutRepeats(policy), severity, reachable, nowMs });
    dispatch = fired.dispatch;
    for (const firing of fired.firings) steps.push(stepOf(firing, policy, nowMs));
  }
  return steps;
}

function stepOf(
  { stepNumber, channelIds, notBeforeMs }: Firing,
  policy: NotificationPolicy,
  nowMs: number,
): PreviewStep {
  const repeatIntervalSeconds = policy.escalation.steps[stepNumber - 1]?.repeatIntervalSeconds;
  return {
    stepNumber,
    atMs: notBeforeMs ?? nowMs,
    channelIds,
    isDelayed: notBeforeMs !== undefined,
    ...(repeatIntervalSeconds !== undefined && { repeatIntervalSeconds }),
  };
}

/** A repeat is said once, not fifty times. */
function withoutRepeats(policy: NotificationPolicy): NotificationPolicy {
  const steps = policy.escalation.steps.map(({ delayMinutes, channelIds }) => ({ delayMinutes, channelIds }));
  return { ...policy, escalation: { steps } };
}
