/** A draft is shown to readers, or dropped for good: at once, and taken back where the server refuses. */
import type { StatusPageIncident } from '@upwatch/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { pageIncidentQuery, PAGES_KEY } from '../../api/status-page-queries.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { toastDone } from '../../ui/toast.ts';

interface DraftActsProps {
  readonly pageId: string;
  readonly incident: StatusPageIncident;
  /** Once it is gone. */
  readonly onDiscarded?: () => void;
}

export function DraftActs({ pageId, incident, onDiscarded }: DraftActsProps) {
  const say = useSay();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { queryKey } = pageIncidentQuery(pageId, incident.id);
  const publish = useMutation({
    mutationFn: async () => client.statusPages.incidents.publish(pageId, incident.id, {}),
    onMutate: async () => {
      await queries.cancelQueries({ queryKey });
      const publishedAt = new Date().toISOString();
      queries.setQueryData(queryKey, (before) => before && { ...before, publishedAt });
    },
    onError: () => queries.setQueryData(queryKey, incident),
    onSuccess: () => toastDone(say('statusPages.published')),
    onSettled: async () => queries.invalidateQueries({ queryKey: PAGES_KEY }),
  });
  const discard = useMutation({
    mutationFn: async () => client.statusPages.incidents.dismiss(pageId, incident.id),
    onSuccess: async () => {
      setAsking(false);
      onDiscarded?.();
      toastDone(say('statusPages.discarded'));
      queries.removeQueries({ queryKey });
      await queries.invalidateQueries({ queryKey: PAGES_KEY });
    },
  });
  return (
    <>
      <Button isSmall onClick={() => setAsking(true)}>
        {say('statusPages.discard')}
      </Button>
      <Button isSmall look="main" isBusy={publish.isPending} onClick={() => publish.mutate()}>
        {say('statusPages.publish')}
      </Button>
      {isAsking && (
        <Confirm
          title={say('statusPages.discardTitle', { title: incident.title })}
          hint={say('statusPages.discardHint')}
          action={say('statusPages.discard')}
          isBusy={discard.isPending}
          onClose={() => setAsking(false)}
          onConfirm={() => discard.mutate()}
        />
      )}
    </>
  );
}
