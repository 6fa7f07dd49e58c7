/**
 * What follows from an event: the incident's row, its timeline, and the alerts. All of it is committed in one
 * transaction with the state that `plan` gives back, and nothing is told but what is in it.
 */
import type { Delivery } from './alert.ts';
import { deliveriesOf, messageOf, type Telling } from './alert-planning.ts';
import { takenOn } from './acknowledge.ts';
import { audienceOfEnd, audienceOfOpening } from './audience.ts';
import type { Cause, MonitorEvent } from '../deciding/event.ts';
import type { Dispatch } from './dispatch.ts';
import { closingHeadline, openingHeadline } from './headline.ts';
import { type Hold, releaseInWords } from './hold.ts';
import type { Incident, IncidentUpdate, UpdateTopic } from './incident.ts';
import { confirmedPart, endOf, lineOf, newRow, rowFromTie, severityOf, severityOfEnd } from './incident-row.ts';
import type { DraftState, DraftTie, MonitorState } from '../deciding/state.ts';
import { sentence } from '../wording/said.ts';

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

type CameUp = Extract<MonitorEvent, { type: 'came-up' }>;
type HeldKind = NonNullable<DraftTie['held']>['kind'];

/** What is to be committed together. */
export interface Plan {
  readonly state: MonitorState;
  /** Set when it is new or has changed. */
  readonly incident?: Incident;
  readonly updates: readonly IncidentUpdate[];
  readonly deliveries: readonly Delivery[];
  /** What policies do about it: those that are new or have changed. */
  readonly dispatches?: readonly Dispatch[];
}

/** A plan in the making. */
interface Draft {
  readonly tie: DraftTie | undefined;
  readonly cooldown: DraftState['cooldown'];
  readonly incident: Incident | undefined;
  readonly updates: readonly IncidentUpdate[];
  readonly deliveries: readonly Delivery[];
  readonly dispatches: readonly Dispatch[];
}

/** The incident whose row planning may need: the open one, or the last one while it can be reopened. */
export function incidentIdOf(state: MonitorState): string | undefined {
  return state.incident?.id ?? state.cooldown?.incidentId;
}

/** Plans what follows from the events of one step of `advance` or `expire`. */
export function plan(given: PlanInput): Plan {
  const { incident: tie, cooldown, ...rest } = given.state;
  const incident = knownRow(given);
  const start: Draft = { tie, cooldown, incident, updates: [], deliveries: [], dispatches: [] };
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
    ...(end.dispatches.length > 0 && { dispatches: end.dispatches }),
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
      return change(draft, reach(draft, event.cause), spreadInWords(event), given);
    case 'eased':
      return change(draft, {}, easedInWords(event), given);
    case 'released':
      return letGo(draft, event, given);
    case 'abandoned':
      return abandon(draft, event, given);
    case 'came-up':
      return resolve(draft, event, given);
    case 'failing':
    case 'confirm-wanted':
    case 'region-changed':
    case 'flapped':
      return draft;
  }
}

function spreadInWords({ joined }: Extract<MonitorEvent, { type: 'spread' }>): string {
  return sentence('line.spread', { regions: joined.join(', ') });
}

function easedInWords({ severity, regions }: Extract<MonitorEvent, { type: 'eased' }>): string {
  if (regions.length === 0) return sentence('line.easedAway', { severity });
  return sentence('line.eased', { severity, regions: regions.join(', ') });
}

function open(draft: Draft, cause: Cause, status: 'TRIGGERED' | 'CONFIRMED', given: PlanInput): Draft {
  const incident = newRow(cause, status, given);
  const body = sentence(status === 'CONFIRMED' ? 'line.confirmed' : 'line.triggered', { rule: cause.rule });
  return {
    ...draft,
    incident,
    tie: draft.tie && { ...draft.tie, id: incident.id },
    updates: [...draft.updates, lineOf(incident, { newStatus: status, body }, given)],
  };
}

function confirm(draft: Draft, cause: Cause, given: PlanInput): Draft {
  if (draft.incident?.status !== 'TRIGGERED') {
    const opened = markFlapping(open(draft, cause, 'CONFIRMED', given), cause, given);
    return tellOpening(opened, 'INCIDENT_CREATED', cause, given);
  }
  const part = { ...confirmedPart(cause, given), confirmedAtMs: given.nowMs };
  const body = sentence('line.confirmedIn', { regions: cause.regions.join(', '), rule: cause.rule });
  const confirmed = markFlapping(change(draft, part, body, given), cause, given);
  return tellOpening(confirmed, 'INCIDENT_CREATED', cause, given);
}

