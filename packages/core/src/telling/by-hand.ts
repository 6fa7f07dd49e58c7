/**
 * What a person opened, told like what looks found: the same policies, steps and ends. No monitor's state is tied to it,
 * so its tie is made anew each time from what is kept: its alerts, and what policies did about it.
 */
import { initialState, type IncidentTie, type MonitorState } from '../deciding/state.ts';
import { acknowledge, type Acknowledged, type AcknowledgeInput, unacknowledge } from './acknowledge.ts';
import type { AlertMessage, Delivery } from './alert.ts';
import { deliveriesOf, messageOf, type Telling } from './alert-planning.ts';
import { audienceOfOpening } from './audience.ts';
import { changeSeverity, type SeverityChange } from './change-severity.ts';
import type { Dispatch } from './dispatch.ts';
import { escalate, escalateToFallback, unreachedSteps } from './escalate.ts';
import { nameInHeadline } from './headline.ts';
import type { Incident } from './incident.ts';
import { lineOf } from './incident-row.ts';
import { retold } from './occasion.ts';
import type { Plan } from './plan.ts';
import { resolveManually, resolveWithMonitor } from './resolve.ts';
import { endDispatch } from './standing-down.ts';

/** What is kept of telling an incident. */
export interface KeptTelling {
  /** All its alerts. */
  readonly deliveries: readonly Delivery[];
  readonly dispatches: readonly Dispatch[];
}

/** An incident that a person opened, and what telling needs to know. */
export interface ByHandInput extends Telling, KeptTelling {
  readonly incident: Incident;
}

/** What follows, without the state of any monitor. */
export type PlanByHand = Omit<Plan, 'state'>;

/** Tells of an incident that a person has opened. */
export function openByHand(given: Telling & { readonly incident: Incident }): PlanByHand {
  const { incident } = given;
  const { severity, affectedRegions: regions } = incident;
  const opening = {
    ...given,
    severity,
    regions,
    kind: 'INCIDENT_CREATED',
    tie: { sequence: 0, toldChannelIds: [] },
  } as const;
  const { recipients, dispatches, words } = audienceOfOpening(opening);
  const deliveries = deliveriesOf(openingOf(given), recipients, 1, given);
  const updates = words.map((body) => lineOf(incident, { body, topic: 'escalation' }, given));
  return { updates, deliveries: ofNoMonitor(deliveries, incident), dispatches };
}

/** What its policies do by now. Undefined when nothing is due. */
export function escalateByHand(given: ByHandInput): PlanByHand | undefined {
  return inOwnWords(escalate({ ...given, state: stateOf(given) }), given);
}

/** Tells the fallbacks of steps that reached nobody. Undefined when there are none. */
export function fallBackByHand(given: ByHandInput): PlanByHand | undefined {
  const failed = unreachedSteps(given.dispatches, given.deliveries);
  return inOwnWords(escalateToFallback({ ...given, state: stateOf(given) }, failed), given);
}

/** Somebody takes it on. Undefined when somebody has it already. */
export function acknowledgeByHand(
  given: ByHandInput & Pick<AcknowledgeInput, 'by' | 'body' | 'snoozedUntilMs'>,
): Omit<Acknowledged, 'state'> | undefined {
  const done = acknowledge({ ...given, state: stateOf(given) });
  return done && withoutState(done);
}

/** Nobody has it any more. Undefined when nobody had it. */
export function unacknowledgeByHand(
  given: ByHandInput & Pick<AcknowledgeInput, 'by' | 'body'>,
): PlanByHand | undefined {
  const done = unacknowledge({ ...given, state: stateOf(given) });
  return done && withoutState(done);
}

/** A person says how bad it is. Undefined when it is that already. */
export function changeSeverityByHand(given: ByHandInput & SeverityChange): PlanByHand | undefined {
  const changed = changeSeverity({ ...given, state: stateOf(given) });
  return inOwnWords(changed, { ...given, incident: changed?.incident ?? given.incident });
}

/** Ends it; those that were told of it hear so. */
export function resolveByHand(given: ByHandInput & { readonly body?: string | undefined }): PlanByHand {
  const plan = withoutState(resolveManually({ ...given, state: stateOf(given) }));
  return { ...plan, deliveries: ofNoMonitor(plan.deliveries, given.incident) };
}

/**
 * Ends an incident with its monitor, whoever had opened it: those that were told of it hear so.
 * @param given.state what is kept of the monitor: it knows best who was told of its own incident
 */
export function endWithMonitor(given: ByHandInput & { readonly state: MonitorState | undefined }): PlanByHand {
  const { state, incident } = given;
  const isOwn = state?.incident?.id === incident.id;
  const plan = withoutState(resolveWithMonitor({ ...given, state: isOwn ? state : stateOf(given) }));
  const ended = plan.dispatches ?? [];
  const others = given.dispatches.filter(({ id }) => !ended.some((one) => one.id === id));
  return { ...plan, dispatches: [...ended, ...others.map((one) => endDispatch(one, given.nowMs))] };
}

function stateOf(given: ByHandInput) {
  return { ...initialState(0, given.nowMs), incident: tieOf(given) };
}

function tieOf({ incident, deliveries, dispatches }: ByHandInput): IncidentTie {
  const openings = deliveries.filter(({ kind }) => kind !== 'INCIDENT_RESOLVED');
  const direct = openings.filter(({ dispatchId }) => dispatchId === undefined);
  const idsOf = (alerts: typeof openings): string[] => [...new Set(alerts.map(({ channelId }) => channelId))];
  return {
    id: incident.id,
    status: 'CONFIRMED',
    severity: incident.severity === 'DOWN' ? 'down' : 'degraded',
    severityByHand: incident.severity,
    sinceMs: incident.startedAtMs,
    rule: incident.title,
    sequence: Math.max(0, ...deliveries.map(({ sequence }) => sequence)),
    toldChannelIds: idsOf(openings),
    ...(openings.some(({ message }) => message.severity === 'DOWN') && { isToldAsDown: true }),
    ...(dispatches.length > 0 && { dispatches, directChannelIds: idsOf(direct) }),
  };
}

/** A person's words stand in the place of a rule's. */
function inOwnWords(plan: Plan | undefined, given: ByHandInput): PlanByHand | undefined {
  if (!plan) return undefined;
  const opening = openingOf(given);
  const deliveries = plan.deliveries.map((alert): Delivery => {
    return { ...alert, message: retold(opening, alert.message) };
  });
  return { ...withoutState(plan), deliveries: ofNoMonitor(deliveries, given.incident) };
}

function openingOf(given: Telling & { readonly incident: Incident }): AlertMessage & { kind: 'INCIDENT_CREATED' } {
  const { incident, monitor } = given;
  const isOfMonitor = incident.monitorId !== undefined;
  const headline = isOfMonitor ? `${nameInHeadline(monitor.name)}: ${incident.title}` : incident.title;
  return { ...messageOf(incident, 'INCIDENT_CREATED', headline, given), kind: 'INCIDENT_CREATED' };
}

function withoutState<Planned extends Plan>(planned: Planned): Omit<Planned, 'state'> {
  const { state: _, ...plan } = planned;
  return plan;
}

/** An alert names a monitor that exists, or none. */
export function ofNoMonitor(
  deliveries: readonly Delivery[],
  { monitorId }: Pick<Incident, 'monitorId'>,
): readonly Delivery[] {
  if (monitorId !== undefined) return deliveries;
  return deliveries.map((delivery) => {
    const { monitorId: _, ...alert } = delivery;
    return alert;
  });
}
