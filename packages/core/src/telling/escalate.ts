/** What policies do while an incident stands: the next step, the same once more, or the fallback of one that failed. */
import type { Cause } from '../deciding/event.ts';
import type { IncidentTie, MonitorState } from '../deciding/state.ts';
import type { AlertOccasion, Delivery } from './alert.ts';
import { deliveriesOf, messageOf, type Recipient, type Telling } from './alert-planning.ts';
import { type Audience, audienceAfter, audienceOfEscalation, reachableOf, recipientsOf } from './audience.ts';
import { type Dispatch, dueAtOf, type StepFires, type StepOfDispatch } from './dispatch.ts';
import { fallBack, type Firing } from './firing.ts';
import { openingHeadline } from './headline.ts';
import type { Incident, IncidentUpdate } from './incident.ts';
import { lineOf, standingSeverity } from './incident-row.ts';
import type { Plan } from './plan.ts';
import { sentence } from '../wording/said.ts';

/** An incident that stands, and what telling needs to know. */
export interface StandingInput extends Telling {
  readonly state: MonitorState;
  /** The row of the incident that the state is tied to. */
  readonly incident: Incident | undefined;
}

/** When policies have something to do about the incident of a state; undefined for never. */
export function escalatesAtMs({
  incident,
}: {
  readonly incident?: Pick<IncidentTie, 'dispatches'>;
}): number | undefined {
  let atMs = Infinity;
  for (const dispatch of incident?.dispatches ?? []) atMs = Math.min(atMs, dueAtOf(dispatch) ?? Infinity);
  return atMs === Infinity ? undefined : atMs;
}

/** Tells what is due by now. Undefined when nothing is, and while the incident's telling is held. */
export function escalate(given: StandingInput): Plan | undefined {
  const standing = standingOf(given);
  if (!standing || given.hold) return undefined;
  const { tie, incident } = standing;
  const audience = audienceOfEscalation({ ...given, tie, severity: standingSeverity(tie) });
  if (!audience) return undefined;
  const words = [...audience.words, ...escalatedInWords(audience, tie)];
  return asSteps(planOf(given, tie, incident, audience, words));
}

/** Tells the fallbacks of steps whose channels all failed. Undefined when there is none, or they were told already. */
export function escalateToFallback(given: StandingInput, failed: readonly StepOfDispatch[]): Plan | undefined {
  const standing = standingOf(given);
  if (!standing) return undefined;
  const { tie, incident } = standing;
  const before = tie.dispatches ?? [];
  const fallen = failed.reduce<Fallen>((so, one) => fallFurther(so, one, given, tie), {
    dispatches: before,
    firings: [],
    words: [],
  });
  if (fallen.firings.length === 0) return undefined;
  const { dispatches, words } = fallen;
  const changed = dispatches.filter((dispatch) => !before.includes(dispatch));
  // A fallback that several of them have is told once.
  const audience = audienceAfter(tie, { dispatches, recipients: recipientsOf(fallen.firings) }, changed);
  return told(planOf(given, tie, incident, audience, words), () => 'fallback');
}

/** A later step, or the same once more; the first step may come late, and is the opening all the same. */
function asSteps(plan: Plan): Plan {
  return told(plan, ({ fireCount = 1, stepNumber = 1 }) => {
    if (fireCount > 1) return 'repeat';
    return stepNumber > 1 ? 'escalation' : undefined;
  });
}

function told(plan: Plan, why: (alert: Delivery) => AlertOccasion | undefined): Plan {
  const deliveries = plan.deliveries.map((alert) => {
    const occasion = why(alert);
    return occasion ? { ...alert, message: { ...alert.message, occasion } } : alert;
  });
  return { ...plan, deliveries };
}

interface Fallen {
  readonly dispatches: readonly Dispatch[];
  readonly firings: readonly Firing[];
  readonly words: readonly string[];
}

function fallFurther(so: Fallen, { dispatchId, stepNumber }: StepOfDispatch, given: Telling, tie: IncidentTie): Fallen {
  const dispatch = so.dispatches.find(({ id }) => id === dispatchId);
  const policy = given.policies?.find(({ id }) => id === dispatch?.policyId);
  if (!dispatch || !policy) return so;
  const context = { policy, severity: standingSeverity(tie), reachable: reachableOf(given), nowMs: given.nowMs };
  const fired = fallBack(dispatch, stepNumber, context);
  if (fired.firings.length === 0) return so;
  const words = sentence('escalated.fallback', { step: stepNumber, name: policy.name });
  return {
    dispatches: so.dispatches.map((one) => (one === dispatch ? fired.dispatch : one)),
    firings: [...so.firings, ...fired.firings],
    words: [...so.words, words],
  };
}

