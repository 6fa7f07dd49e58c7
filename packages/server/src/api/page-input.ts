/** From what a request says of a status page, and of what stands on it, to what is kept. */
import type { JsonObject } from '@upwatch/core';
import type { z } from 'zod';
import type {
  PageArrangement,
  PageComponent,
  PageComponentContent,
  PageComponentSource,
  PageContent,
  PageGroup,
  PageGroupContent,
  PageOptions,
  StatusPage,
} from '../stores/port.ts';
import { chosen } from './chosen.ts';
import { isGiven } from './is-given.ts';
import { invalid } from './problem.ts';
import type {
  componentBody,
  componentChange,
  layoutBody,
  pageGroupBody,
  pageGroupChange,
  reorderBody,
} from './schemas/status-page-parts.ts';
import type { pageBody, pageChange } from './schemas/status-pages.ts';

export function pageFrom(body: z.output<typeof pageBody>, id: string): PageContent {
  const { name, slug } = body;
  const bare: PageContent = {
    id,
    name,
    slug,
    branding: {},
    visibility: 'PUBLIC',
    isEnabled: true,
    incidentMode: 'MANUAL',
    managedBy: 'API',
    options: {},
  };
  return changedPage(bare, body);
}

/** What the body leaves out stays; null takes away what there may be none of. */
export function changedPage(current: PageContent | StatusPage, body: z.output<typeof pageChange>): PageContent {
  return {
    id: current.id,
    name: body.name ?? current.name,
    slug: current.slug,
    ...chosen('description', body.description, current.description),
    branding: merged(current.branding, body.branding ?? {}),
    visibility: body.visibility ?? current.visibility,
    isEnabled: body.enabled ?? current.isEnabled,
    incidentMode: body.incidentMode ?? current.incidentMode,
    managedBy: body.managedBy ?? current.managedBy,
    options: changedOptions(current.options, body),
    ...(current.passwordHash !== undefined && { passwordHash: current.passwordHash }),
  };
}

function changedOptions(current: PageOptions, body: z.output<typeof pageChange>): PageOptions {
  return {
    ...chosen('language', body.language, current.language),
    ...chosen('frameAncestors', body.frameAncestors, current.frameAncestors),
    ...chosen('allowedNetworks', body.allowedNetworks, current.allowedNetworks),
    ...chosen('showsTargets', body.showTargets, current.showsTargets),
    ...chosen('showsResponseTimes', body.showResponseTimes, current.showsResponseTimes),
    ...chosen('footerText', body.footerText, current.footerText),
    ...chosen('mailChannelId', body.mailChannelId, current.mailChannelId),
    ...chosen('takesWebhooks', body.webhookSubscribers, current.takesWebhooks),
    ...chosen('announcesMaintenance', announcing(body.maintenanceMode), current.announcesMaintenance),
  };
}

/** What is so by default is not kept. */
function announcing(mode: z.output<typeof pageChange>['maintenanceMode']): true | null | undefined {
  if (!isGiven(mode)) return mode;
  return mode === 'AUTOMATIC' ? true : null;
}

/** @param hash of the password that the body gives; null where it takes it away; undefined where it says nothing */
export function withPassword(page: PageContent, hash: string | null | undefined): PageContent {
  const { passwordHash, ...rest } = page;
  return { ...rest, ...chosen('passwordHash', hash, passwordHash) };
}

function merged(current: JsonObject, asked: Readonly<Record<string, unknown>>): JsonObject {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  const kept = Object.entries({ ...current, ...Object.fromEntries(given) }).filter(([, value]) => value !== null);
  return Object.fromEntries(kept) as JsonObject;
}

export function pageGroupFrom(
  body: z.output<typeof pageGroupBody>,
  at: { readonly id: string; readonly pageId: string },
): PageGroupContent {
  return {
    ...at,
    name: body.name,
    ...chosen('description', body.description, undefined),
    isDefaultOpen: body.defaultOpen ?? true,
    ...chosen('displayOrder', body.displayOrder, undefined),
  };
}

export function changedPageGroup(current: PageGroup, body: z.output<typeof pageGroupChange>): PageGroupContent {
  return {
    id: current.id,
    pageId: current.pageId,
    name: body.name ?? current.name,
    ...chosen('description', body.description, current.description),
    isDefaultOpen: body.defaultOpen ?? current.isDefaultOpen,
    displayOrder: body.displayOrder ?? current.displayOrder,
  };
}

