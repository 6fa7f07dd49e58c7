import type { ListedTag } from '@upwatch/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import { policiesQuery } from '../../api/setup-queries.ts';
import { useSay } from '../../language/use-language.ts';
import { DeleteDialog } from '../../ui/delete-dialog.tsx';
import { toastDone } from '../../ui/toast.ts';
import { policiesNaming } from './lost-with.ts';

/** Says what is lost before it is. */
export function DeleteTag({ tag, onClose }: { readonly tag: ListedTag; readonly onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const { data: policies = [] } = useQuery(policiesQuery);
  const { name, monitorCount } = tag;
  const lost = [
    monitorCount === 0 ? say('tags.losesNothing') : say('tags.losesMonitors', { count: monitorCount }),
    ...policiesNaming(tag, policies).map((policy) => say('tags.losesPolicy', { name: policy })),
  ];
  async function remove(): Promise<void> {
    await client.tags.delete(tag.id);
    toastDone(say('tags.deleted', { name }));
    onClose();
    await Promise.all([KEYS.tags, KEYS.monitors].map(async (queryKey) => queries.invalidateQueries({ queryKey })));
  }
  return (
    <DeleteDialog
      title={say('tags.deleteTitle', { name })}
      hint={say('tags.deleteHint')}
      onDelete={remove}
      onClose={onClose}
    >
      <ul className="list-disc pl-5 text-strong">
        {lost.map((one) => (
          <li key={one} className="break-words">
            {one}
          </li>
        ))}
      </ul>
    </DeleteDialog>
  );
}
