/** What becomes of a group as its members fail and come back: its incident, and when it is told. */
import { escalatesAtMs } from '../telling/escalate.ts';
import { closedHeadline, closingHeadline, nameInHeadline } from '../telling/headline.ts';
import { endOf, lineOf } from '../telling/incident-row.ts';
import type { Incident } from '../telling/incident.ts';
import type { OutsideEnd } from '../telling/resolve.ts';
import type { GroupInput, GroupState, GroupStep, GroupTie } from './group-state.ts';
import { groupReason, groupRegions, tellGroupEnd, tellGroupOpening } from './group-telling.ts';
import { type GroupHealth, groupHealth, type ResourceGroup } from './resource-group.ts';
import { sentence } from '../wording/said.ts';

/** The next of a group; undefined when nothing has changed. */
export function advanceGroup(given: GroupInput): GroupStep | undefined {
  const { group, members, state, nowMs } = given;
  const statuses = members.map(({ status }) => status);
  const health = groupHealth(group, statuses);
  const isBeyond = group.threshold !== undefined && health.thresholdStatus === 'down';
  if (state.incident) return isBeyond ? undefined : end(given, state.incident);
  const { beyondSinceMs, isClosedByHand, ...rest } = state;
  if (!isBeyond) return beyondSinceMs === undefined && !isClosedByHand ? undefined : nothingTold(rest);
  if (isClosedByHand) return undefined;
  const waitedMs = nowMs - (beyondSinceMs ?? nowMs);
  // A clock that was set back does not make it wait longer.
  const isDue = waitedMs < 0 || waitedMs >= 1000 * (group.confirmationDelaySeconds ?? 0);
  if (isDue) return open(given, health, beyondSinceMs ?? nowMs);
  return beyondSinceMs === undefined ? nothingTold({ ...rest, beyondSinceMs: nowMs }) : undefined;
}

/**
 * When a group that `advanceGroup` and `escalateGroup` leave as it is may be otherwise, epoch milliseconds, although nothing
 * happens to it or its members until then; undefined for never.
 */
export function groupDueAtMs(
  { confirmationDelaySeconds = 0 }: Pick<ResourceGroup, 'confirmationDelaySeconds'>,
  { incident, beyondSinceMs }: GroupState,
): number | undefined {
  if (incident) return escalatesAtMs({ incident });
  return beyondSinceMs === undefined ? undefined : beyondSinceMs + 1000 * confirmationDelaySeconds;
}

/** A person ends the group's incident: those that were told of it hear so. Undefined when it has none. */
export function closeGroup(given: GroupInput, body: string | undefined): GroupStep | undefined {
  return close(given, {
    reason: 'MANUAL',
    createdBy: 'USER',
    body,
    headline: (name, lastedMs) => closedHeadline(name, lastedMs, true),
  });
}

/** The group is being deleted: nothing would ever say that its incident is over. Undefined when it has none. */
export function closeWithGroup(given: GroupInput): GroupStep | undefined {
  return close(given, {
    reason: 'AUTO_RESOLVED',
    createdBy: 'SYSTEM',
    body: sentence('line.groupDeleted'),
    headline: (name, lastedMs) => `${closedHeadline(name, lastedMs, false)}: the group was deleted`,
  });
}

function close(given: GroupInput, { reason, createdBy, body, headline }: OutsideEnd): GroupStep | undefined {
  const { group, state, incident, nowMs } = given;
  if (!state.incident || !incident) return undefined;
  const ended = { ...incident, ...endOf(incident, nowMs, reason), updatedAtMs: nowMs } as const;
  const line = { newStatus: 'RESOLVED', ...(body !== undefined && { body }), createdBy } as const;
  return {
    state: { isClosedByHand: true, endedAtMs: nowMs },
    incident: ended,
    updates: [lineOf(incident, line, given)],
    ...tellGroupEnd(given, state.incident, ended, {
      headline: headline(group.name, ended.resolvedAtMs - incident.startedAtMs),
      isClosed: true,
    }),
  };
}

