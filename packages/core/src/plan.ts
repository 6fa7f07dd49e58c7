/**
 * What follows from an event: the incident's row, its timeline, and the alerts. All of it is committed in one
 * transaction with the state that `plan` gives back, and nothing is told but what is in it.
 */
import type { Delivery } from './alert.ts';
import { deliveriesOf, messageOf, toldOf, type Telling } from './alert-planning.ts';
import type { Cause, MonitorEvent } from './event.ts';
import { closingHeadline, openingHeadline } from './headline.ts';
import type { Incident, IncidentUpdate } from './incident.ts';
import { confirmedPart, endOf, lineOf, newRow, rowFromTie, severityOf } from './incident-row.ts';
import type { DraftState, DraftTie, MonitorState } from './state.ts';

/** What planning is told. */
export interface PlanInput extends Telling {
  /** The state before `advance`. */
  readonly previous: MonitorState;
  /** The state after it. */
  readonly state: DraftState;
  readonly events: readonly MonitorEvent[];
  /** The row of `incidentIdOf(previous)`. */
  readonly incident: Incident | undefined;
}

/** What is to be committed together. */
export interface Plan {
  readonly state: MonitorState;
  /** Set when it is new or has changed. */
  readonly incident?: Incident;
  readonly updates: readonly IncidentUpdate[];
  readonly deliveries: readonly Delivery[];
}

/** A plan in the making. */
interface Draft {
  readonly tie: DraftTie | undefined;
  readonly cooldown: DraftState['cooldown'];
  readonly incident: Incident | undefined;
  readonly updates: readonly IncidentUpdate[];
  readonly deliveries: readonly Delivery[];
}

/** The incident whose row planning may need: the open one, or the last one while it can be reopened. */
export function incidentIdOf(state: MonitorState): string | undefined {
  return state.incident?.id ?? state.cooldown?.incidentId;
}

/** Plans what follows from the events of one step of `advance` or `expire`. */
export function plan(given: PlanInput): Plan {
  const { incident: tie, cooldown, ...rest } = given.state;
  const incident = knownRow(given);
  const start: Draft = { tie, cooldown, incident, updates: [], deliveries: [] };
  const end = given.events.reduce((draft, event) => follow(draft, event, given), start);
  return {
    state: {
      ...rest,
      ...(end.tie && { incident: { ...end.tie, id: end.tie.id ?? given.newId() } }),
      ...(end.cooldown && { cooldown: { ...end.cooldown, incidentId: end.cooldown.incidentId ?? given.newId() } }),
    },
    ...(end.incident && end.incident !== incident && { incident: end.incident }),
    updates: end.updates,
    deliveries: end.deliveries,
  };
}

/** A row that the store has lost is made again from what the state knows of it, so that its end can still be told. */
function knownRow({ previous, incident, monitor, nowMs }: PlanInput): Incident | undefined {
  if (incident && incident.id === incidentIdOf(previous)) return incident;
  const tie = previous.incident;
  return tie && !tie.isReopening ? rowFromTie(tie, monitor, nowMs) : undefined;
}

function follow(draft: Draft, event: MonitorEvent, given: PlanInput): Draft {
  switch (event.type) {
    case 'triggered':
      return draft.tie?.isReopening ? draft : open(draft, event.cause, 'TRIGGERED', given);
    case 'went-down':
    case 'went-degraded':
      return event.from ? worsen(draft, event.cause, given) : confirm(draft, event.cause, given);
    case 'reopened':
      return reopen(draft, event.cause, given);
    case 'spread':
      return change(draft, reach(draft, event.cause), `Spread to ${event.joined.join(', ')}.`, given);
    case 'eased':
      return change(draft, {}, `Eased: ${event.severity} in ${event.regions.join(', ') || 'no region'}.`, given);
    case 'abandoned':
      return abandon(draft, event, given);
    case 'came-up':
      return resolve(draft, event.slotMs, given);
    case 'failing':
    case 'confirm-wanted':
    case 'region-changed':
      return draft;
  }
}

function open(draft: Draft, cause: Cause, status: 'TRIGGERED' | 'CONFIRMED', given: PlanInput): Draft {
  const incident = newRow(cause, status, given);
  const body =
    status === 'CONFIRMED' ? `Confirmed: ${cause.rule}.` : `Triggered: ${cause.rule}. Other regions are asked.`;
  return {
    ...draft,
    incident,
    tie: draft.tie && { ...draft.tie, id: incident.id },
    updates: [...draft.updates, lineOf(incident, { newStatus: status, body }, given)],
  };
}

