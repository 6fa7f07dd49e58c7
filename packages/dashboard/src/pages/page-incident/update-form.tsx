/** How it goes on: another line of the timeline, with a preview of the whole. */
import type { StatusPage, StatusPageComponent, StatusPageIncident } from '@upwatch/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { PAGES_KEY } from '../../api/status-page-queries.ts';
import { fieldErrors } from '../../forms/field-errors.ts';
import { useSay } from '../../language/use-language.ts';
import { Block, Card } from '../../ui/card.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { KeptForm } from '../../ui/kept-form.tsx';
import { toastDone } from '../../ui/toast.ts';
import { PreviewPane } from '../status-page/preview-pane.tsx';
import { usePreview } from '../status-page/use-preview.ts';
import { affectedList, affectedOf, nextStatus } from './incident-draft.ts';
import { AffectedField, BodyField, StatusField } from './incident-fields.tsx';

export interface IncidentPartProps {
  readonly page: StatusPage;
  readonly incident: StatusPageIncident;
  readonly components: readonly StatusPageComponent[];
}

export function UpdateForm({ page, incident, components }: IncidentPartProps) {
  const say = useSay();
  const queries = useQueryClient();
  const [status, setStatus] = useState(nextStatus(incident.status));
  const [body, setBody] = useState('');
  const [affected, setAffected] = useState(() => affectedOf(incident));
  const [isTold, setTold] = useState(true);
  const update = { status, body, notifySubscribers: isTold, affectedComponents: affectedList(affected) };
  const previewed = usePreview(
    body.trim() === '' ? undefined : { type: 'incident', pageId: page.id, draft: { incidentId: incident.id, update } },
  );
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => client.statusPages.incidents.addUpdate(page.id, incident.id, update),
    meta: { isToldHere: true },
    onSuccess: async () => {
      toastDone(say('statusPages.updated'));
      await queries.invalidateQueries({ queryKey: PAGES_KEY });
    },
  });
  return (
    <div className="grid gap-x-8 gap-y-6 xl:grid-cols-2">
      <Block title={say('statusPages.addUpdate')}>
        <KeptForm action={say('statusPages.postUpdate')} error={error} isBusy={isPending} onKeep={() => mutate()}>
          <Card className="flex flex-col gap-5 p-5 sm:p-6">
            <StatusField value={status} onChange={setStatus} />
            <BodyField value={body} error={fieldErrors(error).get('body')} onChange={setBody} />
            <AffectedField components={components} affected={affected} onChange={setAffected} />
            <CheckField label={say('statusPages.notify')} checked={isTold} onCheck={setTold} />
          </Card>
        </KeptForm>
      </Block>
      <PreviewPane name={incident.title} previewed={previewed} />
    </div>
  );
}
