/** Ending an incident from outside: by a person. The end of a deleted monitor's incident is the store's. */
import { deliveriesOf, messageOf, type Telling } from './alert-planning.ts';
import { audienceOfEnd } from './audience.ts';
import { closedHeadline } from './headline.ts';
import type { Incident } from './incident.ts';
import { endOf, lineOf, severityOfEnd } from './incident-row.ts';
import type { Plan } from './plan.ts';
import { forget, rankOf, type MonitorState, type RegionState } from '../deciding/state.ts';

/** What ending an incident is told. */
export interface ResolveInput extends Telling {
  readonly state: MonitorState;
  /** The incident to end: the monitor's own, or any other, which leaves the state as it is. */
  readonly incident: Incident;
  /** What the person says. */
  readonly body?: string | undefined;
  /** @default MANUAL; AUTO_RESOLVED where no person did it */
  readonly reason?: 'MANUAL' | 'AUTO_RESOLVED';
}

/**
 * Ends an incident, and has the state follow: the cooldown is over and everything counted is forgotten, so that the
 * next failing look opens nothing until a rule is met anew. One that has ended already is left alone.
 */
export function resolveManually(given: ResolveInput): Plan {
  const { state, incident, body, reason = 'MANUAL', nowMs } = given;
  if (incident.status === 'RESOLVED') return { state, updates: [], deliveries: [] };
  const resolved: Incident = { ...incident, ...endOf(incident, nowMs, reason), updatedAtMs: nowMs };
  const createdBy = reason === 'MANUAL' ? 'USER' : 'SYSTEM';
  const update = lineOf(incident, { newStatus: 'RESOLVED', ...(body !== undefined && { body }), createdBy }, given);
  const tie = state.incident;
  if (tie?.id !== incident.id) return { state, incident: resolved, updates: [update], deliveries: [] };

  const { recipients, dispatches } = audienceOfEnd({ ...given, tie, severity: severityOfEnd(tie) });
  const told = tie.status === 'CONFIRMED' ? recipients : [];
  const sequence = told.length > 0 ? tie.sequence + 1 : tie.sequence;
  const lastedMs = resolved.resolvedAtMs! - incident.startedAtMs;
  const headline = closedHeadline(given.monitor.name, lastedMs, reason === 'MANUAL');
  const message = messageOf(resolved, 'INCIDENT_RESOLVED', headline, given);
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
