/** What stands at a place of a page: a group or a component. */
import type { StatusPageComponent, StatusPageComponentGroup } from '@upwatch/sdk';
import type { Layout } from './layout.ts';

export type Part =
  | { readonly type: 'group'; readonly group: StatusPageComponentGroup }
  | { readonly type: 'component'; readonly component: StatusPageComponent };

export function nameOfPart(part: Part): string {
  return part.type === 'group' ? part.group.name : part.component.name;
}

/** In the order of the layout, each with its id. */
export function partsOf(
  layout: Layout,
  components: readonly StatusPageComponent[],
  groups: readonly StatusPageComponentGroup[],
): readonly (readonly [id: string, part: Part])[] {
  return layout.flatMap(({ id, type }): readonly (readonly [string, Part])[] => {
    const group = type === 'group' ? groups.find((one) => one.id === id) : undefined;
    const component = type === 'component' ? components.find((one) => one.id === id) : undefined;
    if (group) return [[id, { type: 'group', group }]];
    return component ? [[id, { type: 'component', component }]] : [];
  });
}
