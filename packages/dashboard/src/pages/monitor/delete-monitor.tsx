import type { Monitor } from '@upwatch/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { client } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { toastDone } from '../../ui/toast.ts';
import { extentQuery, pastIncidentsQuery } from './monitor-queries.ts';

interface DeleteMonitorProps {
  readonly monitor: Monitor;
  readonly onClose: () => void;
}

/** Says what is lost before it is. */
export function DeleteMonitor({ monitor, onClose }: DeleteMonitorProps) {
  const say = useSay();
  const format = useFormat();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: extent } = useQuery(extentQuery(monitor.id));
  const { data: incidents } = useQuery(pastIncidentsQuery(monitor.id));
  const { mutate, isPending } = useMutation({
    mutationFn: async () => client.monitors.delete(monitor.id),
    onSuccess: async () => {
      toastDone(say('monitor.deleted', { name: monitor.name }));
      await navigate({ to: '/monitors' });
      queries.removeQueries({ queryKey: [...KEYS.monitors, monitor.id] });
      await Promise.all(
        [KEYS.monitors, KEYS.overview, KEYS.incidents].map(async (queryKey) => queries.invalidateQueries({ queryKey })),
      );
    },
  });
  const starts = [extent?.ownFrom, ...(extent?.imported.map(({ from }) => from) ?? [])].flatMap((one) =>
    typeof one === 'string' ? [Date.parse(one)] : [],
  );
  const past = incidents?.totalElements ?? 0;
  const lost = [
    starts.length > 0
      ? say('monitor.deleteHistory', { date: format.date(Math.min(...starts)) })
      : say('monitor.deleteNoHistory'),
    ...(past > 0 ? [say('monitor.deleteIncidents', { count: past })] : []),
    ...(monitor.state.incidentId === null ? [] : [say('monitor.deleteOpen')]),
  ];
  return (
    <Confirm
      title={say('monitor.deleteTitle', { name: monitor.name })}
      hint={say('monitor.deleteLost')}
      action={say('ui.delete')}
      isBusy={isPending}
      onClose={onClose}
      onConfirm={() => mutate()}
    >
      <ul className="list-disc pl-5 text-strong">
        {lost.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </Confirm>
  );
}
