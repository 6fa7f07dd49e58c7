/** What status pages tell of as rows, and rows as it. */
import type { PageIncident, PageIncidentChange, PageIncidentStatus, PageIncidentUpdate } from '../port.ts';
import { flag, json, parsed, present, wholeMs } from './rows.ts';
import type { Flag } from './schema.ts';
import { type KeptColumns, keptOf } from './status-page-rows.ts';

export interface PageIncidentTable extends KeptColumns {
  id: string;
  page_id: string;
  title: string;
  status: string;
  impact: string;
  scheduled_from_ms: number | null;
  scheduled_until_ms: number | null;
  is_auto_resolved: Flag;
  incident_id: string | null;
  started_at_ms: number;
  published_at_ms: number | null;
  resolved_at_ms: number | null;
  dismissed_at_ms: number | null;
  postmortem_body: string | null;
  postmortem_url: string | null;
  postmortem_title: string | null;
  postmortem_at_ms: number | null;
  affected: string;
  story: string;
  is_drafted: Flag;
  /** What a person set is not set again by the incident's course. */
  is_edited: Flag;
  /** Nobody was to be told that it was published. */
  is_quiet: Flag;
  begun_at_ms: number | null;
}

/** A real incident that a page tells of, and where; null: a person took that away. */
export interface PageIncidentPartTable {
  page_id: string;
  incident_id: string;
  page_incident_id: string | null;
}

/** A time of a maintenance window that a page has announced, and where; null: a person took that away. */
export interface PageWorkTable {
  page_id: string;
  window_id: string;
  from_ms: number;
  until_ms: number;
  page_incident_id: string | null;
}

export interface PageIncidentUpdateTable {
  id: string;
  page_incident_id: string;
  status: string;
  body: string;
  created_by: string;
  notify_subscribers: Flag;
  created_at_ms: number;
}

export function readPageIncident(row: PageIncidentTable): PageIncident {
  const { scheduled_from_ms: fromMs, scheduled_until_ms: untilMs } = row;
  return {
    id: row.id,
    pageId: row.page_id,
    title: row.title,
    status: row.status as PageIncidentStatus,
    impact: row.impact as PageIncident['impact'],
    ...(fromMs !== null && untilMs !== null && { scheduled: { fromMs, untilMs } }),
    isAutoResolved: row.is_auto_resolved === 1,
    startedAtMs: row.started_at_ms,
    ...present({
      incidentId: row.incident_id,
      publishedAtMs: row.published_at_ms,
      resolvedAtMs: row.resolved_at_ms,
      postmortemBody: row.postmortem_body,
      postmortemUrl: row.postmortem_url,
      postmortemTitle: row.postmortem_title,
      postmortemAtMs: row.postmortem_at_ms,
    }),
    affected: parsed(row.affected),
    story: parsed(row.story),
    ...keptOf(row),
  };
}

export function pageIncidentColumns(incident: PageIncidentChange['incident']) {
  return {
    title: incident.title,
    status: incident.status,
    impact: incident.impact,
    scheduled_from_ms: wholeMs(incident.scheduled?.fromMs),
    scheduled_until_ms: wholeMs(incident.scheduled?.untilMs),
    is_auto_resolved: flag(incident.isAutoResolved),
    incident_id: incident.incidentId ?? null,
    started_at_ms: wholeMs(incident.startedAtMs),
    published_at_ms: wholeMs(incident.publishedAtMs),
    resolved_at_ms: wholeMs(incident.resolvedAtMs),
    postmortem_body: incident.postmortemBody ?? null,
    postmortem_url: incident.postmortemUrl ?? null,
    postmortem_title: incident.postmortemTitle ?? null,
    postmortem_at_ms: incident.postmortemAtMs ?? null,
    affected: json(incident.affected),
    story: json(incident.story),
  };
}

export function readPageIncidentUpdate(row: PageIncidentUpdateTable): PageIncidentUpdate {
  return {
    id: row.id,
    pageIncidentId: row.page_incident_id,
    status: row.status as PageIncidentStatus,
    body: row.body,
    createdBy: row.created_by as PageIncidentUpdate['createdBy'],
    notifySubscribers: row.notify_subscribers === 1,
    createdAtMs: row.created_at_ms,
  };
}

export function pageIncidentUpdateRow(update: PageIncidentUpdate): PageIncidentUpdateTable {
  return {
    id: update.id,
    page_incident_id: update.pageIncidentId,
    status: update.status,
    body: update.body,
    created_by: update.createdBy,
    notify_subscribers: flag(update.notifySubscribers),
    created_at_ms: wholeMs(update.createdAtMs),
  };
}
