/** The row of an incident and the lines of its timeline. */
import type { Cause } from '../deciding/event.ts';
import { titleOf } from './headline.ts';
import type {
  Incident,
  IncidentSeverity,
  IncidentStatus,
  IncidentUpdate,
  ResolutionReason,
  UpdateTopic,
} from './incident.ts';
import type { IncidentTie, Severity } from '../deciding/state.ts';

interface Given {
  readonly monitor: { readonly id: string; readonly name: string };
  readonly nowMs: number;
  readonly newId: () => string;
}

/** A severity in the contract's spelling. */
export function severityOf(severity: Severity): IncidentSeverity {
  return severity === 'down' ? 'DOWN' : 'DEGRADED';
}

/** What it is a matter of now: what a person says goes before what looks say. */
export function standingSeverity({
  severity,
  severityByHand,
}: Pick<IncidentTie, 'severity' | 'severityByHand'>): IncidentSeverity {
  return severityByHand ?? severityOf(severity);
}

/** What its end is a matter of: whoever was told that it is down hears of the end as urgently, though it had eased by then. */
export function severityOfEnd({
  isToldAsDown,
  ...tie
}: Pick<IncidentTie, 'severity' | 'severityByHand' | 'isToldAsDown'>): IncidentSeverity {
  return isToldAsDown ? 'DOWN' : standingSeverity(tie);
}

/** A new row. */
export function newRow(cause: Cause, status: 'TRIGGERED' | 'CONFIRMED', given: Given): Incident {
  const { monitor, nowMs, newId } = given;
  return {
    ...confirmedPart(cause, given),
    id: newId(),
    monitorId: monitor.id,
    source: 'AUTOMATIC',
    status,
    reopenCount: 0,
    triggeredByRule: cause.rule,
    ...(cause.ruleIndex !== undefined && { ruleIndex: cause.ruleIndex }),
    startedAtMs: cause.sinceMs,
    ...(status === 'CONFIRMED' && { confirmedAtMs: nowMs }),
    trigger: cause.trigger,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

/** What a confirmation says of an incident. */
export function confirmedPart(cause: Cause, { monitor }: Pick<Given, 'monitor'>) {
  return {
    status: 'CONFIRMED',
    severity: severityOf(cause.severity),
    title: titleOf(monitor.name, cause),
    affectedRegions: cause.regions,
    ...(cause.failure && { failure: cause.failure }),
    ...(cause.warning !== undefined && { warning: cause.warning }),
  } as const satisfies Partial<Incident>;
}

/** The row as far as the state knows it. */
export function rowFromTie(
  tie: IncidentTie,
  monitor: { readonly id: string; readonly name: string },
  nowMs: number,
): Incident {
  return {
    id: tie.id,
    monitorId: monitor.id,
    source: 'AUTOMATIC',
    status: tie.status,
    severity: severityOf(tie.severity),
    title: `${monitor.name} is ${tie.severity}`,
    affectedRegions: [],
    reopenCount: 0,
    triggeredByRule: tie.rule,
    ...(tie.ruleIndex !== undefined && { ruleIndex: tie.ruleIndex }),
    startedAtMs: tie.sinceMs,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

/** How an incident ends: never before it began, whatever the clock did meanwhile (T02). */
export function endOf(incident: Incident, atMs: number, resolutionReason: ResolutionReason) {
  return { status: 'RESOLVED', resolvedAtMs: Math.max(incident.startedAtMs, atMs), resolutionReason } as const;
}

/** A line of the timeline. @param incident as it was before */
export function lineOf(
  incident: Pick<Incident, 'id' | 'status'>,
  what: {
    readonly newStatus?: IncidentStatus;
    readonly body?: string;
    readonly createdBy?: 'SYSTEM' | 'USER';
    readonly topic?: UpdateTopic;
  },
  given: Pick<Given, 'nowMs' | 'newId'>,
): IncidentUpdate {
  const hasChanged = what.newStatus !== undefined && what.newStatus !== incident.status;
  return {
    id: given.newId(),
    incidentId: incident.id,
    ...(hasChanged && { oldStatus: incident.status }),
    ...(what.newStatus && { newStatus: what.newStatus }),
    ...(what.body !== undefined && { body: what.body }),
    createdBy: what.createdBy ?? 'SYSTEM',
    ...(what.topic && { topic: what.topic }),
    notifySubscribers: true,
    createdAtMs: given.nowMs,
  };
}
