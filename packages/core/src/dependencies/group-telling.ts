/**
 * A group's incident is told the way a monitor's is: by the same policies and steps, to be taken on and given back by the
 * same acts. Only the words are its own.
 */
import { initialState } from '../deciding/state.ts';
import { acknowledge, type AcknowledgeInput, unacknowledge } from '../telling/acknowledge.ts';
import type { AlertKind, AlertMessage, Delivery } from '../telling/alert.ts';
import { deliveriesOf, messageOf, type Telling } from '../telling/alert-planning.ts';
import { type Audience, audienceOfEnd, audienceOfOpening } from '../telling/audience.ts';
import { ofNoMonitor } from '../telling/by-hand.ts';
import type { Dispatch } from '../telling/dispatch.ts';
import {
  escalate,
  escalatesAtMs,
  escalateToFallback,
  type StandingInput,
  unreachedSteps,
} from '../telling/escalate.ts';
import { changeSeverity, type SeverityChange } from '../telling/change-severity.ts';
import { nameInHeadline, timeOf } from '../telling/headline.ts';
import { retold } from '../telling/occasion.ts';
import type { Incident } from '../telling/incident.ts';
import type { Plan } from '../telling/plan.ts';
import type { RoutingSubject } from '../telling/routing.ts';
import type { GroupInput, GroupStep, GroupTie } from './group-state.ts';
import { type GroupHealth, groupHealth } from './resource-group.ts';
import { sentence } from '../wording/said.ts';

/** Members named in an alert; the others are counted. */
const NAMED_MAX = 10;

/** An incident that a group has, with all that is known of it. */
interface Standing extends StandingInput {
  readonly incident: Incident;
}

/** What is told of an opening, and what its story says beside that. */
interface ToldOpening {
  readonly told: Audience['told'];
  readonly words: readonly string[];
  readonly deliveries: readonly Delivery[];
  readonly dispatches: readonly Dispatch[];
}

/** Tells of an opening. @param kind whether it is new or has come back */
export function tellGroupOpening(
  given: GroupInput,
  incident: Incident,
  kind: 'INCIDENT_CREATED' | 'INCIDENT_REOPENED',
  sequence: number,
): ToldOpening {
  const telling = tellingOf(given);
  const { told, recipients, dispatches, words } = audienceOfOpening({
    ...telling,
    incident,
    kind,
    severity: 'DOWN',
    regions: incident.affectedRegions,
    tie: { sequence: sequence - 1, toldChannelIds: [] },
    standsFor: standsFor(given),
    earlier: kind === 'INCIDENT_REOPENED' ? given.state.cooldown?.dispatches : undefined,
  });
  const deliveries = deliveriesOf(openingOf(given, incident, kind), recipients, sequence, telling);
  return { told, words, deliveries: ofNoMonitor(deliveries, incident), dispatches };
}

/** Tells of an end: those that were told of the opening, but for those that a policy wants left alone (I4). */
export function tellGroupEnd(
  given: GroupInput,
  tie: GroupTie,
  ended: Incident,
  { headline, isClosed }: { readonly headline: string; readonly isClosed: boolean },
): { readonly deliveries: readonly Delivery[]; readonly dispatches: readonly Dispatch[] } {
  const telling = tellingOf(given);
  const { recipients, dispatches } = audienceOfEnd({ ...telling, tie, severity: 'DOWN' });
  const message = {
    ...messageOf(ended, 'INCIDENT_RESOLVED', headline, telling),
    ...(isClosed && { isClosed }),
  };
  return { deliveries: ofNoMonitor(deliveriesOf(message, recipients, tie.sequence + 1, telling), ended), dispatches };
}

/** Tells what is due by now of the policies' work. Undefined when nothing is. */
export function escalateGroup(given: GroupInput): GroupStep | undefined {
  const standing = standingOf(given);
  const dueAtMs = standing && escalatesAtMs(standing.state);
  if (dueAtMs === undefined || dueAtMs > given.nowMs) return undefined;
  return stepOf(given, escalate(standing!));
}

/** Tells the fallbacks of steps that reached nobody. Undefined when there are none. @param alerts all of the incident */
export function groupToFallback(given: GroupInput, alerts: readonly Delivery[]): GroupStep | undefined {
  const standing = standingOf(given);
  const failed = unreachedSteps(given.state.incident?.dispatches ?? [], alerts);
  return standing && stepOf(given, escalateToFallback(standing, failed));
}

/** Somebody takes it on. Undefined when somebody has it already, or there is nothing to be had. */
export function acknowledgeGroup(
  given: GroupInput,
  how: Pick<AcknowledgeInput, 'by' | 'body' | 'snoozedUntilMs'>,
): GroupStep | undefined {
  const standing = standingOf(given);
  return standing && stepOf(given, acknowledge({ ...standing, ...how }));
}

/** A person says how bad it is. Undefined when it is that already, or there is nothing to be changed. */
export function changeGroupSeverity(given: GroupInput, how: SeverityChange): GroupStep | undefined {
  const standing = standingOf(given);
  return standing && stepOf(given, changeSeverity({ ...standing, ...how }));
}

