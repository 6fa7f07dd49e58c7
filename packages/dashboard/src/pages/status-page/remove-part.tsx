import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../../api/client.ts';
import { componentsQuery, pageGroupsQuery, PAGES_KEY } from '../../api/status-page-queries.ts';
import { useSay } from '../../language/use-language.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { nameOfPart, type Part } from './part.ts';

interface RemovePartProps {
  readonly pageId: string;
  readonly part: Part;
  readonly onClose: () => void;
}

/** Takes a component or a group off the page: gone at once, and back where the server refuses. */
export function RemovePart({ pageId, part, onClose }: RemovePartProps) {
  const say = useSay();
  const queries = useQueryClient();
  const { queryKey }: { queryKey: QueryKey } =
    part.type === 'group' ? pageGroupsQuery(pageId) : componentsQuery(pageId);
  const id = part.type === 'group' ? part.group.id : part.component.id;
  const { mutate } = useMutation({
    mutationFn: async () =>
      part.type === 'group'
        ? client.statusPages.groups.delete(pageId, id)
        : client.statusPages.components.delete(pageId, id),
    onMutate: async () => {
      onClose();
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData<readonly { readonly id: string }[]>(queryKey);
      queries.setQueryData(queryKey, (all: typeof before) => all?.filter((one) => one.id !== id));
      return { before };
    },
    onError: (_error, _nothing, context) => queries.setQueryData(queryKey, context?.before),
    onSettled: async () => queries.invalidateQueries({ queryKey: PAGES_KEY }),
  });
  const name = nameOfPart(part);
  return (
    <Confirm
      title={say('statusPages.removeTitle', { name })}
      hint={say(part.type === 'group' ? 'statusPages.removeGroupHint' : 'statusPages.removeComponentHint')}
      action={say('statusPages.removeNamed', { name })}
      isBusy={false}
      onClose={onClose}
      onConfirm={() => mutate()}
    />
  );
}
