/** Status pages and what stands on them on the wire. */
import type { ComponentStanding, ComponentStatus, JsonObject } from '@upwatch/core';
import type { PageComponent, PageDomain, PageGroup, PageSubscriber, StatusPage } from '../../stores/port.ts';
import { ORGANIZATION_ID, WORKSPACE_ID } from './organization.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

/** A page with all that it is shown with. */
export interface PageView {
  readonly page: StatusPage;
  readonly components: readonly StandingComponent[];
  readonly overallStatus: ComponentStatus;
  readonly subscriberCount: number;
}

/** A component, and what readers are told of it. */
export interface StandingComponent {
  readonly component: PageComponent;
  readonly standing: ComponentStanding;
}

const TEXTS = [
  'logoUrl',
  'faviconUrl',
  'brandColor',
  'pageBackground',
  'cardBackground',
  'textColor',
  'borderColor',
  'headerStyle',
  'theme',
  'reportUrl',
  'customCss',
  'customHeadHtml',
] as const;

export function presentPage({ page, components, overallStatus, subscriberCount }: PageView) {
  return {
    id: page.id,
    organizationId: ORGANIZATION_ID,
    workspaceId: WORKSPACE_ID,
    name: page.name,
    slug: page.slug,
    description: page.description ?? null,
    branding: presentBranding(page.branding),
    visibility: page.visibility,
    enabled: page.isEnabled,
    incidentMode: page.incidentMode,
    componentCount: components.length,
    subscriberCount,
    overallStatus,
    managedBy: page.managedBy,
    createdAt: isoTime(page.createdAtMs),
    updatedAt: isoTime(page.updatedAtMs),
    isCurrent: components.every(({ standing }) => standing.isCurrent),
    language: page.options.language ?? 'en',
    frameAncestors: [...(page.options.frameAncestors ?? [])],
    allowedNetworks: [...(page.options.allowedNetworks ?? [])],
    showTargets: page.options.showsTargets ?? false,
    showResponseTimes: page.options.showsResponseTimes ?? true,
    footerText: page.options.footerText ?? null,
    hasPassword: page.passwordHash !== undefined,
    mailChannelId: page.options.mailChannelId ?? null,
    webhookSubscribers: page.options.takesWebhooks ?? false,
    maintenanceMode: page.options.announcesMaintenance ? ('AUTOMATIC' as const) : ('MANUAL' as const),
  };
}

function presentBranding(branding: JsonObject) {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, branding[name] ?? null]));
  return {
    ...(texts as Record<(typeof TEXTS)[number], string | null>),
    hidePoweredBy: branding['hidePoweredBy'] === true,
    showSubscribeButton: branding['showSubscribeButton'] !== false,
  };
}

export function presentComponent({ component, standing }: StandingComponent) {
  const { source } = component;
  return {
    id: component.id,
    statusPageId: component.pageId,
    groupId: component.groupId ?? null,
    name: component.name,
    description: component.description ?? null,
    type: source.type,
    monitorId: source.type === 'MONITOR' ? source.monitorId : null,
    resourceGroupId: source.type === 'GROUP' ? source.resourceGroupId : null,
    currentStatus: standing.status,
    showUptime: component.showsUptime,
    displayOrder: component.displayOrder,
    pageOrder: component.pageOrder,
    excludeFromOverall: component.isExcludedFromOverall,
    startDate: component.startDate === undefined ? null : `${component.startDate}T00:00:00.000Z`,
    createdAt: isoTime(component.createdAtMs),
    updatedAt: isoTime(component.updatedAtMs),
    isCurrent: standing.isCurrent,
  };
}

/** @param components of the whole page */
export function presentPageGroup(group: PageGroup, components: readonly StandingComponent[]) {
  const own = components.filter(({ component }) => component.groupId === group.id);
  return {
    id: group.id,
    statusPageId: group.pageId,
    name: group.name,
    description: group.description ?? null,
    displayOrder: group.displayOrder,
    pageOrder: group.pageOrder,
    defaultOpen: group.isDefaultOpen,
    components: own
      .toSorted((a, b) => a.component.displayOrder - b.component.displayOrder)
      .map((one) => presentComponent(one)),
    createdAt: isoTime(group.createdAtMs),
    updatedAt: isoTime(group.updatedAtMs),
  };
}

/** Of a URL the path and what follows may be a secret of whoever gave it. */
export function presentSubscriber({ id, type, address, confirmedAtMs, createdAtMs, ...one }: PageSubscriber) {
  return {
    id,
    email: type === 'EMAIL' ? address : '',
    confirmed: confirmedAtMs !== undefined,
    createdAt: isoTime(createdAtMs),
    type,
    webhookOrigin: type === 'WEBHOOK' ? new URL(address).origin : null,
    componentIds: [...one.componentIds],
    stoppedAt: isoTimeOrNull(one.stopped?.atMs),
    stoppedReason: one.stopped?.reason ?? null,
  };
}

/** @param cnameTarget the server's own public name; empty where it does not know it */
export function presentDomain(domain: PageDomain, cnameTarget: string, recordName: string) {
  return {
    id: domain.id,
    hostname: domain.hostname,
    status: domain.status,
    verificationMethod: domain.provenBy ?? (cnameTarget === '' ? ('TXT' as const) : ('CNAME' as const)),
    verificationToken: domain.token,
    verificationCnameTarget: cnameTarget,
    verifiedAt: isoTimeOrNull(domain.verifiedAtMs),
    verificationError: domain.error ?? null,
    cfCustomHostnameId: null,
    cfSslStatus: null,
    sslActiveAt: null,
    createdAt: isoTime(domain.createdAtMs),
    updatedAt: isoTime(domain.updatedAtMs),
    primary: domain.isPrimary,
    verificationRecordName: recordName,
  };
}
