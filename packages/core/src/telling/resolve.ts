/** Ending an incident from outside: by a person, or because its monitor is deleted. */
import { deliveriesOf, messageOf, type Telling } from './alert-planning.ts';
import { audienceOfEnd } from './audience.ts';
import { closedHeadline } from './headline.ts';
import type { Incident, IncidentUpdate, ResolutionReason } from './incident.ts';
import { endOf, lineOf, severityOfEnd } from './incident-row.ts';
import type { Plan } from './plan.ts';
import { forget, rankOf, type MonitorState, type RegionState } from '../deciding/state.ts';
import { sentence } from '../wording/said.ts';

/** What ending an incident is told. */
export interface ResolveInput extends Telling {
  readonly state: MonitorState;
  /** The incident to end: the monitor's own, or any other, which leaves the state as it is. */
  readonly incident: Incident;
  /** What the person says. */
  readonly body?: string | undefined;
}

/** Who or what ends an incident from outside, and in which words. */
export interface OutsideEnd {
  readonly reason: ResolutionReason;
  readonly createdBy: IncidentUpdate['createdBy'];
  readonly body: string | undefined;
  readonly headline: (name: string, lastedMs: number) => string;
}

/**
 * Ends an incident, and has the state follow: the cooldown is over and everything counted is forgotten, so that the
 * next failing look opens nothing until a rule is met anew. One that has ended already is left alone.
 */
export function resolveManually(given: ResolveInput): Plan {
  return resolveFromOutside(given, {
    reason: 'MANUAL',
    createdBy: 'USER',
    body: given.body,
    headline: (name, lastedMs) => closedHeadline(name, lastedMs, true),
  });
}

/** Ends the incident of a monitor that is being deleted: nothing would ever say that it is over. */
export function resolveWithMonitor(given: Omit<ResolveInput, 'body'>): Plan {
  return resolveFromOutside(given, {
    reason: 'AUTO_RESOLVED',
    createdBy: 'SYSTEM',
    body: sentence('line.monitorDeleted'),
    headline: (name, lastedMs) => `${closedHeadline(name, lastedMs, false)}: the monitor was deleted`,
  });
}

function resolveFromOutside(given: ResolveInput, end: OutsideEnd): Plan {
  const { state, incident, nowMs } = given;
  if (incident.status === 'RESOLVED') return { state, updates: [], deliveries: [] };
  const resolved: Incident = { ...incident, ...endOf(incident, nowMs, end.reason), updatedAtMs: nowMs };
  const { body, createdBy } = end;
  const update = lineOf(incident, { newStatus: 'RESOLVED', ...(body !== undefined && { body }), createdBy }, given);
  const tie = state.incident;
  if (tie?.id !== incident.id) return { state, incident: resolved, updates: [update], deliveries: [] };

  const { recipients, dispatches } = audienceOfEnd({ ...given, tie, severity: severityOfEnd(tie) });
  const told = tie.status === 'CONFIRMED' ? recipients : [];
  const sequence = told.length > 0 ? tie.sequence + 1 : tie.sequence;
  const headline = end.headline(given.monitor.name, resolved.resolvedAtMs! - incident.startedAtMs);
  const message = { ...messageOf(resolved, 'INCIDENT_RESOLVED', headline, given), isClosed: true } as const;
  return {
    state: {
      ...begunAnew(state, nowMs),
      cooldown: { incidentId: tie.id, untilMs: 0, resolvedAtMs: resolved.resolvedAtMs!, sequence },
    },
    incident: resolved,
    updates: [update],
    deliveries: deliveriesOf(message, told, sequence, given),
    ...(dispatches.length > 0 && { dispatches }),
  };
}

/** What was bad is not known to be anything, until it is looked at again. */
function begunAnew(before: MonitorState, nowMs: number): MonitorState {
  const { incident: _, ...state } = before;
  const regions = Object.fromEntries(
    Object.entries(state.regions).map(([name, region]) => [name, regionBegunAnew(region, nowMs)]),
  );
  const isAnyUp = Object.values(regions).some((region) => region.verdict === 'up');
  return { ...state, verdict: isAnyUp ? 'up' : 'unknown', scope: { type: 'global' }, sinceMs: nowMs, regions };
}

function regionBegunAnew(region: RegionState, nowMs: number): RegionState {
  const { cause: _, failure: __, warning: ___, lastKnownVerdict, ...kept } = forget(region);
  if (rankOf(region.verdict) > 0) return { ...kept, verdict: 'unknown', sinceMs: nowMs };
  return lastKnownVerdict === 'up' ? { ...kept, lastKnownVerdict } : kept;
}
