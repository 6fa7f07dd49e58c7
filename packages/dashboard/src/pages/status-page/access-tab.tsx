/** Who may read the page, and under which names it is found. */
import type { StatusPage } from '@upwatch/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { PAGES_KEY } from '../../api/status-page-queries.ts';
import { fieldErrors } from '../../forms/field-errors.ts';
import { useSay } from '../../language/use-language.ts';
import { KeptForm } from '../../ui/kept-form.tsx';
import { toastDone } from '../../ui/toast.ts';
import { AccessFields } from './access-fields.tsx';
import { Domains } from './domains.tsx';
import { ExportHint } from './export-hint.tsx';
import { accessBody, accessOf } from './page-draft.ts';

export function AccessTab({ page }: { readonly page: StatusPage }) {
  const say = useSay();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => accessOf(page));
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => client.statusPages.update(page.id, accessBody(draft)),
    meta: { isToldHere: true },
    onSuccess: async (saved) => {
      setDraft(accessOf(saved));
      toastDone(say('statusPages.saved'));
      await queries.invalidateQueries({ queryKey: PAGES_KEY });
    },
  });
  return (
    <div className="grid gap-x-8 gap-y-8 xl:grid-cols-2">
      <KeptForm action={say('ui.save')} error={error} isBusy={isPending} onKeep={() => mutate()}>
        <AccessFields
          draft={draft}
          hasPassword={page.hasPassword}
          errors={fieldErrors(error)}
          onChange={(part) => setDraft({ ...draft, ...part })}
        />
      </KeptForm>
      <div className="flex min-w-0 flex-col gap-8">
        <Domains pageId={page.id} />
        <ExportHint slug={page.slug} />
      </div>
    </div>
  );
}