/**
 * Told again as an opening: whoever let a degraded site wait must hear that it is down. Once, since it may come and go;
 * that it was down before it came back, or while it was held, nobody has heard.
 */
function worsen(draft: Draft, cause: Cause, given: PlanInput): Draft {
  const isFirst = draft.tie?.isToldAsDown !== true;
  const part = { ...confirmedPart(cause, given), ...reach(draft, cause) };
  // Whoever has it has it as it was: that it is worse is told to everybody again.
  const seen = { ...draft, tie: draft.tie && withoutSeverityByHand(draft.tie) };
  const worse = isFirst ? { ...seen, incident: draft.incident && unacknowledged(draft.incident) } : seen;
  const { severity, regions, rule } = cause;
  const changed = change(worse, part, sentence('line.worse', { severity, regions: regions.join(', '), rule }), given);
  return isFirst ? tellOpening(changed, 'INCIDENT_CREATED', cause, given, 'degraded') : changed;
}

/** Looks found it worse than what a person had judged. */
function withoutSeverityByHand(tie: DraftTie): DraftTie {
  const { severityByHand: _, ...rest } = tie;
  return rest;
}

function reopen(draft: Draft, cause: Cause, given: PlanInput): Draft {
  if (!draft.incident) return confirm(draft, cause, given);
  const { resolvedAtMs: _, resolutionReason: __, cooldownUntilMs: ___, ...row } = unacknowledged(draft.incident);
  const part = { ...confirmedPart(cause, given), ...reach(draft, cause), reopenCount: row.reopenCount + 1 };
  const severity = row.severity === 'DOWN' ? 'DOWN' : severityOf(cause.severity);
  const reopened = change(
    { ...draft, incident: row },
    { ...part, severity },
    sentence('line.reopened', { rule: cause.rule }),
    given,
  );
  return tellOpening(markFlapping(reopened, cause, given), 'INCIDENT_REOPENED', cause, given);
}

function unacknowledged(incident: Incident): Incident {
  const { acknowledgement: _, ...rest } = incident;
  return rest;
}

/** Said once; from here on nothing is told until it has been well for a while. */
function markFlapping(draft: Draft, { flapping }: Cause, given: PlanInput): Draft {
  if (!flapping) return draft;
  const { changes, windowMinutes } = flapping;
  const body = sentence('line.flaps', { changes, minutes: windowMinutes });
  return change(draft, { isFlapping: true }, body, given);
}

/** What was held is told, as what it was then; it is said why only now. */
function letGo(draft: Draft, event: Extract<MonitorEvent, { type: 'released' }>, given: PlanInput): Draft {
  if (!draft.tie?.held) return draft;
  const changed = change(draft, {}, releaseInWords(event.because), given, 'hold');
  return tellOpening(changed, draft.tie.held.kind, event.cause, given);
}

/** Nobody was told of it, so nobody is told that it is over. A reopening that came to nothing leaves its row as it was. */
function abandon(draft: Draft, event: Extract<MonitorEvent, { type: 'abandoned' }>, given: PlanInput): Draft {
  if (draft.incident?.status !== 'TRIGGERED') return draft;
  const body = sentence(event.because === 'recovered' ? 'line.recoveredEarly' : 'line.unconfirmed');
  return change(draft, endOf(draft.incident, event.slotMs, 'AUTO_RESOLVED'), body, given);
}

