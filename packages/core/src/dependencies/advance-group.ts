/** What becomes of a group as its members fail and come back: its incident, and what is told of it. */
import type { AlertKind, AlertMessage, Delivery } from '../telling/alert.ts';
import { closedHeadline, closingHeadline, nameInHeadline, timeOf } from '../telling/headline.ts';
import { endOf, lineOf } from '../telling/incident-row.ts';
import type { Incident, IncidentUpdate } from '../telling/incident.ts';
import { type GroupHealth, groupHealth, type MemberStatus, type ResourceGroup } from './resource-group.ts';

/** Members named in an alert; the others are counted. */
const NAMED_MAX = 10;

/** What is remembered of a group. A plain JSON value. */
export interface GroupState {
  /** Since when its threshold is reached, while nothing has been told of that. */
  readonly beyondSinceMs?: number;
  readonly incident?: { readonly id: string; readonly sequence: number; readonly toldChannelIds: readonly string[] };
  /** The last incident, which comes back within the cooldown. */
  readonly cooldown?: { readonly incidentId: string; readonly sequence: number; readonly untilMs: number };
  /** When the last incident ended: members are looked at anew before they are told of. */
  readonly endedAtMs?: number;
  /** A person ended its incident while it stood: nothing is told until its threshold is not reached any more. */
  readonly isClosedByHand?: true;
}

/** What deciding about a group is told. */
export interface GroupInput {
  readonly group: ResourceGroup;
  readonly members: readonly { readonly name: string; readonly status: MemberStatus }[];
  readonly state: GroupState;
  /** The row of `groupIncidentIdOf(state)`. */
  readonly incident: Incident | undefined;
  /** All channels there are. */
  readonly channelIds: readonly string[];
  readonly nowMs: number;
  readonly newId: () => string;
}

/** What is to be committed together. */
export interface GroupStep {
  readonly state: GroupState;
  readonly incident?: Incident;
  readonly updates: readonly IncidentUpdate[];
  readonly deliveries: readonly Delivery[];
}

/** The incident whose row deciding may need. */
export function groupIncidentIdOf(state: GroupState): string | undefined {
  return state.incident?.id ?? state.cooldown?.incidentId;
}

/** The next of a group; undefined when nothing has changed. */
export function advanceGroup(given: GroupInput): GroupStep | undefined {
  const { group, members, state, nowMs } = given;
  const statuses = members.map(({ status }) => status);
  const health = groupHealth(group, statuses);
  const isBeyond = group.threshold !== undefined && health.thresholdStatus === 'down';
  if (state.incident) return isBeyond ? undefined : end(given);
  const { beyondSinceMs, isClosedByHand, ...rest } = state;
  if (!isBeyond) return beyondSinceMs === undefined && !isClosedByHand ? undefined : nothingTold(rest);
  if (isClosedByHand) return undefined;
  const waitedMs = nowMs - (beyondSinceMs ?? nowMs);
  // A clock that was set back does not make it wait longer.
  const isDue = waitedMs < 0 || waitedMs >= 1000 * (group.confirmationDelaySeconds ?? 0);
  if (isDue) return open(given, health, beyondSinceMs ?? nowMs);
  return beyondSinceMs === undefined ? nothingTold({ ...rest, beyondSinceMs: nowMs }) : undefined;
}

/** A person ends the group's incident: those that were told of it hear so. Undefined when it has none. */
export function closeGroup(given: GroupInput, body: string | undefined): GroupStep | undefined {
  const { state, incident, nowMs } = given;
  if (!state.incident || !incident) return undefined;
  const ended = { ...incident, ...endOf(incident, nowMs, 'MANUAL'), updatedAtMs: nowMs } as const;
  const headline = closedHeadline(given.group.name, ended.resolvedAtMs - incident.startedAtMs, true);
  const line = { newStatus: 'RESOLVED', ...(body !== undefined && { body }), createdBy: 'USER' } as const;
  return {
    state: { isClosedByHand: true, endedAtMs: nowMs },
    incident: ended,
    updates: [lineOf(incident, line, given)],
    deliveries: tellEnd(given, ended, headline, state.incident),
  };
}

function nothingTold(state: GroupState): GroupStep {
  return { state, updates: [], deliveries: [] };
}

function open(given: GroupInput, health: GroupHealth, sinceMs: number): GroupStep {
  const { group, state, nowMs, newId } = given;
  const again = state.cooldown && given.incident && nowMs < state.cooldown.untilMs ? given.incident : undefined;
  const why = reasonOf(given, health);
  const title = `${nameInHeadline(group.name)} is down: ${health.failingCount} of ${health.countedMembers} monitors`;
  const incident: Incident = again ? reopened(again, title, nowMs) : newIncident(given, title, sinceMs);
  const sequence = again ? state.cooldown!.sequence + 1 : 1;
  const kind = again ? 'INCIDENT_REOPENED' : 'INCIDENT_CREATED';
  const how = again ? 'down again' : 'down';
  const headline = `${nameInHeadline(group.name)} is ${how} since ${timeOf(sinceMs, nowMs)}: ${why}`;
  const toldChannelIds = channelsOf(given);
  const body = `${again ? 'Reopened' : 'Confirmed'}: ${why}.`;
  return {
    state: { incident: { id: incident.id, sequence, toldChannelIds } },
    incident,
    updates: [
      lineOf({ id: incident.id, status: again?.status ?? 'CONFIRMED' }, { newStatus: 'CONFIRMED', body }, given),
    ],
    deliveries: deliveries({ ...given, incident, kind, headline, sequence, channelIds: toldChannelIds, newId }),
  };
}

