/** Somebody takes an incident on: policies stop telling of it, for good or for a while. */
import type { Audience } from './audience.ts';
import type { Dispatch } from './dispatch.ts';
import type { StandingInput } from './escalate.ts';
import { acknowledgeDispatch } from './standing-down.ts';
import { type Acknowledgement, acknowledgementAt, type Incident, type IncidentUpdate } from './incident.ts';
import { lineOf } from './incident-row.ts';
import type { EscalationStep } from './notification-policy.ts';
import type { Plan } from './plan.ts';
import { saidBy, sentence } from '../wording/said.ts';

/** What acknowledging is told. */
export interface AcknowledgeInput extends StandingInput {
  /** Who does it, as the story of the incident shows it. */
  readonly by: string;
  /** What the person says. */
  readonly body?: string | undefined;
  /** Only until then, epoch milliseconds: what was due meanwhile is told afterwards. */
  readonly snoozedUntilMs?: number | undefined;
}

/** A plan, and whose alerts that still wait are not to be sent any more. */
export interface Acknowledged extends Plan {
  readonly cancelDispatches: readonly string[];
}

/**
 * Acknowledges the incident that a state is tied to, whoever asks: API, command line or the link of an alert. Undefined
 * when that is not the incident, or somebody has it already.
 */
export function acknowledge(given: AcknowledgeInput): Acknowledged | undefined {
  const { state, incident, by, snoozedUntilMs, nowMs } = given;
  const tie = state.incident;
  if (!tie || tie.id !== incident?.id) return undefined;
  const how = { name: by, nowMs, ...(snoozedUntilMs !== undefined && { snoozedUntilMs }) };
  const dispatches = (tie.dispatches ?? []).map((dispatch) => acknowledgeDispatch(dispatch, how));
  const changed = dispatches.filter((dispatch, place) => dispatch !== tie.dispatches?.[place]);
  const had = incident.acknowledgement;
  const isHad = had !== undefined && had.snoozedUntilMs === undefined && snoozedUntilMs === undefined;
  if (isHad && changed.length === 0) return undefined;
  return {
    state: { ...state, incident: { ...tie, ...(changed.length > 0 && { dispatches }) } },
    incident: { ...incident, acknowledgement: acknowledgementBy(given), updatedAtMs: nowMs },
    updates: [acknowledgementInWords(incident, given)],
    deliveries: [],
    dispatches: changed,
    // Of a policy whose work has ended too: what it told may still be on its way to a channel that is in trouble.
    cancelDispatches: dispatches.map(({ id }) => id),
  };
}

function acknowledgementBy({ by, nowMs, snoozedUntilMs }: AcknowledgeInput): Acknowledgement {
  return { by, atMs: nowMs, ...(snoozedUntilMs !== undefined && { snoozedUntilMs }) };
}

/** The line of the story that says who has it. */
function acknowledgementInWords(
  incident: Incident,
  { by, body, snoozedUntilMs, ...given }: AcknowledgeInput,
): IncidentUpdate {
  const words = saidBy(body);
  const what =
    snoozedUntilMs === undefined
      ? sentence('line.acknowledged', { by, said: words })
      : sentence('line.snoozed', { by, until: minuteOf(snoozedUntilMs), said: words });
  return lineOf(incident, { createdBy: 'USER', topic: 'acknowledgement', body: what }, given);
}

/** "2026-01-05 12:04 UTC" */
function minuteOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/**
 * Nobody has it any more: the newest step is told again at once, and those after it follow. Undefined when nobody had it.
 */
export function unacknowledge(given: Omit<AcknowledgeInput, 'snoozedUntilMs'>): Plan | undefined {
  const { state, incident, by, body, policies = [], nowMs } = given;
  const tie = state.incident;
  if (!tie || tie.id !== incident?.id || !incident.acknowledgement) return undefined;
  const { acknowledgement: _, ...row } = incident;
  const dispatches = (tie.dispatches ?? []).map((dispatch) => {
    const steps = policies.find(({ id }) => id === dispatch.policyId)?.escalation.steps ?? [];
    return dispatch.status === 'ACKNOWLEDGED' ? givenBack(dispatch, steps, { name: by, nowMs }) : dispatch;
  });
  return {
    state: { ...state, incident: { ...tie, ...(dispatches.length > 0 && { dispatches }) } },
    incident: { ...row, updatedAtMs: nowMs },
    updates: [
      lineOf(
        incident,
        {
          ...{ createdBy: 'USER', topic: 'acknowledgement' },
          body: sentence('line.givenBack', { by, said: saidBy(body) }),
        },
        given,
      ),
    ],
    deliveries: [],
    dispatches: dispatches.filter((dispatch, place) => dispatch !== tie.dispatches?.[place]),
  };
}

/** A snooze that ends at once, but that an acknowledgement had ended what was to come: that is due as from now. */
function givenBack(
  dispatch: Dispatch,
  steps: readonly EscalationStep[],
  by: { readonly name: string; readonly nowMs: number },
): Dispatch {
  const ending = acknowledgeDispatch(dispatch, { ...by, snoozedUntilMs: by.nowMs });
  const next = steps[dispatch.currentStep];
  return next ? { ...ending, nextStepAtMs: by.nowMs + next.delayMinutes * 60_000 } : ending;
}

/** What begins to be told of an incident that somebody has already is told once, and nobody is called after it. */
export function takenOn(audience: Audience, incident: Incident, nowMs: number): Audience {
  const had = acknowledgementAt(incident, nowMs);
  if (!had) return audience;
  const { by: name, snoozedUntilMs } = had;
  const how = { name, nowMs, ...(snoozedUntilMs !== undefined && { snoozedUntilMs }) };
  const taken = new Map(audience.dispatches.map((one) => [one, acknowledgeDispatch(one, how)]));
  const { dispatches } = audience.told;
  return {
    ...audience,
    dispatches: [...taken.values()],
    told: { ...audience.told, ...(dispatches && { dispatches: dispatches.map((one) => taken.get(one) ?? one) }) },
  };
}
