import type { CreateManualIncidentRequest } from '@upwatch/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { KEYS, monitorsQuery } from '../../api/queries.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Select, TextField } from '../../ui/field.tsx';
import { MARKS } from '../../ui/state-mark.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { SEVERITIES, SEVERITY_STANDINGS } from './incident-words.ts';

const MONITORS_MAX = 200;

/** Somebody saw what no look can see. */
export function NewIncident({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const format = useFormat();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: monitors } = useQuery(monitorsQuery({ size: MONITORS_MAX, sort: ['name,asc'] }));
  const [wanted, setWanted] = useState({ title: '', severity: 'DOWN', monitorId: '', body: '', isTold: true });
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (request: CreateManualIncidentRequest) => client.incidents.create(request),
    meta: { isToldHere: true },
    onSuccess: async ({ incident }) => {
      await queries.invalidateQueries({ queryKey: KEYS.incidents });
      await navigate({ to: '/incidents/$incidentId', params: { incidentId: incident.id } });
    },
  });
  function open(): void {
    const { title, severity, monitorId, body, isTold } = wanted;
    mutate({
      title: title.trim(),
      severity: SEVERITIES.find((one) => one === severity) ?? 'DOWN',
      notifyChannels: isTold,
      ...(monitorId !== '' && { monitorId }),
      ...(body.trim() !== '' && { body: body.trim() }),
    });
  }
  return (
    <Dialog isOpen onClose={onClose} title={say('incidents.newTitle')} hint={say('incidents.newHint')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          open();
        }}
      >
        <TextField
          label={say('incidents.what')}
          placeholder={say('incidents.whatPlaceholder')}
          value={wanted.title}
          maxLength={500}
          required
          autoFocus
          onChange={(event) => setWanted({ ...wanted, title: event.target.value })}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={say('incidents.severity')}>
            {(control) => (
              <Select
                {...control}
                value={wanted.severity}
                onChoose={(severity) => setWanted({ ...wanted, severity })}
                options={SEVERITIES.map((one) => [one, say(MARKS[SEVERITY_STANDINGS[one]].key)])}
              />
            )}
          </Field>
          <Field label={say('incidents.monitor')} isOptional>
            {(control) => (
              <Select
                {...control}
                value={wanted.monitorId}
                onChoose={(monitorId) => setWanted({ ...wanted, monitorId })}
                options={[
                  ['', say('incidents.noMonitor')],
                  ...(monitors?.data ?? []).map(({ id, name }) => [id, name] as const),
                ]}
              />
            )}
          </Field>
        </div>
        <TextArea
          label={say('incidents.comment')}
          isOptional
          value={wanted.body}
          onChange={(event) => setWanted({ ...wanted, body: event.target.value })}
        />
        <label className="flex items-start gap-2.5">
          <input
            type="checkbox"
            className="mt-1 size-4 accent-accent"
            checked={wanted.isTold}
            onChange={(event) => setWanted({ ...wanted, isTold: event.target.checked })}
          />
          {say('incidents.tellChannels')}
        </label>
        {error !== null && (
          <p role="alert" className="rounded-md bg-down-soft px-3 py-2 text-down">
            {errorText(error, { say, format })}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{say('ui.cancel')}</Button>
          <Button type="submit" look="main" isBusy={isPending}>
            {say('incidents.openIt')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
