/** Incidents and their timelines as rows, and rows as incidents. */
import type { Incident, IncidentUpdate } from '@upwatch/core';
import { flag, json, parsed, present, wholeMs } from './rows.ts';
import type { IncidentTable, IncidentUpdateTable } from './schema.ts';

export function incidentRow(incident: Incident): IncidentTable {
  return {
    id: incident.id,
    monitor_id: incident.monitorId ?? null,
    source: incident.source,
    status: incident.status,
    severity: incident.severity,
    title: incident.title,
    affected_regions: json(incident.affectedRegions),
    reopen_count: incident.reopenCount,
    triggered_by_rule: incident.triggeredByRule ?? null,
    rule_index: incident.ruleIndex ?? null,
    started_at_ms: wholeMs(incident.startedAtMs),
    confirmed_at_ms: wholeMs(incident.confirmedAtMs),
    resolved_at_ms: wholeMs(incident.resolvedAtMs),
    cooldown_until_ms: wholeMs(incident.cooldownUntilMs),
    resolution_reason: incident.resolutionReason ?? null,
    failure: json(incident.failure),
    warning: incident.warning ?? null,
    trigger_region: incident.trigger?.region ?? null,
    trigger_slot_ms: wholeMs(incident.trigger?.slotMs),
    created_at_ms: wholeMs(incident.createdAtMs),
    updated_at_ms: wholeMs(incident.updatedAtMs),
    is_flapping: flag(incident.isFlapping === true),
    resource_group_id: incident.resourceGroup?.id ?? null,
    resource_group_name: incident.resourceGroup?.name ?? null,
    acknowledged_by: incident.acknowledgement?.by ?? null,
    acknowledged_at_ms: wholeMs(incident.acknowledgement?.atMs),
    snoozed_until_ms: wholeMs(incident.acknowledgement?.snoozedUntilMs),
  };
}

export function readIncident(row: IncidentTable): Incident {
  const { trigger_region: region, trigger_slot_ms: slotMs, resource_group_id: groupId } = row;
  return {
    id: row.id,
    source: row.source as Incident['source'],
    status: row.status as Incident['status'],
    severity: row.severity as Incident['severity'],
    title: row.title,
    affectedRegions: parsed(row.affected_regions),
    reopenCount: row.reopen_count,
    startedAtMs: row.started_at_ms,
    ...present({
      monitorId: row.monitor_id,
      triggeredByRule: row.triggered_by_rule,
      ruleIndex: row.rule_index,
      confirmedAtMs: row.confirmed_at_ms,
      resolvedAtMs: row.resolved_at_ms,
      cooldownUntilMs: row.cooldown_until_ms,
      resolutionReason: row.resolution_reason as Incident['resolutionReason'],
      warning: row.warning,
      failure: row.failure === null ? null : parsed<Incident['failure']>(row.failure),
    }),
    ...(region !== null && slotMs !== null && { trigger: { region, slotMs } }),
    ...(groupId !== null && { resourceGroup: { id: groupId, name: row.resource_group_name ?? '' } }),
    ...(row.is_flapping === 1 && { isFlapping: true }),
    ...acknowledgementOf(row),
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  };
}

function acknowledgementOf(row: IncidentTable): Pick<Incident, 'acknowledgement'> {
  const { acknowledged_by: by, acknowledged_at_ms: atMs, snoozed_until_ms: snoozedUntilMs } = row;
  return by === null || atMs === null ? {} : { acknowledgement: { by, atMs, ...present({ snoozedUntilMs }) } };
}

export function incidentUpdateRow(update: IncidentUpdate): IncidentUpdateTable {
  return {
    id: update.id,
    incident_id: update.incidentId,
    old_status: update.oldStatus ?? null,
    new_status: update.newStatus ?? null,
    body: update.body ?? null,
    created_by: update.createdBy,
    notify_subscribers: flag(update.notifySubscribers),
    created_at_ms: wholeMs(update.createdAtMs),
    topic: update.topic ?? null,
  };
}

export function readIncidentUpdate(row: IncidentUpdateTable): IncidentUpdate {
  return {
    id: row.id,
    incidentId: row.incident_id,
    ...present({
      oldStatus: row.old_status as IncidentUpdate['oldStatus'],
      newStatus: row.new_status as IncidentUpdate['newStatus'],
      body: row.body,
      topic: row.topic as IncidentUpdate['topic'],
    }),
    createdBy: row.created_by as IncidentUpdate['createdBy'],
    notifySubscribers: row.notify_subscribers === 1,
    createdAtMs: row.created_at_ms,
  };
}
