/** How the page looks, with a preview of every change before it is kept. */
import type { StatusPage } from '@upwatch/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { client } from '../../api/client.ts';
import { PAGES_KEY } from '../../api/status-page-queries.ts';
import { useMay } from '../../api/use-may.ts';
import { type FieldErrors, fieldErrors } from '../../forms/field-errors.ts';
import { useSay } from '../../language/use-language.ts';
import { Permitted } from '../../ui/permitted.tsx';
import { KeptForm } from '../../ui/kept-form.tsx';
import { toastDone } from '../../ui/toast.ts';
import { LookFields } from './look-fields.tsx';
import { lookBody, lookOf } from './page-draft.ts';
import { PreviewPane } from './preview-pane.tsx';
import { usePreview } from './use-preview.ts';

export function LookTab({ page }: { readonly page: StatusPage }) {
  const say = useSay();
  const queries = useQueryClient();
  const mayChange = useMay('work');
  const [draft, setDraft] = useState(() => lookOf(page));
  const body = lookBody(draft);
  const previewed = usePreview(mayChange ? { type: 'page', draft: { pageId: page.id, page: body } } : undefined);
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => client.statusPages.update(page.id, body),
    meta: { isToldHere: true },
    onSuccess: async () => {
      toastDone(say('statusPages.saved'));
      await queries.invalidateQueries({ queryKey: PAGES_KEY });
    },
  });
  const errors = useMemo<FieldErrors>(
    () => new Map([...fieldErrors(error), ...draftErrors(previewed.error)]),
    [error, previewed.error],
  );
  return (
    <div className="grid gap-x-8 gap-y-6 xl:grid-cols-2">
      <KeptForm action={say('ui.save')} error={error} isBusy={isPending} onKeep={() => mutate()}>
        <LookFields
          draft={draft}
          errors={errors}
          complaints={previewed.preview?.cssComplaints ?? []}
          onChange={(part) => setDraft({ ...draft, ...part })}
        />
      </KeptForm>
      <Permitted>
        <PreviewPane name={page.name} previewed={previewed} />
      </Permitted>
    </div>
  );
}

/** What a preview was refused for stands at its field: in it, the draft is called `page`. */
export function draftErrors(error: Error | null): FieldErrors {
  return new Map([...fieldErrors(error)].map(([field, message]) => [field.replace(/^page\./, ''), message]));
}