function confirm(draft: Draft, cause: Cause, given: PlanInput): Draft {
  if (draft.incident?.status !== 'TRIGGERED') {
    return tellOpening(open(draft, cause, 'CONFIRMED', given), 'INCIDENT_CREATED', cause, given);
  }
  const part = { ...confirmedPart(cause, given), confirmedAtMs: given.nowMs };
  const body = `Confirmed in ${cause.regions.join(', ')}: ${cause.rule}.`;
  return tellOpening(change(draft, part, body, given), 'INCIDENT_CREATED', cause, given);
}

/** Told again as an opening: whoever let a degraded site wait must hear that it is down. Once: it may come and go. */
function worsen(draft: Draft, cause: Cause, given: PlanInput): Draft {
  const isFirst = draft.incident?.severity !== 'DOWN';
  const part = { ...confirmedPart(cause, given), ...reach(draft, cause) };
  const changed = change(draft, part, `Now ${cause.severity} in ${cause.regions.join(', ')}: ${cause.rule}.`, given);
  return isFirst ? tellOpening(changed, 'INCIDENT_CREATED', cause, given, 'degraded') : changed;
}

function reopen(draft: Draft, cause: Cause, given: PlanInput): Draft {
  if (!draft.incident) return confirm(draft, cause, given);
  const { resolvedAtMs: _, resolutionReason: __, cooldownUntilMs: ___, ...row } = draft.incident;
  const part = { ...confirmedPart(cause, given), ...reach(draft, cause), reopenCount: row.reopenCount + 1 };
  const severity = row.severity === 'DOWN' ? 'DOWN' : severityOf(cause.severity);
  const reopened = change({ ...draft, incident: row }, { ...part, severity }, `Reopened: ${cause.rule}.`, given);
  return tellOpening(reopened, 'INCIDENT_REOPENED', cause, given);
}

/** Nobody was told of it, so nobody is told that it is over. A reopening that came to nothing leaves its row as it was. */
function abandon(draft: Draft, event: Extract<MonitorEvent, { type: 'abandoned' }>, given: PlanInput): Draft {
  if (draft.incident?.status !== 'TRIGGERED') return draft;
  const body =
    event.because === 'recovered' ? 'Recovered before it was confirmed.' : 'Not confirmed by other regions in time.';
  return change(draft, endOf(draft.incident, event.slotMs, 'AUTO_RESOLVED'), body, given);
}

/** Told to those that were told of the opening, and to no one else (I4). */
function resolve(draft: Draft, slotMs: number, given: PlanInput): Draft {
  const { incident, cooldown } = draft;
  const tie = given.previous.incident;
  if (!incident || !tie || !cooldown) return draft;
  const part = { ...endOf(incident, slotMs, 'AUTO_RECOVERED'), cooldownUntilMs: cooldown.untilMs };
  const resolved = change(draft, part, 'Recovered.', given);
  const told = toldOf(tie, given);
  if (told.length === 0) return resolved;
  const sequence = tie.sequence + 1;
  const headline = closingHeadline(given.monitor.name, part.resolvedAtMs - incident.startedAtMs);
  const message = messageOf(resolved.incident!, 'INCIDENT_RESOLVED', headline, given);
  return {
    ...resolved,
    cooldown: { ...cooldown, sequence },
    deliveries: [...draft.deliveries, ...deliveriesOf(message, told, sequence, given)],
  };
}

/** Tells all channels of the monitor that something is wrong, and remembers that they were told. */
function tellOpening(
  draft: Draft,
  kind: 'INCIDENT_CREATED' | 'INCIDENT_REOPENED',
  cause: Cause,
  given: PlanInput,
  from?: 'degraded',
): Draft {
  const { incident, tie } = draft;
  if (!incident || !tie) return draft;
  const sequence = tie.sequence + 1;
  const channelIds = given.channels.map(({ id }) => id);
  const headline = openingHeadline(kind, given.monitor.name, cause, given.nowMs, from);
  const message = messageOf(incident, kind, headline, given, cause);
  return {
    ...draft,
    tie: { ...tie, sequence, toldChannelIds: [...new Set([...tie.toldChannelIds, ...channelIds])] },
    deliveries: [...draft.deliveries, ...deliveriesOf(message, channelIds, sequence, given)],
  };
}

/** Changes the row and says so in its timeline. */
function change(draft: Draft, part: Partial<Incident>, body: string, given: PlanInput): Draft {
  const { incident } = draft;
  if (!incident) return draft;
  const newStatus = part.status;
  return {
    ...draft,
    incident: { ...incident, ...part, updatedAtMs: given.nowMs },
    updates: [...draft.updates, lineOf(incident, { ...(newStatus && { newStatus }), body }, given)],
  };
}

/** An incident names every region that it ever reached. */
function reach({ incident }: Draft, cause: Cause): Pick<Incident, 'affectedRegions'> {
  return { affectedRegions: [...new Set([...(incident?.affectedRegions ?? []), ...cause.regions])].sort() };
}
