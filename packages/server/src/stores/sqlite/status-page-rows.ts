/** Status pages and what stands on them as rows, and rows as them. */
import type { ManagedBy } from '@upwatch/core';
import type {
  PageComponent,
  PageComponentContent,
  PageComponentSource,
  PageContent,
  PageGroup,
  PageGroupContent,
  StatusPage,
} from '../port.ts';
import { flag, json, nameKey, parsed, present } from './rows.ts';
import type { Flag } from './schema.ts';

/** What the store adds to each of them. */
export interface KeptColumns {
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

export function keptOf(row: KeptColumns) {
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
