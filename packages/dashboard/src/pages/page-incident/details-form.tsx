/** What an incident is called and how bad it is: changed without a word to subscribers. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { PAGES_KEY } from '../../api/status-page-queries.ts';
import { fieldErrors } from '../../forms/field-errors.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { toastDone } from '../../ui/toast.ts';
import { affectedList, affectedOf } from './incident-draft.ts';
import { AffectedField, ImpactField, TitleField } from './incident-fields.tsx';
import type { IncidentPartProps } from './update-form.tsx';

export function DetailsForm({ page, incident, components }: IncidentPartProps) {
  const say = useSay();
  const queries = useQueryClient();
  const [title, setTitle] = useState(incident.title);
  const [impact, setImpact] = useState(incident.impact);
  const [affected, setAffected] = useState(() => affectedOf(incident));
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () =>
      client.statusPages.incidents.update(page.id, incident.id, {
        ...{ title: title.trim(), impact },
        affectedComponents: affectedList(affected),
      }),
    meta: { isToldHere: true },
    onSuccess: async () => {
      toastDone(say('statusPages.saved'));
      await queries.invalidateQueries({ queryKey: PAGES_KEY });
    },
  });
  return (
    <details className="rounded-lg border border-line bg-surface">
      <summary className="cursor-pointer rounded-lg px-5 py-3 font-medium text-strong hover:bg-hover">
        {say('statusPages.details')}
      </summary>
      <form
        className="flex flex-col gap-5 border-t border-line p-5"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TitleField value={title} error={fieldErrors(error).get('title')} onChange={setTitle} />
        <ImpactField value={impact} onChange={setImpact} />
        <AffectedField components={components} affected={affected} onChange={setAffected} />
        <FormError error={error} />
        <div className="flex justify-end">
          <Button type="submit" isBusy={isPending}>
            {say('ui.save')}
          </Button>
        </div>
      </form>
    </details>
  );
}
