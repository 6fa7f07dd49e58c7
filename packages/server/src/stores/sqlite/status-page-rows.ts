/** Status pages and all that is on them as rows, and rows as them. */
import type { ManagedBy } from '@upwatch/core';
import type {
  PageComponent,
  PageComponentContent,
  PageComponentSource,
  PageContent,
  PageDomain,
  PageGroup,
  PageGroupContent,
  PageIncident,
  PageIncidentChange,
  PageIncidentStatus,
  PageIncidentUpdate,
  PageSubscriber,
  StatusPage,
} from '../port.ts';
import { flag, json, nameKey, parsed, present, wholeMs } from './rows.ts';
import type { Generated, Selectable } from 'kysely';
import type { Flag } from './schema.ts';

interface KeptColumns {
  created_at_ms: number;
  updated_at_ms: number;
}

export interface StatusPageTable extends KeptColumns {
  id: string;
  name: string;
  name_key: string;
  slug: string;
  description: string | null;
  branding: string;
  visibility: string;
  is_enabled: Flag;
  incident_mode: string;
  managed_by: string;
  options: string;
  password_hash: string | null;
}

export interface PageGroupTable extends KeptColumns {
  id: string;
  page_id: string;
  name: string;
  description: string | null;
  is_default_open: Flag;
  display_order: number;
  page_order: number;
}

export interface PageComponentTable extends KeptColumns {
  id: string;
  page_id: string;
  group_id: string | null;
  name: string;
  description: string | null;
  type: string;
  monitor_id: string | null;
  resource_group_id: string | null;
  shows_uptime: Flag;
  is_excluded: Flag;
  start_date: string | null;
  display_order: number;
  page_order: number;
}

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

export interface PageIncidentUpdateTable {
  id: string;
  page_incident_id: string;
  status: string;
  body: string;
  created_by: string;
  notify_subscribers: Flag;
  created_at_ms: number;
}

export interface PageSubscriberTable {
  id: string;
  page_id: string;
  type: string;
  address: string;
  address_key: string;
  confirmation_token: string;
  /** JSON. */
  component_ids: string;
  asked_component_ids: string;
  asked_at_ms: number | null;
  confirmed_at_ms: number | null;
  failures: Generated<number>;
  stopped_at_ms: number | null;
  stopped_reason: string | null;
  created_at_ms: number;
}

export interface PageDomainTable extends KeptColumns {
  id: string;
  page_id: string;
  hostname: string;
  status: string;
  token: string;
  proven_by: string | null;
  verified_at_ms: number | null;
  error: string | null;
  is_primary: Flag;
}

function keptOf(row: KeptColumns) {
  return { createdAtMs: row.created_at_ms, updatedAtMs: row.updated_at_ms };
}

export function readPage(row: StatusPageTable): StatusPage {
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    ...present({ description: row.description }),
    branding: parsed(row.branding),
    visibility: row.visibility as StatusPage['visibility'],
    isEnabled: row.is_enabled === 1,
    incidentMode: row.incident_mode as StatusPage['incidentMode'],
    managedBy: row.managed_by as ManagedBy,
    options: parsed(row.options),
    ...present({ passwordHash: row.password_hash }),
    ...keptOf(row),
  };
}

export function pageColumns(page: PageContent) {
  return {
    name: page.name,
    name_key: nameKey(page.name),
    slug: page.slug,
    description: page.description ?? null,
    branding: json(page.branding),
    visibility: page.visibility,
    is_enabled: flag(page.isEnabled),
    incident_mode: page.incidentMode,
    managed_by: page.managedBy,
    options: json(page.options),
    password_hash: page.passwordHash ?? null,
  };
}

export function readPageGroup(row: PageGroupTable): PageGroup {
  return {
    id: row.id,
    pageId: row.page_id,
    name: row.name,
    ...present({ description: row.description }),
    isDefaultOpen: row.is_default_open === 1,
    displayOrder: row.display_order,
    pageOrder: row.page_order,
    ...keptOf(row),
  };
}

export function pageGroupColumns(group: PageGroupContent) {
  return {
    name: group.name,
    description: group.description ?? null,
    is_default_open: flag(group.isDefaultOpen),
    ...present({ display_order: group.displayOrder }),
  };
}

export function readPageComponent(row: PageComponentTable): PageComponent {
  return {
    id: row.id,
    pageId: row.page_id,
    ...present({ groupId: row.group_id, description: row.description, startDate: row.start_date }),
    name: row.name,
    source: sourceOf(row),
    showsUptime: row.shows_uptime === 1,
    isExcludedFromOverall: row.is_excluded === 1,
    displayOrder: row.display_order,
    pageOrder: row.page_order,
    ...keptOf(row),
  };
}

function sourceOf(row: PageComponentTable): PageComponentSource {
  if (row.monitor_id !== null) return { type: 'MONITOR', monitorId: row.monitor_id };
  if (row.resource_group_id !== null) return { type: 'GROUP', resourceGroupId: row.resource_group_id };
  return { type: 'STATIC' };
}

export function pageComponentColumns(component: PageComponentContent) {
  const { source } = component;
  return {
    group_id: component.groupId ?? null,
    name: component.name,
    description: component.description ?? null,
    type: source.type,
    monitor_id: source.type === 'MONITOR' ? source.monitorId : null,
    resource_group_id: source.type === 'GROUP' ? source.resourceGroupId : null,
    shows_uptime: flag(component.showsUptime),
    is_excluded: flag(component.isExcludedFromOverall),
    start_date: component.startDate ?? null,
    ...present({ display_order: component.displayOrder }),
  };
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

export function readSubscriber(row: Selectable<PageSubscriberTable>): PageSubscriber {
  const { stopped_at_ms: atMs, stopped_reason: reason } = row;
  return {
    id: row.id,
    pageId: row.page_id,
    type: row.type as PageSubscriber['type'],
    address: row.address,
    confirmationToken: row.confirmation_token,
    componentIds: parsed(row.component_ids),
    ...present({ confirmedAtMs: row.confirmed_at_ms, askedAtMs: row.asked_at_ms }),
    ...(atMs !== null && { stopped: { atMs, reason: reason ?? '' } }),
    createdAtMs: row.created_at_ms,
  };
}

export function readDomain(row: PageDomainTable): PageDomain {
  return {
    id: row.id,
    pageId: row.page_id,
    hostname: row.hostname,
    status: row.status as PageDomain['status'],
    token: row.token,
    ...present({
      provenBy: row.proven_by as PageDomain['provenBy'] | null,
      verifiedAtMs: row.verified_at_ms,
      error: row.error,
    }),
    isPrimary: row.is_primary === 1,
    ...keptOf(row),
  };
}