/** @throws Problem VALIDATION_FAILED naming the field */
export function componentFrom(
  body: z.output<typeof componentBody>,
  at: { readonly id: string; readonly pageId: string },
): PageComponentContent {
  return {
    ...at,
    name: body.name,
    source: sourceFrom(body),
    ...chosen('groupId', body.groupId, undefined),
    ...chosen('description', body.description, undefined),
    ...chosen('startDate', body.startDate, undefined),
    ...chosen('displayOrder', body.displayOrder, undefined),
    showsUptime: body.showUptime ?? true,
    isExcludedFromOverall: body.excludeFromOverall ?? false,
  };
}

function sourceFrom({ type, monitorId, resourceGroupId }: z.output<typeof componentBody>): PageComponentSource {
  const wanted = { MONITOR: 'monitorId', GROUP: 'resourceGroupId', STATIC: undefined }[type];
  for (const [field, value] of Object.entries({ monitorId, resourceGroupId })) {
    if (field === wanted && !isGiven(value)) throw invalid(field, `${field} is required with ${type}, got none`);
    if (field !== wanted && isGiven(value))
      throw invalid(field, `${field} must not be given with ${type}, got ${value}`);
  }
  if (isGiven(monitorId)) return { type: 'MONITOR', monitorId };
  return isGiven(resourceGroupId) ? { type: 'GROUP', resourceGroupId } : { type: 'STATIC' };
}

/** @throws Problem VALIDATION_FAILED naming the field */
export function changedComponent(current: PageComponent, body: z.output<typeof componentChange>): PageComponentContent {
  const { createdAtMs: _, updatedAtMs: __, pageOrder: ___, groupId, ...rest } = current;
  if (body.removeFromGroup === true && isGiven(body.groupId)) {
    throw invalid('removeFromGroup', 'removeFromGroup must not be true with a groupId');
  }
  const group = body.removeFromGroup === true ? undefined : (body.groupId ?? groupId);
  const { description, startDate, ...kept } = rest;
  return {
    ...kept,
    name: body.name ?? current.name,
    ...(group !== undefined && { groupId: group }),
    ...chosen('description', body.description, description),
    ...chosen('startDate', body.startDate, startDate),
    showsUptime: body.showUptime ?? current.showsUptime,
    displayOrder: body.displayOrder ?? current.displayOrder,
    isExcludedFromOverall: body.excludeFromOverall ?? current.isExcludedFromOverall,
  };
}

export function orderFrom({ positions }: z.output<typeof reorderBody>): PageArrangement {
  return { components: positions.map((one, place) => positionOf(one, `positions[${place}]`)), groups: [] };
}

/** @throws Problem VALIDATION_FAILED naming the field */
export function layoutFrom({ sections, groupOrders }: z.output<typeof layoutBody>): PageArrangement {
  const groups: PageArrangement['groups'][number][] = [];
  const components: PageArrangement['components'][number][] = [];
  for (const [place, { groupId, componentId, pageOrder }] of sections.entries()) {
    const at = `sections[${place}]`;
    if (isGiven(groupId) === isGiven(componentId)) {
      throw invalid(at, `${at} must have either groupId or componentId, got ${isGiven(groupId) ? 'both' : 'neither'}`);
    }
    if (isGiven(groupId)) groups.push({ id: groupId, pageOrder, field: `${at}.groupId` });
    else components.push({ id: componentId!, pageOrder, groupId: null, field: `${at}.componentId` });
  }
  for (const [place, { groupId, positions }] of (groupOrders ?? []).entries()) {
    for (const [at, one] of positions.entries()) {
      const field = `groupOrders[${place}].positions[${at}]`;
      components.push({ ...positionOf(one, field), groupId });
    }
  }
  return { groups, components };
}

function positionOf(
  { componentId, displayOrder, groupId }: z.output<typeof reorderBody>['positions'][number],
  at: string,
): PageArrangement['components'][number] {
  return { id: componentId, displayOrder, ...(groupId !== undefined && { groupId }), field: `${at}.componentId` };
}
