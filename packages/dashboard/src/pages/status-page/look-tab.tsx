/** How the page looks, with a preview of every change before it is kept. */
import type { StatusPage } from '@upwatch/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { client } from '../../api/client.ts';
import { PAGES_KEY } from '../../api/status-page-queries.ts';
import { useMay } from '../../api/use-may.ts';
import { type FieldErrors, fieldErrors } from '../../forms/field-errors.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { Changeable, Permitted } from '../../ui/permitted.tsx';
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
      <form
        className="flex min-w-0 flex-col gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <Changeable>
          <LookFields
            draft={draft}
            errors={errors}
            complaints={previewed.preview?.cssComplaints ?? []}
            onChange={(part) => setDraft({ ...draft, ...part })}
          />
        </Changeable>
        <FormError error={error} />
        <Permitted>
          <div className="flex justify-end">
            <Button type="submit" look="main" isBusy={isPending}>
              {say('ui.save')}
            </Button>
          </div>
        </Permitted>
      </form>
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
