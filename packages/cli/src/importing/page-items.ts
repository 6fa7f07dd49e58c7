/** What stands on a status page: how a server shows it, and how it becomes what an import says. */
import { type DraftObject, type Row, rowsOf } from '@upwatch/server/foreign';
import type { Client } from '../api-client.ts';
import type { Dto } from './fingerprint.ts';
import { type IdOf, namesIn, objectsIn } from './references.ts';

/** A page together with what stands on it. */
export async function wholePage(client: Client, page: Dto): Promise<Dto> {
  const [groups, components] = await Promise.all([
    client.statusPages.groups.list(page.id).toArray(),
    client.statusPages.components.list(page.id).toArray(),
  ]);
  return { ...page, groups, components };
}

/** What is on it, in its order, without what looks change. */
export function shownItems({ groups, components }: Row): unknown {
  const alone = rowsOf(components).filter(({ groupId }) => groupId === null);
  const items = [...rowsOf(groups), ...alone].toSorted((a, b) => Number(a['pageOrder']) - Number(b['pageOrder']));
  return items.map((item) =>
    'defaultOpen' in item
      ? [item['name'], item['description'], item['defaultOpen'], inGroup(item).map(shownComponent)]
      : shownComponent(item),
  );
}

function inGroup({ components }: Row): readonly Row[] {
  return rowsOf(components).toSorted((a, b) => Number(a['displayOrder']) - Number(b['displayOrder']));
}

function shownComponent(one: Row): unknown {
  const source = one['monitorId'] ?? one['resourceGroupId'] ?? null;
  return [one['name'], one['description'], source, one['showUptime'], one['excludeFromOverall'], one['startDate']];
}

/** A component of the import, and the group that it stands in. */
interface Wanted {
  readonly item: DraftObject;
  readonly groupId: string | undefined;
  readonly source: Source;
}
interface Source {
  readonly type: 'MONITOR' | 'GROUP' | 'STATIC';
  readonly monitorId?: string;
  readonly resourceGroupId?: string;
}
type Standing = Awaited<ReturnType<ReturnType<Client['statusPages']['components']['list']>['toArray']>>[number];

/**
 * Brings what stands on a page to what the import says. A component that shows the same stays itself, with its bars.
 * @returns the page with all that is on it
 */
export async function withItems(page: Dto, body: DraftObject, client: Client, idOf: IdOf): Promise<Dto> {
  const items = objectsIn(body['components']);
  const groupIds = await bringGroups(page.id, items.filter(isGroup), client);
  const wanted = items.flatMap((item): readonly Wanted[] =>
    (isGroup(item) ? objectsIn(item['components']) : [item]).map((one) => {
      return { item: one, groupId: groupIds.get(item), source: sourceOf(one, idOf) };
    }),
  );
  const ids = await bringComponents(page.id, wanted, client);
  const kept = new Set(groupIds.values());
  for (const { id } of await client.statusPages.groups.list(page.id).toArray())
    if (!kept.has(id)) await client.statusPages.groups.delete(page.id, id);
  if (items.length > 0) await client.statusPages.arrange(page.id, arrangementOf(items, groupIds, ids));
  return wholePage(client, page);
}

function isGroup(item: DraftObject): boolean {
  return item['group'] !== undefined;
}

/** One of the same name is the same. */
async function bringGroups(
  pageId: string,
  wanted: readonly DraftObject[],
  { statusPages: { groups } }: Client,
): Promise<ReadonlyMap<DraftObject, string>> {
  const free = [...(await groups.list(pageId).toArray())];
  const ids = new Map<DraftObject, string>();
  for (const item of wanted) {
    const [name = ''] = namesIn(item['group']);
    const [description = null] = namesIn(item['description']);
    const settings = { name, description, defaultOpen: item['defaultOpen'] !== false };
    const at = free.findIndex((one) => one.name === name);
    const [old] = at < 0 ? [] : free.splice(at, 1);
    const { id } = old ? await groups.update(pageId, old.id, settings) : await groups.create(pageId, settings);
    ids.set(item, id);
  }
  return ids;
}

async function bringComponents(
  pageId: string,
  wanted: readonly Wanted[],
  { statusPages: { components } }: Client,
): Promise<ReadonlyMap<DraftObject, string>> {
  const there = await components.list(pageId).toArray();
  const found = whichAreThere(wanted, there);
  const kept = new Set(found.map((one) => one?.id));
  for (const { id } of there) if (!kept.has(id)) await components.delete(pageId, id);
  const ids = new Map<DraftObject, string>();
  for (const [i, { item, groupId, source }] of wanted.entries()) {
    const old = found[i];
    const settings = settingsOf(item);
    const place = groupId === undefined ? { removeFromGroup: true } : { groupId };
    const { id } = old
      ? await components.update(pageId, old.id, { ...settings, ...place })
      : await components.create(pageId, { ...settings, ...source, ...(groupId !== undefined && { groupId }) });
    ids.set(item, id);
  }
  return ids;
}

/** What a change leaves out stays, so all of it is said. */
function settingsOf(item: DraftObject) {
  const [name = '', description, startDate] = ['name', 'description', 'startDate'].map(
    (field) => namesIn(item[field])[0],
  );
  return {
    ...{ name, description: description ?? null, startDate: startDate ?? null },
    ...{ showUptime: item['showUptime'] !== false, excludeFromOverall: item['excludeFromOverall'] === true },
  };
}

function sourceOf({ monitor, resourceGroup }: DraftObject, idOf: IdOf): Source {
  if (typeof monitor === 'string') return { type: 'MONITOR', monitorId: idOf('monitors', monitor) };
  if (typeof resourceGroup !== 'string') return { type: 'STATIC' };
  return { type: 'GROUP', resourceGroupId: idOf('resourceGroups', resourceGroup) };
}

/** The one of the same name that shows the same, otherwise that shows the same: what it shows never changes. */
function whichAreThere(wanted: readonly Wanted[], there: readonly Standing[]): readonly (Standing | undefined)[] {
  const free = new Set(there);
  const found: (Standing | undefined)[] = wanted.map(() => undefined);
  const showsTheSame = ({ source }: Wanted, one: Standing): boolean =>
    source.type === one.type &&
    (source.monitorId ?? null) === one.monitorId &&
    (source.resourceGroupId ?? null) === one.resourceGroupId;
  const rules = [
    (a: Wanted, b: Standing) => showsTheSame(a, b) && a.item['name'] === b.name,
    (a: Wanted, b: Standing) => showsTheSame(a, b) && a.source.type !== 'STATIC',
  ];
  for (const fits of rules) {
    for (const [i, one] of wanted.entries()) {
      found[i] ??= [...free].find((candidate) => fits(one, candidate));
      if (found[i]) free.delete(found[i]);
    }
  }
  return found;
}

function arrangementOf(
  items: readonly DraftObject[],
  groupIds: ReadonlyMap<DraftObject, string>,
  ids: ReadonlyMap<DraftObject, string>,
) {
  const sections = items.map((item, pageOrder) => {
    const groupId = groupIds.get(item);
    return groupId === undefined ? { componentId: ids.get(item)!, pageOrder } : { groupId, pageOrder };
  });
  const groupOrders = items.filter(isGroup).flatMap((item) => {
    const own = objectsIn(item['components']);
    const positions = own.map((one, displayOrder) => ({ componentId: ids.get(one)!, displayOrder }));
    return own.length === 0 ? [] : [{ groupId: groupIds.get(item)!, positions }];
  });
  return { sections, groupOrders };
}