function newIncident({ group, nowMs, newId }: GroupInput, title: string, sinceMs: number): Incident {
  return {
    id: newId(),
    resourceGroup: { id: group.id, name: group.name },
    source: 'RESOURCE_GROUP',
    status: 'CONFIRMED',
    severity: 'DOWN',
    title,
    affectedRegions: [],
    reopenCount: 0,
    triggeredByRule: thresholdInWords(group),
    startedAtMs: sinceMs,
    confirmedAtMs: nowMs,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

function reopened(before: Incident, title: string, nowMs: number): Incident {
  const { resolvedAtMs: _, resolutionReason: __, cooldownUntilMs: ___, ...row } = before;
  return { ...row, status: 'CONFIRMED', title, reopenCount: row.reopenCount + 1, updatedAtMs: nowMs };
}

function end(given: GroupInput): GroupStep {
  const { group, state, incident, nowMs } = given;
  const tie = state.incident!;
  // A row that the store has lost cannot be told of; the group must not be stuck with it.
  if (!incident) return nothingTold({ endedAtMs: nowMs });
  const untilMs = nowMs + 60_000 * (group.recoveryCooldownMinutes ?? 0);
  const part = { ...endOf(incident, nowMs, 'AUTO_RECOVERED'), cooldownUntilMs: untilMs };
  const ended = { ...incident, ...part, updatedAtMs: nowMs };
  const headline = closingHeadline(group.name, part.resolvedAtMs - incident.startedAtMs);
  const told = tellEnd(given, ended, headline, tie);
  const sequence = told.length > 0 ? tie.sequence + 1 : tie.sequence;
  return {
    state: { cooldown: { incidentId: tie.id, sequence, untilMs }, endedAtMs: nowMs },
    incident: ended,
    updates: [lineOf(incident, { newStatus: 'RESOLVED', body: 'Recovered.' }, given)],
    deliveries: told,
  };
}

/** Told to those that were told of the opening, and to no one else (I4). */
function tellEnd(
  given: GroupInput,
  incident: Incident,
  headline: string,
  tie: NonNullable<GroupState['incident']>,
): readonly Delivery[] {
  const channelIds = tie.toldChannelIds.filter((id) => given.channelIds.includes(id));
  const sequence = tie.sequence + 1;
  return deliveries({ ...given, incident, kind: 'INCIDENT_RESOLVED', headline, sequence, channelIds });
}

/** Its own channels, as far as they exist; where none of them does, all there are. */
function channelsOf({ group, channelIds }: GroupInput): readonly string[] {
  const own = channelIds.filter((id) => group.defaultChannelIds?.includes(id));
  return own.length > 0 ? own : channelIds;
}

/** "3 of 5 monitors are down: shop, blog and api" */
function reasonOf({ members }: GroupInput, { failingCount, countedMembers }: GroupHealth): string {
  const down = members.flatMap(({ name, status }) => (status === 'down' ? [nameInHeadline(name)] : []));
  const named = down.length > NAMED_MAX ? [...down.slice(0, NAMED_MAX), `${down.length - NAMED_MAX} more`] : down;
  const list = named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1)}` : named.join('');
  return `${failingCount} of ${countedMembers} monitors ${failingCount === 1 ? 'is' : 'are'} down: ${list}`;
}

function thresholdInWords({ threshold }: ResourceGroup): string {
  if (!threshold) return 'no threshold';
  return threshold.type === 'COUNT' ? `${threshold.value} members down` : `${threshold.value} % of the members down`;
}

interface Told extends GroupInput {
  readonly incident: Incident;
  readonly kind: AlertKind;
  readonly headline: string;
  readonly sequence: number;
}

/** One delivery a channel, with a key that follows from the incident's own story. */
function deliveries({
  group,
  incident,
  kind,
  headline,
  sequence,
  channelIds,
  nowMs,
  newId,
  members,
}: Told): Delivery[] {
  const message: AlertMessage = {
    kind,
    severity: 'DOWN',
    monitorName: group.name,
    target: `a group of ${members.length} monitors`,
    monitorId: group.id,
    incidentId: incident.id,
    headline,
    regions: [],
    startedAtMs: incident.startedAtMs,
    ...(incident.resolvedAtMs !== undefined && { resolvedAtMs: incident.resolvedAtMs }),
    occurredAtMs: nowMs,
  };
  return channelIds.map((channelId) => ({
    id: newId(),
    key: `${incident.id}:${sequence}:${channelId}`,
    incidentId: incident.id,
    channelId,
    kind,
    sequence,
    message,
    status: 'PENDING',
    attemptCount: 0,
    createdAtMs: nowMs,
  }));
}
