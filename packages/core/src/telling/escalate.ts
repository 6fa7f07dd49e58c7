/** What policies do while an incident stands: the next step, the same once more, or the fallback of one that failed. */
import type { Cause } from '../deciding/event.ts';
import type { IncidentTie, MonitorState } from '../deciding/state.ts';
import { deliveriesOf, messageOf, type Recipient, type Telling } from './alert-planning.ts';
import { type Audience, audienceAfter, audienceOfEscalation, reachableOf, recipientsOf } from './audience.ts';
import { dueAtOf } from './dispatch.ts';
import { fallBack } from './escalation.ts';
import { openingHeadline } from './headline.ts';
import type { Incident, IncidentUpdate } from './incident.ts';
import { lineOf, severityOf } from './incident-row.ts';
import type { Plan } from './plan.ts';

/** An incident that stands, and what telling needs to know. */
export interface StandingInput extends Telling {
  readonly state: MonitorState;
  /** The row of the incident that the state is tied to. */
  readonly incident: Incident | undefined;
}

/** When policies have something to do about the incident of a state; undefined for never. */
export function escalatesAtMs({ incident }: Pick<MonitorState, 'incident'>): number | undefined {
  const times = (incident?.dispatches ?? []).flatMap((dispatch) => dueAtOf(dispatch) ?? []);
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** Tells what is due by now. Undefined when nothing is, and while the incident's telling is held. */
export function escalate(given: StandingInput): Plan | undefined {
  const standing = standingOf(given);
  if (!standing || given.hold) return undefined;
  const { tie, incident } = standing;
  const audience = audienceOfEscalation({ ...given, tie, severity: severityOf(tie.severity) });
  return audience && planOf(given, tie, incident, audience, escalatedInWords(audience, tie));
}

/** Tells the fallback of a step whose channels all failed. Undefined when there is none, or it was told already. */
export function escalateToFallback(
  given: StandingInput,
  failed: { readonly dispatchId: string; readonly stepNumber: number },
): Plan | undefined {
  const standing = standingOf(given);
  const dispatches = standing?.tie.dispatches ?? [];
  const dispatch = dispatches.find(({ id }) => id === failed.dispatchId);
  const policy = given.policies?.find(({ id }) => id === dispatch?.policyId);
  if (!standing || !dispatch || !policy) return undefined;
  const { tie, incident } = standing;
  const context = { policy, severity: severityOf(tie.severity), reachable: reachableOf(given), nowMs: given.nowMs };
  const fallen = fallBack(dispatch, failed.stepNumber, context);
  if (fallen.firings.length === 0) return undefined;
  const recipients = recipientsOf(fallen.firings);
  const after = dispatches.map((one) => (one.id === dispatch.id ? fallen.dispatch : one));
  const audience = audienceAfter(tie, { dispatches: after, recipients }, [fallen.dispatch]);
  const words = `No channel of step ${failed.stepNumber} of "${policy.name}" could be reached: its fallback is told.`;
  return planOf(given, tie, incident, audience, [words]);
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
    updates: words.map((body): IncidentUpdate => lineOf(incident, { body }, given)),
    deliveries: deliveriesOf(openingAgain(given, tie, incident), recipients, sequence, given),
    dispatches,
  };
}

/** The opening in words, as far as the incident knows it: no look is at hand. */
function openingAgain(given: StandingInput, tie: IncidentTie, incident: Incident): ReturnType<typeof messageOf> {
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
  return messageOf(incident, kind, openingHeadline(kind, given.monitor.name, cause, given.nowMs), given, cause);
}

/** A line for each step that is told for the first time: repeats would fill the story. */
function escalatedInWords({ dispatches, recipients }: Audience, tie: IncidentTie): readonly string[] {
  return dispatches.flatMap((dispatch) => {
    const before = tie.dispatches?.find(({ id }) => id === dispatch.id)?.currentStep ?? 0;
    if (dispatch.currentStep <= before) return [];
    const step = `step ${dispatch.currentStep} of ${dispatch.totalSteps} of "${dispatch.policyName}"`;
    const isAnyone = recipients.some((one: Recipient) => one.firing?.dispatchId === dispatch.id);
    const why = before > 0 ? 'Nobody has acknowledged it' : 'Its wait is over';
    return [`${why}: ${step} ${isAnyone ? 'is told' : 'was told already'}.`];
  });
}
