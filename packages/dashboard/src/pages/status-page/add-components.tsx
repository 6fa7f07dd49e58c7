/** Puts what is watched onto the page: found by name, added by a press, as many as one likes. */
import type { CreateStatusPageComponentRequest, StatusPageComponent } from '@upwatch/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { client } from '../../api/client.ts';
import { groupsQuery, monitorsQuery } from '../../api/queries.ts';
import { PAGES_KEY } from '../../api/status-page-queries.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { toastDone } from '../../ui/toast.ts';
import { COMPONENT_KINDS } from '../status-pages/page-words.ts';

interface AddComponentsProps {
  readonly pageId: string;
  readonly components: readonly StatusPageComponent[];
  readonly onClose: () => void;
}

/** Found beyond these, one types more of the name. */
const FOUND_MAX = 20;

export function AddComponents({ pageId, components, onClose }: AddComponentsProps) {
  const say = useSay();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const { data: monitors } = useQuery(
    monitorsQuery({ size: FOUND_MAX, sort: ['name,asc'], ...(wanted !== '' && { search: wanted }) }),
  );
  const { data: groups = [] } = useQuery(groupsQuery);
  const ids = new Set(components.flatMap(({ monitorId, resourceGroupId }) => [monitorId, resourceGroupId]));
  const found: readonly CreateStatusPageComponentRequest[] = [
    ...groups
      .filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase()))
      .slice(0, FOUND_MAX)
      .map(({ id, name }) => ({ name, type: 'GROUP' as const, resourceGroupId: id })),
    ...(monitors?.data ?? []).map(({ id, name }) => ({ name, type: 'MONITOR' as const, monitorId: id })),
    ...(wanted === '' ? [] : [{ name: wanted, type: 'STATIC' as const }]),
  ];
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say('statusPages.addComponents')}
      hint={say('statusPages.addHint')}
      actions={<Button onClick={onClose}>{say('ui.close')}</Button>}
    >
      <TextField
        label={say('statusPages.findComponent')}
        type="search"
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {monitors !== undefined && found.every(({ type }) => type === 'STATIC') && (
        <p role="status" className="text-quiet">
          {say('statusPages.noneLikeIt')}
        </p>
      )}
      <ul className="flex max-h-80 flex-col overflow-y-auto">
        {found.map((component) => {
          const id = component.monitorId ?? component.resourceGroupId;
          return (
            <Found
              key={id ?? 'by hand'}
              pageId={pageId}
              component={component}
              isThere={id !== undefined && id !== null && ids.has(id)}
            />
          );
        })}
      </ul>
    </Dialog>
  );
}

interface FoundProps {
  readonly pageId: string;
  readonly component: CreateStatusPageComponentRequest;
  readonly isThere: boolean;
}

function Found({ pageId, component, isThere }: FoundProps) {
  const say = useSay();
  const queries = useQueryClient();
  const { name, type } = component;
  const { mutate, isPending } = useMutation({
    mutationFn: async () => client.statusPages.components.create(pageId, component),
    onSuccess: () => toastDone(say('statusPages.addedNamed', { name })),
    onSettled: async () => queries.invalidateQueries({ queryKey: PAGES_KEY }),
  });
  return (
    <li className="flex items-center justify-between gap-3 border-b border-line py-2 last:border-0">
      <span className="min-w-0">
        <span className="block break-words text-strong">
          {type === 'STATIC' ? say('statusPages.byHand', { name }) : name}
        </span>
        {type !== 'STATIC' && <span className="text-sm text-quiet">{say(COMPONENT_KINDS[type])}</span>}
      </span>
      {isThere ? (
        <span className="text-sm text-quiet">{say('statusPages.added')}</span>
      ) : (
        <Button isSmall isBusy={isPending} aria-label={say('statusPages.addNamed', { name })} onClick={() => mutate()}>
          <Plus className="size-4" aria-hidden />
          {say('forms.add')}
        </Button>
      )}
    </li>
  );
}
