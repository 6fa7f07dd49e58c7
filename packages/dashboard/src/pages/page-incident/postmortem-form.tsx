/** What happened, and what comes of it: for readers who want to know once it is over. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { PAGES_KEY } from '../../api/status-page-queries.ts';
import { useMay } from '../../api/use-may.ts';
import { fieldErrors } from '../../forms/field-errors.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { TextField } from '../../ui/field.tsx';
import { KeptForm } from '../../ui/kept-form.tsx';
import { toastDone } from '../../ui/toast.ts';
import { PreviewPane } from '../status-page/preview-pane.tsx';
import { usePreview } from '../status-page/use-preview.ts';
import { BodyField } from './incident-fields.tsx';
import type { IncidentPartProps } from './update-form.tsx';

const ROWS = 14;
const ADDRESS_START = 'https://';

export function PostmortemForm(props: IncidentPartProps) {
  const say = useSay();
  const mayChange = useMay('work');
  const { status, postmortemBody, postmortemUrl } = props.incident;
  const [isBegun, setBegun] = useState(postmortemBody !== null || postmortemUrl !== null);
  if (!mayChange)
    return (
      postmortemBody !== null && (
        <Block title={say('statusPages.postmortem')}>
          <Card className="px-5 py-4 break-words whitespace-pre-wrap">{postmortemBody}</Card>
        </Block>
      )
    );
  if (isBegun) return <Form {...props} />;
  // While it lasts nobody knows yet.
  if (status !== 'RESOLVED') return null;
  return (
    <Block title={say('statusPages.postmortem')}>
      <div className="flex flex-wrap items-center gap-4">
        <p className="text-quiet">{say('statusPages.postmortemHint')}</p>
        <Button onClick={() => setBegun(true)}>{say('statusPages.postmortemBegin')}</Button>
      </div>
    </Block>
  );
}

function Form({ page, incident }: IncidentPartProps) {
  const say = useSay();
  const queries = useQueryClient();
  const [body, setBody] = useState(incident.postmortemBody ?? say('statusPages.postmortemTemplate'));
  const [title, setTitle] = useState(incident.postmortemTitle ?? '');
  const [url, setUrl] = useState(incident.postmortemUrl ?? '');
  const change = {
    postmortemTitle: title.trim() === '' ? null : title.trim(),
    postmortemBody: body.trim() === '' ? null : body,
    postmortemUrl: url.trim() === '' ? null : url.trim(),
  };
  const previewed = usePreview({ type: 'incident', pageId: page.id, draft: { incidentId: incident.id, change } });
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => client.statusPages.incidents.update(page.id, incident.id, change),
    meta: { isToldHere: true },
    onSuccess: async () => {
      toastDone(say('statusPages.saved'));
      await queries.invalidateQueries({ queryKey: PAGES_KEY });
    },
  });
  const errors = fieldErrors(error);
  return (
    <div className="grid gap-x-8 gap-y-6 xl:grid-cols-2">
      <Block title={say('statusPages.postmortem')}>
        <KeptForm action={say('ui.save')} error={error} isBusy={isPending} onKeep={() => mutate()}>
          <Card className="flex flex-col gap-5 p-5 sm:p-6">
            <TextField
              label={say('statusPages.postmortemTitle')}
              isOptional
              placeholder={say('statusPages.postmortem')}
              value={title}
              error={errors.get('postmortemTitle')}
              onChange={(event) => setTitle(event.target.value)}
            />
            <BodyField
              label={say('statusPages.postmortem')}
              rows={ROWS}
              isOptional
              value={body}
              error={errors.get('postmortemBody')}
              onChange={setBody}
            />
            <TextField
              label={say('statusPages.postmortemUrl')}
              isOptional
              inputMode="url"
              placeholder={ADDRESS_START}
              value={url}
              error={errors.get('postmortemUrl')}
              onChange={(event) => setUrl(event.target.value)}
            />
          </Card>
        </KeptForm>
      </Block>
      <PreviewPane name={incident.title} previewed={previewed} />
    </div>
  );
}
