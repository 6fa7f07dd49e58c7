/** What a person does about an incident: shown at once, and taken back where the server refuses. */
import type { IncidentDetail } from '@upwatch/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../../api/client.ts';
import { incidentQuery, KEYS } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import type { PlainKey } from '../../language/catalogue.ts';
import { say } from '../../language/use-language.ts';
import { toastDone } from '../../ui/toast.ts';
import { expectedAfter, type IncidentAct } from './expected.ts';

const DONE: Readonly<Record<IncidentAct['type'], PlainKey>> = {
  acknowledge: 'overview.acknowledgeDone',
  giveBack: 'incidents.givenBack',
  comment: 'incidents.commented',
  severity: 'incidents.severityChanged',
  resolve: 'incidents.resolvedDone',
};

export function useIncidentAct(id: string) {
  const queries = useQueryClient();
  const { user } = useSession();
  const { queryKey } = incidentQuery(id);
  return useMutation({
    mutationFn: async (act: IncidentAct) => perform(id, act),
    onMutate: async (act) => {
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData(queryKey);
      if (before) {
        const by = { name: user?.name ?? '', at: new Date().toISOString() };
        queries.setQueryData(queryKey, expectedAfter(before, act, by));
      }
      return { before };
    },
    onError: (_error, _act, context) => queries.setQueryData(queryKey, context?.before),
    onSuccess: (detail, act) => {
      queries.setQueryData(queryKey, detail);
      toastDone(say(DONE[act.type]));
    },
    onSettled: async () => queries.invalidateQueries({ queryKey: KEYS.incidents }),
  });
}

async function perform(id: string, act: IncidentAct): Promise<IncidentDetail> {
  const said = act.body === undefined ? {} : { body: act.body };
  switch (act.type) {
    case 'acknowledge':
      return client.incidents.acknowledge(id, {
        ...said,
        ...(act.snoozeMinutes !== undefined && { snoozeMinutes: act.snoozeMinutes }),
      });
    case 'giveBack':
      return client.incidents.unacknowledge(id, said);
    case 'comment':
      return client.incidents.updates.create(id, { ...said, notifySubscribers: false });
    case 'severity':
      return client.incidents.updates.create(id, { ...said, newSeverity: act.severity, notifySubscribers: false });
    case 'resolve':
      return client.incidents.resolve(id, said);
  }
}
