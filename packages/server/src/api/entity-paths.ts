/** Which path shows or changes which thing: what answers with an `ETag` and takes `If-Match`. */
import type { Entity, EntityType } from '../stores/port.ts';

/** What a thing is, and by which parameters of the path it is found. */
type EntityPath = readonly [EntityType, ...string[]];

const MONITOR = ['monitor', 'id'] as const;
const PART_OF_MONITOR = ['monitor', 'monitorId'] as const;
const PAGE_LAYOUT = ['page_layout', 'id'] as const;
const PAGE_INCIDENT = ['page_incident', 'id', 'incidentId'] as const;

/** By the path as a route has it, without its prefix; what is a part of a monitor is of its revision. */
const PATHS: Readonly<Record<string, EntityPath>> = {
  '/monitors/:id': MONITOR,
  '/monitors/:id/pause': MONITOR,
  '/monitors/:id/resume': MONITOR,
  '/monitors/:id/tags': MONITOR,
  '/monitors/:monitorId/alert-channels': PART_OF_MONITOR,
  '/monitors/:monitorId/assertions': PART_OF_MONITOR,
  '/monitors/:monitorId/assertions/:assertionId': PART_OF_MONITOR,
  '/monitors/:monitorId/auth': PART_OF_MONITOR,
  '/monitors/:monitorId/policy': PART_OF_MONITOR,
  '/tags/:id': ['tag', 'id'],
  '/alert-channels/:id': ['channel', 'id'],
  '/notification-policies/:id': ['notification_policy', 'id'],
  '/maintenance-windows/:id': ['maintenance_window', 'id'],
  '/maintenance-windows/:id/end': ['maintenance_window', 'id'],
  '/resource-groups/:id': ['resource_group', 'id'],
  '/webhooks/:id': ['webhook', 'id'],
  '/environments/:slug': ['environment', 'slug'],
  '/secrets/:key': ['secret', 'key'],
  '/api-keys/:id': ['api_key', 'id'],
  '/api-keys/:id/regenerate': ['api_key', 'id'],
  '/api-keys/:id/revoke': ['api_key', 'id'],
  '/org': ['organization'],
  '/workspaces/:workspaceId': ['workspace', 'workspaceId'],
  '/members/:userId': ['member', 'userId'],
  '/members/:userId/role': ['member', 'userId'],
  '/members/:userId/status': ['member', 'userId'],
  '/status-pages/:id': ['status_page', 'id'],
  '/status-pages/:id/components/:componentId': ['page_component', 'id', 'componentId'],
  '/status-pages/:id/components/reorder': PAGE_LAYOUT,
  '/status-pages/:id/layout/reorder': PAGE_LAYOUT,
  '/status-pages/:id/groups/:groupId': ['page_group', 'id', 'groupId'],
  '/status-pages/:id/incidents/:incidentId': PAGE_INCIDENT,
  '/status-pages/:id/incidents/:incidentId/publish': PAGE_INCIDENT,
  '/status-pages/:id/incidents/:incidentId/dismiss': PAGE_INCIDENT,
  '/status-pages/:id/incidents/:incidentId/updates': PAGE_INCIDENT,
};

/** Lists that show where things stand: to be read before they are put into another order. */
const LISTS: Readonly<Record<string, EntityPath>> = {
  '/status-pages/:id/components': PAGE_LAYOUT,
  '/status-pages/:id/groups': PAGE_LAYOUT,
};

/** Where one is made, the path of the one. */
const ITEM_PATHS = new Map(
  Object.entries(PATHS).flatMap(([path, found]) => {
    const [, list] = /^(.*)\/:\w+$/.exec(path) ?? [];
    return list === undefined || list in PATHS ? [] : [[list, found] as const];
  }),
);

type Params = Readonly<Record<string, string | number>>;

/** The thing that a request shows or changes. @param path as a route has it, without its prefix */
export function entityAt(method: string, path: string, params: Params): Entity | undefined {
  const found = PATHS[path] ?? (method === 'GET' ? LISTS[path] : undefined);
  if (!found) return undefined;
  const [type, ...names] = found;
  return { type, keys: names.map((name) => params[name]!) };
}

/** The thing that was made. @param made as it is answered: under the name that its path has for it, or `id` */
export function entityMadeAt(path: string, params: Params, made: Params): Entity | undefined {
  const found = ITEM_PATHS.get(path);
  if (!found) return undefined;
  const [type, ...names] = found;
  const last = names.length - 1;
  const keys = names.map((name, place) => (place === last ? (made[name] ?? made['id']!) : params[name]!));
  return { type, keys };
}

/** What stands of it in the API's document. */
export function tagsOf(method: string, path: string): { readonly answers: boolean; readonly isDemandable: boolean } {
  const shows = method === 'GET' && (path in PATHS || path in LISTS);
  const changes = method !== 'GET' && path in PATHS;
  const makes = method === 'POST' && ITEM_PATHS.has(path);
  return { answers: method !== 'DELETE' && (shows || changes || makes), isDemandable: changes };
}