/** Nobody has it any more. Undefined when nobody had it. */
export function unacknowledgeGroup(
  given: GroupInput,
  how: Pick<AcknowledgeInput, 'by' | 'body'>,
): GroupStep | undefined {
  const standing = standingOf(given);
  return standing && stepOf(given, unacknowledge({ ...standing, ...how }));
}

/** "3 of 5 monitors are down: shop, blog and api" */
export function groupReason({ members }: GroupInput, { failingCount, countedMembers }: GroupHealth): string {
  const down = members.flatMap(({ name, status }) => (status === 'down' ? [nameInHeadline(name)] : []));
  const named = down.length > NAMED_MAX ? [...down.slice(0, NAMED_MAX), `${down.length - NAMED_MAX} more`] : down;
  const list = named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1)}` : named.join('');
  const of = { failing: failingCount, counted: countedMembers };
  if (list === '') return sentence(failingCount === 1 ? 'rule.groupOne' : 'rule.group', of);
  return sentence(failingCount === 1 ? 'rule.groupOneNamed' : 'rule.groupNamed', { ...of, names: list });
}

/** The regions in which members that are down are in trouble. */
export function groupRegions({ members, subjectOf }: GroupInput): readonly string[] {
  const down = members.filter(({ status }) => status === 'down');
  return [...new Set(down.flatMap((member) => subjectOf?.(member).regions ?? []))].sort();
}

/** Its own channels, as far as they exist, are told whatever policies say; where it names none, it is as with monitors. */
function tellingOf(given: GroupInput): Telling {
  const { group, members, channels, policies = [], nowMs, newId } = given;
  const own = channels.filter(({ id }) => group.defaultChannelIds?.includes(id));
  return {
    monitor: { id: group.id, name: group.name, target: `a group of ${members.length} monitors` },
    channels: own.length > 0 ? own : channels,
    namesChannels: own.length > 0,
    reachable: channels,
    policies,
    policyId: group.alertPolicyId,
    subject: { resourceGroupIds: [group.id] },
    nowMs,
    newId,
  };
}

/** Where members are not told of, whoever would hear of one of them hears of the group: also of one that fails later. */
function standsFor({ group, members, subjectOf }: GroupInput): readonly RoutingSubject[] {
  if (!subjectOf) return [];
  return (group.suppressesMembers ? members : members.filter(({ status }) => status === 'down')).map(subjectOf);
}

function openingOf(
  given: GroupInput,
  incident: Incident,
  kind: Exclude<AlertKind, 'INCIDENT_RESOLVED'>,
): AlertMessage & { readonly kind: AlertKind } {
  const health = groupHealth(
    given.group,
    given.members.map(({ status }) => status),
  );
  const how = kind === 'INCIDENT_REOPENED' ? 'down again' : 'down';
  const sinceMs = given.state.beyondSinceMs ?? (given.state.incident ? incident.startedAtMs : given.nowMs);
  const since = timeOf(sinceMs, given.nowMs);
  const headline = `${nameInHeadline(given.group.name)} is ${how} since ${since}: ${groupReason(given, health)}`;
  return messageOf(incident, kind, headline, tellingOf(given));
}

function standingOf(given: GroupInput): Standing | undefined {
  const { state, incident, nowMs } = given;
  if (!state.incident || incident?.id !== state.incident.id) return undefined;
  const { startedAtMs: sinceMs, triggeredByRule, title } = incident;
  const rule = triggeredByRule ?? title;
  const severityByHand = incident.severity === 'DOWN' ? {} : { severityByHand: incident.severity };
  const tie = { ...state.incident, status: 'CONFIRMED', severity: 'down', ...severityByHand, sinceMs, rule } as const;
  return { ...tellingOf(given), incident, state: { ...initialState(0, nowMs), incident: tie } };
}

/** A plan without the state of a monitor, in the group's own words. */
function stepOf(
  given: GroupInput,
  plan: (Plan & { readonly cancelDispatches?: readonly string[] }) | undefined,
): GroupStep | undefined {
  const tie = plan?.state.incident;
  if (!plan || !tie) return undefined;
  const { id, sequence, toldChannelIds, directChannelIds, dispatches } = tie;
  const { state: _, ...rest } = plan;
  const incident = plan.incident ?? given.incident!;
  return {
    ...rest,
    state: {
      ...given.state,
      incident: {
        ...{ id, sequence, toldChannelIds },
        ...(directChannelIds && { directChannelIds }),
        ...(dispatches && { dispatches }),
      },
    },
    deliveries: ofNoMonitor(
      plan.deliveries.map((alert) => inOwnWords(alert, given, incident)),
      incident,
    ),
  };
}

function inOwnWords(alert: Delivery, given: GroupInput, incident: Incident): Delivery {
  const kind = alert.kind === 'INCIDENT_REOPENED' ? alert.kind : 'INCIDENT_CREATED';
  return { ...alert, message: retold(openingOf(given, incident, kind), alert.message) };
}