/** Told to those that were told of the opening, and to no one else (I4). */
function resolve(draft: Draft, { slotMs, isFlapping }: CameUp, given: PlanInput): Draft {
  const { incident, cooldown } = draft;
  const tie = given.previous.incident;
  if (!incident || !tie || !cooldown) return draft;
  const part = { ...endOf(incident, slotMs, 'AUTO_RECOVERED'), cooldownUntilMs: cooldown.untilMs };
  const resolved = change(draft, part, sentence('line.recovered'), given);
  const { recipients, dispatches } = audienceOfEnd({ ...given, tie, severity: severityOfEnd(tie) });
  const ended = { ...resolved, dispatches, cooldown: withDispatches(cooldown, dispatches) };
  if (recipients.length === 0) return ended;
  const sequence = tie.sequence + 1;
  const headline = closingHeadline(given.monitor.name, part.resolvedAtMs - incident.startedAtMs, isFlapping);
  const message = messageOf(resolved.incident!, 'INCIDENT_RESOLVED', headline, given);
  return {
    ...ended,
    cooldown: { ...ended.cooldown, sequence },
    deliveries: [...draft.deliveries, ...deliveriesOf(message, recipients, sequence, given)],
  };
}

/** Tells whom it concerns that something is wrong, and remembers that they were told. */
function tellOpening(
  draft: Draft,
  kind: 'INCIDENT_CREATED' | 'INCIDENT_REOPENED',
  cause: Cause,
  given: PlanInput,
  from?: 'degraded',
): Draft {
  const { incident, tie } = draft;
  if (!incident || !tie) return draft;
  if (given.hold) return hold(draft, tie, kind, given.hold, given);
  const sequence = tie.sequence + 1;
  const { cooldown } = given.previous;
  const audience = audienceOfOpening({
    ...given,
    incident,
    kind,
    tie,
    severity: tie.severityByHand ?? severityOf(cause.severity),
    regions: cause.regions,
    // Only where it comes back: what was done about another incident stays with that one.
    earlier: cooldown?.incidentId === incident.id ? cooldown.dispatches : undefined,
  });
  const { recipients, told, dispatches, words } = takenOn(audience, incident, given.nowMs);
  const headline = openingHeadline(kind, given.monitor.name, cause, given.nowMs, from);
  const plain = messageOf(incident, kind, headline, given, cause);
  const opening = tie.severityByHand ? { ...plain, severity: tie.severityByHand } : plain;
  const message = from ? ({ ...opening, occasion: 'worse' } as const) : opening;
  return {
    ...draft,
    tie: { ...withoutHold(tie), sequence, ...told, ...(cause.severity === 'down' && { isToldAsDown: true }) },
    updates: [...draft.updates, ...words.map((body) => lineOf(incident, { body, topic: 'escalation' }, given))],
    deliveries: [...draft.deliveries, ...deliveriesOf(message, recipients, sequence, given)],
    dispatches: newestOf([...draft.dispatches, ...dispatches]),
  };
}

/** A tie of which nothing waits to be told any more. */
function withoutHold(tie: DraftTie): DraftTie {
  const { held: _, ...rest } = tie;
  return rest;
}

/** What comes back remembers what policies had done about it. */
function withDispatches<Ended extends object>(cooldown: Ended, dispatches: readonly Dispatch[]): Ended {
  return dispatches.length > 0 ? { ...cooldown, dispatches } : cooldown;
}

/** Of several versions of one, the last. */
function newestOf(dispatches: readonly Dispatch[]): readonly Dispatch[] {
  return [...new Map(dispatches.map((dispatch) => [dispatch.id, dispatch])).values()];
}

/** Nobody is told for now; the state remembers that it is still to be told. */
function hold(draft: Draft, tie: DraftTie, kind: HeldKind, { because, what }: Hold, given: PlanInput): Draft {
  if (tie.held) return draft;
  const held = change(draft, {}, sentence('line.held', { what }), given, 'hold');
  return { ...held, tie: { ...tie, held: { because, kind } } };
}

/** Changes the row and says so in its timeline. */
function change(draft: Draft, part: Partial<Incident>, body: string, given: PlanInput, topic?: UpdateTopic): Draft {
  const { incident } = draft;
  if (!incident) return draft;
  const newStatus = part.status;
  return {
    ...draft,
    incident: { ...incident, ...part, updatedAtMs: given.nowMs },
    updates: [
      ...draft.updates,
      lineOf(incident, { ...(newStatus && { newStatus }), body, ...(topic && { topic }) }, given),
    ],
  };
}

/** An incident names every region that it ever reached. */
function reach({ incident }: Draft, cause: Cause): Pick<Incident, 'affectedRegions'> {
  return { affectedRegions: [...new Set([...(incident?.affectedRegions ?? []), ...cause.regions])].sort() };
}
