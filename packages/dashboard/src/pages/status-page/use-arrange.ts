/** Puts components and groups in order: shown at once, and taken back where the server refuses. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../../api/client.ts';
import { componentsQuery, pageGroupsQuery, PAGES_KEY } from '../../api/status-page-queries.ts';
import { componentsIn, groupsIn, type Layout, layoutBody } from './layout.ts';

export function useArrange(pageId: string): (layout: Layout) => void {
  const queries = useQueryClient();
  const { queryKey: componentsKey } = componentsQuery(pageId);
  const { queryKey: groupsKey } = pageGroupsQuery(pageId);
  const mutationKey = [...PAGES_KEY, 'arrange', pageId];
  const { mutate } = useMutation({
    mutationKey,
    // One after the other: the last order that somebody chose is the one that stays.
    scope: { id: `arrange ${pageId}` },
    mutationFn: async (layout: Layout) => client.statusPages.arrange(pageId, layoutBody(layout)),
    onMutate: async (layout) => {
      await Promise.all([componentsKey, groupsKey].map(async (queryKey) => queries.cancelQueries({ queryKey })));
      const before = { components: queries.getQueryData(componentsKey), groups: queries.getQueryData(groupsKey) };
      queries.setQueryData(componentsKey, (components) => components && [...componentsIn(layout, components)]);
      queries.setQueryData(groupsKey, (groups) => groups && [...groupsIn(layout, groups)]);
      return before;
    },
    onError: (_error, _layout, before) => {
      queries.setQueryData(componentsKey, before?.components);
      queries.setQueryData(groupsKey, before?.groups);
    },
    onSettled: async () => {
      // While more steps wait, what the server has is not yet what is shown.
      if (queries.isMutating({ mutationKey }) > 1) return;
      await queries.invalidateQueries({ queryKey: PAGES_KEY });
    },
  });
  return mutate;
}