function nothingTold(state: GroupState): GroupStep {
  return { state, updates: [], deliveries: [] };
}

function open(given: GroupInput, health: GroupHealth, sinceMs: number): GroupStep {
  const { group, state, nowMs } = given;
  const again = state.cooldown && given.incident && nowMs < state.cooldown.untilMs ? given.incident : undefined;
  const title = `${nameInHeadline(group.name)} is down: ${health.failingCount} of ${health.countedMembers} monitors`;
  const incident: Incident = again ? reopened(again, title, given) : newIncident(given, title, sinceMs);
  const sequence = again ? state.cooldown!.sequence + 1 : 1;
  const kind = again ? 'INCIDENT_REOPENED' : 'INCIDENT_CREATED';
  const { told, words, deliveries, dispatches } = tellGroupOpening(given, incident, kind, sequence);
  const body = sentence(again ? 'line.reopened' : 'line.confirmed', { rule: groupReason(given, health) });
  return {
    state: { incident: { id: incident.id, sequence, ...told } },
    incident,
    updates: [
      lineOf({ id: incident.id, status: again?.status ?? 'CONFIRMED' }, { newStatus: 'CONFIRMED', body }, given),
      ...words.map((line) => lineOf(incident, { body: line, topic: 'escalation' }, given)),
    ],
    deliveries,
    dispatches,
  };
}

function newIncident(given: GroupInput, title: string, sinceMs: number): Incident {
  const { group, nowMs, newId } = given;
  return {
    id: newId(),
    resourceGroup: { id: group.id, name: group.name },
    source: 'RESOURCE_GROUP',
    status: 'CONFIRMED',
    severity: 'DOWN',
    title,
    affectedRegions: groupRegions(given),
    reopenCount: 0,
    triggeredByRule: thresholdInWords(group),
    startedAtMs: sinceMs,
    confirmedAtMs: nowMs,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

/** Whoever had it has it no more: it is told anew. */
function reopened(before: Incident, title: string, given: GroupInput): Incident {
  const { resolvedAtMs: _, resolutionReason: __, cooldownUntilMs: ___, acknowledgement: ____, ...row } = before;
  const affectedRegions = [...new Set([...row.affectedRegions, ...groupRegions(given)])].sort();
  const reopenCount = row.reopenCount + 1;
  return {
    ...row,
    status: 'CONFIRMED',
    severity: 'DOWN',
    title,
    affectedRegions,
    reopenCount,
    updatedAtMs: given.nowMs,
  };
}

function end(given: GroupInput, tie: GroupTie): GroupStep {
  const { group, incident, nowMs } = given;
  // A row that the store has lost cannot be told of; the group must not be stuck with it.
  if (!incident) return nothingTold({ endedAtMs: nowMs });
  const untilMs = nowMs + 60_000 * (group.recoveryCooldownMinutes ?? 0);
  const part = { ...endOf(incident, nowMs, 'AUTO_RECOVERED'), cooldownUntilMs: untilMs };
  const ended = { ...incident, ...part, updatedAtMs: nowMs };
  const headline = closingHeadline(group.name, part.resolvedAtMs - incident.startedAtMs);
  const { deliveries, dispatches } = tellGroupEnd(given, tie, ended, { headline, isClosed: false });
  const sequence = deliveries.length > 0 ? tie.sequence + 1 : tie.sequence;
  const cooldown = { incidentId: tie.id, sequence, untilMs, ...(dispatches.length > 0 && { dispatches }) };
  return {
    state: { cooldown, endedAtMs: nowMs },
    incident: ended,
    updates: [lineOf(incident, { newStatus: 'RESOLVED', body: sentence('line.recovered') }, given)],
    deliveries,
    dispatches,
  };
}

function thresholdInWords({ threshold }: ResourceGroup): string {
  if (!threshold) return 'no threshold';
  return sentence(threshold.type === 'COUNT' ? 'rule.members' : 'rule.membersPercent', { count: threshold.value });
}
