import { type Incident, type IncidentUpdate, type Monitor, readOrText } from '@upwatch/core';
import type { FiredBy } from '../../stores/port.ts';
import { presentFailure } from './failure.ts';
import { ORGANIZATION_ID } from './organization.ts';
import { resultId } from './result-id.ts';
import { presentSaid } from './said.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

/** What an incident is of; of a monitor that is gone there is its name. */
export type IncidentMonitor = Pick<Monitor, 'name'> & Partial<Pick<Monitor, 'type'>>;

/** An incident on the wire. @param publicUrl links are made from it alone, never from a Host header @param firedBy undefined where a person opened it */
export function presentIncident(
  incident: Incident,
  monitor: IncidentMonitor | undefined,
  publicUrl: string | undefined,
  firedBy: FiredBy | undefined,
) {
  const { id, monitorId, trigger } = incident;
  const triggered = trigger && monitorId !== undefined ? resultId({ monitorId, ...trigger }) : null;
  return {
    id,
    monitorId: monitorId ?? null,
    organizationId: ORGANIZATION_ID,
    source: incident.source,
    status: incident.status,
    severity: incident.severity,
    title: incident.title,
    triggeredByRule: incident.triggeredByRule ?? null,
    affectedRegions: [...incident.affectedRegions],
    reopenCount: incident.reopenCount,
    createdByUserId: null,
    serviceIncidentId: null,
    serviceId: null,
    externalRef: null,
    affectedComponents: null,
    shortlink: publicUrl === undefined ? null : `${publicUrl}/incidents/${id}`,
    resolutionReason: incident.resolutionReason ?? null,
    startedAt: isoTime(incident.startedAtMs),
    confirmedAt: isoTimeOrNull(incident.confirmedAtMs),
    resolvedAt: isoTimeOrNull(incident.resolvedAtMs),
    cooldownUntil: isoTimeOrNull(incident.cooldownUntilMs),
    createdAt: isoTime(incident.createdAtMs),
    updatedAt: isoTime(incident.updatedAtMs),
    monitorName: monitor?.name ?? null,
    serviceName: null,
    serviceSlug: null,
    monitorType: monitor?.type ?? null,
    resourceGroupId: incident.resourceGroup?.id ?? null,
    resourceGroupName: incident.resourceGroup?.name ?? null,
    triggeringCheckId: triggered,
    triggeredByRuleSnapshotHashHex: firedBy?.policyHash ?? null,
    triggeredByRuleIndex: incident.ruleIndex ?? null,
    engineVersion: firedBy?.engineVersion ?? null,
    failure: presentFailure(incident.failure),
    triggeredByRuleSaid: ruleSaid(incident),
    warning: incident.warning ?? null,
    isFlapping: incident.isFlapping === true,
    acknowledgedAt: isoTimeOrNull(incident.acknowledgement?.atMs),
    acknowledgedBy: incident.acknowledgement?.by ?? null,
    snoozedUntil: isoTimeOrNull(incident.acknowledgement?.snoozedUntilMs),
  };
}

function ruleSaid({ triggeredByRule }: Incident) {
  return triggeredByRule === undefined ? null : presentSaid(readOrText(triggeredByRule, 'rule'));
}

/** One line of the timeline on the wire. */
export function presentUpdate(update: IncidentUpdate) {
  const { id, incidentId, createdBy, notifySubscribers } = update;
  return {
    id,
    incidentId,
    oldStatus: update.oldStatus ?? null,
    newStatus: update.newStatus ?? null,
    body: update.body ?? null,
    createdBy,
    notifySubscribers,
    createdAt: isoTime(update.createdAtMs),
  };
}
