/** Brings what stands on a status page to what the file says. What is there already stays itself: bars and incidents are its. */
import { isDeepStrictEqual } from 'node:util';
import { componentFrom, pageGroupFrom } from '../api/page-input.ts';
import type { PageArrangement, PageComponent, PageComponentContent } from '../stores/port.ts';
import type { ComponentEntry, GroupEntry, PageItem } from './page-entry-schema.ts';
import type { Hands } from './section.ts';

/** @param items in their order */
export async function arrangePage(pageId: string, items: readonly PageItem[], hands: Hands): Promise<void> {
  const { core, actor } = hands;
  const { groups, components } = core.statusPages;
  const oldGroups = await groups.of(pageId);
  const groupIds = await bringGroups(pageId, items.filter(isGroup), hands);
  const wanted = items.flatMap((item, place) =>
    isGroup(item)
      ? item.components.map((entry, i) => ({ entry, groupId: groupIds.get(item), displayOrder: i }))
      : [{ entry: item, groupId: undefined, displayOrder: place }],
  );
  const ids = await bringComponents(pageId, wanted, hands);
  const kept = new Set(ids.values());
  for (const { id } of await components.of(pageId)) if (!kept.has(id)) await components.delete(pageId, id, actor);
  const keptGroups = new Set(groupIds.values());
  for (const { id } of oldGroups) if (!keptGroups.has(id)) await groups.delete(pageId, id, actor);
  await core.statusPages.arrange(pageId, arrangementOf(items, groupIds, ids), actor);
}

function isGroup(item: PageItem): item is GroupEntry {
  return 'group' in item;
}

type Ids<Entry> = ReadonlyMap<Entry, string>;

/** One of the same name is the same. */
async function bringGroups(
  pageId: string,
  wanted: readonly GroupEntry[],
  { core, actor, newId }: Hands,
): Promise<Ids<GroupEntry>> {
  const { groups } = core.statusPages;
  const free = [...(await groups.of(pageId))];
  const ids = new Map<GroupEntry, string>();
  for (const [displayOrder, entry] of wanted.entries()) {
    const { group, components: _, ...rest } = entry;
    const at = free.findIndex(({ name }) => name === group);
    const old = at < 0 ? undefined : free.splice(at, 1)[0];
    const content = pageGroupFrom({ ...rest, name: group, displayOrder }, { id: old?.id ?? newId(), pageId });
    if (old) await groups.update(pageId, old.id, () => content, actor);
    else await groups.create(content, actor);
    ids.set(entry, content.id);
  }
  return ids;
}

/** A component and where it stands. */
interface Standing {
  readonly entry: ComponentEntry;
  readonly groupId: string | undefined;
  readonly displayOrder: number;
}

async function bringComponents(
  pageId: string,
  wanted: readonly Standing[],
  hands: Hands,
): Promise<Ids<ComponentEntry>> {
  const { core, actor, newId } = hands;
  const { components } = core.statusPages;
  const contents = wanted.map((one) => ({ entry: one.entry, content: contentOf(pageId, one, hands) }));
  const found = whichAreThere(
    contents.map(({ content }) => content),
    await components.of(pageId),
  );
  const ids = new Map<ComponentEntry, string>();
  for (const [i, { entry, content }] of contents.entries()) {
    const old = found[i];
    const id = old?.id ?? newId();
    if (!old) await components.create({ ...content, id }, actor);
    else if (!isSame(old, { ...content, id })) await components.update(pageId, id, () => ({ ...content, id }), actor);
    ids.set(entry, id);
  }
  return ids;
}

function contentOf(pageId: string, { entry, groupId, displayOrder }: Standing, { idOf }: Hands): PageComponentContent {
  const { monitor, resourceGroup, ...rest } = entry;
  const source =
    monitor !== undefined
      ? ({ type: 'MONITOR', monitorId: idOf('monitor', monitor) } as const)
      : resourceGroup !== undefined
        ? ({ type: 'GROUP', resourceGroupId: idOf('resourceGroup', resourceGroup) } as const)
        : ({ type: 'STATIC' } as const);
  return componentFrom({ ...rest, ...source, groupId, displayOrder }, { id: '', pageId });
}

function isSame(old: PageComponent, next: PageComponentContent): boolean {
  const { createdAtMs: _, updatedAtMs: __, pageOrder: ___, ...before } = old;
  return isDeepStrictEqual(before, next);
}

/** The one of the same name that shows the same, otherwise of the same name, otherwise that shows the same. */
function whichAreThere(
  wanted: readonly PageComponentContent[],
  there: readonly PageComponent[],
): readonly (PageComponent | undefined)[] {
  const free = new Set(there);
  const found: (PageComponent | undefined)[] = wanted.map(() => undefined);
  const isNamedAlike = (a: PageComponentContent, b: PageComponent): boolean => a.name === b.name;
  const showsTheSame = (a: PageComponentContent, b: PageComponent): boolean => isDeepStrictEqual(a.source, b.source);
  const rules = [
    (a: PageComponentContent, b: PageComponent) => isNamedAlike(a, b) && showsTheSame(a, b),
    isNamedAlike,
    (a: PageComponentContent, b: PageComponent) => a.source.type !== 'STATIC' && showsTheSame(a, b),
  ];
  for (const fits of rules) {
    for (const [i, content] of wanted.entries()) {
      const one = found[i] ?? [...free].find((candidate) => fits(content, candidate));
      if (one) free.delete(one);
      found[i] = one;
    }
  }
  return found;
}

function arrangementOf(
  items: readonly PageItem[],
  groupIds: Ids<GroupEntry>,
  ids: Ids<ComponentEntry>,
): PageArrangement {
  return {
    groups: items.flatMap((item, pageOrder) =>
      isGroup(item) ? [{ id: groupIds.get(item)!, pageOrder, field: `components[${pageOrder}]` }] : [],
    ),
    components: items.flatMap((item, pageOrder) =>
      isGroup(item)
        ? []
        : [{ id: ids.get(item)!, pageOrder, displayOrder: pageOrder, field: `components[${pageOrder}]` }],
    ),
  };
}
