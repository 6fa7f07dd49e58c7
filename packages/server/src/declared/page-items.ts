/** What stands on a status page, in its order, as the file would say it. */
import type { PageComponent, PageGroup } from '../stores/port.ts';
import type { Names, WholePage } from './section.ts';

/** A component, or a group with its components. */
export type ShownItem = Readonly<Record<string, unknown>> & {
  readonly components?: readonly ShownItem[];
};

export function shownPage({ groups, components }: WholePage, names: Names): readonly ShownItem[] {
  const alone = components.filter(({ groupId }) => groupId === undefined);
  const row = [
    ...groups.map((one) => ({ at: one.pageOrder, item: shownGroup(one, components, names) })),
    ...alone.map((one) => ({ at: one.pageOrder, item: shownComponent(one, names) })),
  ];
  return row.toSorted((a, b) => a.at - b.at).map(({ item }) => item);
}

function shownGroup(group: PageGroup, components: readonly PageComponent[], names: Names): ShownItem {
  const own = components.filter(({ groupId }) => groupId === group.id);
  return {
    group: group.name,
    description: group.description,
    defaultOpen: group.isDefaultOpen,
    components: own.toSorted((a, b) => a.displayOrder - b.displayOrder).map((one) => shownComponent(one, names)),
  };
}

function shownComponent({ source, ...component }: PageComponent, { nameOf }: Names): ShownItem {
  return {
    name: component.name,
    description: component.description,
    monitor: source.type === 'MONITOR' ? nameOf('monitor', source.monitorId) : undefined,
    resourceGroup: source.type === 'GROUP' ? nameOf('resourceGroup', source.resourceGroupId) : undefined,
    showUptime: component.showsUptime,
    excludeFromOverall: component.isExcludedFromOverall,
    startDate: component.startDate,
  };
}
