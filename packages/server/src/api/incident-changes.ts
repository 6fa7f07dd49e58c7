/** What a person does to incidents. */
import type { Incident, IncidentUpdate } from '@upwatch/core';
import type { z } from 'zod';
import { forensicsOfPerson } from '../engine/recording/forensics.ts';
import type { Actor } from '../stores/port.ts';
import type { RouteContext } from './api-instance.ts';
import type { ApiDeps } from './deps.ts';
import { monitorsOf } from './incident-monitors.ts';
import { isGiven } from './is-given.ts';
import { existingMonitor } from './monitor-views.ts';
import { presentEvidence } from './present/evidence.ts';
import { presentIncident, presentUpdate } from './present/incident.ts';
import { isVisible, presentLinked } from './present/status-page-incident.ts';
import { invalid, Problem } from './problem.ts';
import type { incidentBody, updateBody } from './schemas/incidents.ts';

/** An incident with its timeline on the wire. */
export async function incidentDetail(incident: Incident, { core, config }: ApiDeps) {
  const { id } = incident;
  const [updates, monitors, looks, good, firedBy] = await Promise.all([
    core.incidents.updates(id),
    monitorsOf([incident], core),
    core.incidents.observations(id),
    core.incidents.goodLook(id),
    core.forensics.firedBy([id]),
  ]);
  const linked = (await core.statusPages.incidents.about([id])).get(id) ?? [];
  const all = linked.length > 0 ? await core.statusPages.all() : [];
  const pages = new Map(all.map((page) => [page.id, page]));
  return {
    incident: {
      ...presentIncident(incident, monitors.get(incident.monitorId), config.publicUrl, firedBy.get(id)),
      statusPageVisible: linked.some(isVisible),
    },
    updates: updates.map(presentUpdate),
    statusPageIncidents: linked.map((one) => presentLinked(one, pages.get(one.pageId))),
    evidence: presentEvidence(incident, looks, good),
  };
}

/**
 * Opens an incident that no look has found. It says what a person knows, so it is confirmed from the start, and is told
 * like any other.
 */
export async function openIncident(
  body: z.output<ReturnType<typeof incidentBody>>,
  actor: Actor,
  context: RouteContext,
): Promise<Incident> {
  const { clock, newId, engine } = context.deps;
  const monitor = isGiven(body.monitorId) ? await existingMonitor(body.monitorId, context) : undefined;
  const nowMs = Math.floor(clock.wall());
  const incident: Incident = {
    id: newId(),
    ...(monitor && { monitorId: monitor.id }),
    source: 'MANUAL',
    status: 'CONFIRMED',
    severity: body.severity,
    title: body.title,
    affectedRegions: monitor?.regions ?? [],
    reopenCount: 0,
    startedAtMs: nowMs,
    confirmedAtMs: nowMs,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  const opened: IncidentUpdate = {
    id: newId(),
    incidentId: incident.id,
    newStatus: 'CONFIRMED',
    ...(isGiven(body.body) && { body: body.body }),
    createdBy: 'USER',
    notifySubscribers: false,
    createdAtMs: nowMs,
  };
  await engine.openIncident(incident, opened, actor.name, body.notifyChannels ?? true);
  return incident;
}

type UpdateInput = z.output<ReturnType<typeof updateBody>>;

/** Adds to an incident's timeline, and changes its status where that is asked for. @returns the incident as it is then */
export async function updateIncident(
  incident: Incident,
  change: UpdateInput,
  actor: Actor,
  deps: ApiDeps,
): Promise<Incident> {
  const { body, newStatus, newSeverity } = change;
  refuseImpossible(incident, change);
  if (isGiven(newSeverity) && newSeverity !== incident.severity) {
    const how = { by: actor.name, severity: newSeverity, ...(isGiven(body) && { body }) };
    const isChanged = await deps.engine.changeSeverity(incident.id, how);
    // The words stand with the severity, unless somebody else was quicker.
    const left = { ...change, newSeverity: undefined, ...(isChanged && { body: undefined }) };
    const isMore = (left.body ?? '') !== '' || (isGiven(newStatus) && newStatus !== incident.status);
    if (isMore) await addUpdate(incident, left, actor, deps);
    return (await deps.core.incidents.get(incident.id)) ?? incident;
  }
  if (newStatus === 'RESOLVED') {
    await deps.engine.resolveIncident(incident.id, body ?? undefined, actor.name);
  } else {
    await addUpdate(incident, change, actor, deps);
  }
  return (await deps.core.incidents.get(incident.id)) ?? incident;
}

function refuseImpossible({ status, severity, source }: Incident, { body, newStatus, newSeverity }: UpdateInput): void {
  const isSaid = (body ?? '') !== '';
  if (isGiven(newSeverity)) {
    if (newStatus === 'RESOLVED') throw invalid('newSeverity', 'newSeverity cannot be given with newStatus RESOLVED');
    if (newSeverity === severity && !isSaid && !isGiven(newStatus))
      throw new Problem('CONFLICT', `the severity is ${severity} already`);
    if (!isGiven(newStatus)) return;
  }
  if (!isGiven(newStatus) && !isSaid) throw invalid('body', 'body is required when newStatus is not given');
  if (!isGiven(newStatus) || newStatus === status) {
    if (newStatus === 'RESOLVED') throw new Problem('CONFLICT', 'the incident is resolved already');
    return;
  }
  if (status === 'RESOLVED') throw new Problem('CONFLICT', 'a resolved incident stays resolved: open another one');
  // The status is part of the state of a monitor or a group: what is decided next would undo any other change.
  if ((source === 'AUTOMATIC' || source === 'RESOURCE_GROUP') && newStatus !== 'RESOLVED') {
    const whose = source === 'AUTOMATIC' ? 'an automatic incident' : 'the incident of a resource group';
    throw new Problem(
      'CONFLICT',
      `newStatus must be RESOLVED for ${whose}, got ${newStatus}: its looks decide the rest`,
    );
  }
}

async function addUpdate(
  incident: Incident,
  change: UpdateInput,
  actor: Actor,
  { core, clock, newId, live, version, engine }: ApiDeps,
): Promise<void> {
  const { body, newStatus, notifySubscribers } = change;
  const monitor = incident.monitorId === undefined ? undefined : await core.monitors.get(incident.monitorId);
  const changed = await engine.updateIncident(
    incident,
    (before) => {
      // It may have ended since it was read.
      refuseImpossible(before, change);
      const nowMs = Math.floor(clock.wall());
      const isChanged = isGiven(newStatus) && newStatus !== before.status;
      const update: IncidentUpdate = {
        id: newId(),
        incidentId: before.id,
        ...(isChanged && { oldStatus: before.status, newStatus }),
        ...(isGiven(body) && { body }),
        createdBy: 'USER',
        notifySubscribers,
        createdAtMs: nowMs,
      };
      const after: Incident = { ...before, ...(isChanged && { status: newStatus }), updatedAtMs: nowMs };
      const by = { nowMs, newId, engineVersion: version, before, after, body: update.body };
      const forensics = monitor && forensicsOfPerson({ ...by, monitor });
      return { incident: after, updates: [update], ...(forensics && { forensics }) };
    },
    actor,
  );
  live.publish({ type: 'incident', data: changed });
}
