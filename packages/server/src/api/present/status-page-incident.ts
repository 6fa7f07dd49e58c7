/** What status pages tell of on the wire. */
import type { PageIncident, PageIncidentUpdate, StatusPage } from '../../stores/port.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

export function presentPageIncident(incident: PageIncident, updates: readonly PageIncidentUpdate[]) {
  return {
    id: incident.id,
    statusPageId: incident.pageId,
    title: incident.title,
    status: incident.status,
    impact: incident.impact,
    scheduled: incident.scheduled !== undefined,
    scheduledFor: isoTimeOrNull(incident.scheduled?.fromMs),
    scheduledUntil: isoTimeOrNull(incident.scheduled?.untilMs),
    autoResolve: incident.isAutoResolved,
    incidentId: incident.incidentId ?? null,
    startedAt: isoTime(incident.startedAtMs),
    publishedAt: isoTimeOrNull(incident.publishedAtMs),
    resolvedAt: isoTimeOrNull(incident.resolvedAtMs),
    createdByUserId: null,
    postmortemBody: incident.postmortemBody ?? null,
    postmortemUrl: incident.postmortemUrl ?? null,
    postmortemTitle: incident.postmortemTitle ?? null,
    postmortemPublishedAt: isoTimeOrNull(incident.postmortemAtMs),
    affectedComponents: incident.affected.map(({ componentId, status, name }) => {
      return { statusPageComponentId: componentId, componentStatus: status, componentName: name };
    }),
    updates: updates.map(presentPageIncidentUpdate),
    createdAt: isoTime(incident.createdAtMs),
    updatedAt: isoTime(incident.updatedAtMs),
  };
}

function presentPageIncidentUpdate(update: PageIncidentUpdate) {
  const { id, status, body, createdBy, notifySubscribers } = update;
  return {
    id,
    status,
    body,
    createdBy,
    createdByUserId: null,
    notifySubscribers,
    createdAt: isoTime(update.createdAtMs),
  };
}

/** As the incident that it is about shows it. */
export function presentLinked(incident: PageIncident, page: StatusPage | undefined) {
  return {
    id: incident.id,
    statusPageId: incident.pageId,
    statusPageName: page?.name ?? '',
    statusPageSlug: page?.slug ?? '',
    title: incident.title,
    status: incident.status,
    impact: incident.impact,
    scheduled: incident.scheduled !== undefined,
    publishedAt: isoTimeOrNull(incident.publishedAtMs),
  };
}

/** Whether readers see it. */
export function isVisible({ publishedAtMs }: PageIncident): boolean {
  return publishedAtMs !== undefined;
}
