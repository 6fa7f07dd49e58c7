import type { MaintenanceWindow } from '@upwatch/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { SETUP_KEYS } from '../../api/setup-queries.ts';
import { saidText } from '../../language/said-text.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { useNow } from '../../ui/now.ts';
import { Permitted } from '../../ui/permitted.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { toastDone } from '../../ui/toast.ts';
import { isDrawable } from './window-draft.ts';

interface WindowListProps {
  readonly windows: readonly MaintenanceWindow[];
  readonly onOpen: (window: MaintenanceWindow) => void;
}

export function WindowList({ windows, onOpen }: WindowListProps) {
  return (
    <Card>
      <ul>
        {windows.map((window) => (
          <Row key={window.id} window={window} onOpen={onOpen} />
        ))}
      </ul>
    </Card>
  );
}

function Row({ window, onOpen }: { readonly window: MaintenanceWindow; readonly onOpen: WindowListProps['onOpen'] }) {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  const queries = useQueryClient();
  const settled = async (): Promise<void> => queries.invalidateQueries({ queryKey: SETUP_KEYS.maintenance });
  const end = useMutation({
    mutationFn: async () => client.maintenanceWindows.end(window.id),
    onSuccess: () => toastDone(say('maintenance.ended')),
    onSettled: settled,
  });
  const remove = useMutation({
    mutationFn: async () => client.maintenanceWindows.delete(window.id),
    onSuccess: () => setAsking(false),
    onSettled: settled,
  });
  const title = window.reason ?? window.name ?? say('maintenance.title');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-3.5 last:border-0 sm:px-5">
      <StateMark standing={window.status === 'active' ? 'maintenance' : 'unknown'} isDecoration />
      <div className="min-w-0 flex-1 basis-44">
        <p className="font-medium break-words text-strong">{title}</p>
        <p className="text-sm break-words text-quiet">
          <When window={window} />
          {' · '}
          {targetsOf(window) === 0
            ? say('maintenance.onAll')
            : say('maintenance.targets', { count: targetsOf(window) })}
          {window.repeatRule !== null && ` · ${window.repeatRule}`}
        </p>
        {window.warnings.map((warning, at) => (
          <p key={warning} className="text-sm break-words text-degraded">
            {saidText(window.warningsSaid[at], warning, say)}
          </p>
        ))}
      </div>
      <Permitted>
        {window.status === 'active' && (
          <Button isSmall isBusy={end.isPending} onClick={() => end.mutate()}>
            {say('maintenance.endNow')}
          </Button>
        )}
        {isDrawable(window) && (
          <IconButton label={say('maintenance.changeNamed', { name: title })} onClick={() => onOpen(window)}>
            <Pencil className="size-4" aria-hidden />
          </IconButton>
        )}
        <IconButton label={say('maintenance.deleteNamed', { name: title })} onClick={() => setAsking(true)}>
          <Trash2 className="size-4" aria-hidden />
        </IconButton>
      </Permitted>
      {isAsking && (
        <Confirm
          title={say('maintenance.deleteTitle', { name: title })}
          hint={say('maintenance.deleteHint')}
          action={say('ui.delete')}
          isBusy={remove.isPending}
          onClose={() => setAsking(false)}
          onConfirm={() => remove.mutate()}
        />
      )}
    </li>
  );
}

function When({ window }: { readonly window: MaintenanceWindow }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  const time = (at: string): string => format.time(Date.parse(at), now);
  if (window.activeUntil !== null) return <>{say('maintenance.until', { time: time(window.activeUntil) })}</>;
  if (window.nextStartsAt !== null) return <>{say('maintenance.begins', { time: time(window.nextStartsAt) })}</>;
  return <>{say('maintenance.was', { time: time(window.startsAt) })}</>;
}

/** On how many monitors, tags and groups; none: on every monitor. */
function targetsOf({ monitorIds, tagIds, resourceGroupIds }: MaintenanceWindow): number {
  return monitorIds.length + tagIds.length + resourceGroupIds.length;
}