function standingOf({ state, incident }: StandingInput): { tie: IncidentTie; incident: Incident } | undefined {
  const tie = state.incident;
  if (tie?.status !== 'CONFIRMED' || tie.held || incident?.id !== tie.id) return undefined;
  return { tie, incident };
}

function planOf(
  given: StandingInput,
  tie: IncidentTie,
  incident: Incident,
  { told, recipients, dispatches }: Audience,
  words: readonly string[],
): Plan {
  const sequence = tie.sequence + 1;
  return {
    state: { ...given.state, incident: { ...tie, ...told, ...(recipients.length > 0 && { sequence }) } },
    updates: words.map((body): IncidentUpdate => lineOf(incident, { body, topic: 'escalation' }, given)),
    deliveries: deliveriesOf(openingAgain(given, tie, incident), recipients, sequence, given),
    dispatches,
  };
}

/** The opening in words, as far as the incident knows it: no look is at hand. */
export function openingAgain(given: Telling, tie: IncidentTie, incident: Incident): ReturnType<typeof messageOf> {
  const kind = incident.reopenCount > 0 ? 'INCIDENT_REOPENED' : 'INCIDENT_CREATED';
  const { rule, ruleIndex, severity, sinceMs } = tie;
  const cause: Cause = {
    rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    severity,
    regions: incident.affectedRegions,
    // Of how many is not known any more: one says nothing about the others.
    regionsHeard: 1,
    sinceMs,
    trigger: incident.trigger ?? { region: incident.affectedRegions[0] ?? '', slotMs: sinceMs },
    ...(incident.failure && { failure: incident.failure }),
  };
  const headline = openingHeadline(kind, given.monitor.name, cause, given.nowMs);
  return { ...messageOf(incident, kind, headline, given, cause), severity: standingSeverity(tie) };
}

/** A line for each step that is told for the first time: repeats would fill the story. */
function escalatedInWords({ dispatches, recipients, unmanned }: Audience, tie: IncidentTie): readonly string[] {
  return dispatches.flatMap((dispatch) => {
    const before = tie.dispatches?.find(({ id }) => id === dispatch.id)?.currentStep ?? 0;
    const isUnmanned = unmanned.some(
      (one) => one.dispatchId === dispatch.id && one.stepNumber === dispatch.currentStep,
    );
    if (dispatch.currentStep <= before || isUnmanned) return [];
    const step = { step: dispatch.currentStep, total: dispatch.totalSteps, name: dispatch.policyName };
    const isAnyone = recipients.some((one: Recipient) => one.firing?.dispatchId === dispatch.id);
    if (before > 0) return [sentence(isAnyone ? 'escalated.told' : 'escalated.toldAlready', step)];
    return [sentence(isAnyone ? 'escalated.due' : 'escalated.dueAlready', step)];
  });
}

/**
 * The steps all of whose channels failed. Judged by the newest time that each was told, earlier rounds are over; and by
 * all alerts of that time to its channels, whichever policy they were put down to: a channel that several reach is told
 * once.
 * @param alerts all of the incident
 */
export function unreachedSteps(
  dispatches: readonly Dispatch[],
  alerts: readonly Delivery[],
): readonly StepOfDispatch[] {
  return dispatches.flatMap(({ id, fires, fellBackAtSteps }) =>
    fires
      .filter(({ stepNumber }) => !fellBackAtSteps.includes(stepNumber))
      .filter((fire) => hasReachedNobody(alertsOf(fire, id, alerts)))
      .map(({ stepNumber }) => ({ dispatchId: id, stepNumber })),
  );
}

function alertsOf({ stepNumber, told }: StepFires, id: string, alerts: readonly Delivery[]): readonly Delivery[] {
  const isOwn = (alert: Delivery): boolean => alert.dispatchId === id && alert.stepNumber === stepNumber;
  const openings = alerts.filter(({ kind }) => kind !== 'INCIDENT_RESOLVED');
  // Of what an earlier version told it is known only which alerts were put down to the step.
  const sequence = told?.sequence ?? Math.max(...openings.filter(isOwn).map((alert) => alert.sequence));
  return openings.filter(
    (alert) => alert.sequence === sequence && (isOwn(alert) || told?.channelIds.includes(alert.channelId)),
  );
}

function hasReachedNobody(alerts: readonly Delivery[]): boolean {
  const isOver = alerts.every(({ status }) => status === 'FAILED' || status === 'CANCELLED');
  return isOver && alerts.some(({ status }) => status === 'FAILED');
}
