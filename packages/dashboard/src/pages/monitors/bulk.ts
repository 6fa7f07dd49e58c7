/** What is done to one monitor or to many: shown at once, and taken back where the server refuses. */
import type { BulkMonitorActionAnswer, BulkMonitorActionRequest, Monitor, Page } from '@upwatch/sdk';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { changeMonitor } from '../../api/live-changes.ts';
import { client } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import { say } from '../../language/use-language.ts';
import { toastDone, toastFailed } from '../../ui/toast.ts';

type Done = 'monitors.paused' | 'monitors.resumed' | 'monitors.deleted' | 'monitors.tagged';

const DONE: Readonly<Record<BulkMonitorActionRequest['action'], Done>> = {
  PAUSE: 'monitors.paused',
  RESUME: 'monitors.resumed',
  DELETE: 'monitors.deleted',
  ADD_TAG: 'monitors.tagged',
  REMOVE_TAG: 'monitors.tagged',
};

export function useBulk() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (request: BulkMonitorActionRequest) => client.monitors.bulk(request),
    onMutate: async (request) => {
      await queries.cancelQueries({ queryKey: KEYS.monitors });
      const before: [QueryKey, Page<Monitor> | undefined][] = queries.getQueriesData({ queryKey: KEYS.monitors });
      for (const id of request.monitorIds) changeMonitor(queries, id, (monitor) => expected(monitor, request.action));
      return { before };
    },
    onError: (_error, _request, context) => {
      for (const [key, data] of context?.before ?? []) queries.setQueryData(key, data);
    },
    onSuccess: (answer, { action }) => tell(answer, action),
    onSettled: async () => {
      await Promise.all(
        [KEYS.monitors, KEYS.overview, KEYS.tags].map(async (queryKey) => queries.invalidateQueries({ queryKey })),
      );
    },
  });
}

/** How it will be shown, as far as that is known before the server has answered. */
function expected(monitor: Monitor, action: BulkMonitorActionRequest['action']): Monitor {
  if (action === 'PAUSE') return { ...monitor, enabled: false, currentStatus: 'paused' };
  if (action === 'RESUME') return { ...monitor, enabled: true, currentStatus: monitor.state.verdict };
  return monitor;
}

function tell({ succeeded, failed }: BulkMonitorActionAnswer, action: BulkMonitorActionRequest['action']): void {
  if (succeeded.length > 0) toastDone(say(DONE[action], { count: succeeded.length }));
  const [first] = failed;
  if (first) toastFailed(say('monitors.someFailed', { count: failed.length, reason: first.reason }));
}
