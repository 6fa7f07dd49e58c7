/** An incident is written, or work is announced: with a preview of what readers will be shown. */
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { componentsQuery, PAGES_KEY, statusPageQuery } from '../../api/status-page-queries.ts';
import { fieldErrors } from '../../forms/field-errors.ts';
import { useSay } from '../../language/use-language.ts';
import { Card } from '../../ui/card.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { TextField } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { KeptForm } from '../../ui/kept-form.tsx';
import { toastDone } from '../../ui/toast.ts';
import { PreviewPane } from '../status-page/preview-pane.tsx';
import { usePreview } from '../status-page/use-preview.ts';
import { type IncidentDraft, isDrawable, newIncidentDraft, openingBody } from './incident-draft.ts';
import { AffectedField, BodyField, ImpactField, StatusField, TitleField } from './incident-fields.tsx';
import { IncidentLead } from './incident-lead.tsx';

export function NewPageIncidentPage() {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { statusPageId: pageId } = useParams({ from: '/shell/status-pages/$statusPageId/incidents/new' });
  const { kind = 'incident' } = useSearch({ from: '/shell/status-pages/$statusPageId/incidents/new' });
  const { data: page } = useSuspenseQuery(statusPageQuery(pageId));
  const { data: components = [] } = useQuery(componentsQuery(pageId));
  const [draft, setDraft] = useState(() => newIncidentDraft(kind, Date.now()));
  const change = (part: Partial<IncidentDraft>): void => setDraft({ ...draft, ...part });
  const previewed = usePreview(
    isDrawable(draft) ? { type: 'incident', pageId, draft: { opening: openingBody(draft) } } : undefined,
  );
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => client.statusPages.incidents.create(pageId, openingBody(draft)),
    meta: { isToldHere: true },
    onSuccess: async ({ id }) => {
      toastDone(say(draft.isDraft ? 'statusPages.saved' : 'statusPages.published'));
      await queries.invalidateQueries({ queryKey: PAGES_KEY });
      await navigate({
        to: '/status-pages/$statusPageId/incidents/$pageIncidentId',
        params: { statusPageId: pageId, pageIncidentId: id },
      });
    },
  });
  const errors = fieldErrors(error);
  const isWork = draft.work !== undefined;
  return (
    <Page
      isWide
      title={say(isWork ? 'statusPages.newWork' : 'statusPages.newIncident')}
      lead={<IncidentLead page={page} />}
    >
      <div className="grid gap-x-8 gap-y-6 xl:grid-cols-2">
        <KeptForm
          action={say(draft.isDraft ? 'statusPages.keepDraft' : isWork ? 'statusPages.announce' : 'statusPages.tell')}
          error={error}
          isBusy={isPending}
          onKeep={() => mutate()}
        >
          <Card className="flex flex-col gap-5 p-5 sm:p-6">
            <TitleField value={draft.title} error={errors.get('title')} onChange={(title) => change({ title })} />
            {draft.work ? (
              <WorkFields
                work={draft.work}
                error={errors.get('scheduledUntil')}
                onChange={(work) => change({ work })}
              />
            ) : (
              <div className="grid gap-4 sm:grid-cols-2">
                <StatusField value={draft.status} onChange={(status) => change({ status })} />
                <ImpactField value={draft.impact} onChange={(impact) => change({ impact })} />
              </div>
            )}
            <BodyField value={draft.body} error={errors.get('body')} onChange={(body) => change({ body })} />
            <AffectedField
              components={components}
              affected={draft.affected}
              onChange={(affected) => change({ affected })}
            />
            <CheckField
              label={say('statusPages.notify')}
              checked={draft.isTold}
              isDisabled={draft.isDraft}
              onCheck={(isTold) => change({ isTold })}
            />
            <CheckField
              label={say('statusPages.asDraft')}
              checked={draft.isDraft}
              onCheck={(isDraft) => change({ isDraft })}
            />
          </Card>
        </KeptForm>
        <PreviewPane name={draft.title} previewed={previewed} />
      </div>
    </Page>
  );
}

type Work = NonNullable<IncidentDraft['work']>;

interface WorkFieldsProps {
  readonly work: Work;
  readonly error: string | undefined;
  readonly onChange: (work: Work) => void;
}

function WorkFields({ work, error, onChange }: WorkFieldsProps) {
  const say = useSay();
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={say('statusPages.workFrom')}
          type="datetime-local"
          required
          value={work.from}
          onChange={(event) => onChange({ ...work, from: event.target.value })}
        />
        <TextField
          label={say('statusPages.workTo')}
          type="datetime-local"
          required
          min={work.from}
          value={work.to}
          error={error}
          onChange={(event) => onChange({ ...work, to: event.target.value })}
        />
      </div>
      <CheckField
        label={say('statusPages.autoResolve')}
        checked={work.endsItself}
        onCheck={(endsItself) => onChange({ ...work, endsItself })}
      />
    </>
  );
}
