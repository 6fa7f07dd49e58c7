/**
 * The order of a page as one list: a group, then what stands in it, then what comes after. Each move is a pure step from one
 * list to the next, be it by a key or by a drag; what stands in a group stands right below it, whatever is moved.
 */
import type { ReorderPageLayoutRequest, StatusPageComponent, StatusPageComponentGroup } from '@upwatch/sdk';

type Place =
  | { readonly type: 'group'; readonly id: string }
  | { readonly type: 'component'; readonly id: string; readonly groupId: string | null };

export type Layout = readonly Place[];
/** Up or down by one. */
export type Step = -1 | 1;

export function layoutOf(
  groups: readonly Pick<StatusPageComponentGroup, 'id' | 'pageOrder'>[],
  components: readonly Pick<StatusPageComponent, 'id' | 'groupId' | 'pageOrder' | 'displayOrder'>[],
): Layout {
  const known = new Set(groups.map(({ id }) => id));
  const isIn = (groupId: string | null): groupId is string => groupId !== null && known.has(groupId);
  const free = components.filter(({ groupId }) => !isIn(groupId));
  const sections = [
    ...groups.map(({ id, pageOrder }) => ({ type: 'group' as const, id, pageOrder })),
    ...free.map(({ id, pageOrder }) => ({ type: 'component' as const, id, pageOrder })),
  ].toSorted((one, other) => one.pageOrder - other.pageOrder);
  return sections.flatMap((section): Layout => {
    if (section.type === 'component') return [{ type: 'component', id: section.id, groupId: null }];
    const own = components
      .filter(({ groupId }) => groupId === section.id)
      .toSorted((one, other) => one.displayOrder - other.displayOrder);
    return [
      { type: 'group', id: section.id },
      ...own.map(({ id }) => ({ type: 'component' as const, id, groupId: section.id })),
    ];
  });
}

/** One place up or down: into a group and out of it, too. A group takes along what stands in it. */
export function movedBy(layout: Layout, id: string, step: Step): Layout {
  const at = layout.findIndex((place) => place.id === id);
  const place = layout[at];
  if (place === undefined) return layout;
  if (place.type === 'group') return groupMovedBy(layout, id, step);
  const next = layout[at + step];
  const isSameGroup = next?.type === 'component' && next.groupId === place.groupId;
  if (isSameGroup) return withSwapped(layout, at, at + step);
  return step < 0 ? movedUp(layout, at, place, next) : movedDown(layout, at, place, next);
}

type PlacedComponent = Extract<Place, { type: 'component' }>;

function movedUp(layout: Layout, at: number, place: PlacedComponent, above: Place | undefined): Layout {
  if (above === undefined) return layout;
  if (above.type === 'component') return layout.with(at, { ...place, groupId: above.groupId });
  if (above.id !== place.groupId) return layout.with(at, { ...place, groupId: above.id });
  return withSwapped(layout.with(at, { ...place, groupId: null }), at, at - 1);
}

function movedDown(layout: Layout, at: number, place: PlacedComponent, below: Place | undefined): Layout {
  // The last of a group leaves it before it passes anything.
  if (place.groupId !== null) return layout.with(at, { ...place, groupId: null });
  if (below === undefined) return layout;
  return withSwapped(layout.with(at, { ...place, groupId: below.id }), at, at + 1);
}

function withSwapped(layout: Layout, at: number, other: number): Layout {
  return layout.with(at, layout[other]!).with(other, layout[at]!);
}

/** A group with all that is in it, or a component that is in none. */
function blocksOf(layout: Layout): readonly Layout[] {
  const blocks: Place[][] = [];
  for (const place of layout) {
    if (place.type === 'component' && place.groupId !== null) blocks.at(-1)!.push(place);
    else blocks.push([place]);
  }
  return blocks;
}

function groupMovedBy(layout: Layout, id: string, step: Step): Layout {
  const blocks = blocksOf(layout);
  const at = blocks.findIndex(([head]) => head?.id === id);
  const other = blocks[at + step];
  if (other === undefined) return layout;
  return blocks
    .with(at + step, blocks[at]!)
    .with(at, other)
    .flat();
}

/** Dropped on another row, above or below its middle. A group lands beside groups, and never in one. */
export function dropped(layout: Layout, id: string, onto: { readonly id: string; readonly isBelow: boolean }): Layout {
  const place = layout.find((one) => one.id === id);
  const target = layout.find((one) => one.id === onto.id);
  if (place === undefined || target === undefined || id === onto.id) return layout;
  if (place.type === 'group') return groupDropped(layout, id, onto);
  const rest = layout.filter((one) => one.id !== id);
  const at = rest.indexOf(target) + (onto.isBelow ? 1 : 0);
  const into = target.type === 'component' ? target.groupId : onto.isBelow ? target.id : null;
  return rest.toSpliced(at, 0, { ...place, groupId: into });
}

function groupDropped(layout: Layout, id: string, onto: { readonly id: string; readonly isBelow: boolean }): Layout {
  const blocks = blocksOf(layout);
  const own = blocks.find(([head]) => head?.id === id)!;
  if (own.some((place) => place.id === onto.id)) return layout;
  const rest = blocks.filter((block) => block !== own);
  const at = rest.findIndex((block) => block.some((place) => place.id === onto.id));
  return rest.toSpliced(at + (onto.isBelow ? 1 : 0), 0, own).flat();
}

/** As the server takes it. */
export function layoutBody(layout: Layout): ReorderPageLayoutRequest {
  const blocks = blocksOf(layout);
  const sections = blocks.map(([head], pageOrder) =>
    head!.type === 'group' ? { groupId: head!.id, pageOrder } : { componentId: head!.id, pageOrder },
  );
  const groupOrders = blocks
    .filter(([head, ...own]) => head?.type === 'group' && own.length > 0)
    .map(([head, ...own]) => ({
      groupId: head!.id,
      positions: own.map(({ id }, displayOrder) => ({ componentId: id, displayOrder })),
    }));
  return { sections, ...(groupOrders.length > 0 && { groupOrders }) };
}

/** Components as they stand in a layout: what is shown before the server has answered. */
export function componentsIn<C extends Pick<StatusPageComponent, 'id' | 'groupId' | 'pageOrder' | 'displayOrder'>>(
  layout: Layout,
  components: readonly C[],
): readonly C[] {
  const places = new Map(layout.map((place, at) => [place.id, { place, at }]));
  return components.map((component) => {
    const found = places.get(component.id);
    if (found?.place.type !== 'component') return component;
    return { ...component, groupId: found.place.groupId, pageOrder: found.at, displayOrder: found.at };
  });
}

/** Groups as they stand in a layout. */
export function groupsIn<G extends Pick<StatusPageComponentGroup, 'id' | 'pageOrder'>>(
  layout: Layout,
  groups: readonly G[],
): readonly G[] {
  const places = new Map(layout.map(({ id }, at) => [id, at]));
  return groups.map((group) => ({ ...group, pageOrder: places.get(group.id) ?? group.pageOrder }));
}
