/** "Who would be told at 03:00 on Sunday?": the answer of the server, before anybody is woken. */
import type { Incident, PreviewNotificationsAnswer } from '@upwatch/sdk';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { monitorNamesQuery } from '../../api/setup-queries.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { Field, inputClass, Select } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { MARKS } from '../../ui/state-mark.tsx';
import { SEVERITIES, SEVERITY_STANDINGS } from '../incidents/incident-words.ts';
import { localInput, nextSundayNight } from './local-input.ts';

export function Rehearsal() {
  const say = useSay();
  const { data: monitors = [] } = useQuery(monitorNamesQuery);
  const [chosen, setMonitor] = useState<string | undefined>();
  const [severity, setSeverity] = useState<Incident['severity']>('DOWN');
  const [at, setAt] = useState(() => localInput(nextSundayNight(Date.now())));
  const monitorId = chosen ?? monitors[0]?.[0];
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async (id: string) =>
      client.notificationPolicies.preview({
        monitorId: id,
        severity,
        ...(at !== '' && { at: new Date(at).toISOString() }),
      }),
    meta: { isToldHere: true },
  });
  if (monitors.length === 0) return null;
  return (
    <Block title={say('policies.rehearse')}>
      <Card className="flex flex-col gap-5 p-5">
        <form
          className="grid items-end gap-4 sm:grid-cols-[minmax(0,1fr)_10rem_14rem_auto]"
          onSubmit={(event) => {
            event.preventDefault();
            if (monitorId !== undefined) mutate(monitorId);
          }}
        >
          <Field label={say('policies.ifMonitor')}>
            {(control) => (
              <Select
                {...control}
                value={monitorId ?? ''}
                onChoose={setMonitor}
                options={monitors}
                className="w-full"
              />
            )}
          </Field>
          <Field label={say('policies.became')}>
            {(control) => (
              <Select
                {...control}
                value={severity}
                onChoose={(value) => setSeverity(SEVERITIES.find((one) => one === value) ?? 'DOWN')}
                options={SEVERITIES.map((one) => [one, say(MARKS[SEVERITY_STANDINGS[one]].key)])}
                className="w-full"
              />
            )}
          </Field>
          <Field label={say('policies.at')}>
            {(control) => (
              <input
                {...control}
                type="datetime-local"
                value={at}
                onChange={(event) => setAt(event.target.value)}
                className={inputClass}
              />
            )}
          </Field>
          <Button type="submit" isBusy={isPending}>
            {say('policies.whoWouldKnow')}
          </Button>
        </form>
        <FormError error={error} />
        {data && <Answer answer={data} />}
      </Card>
    </Block>
  );
}

function Answer({ answer: { at, directChannels, policies } }: { readonly answer: PreviewNotificationsAnswer }) {
  const say = useSay();
  const format = useFormat();
  const begin = Date.parse(at);
  if (directChannels.length === 0 && policies.every(({ steps }) => steps.length === 0))
    return (
      <p role="status" className="font-medium text-degraded">
        {say('policies.nobody')}
      </p>
    );
  return (
    <div role="status" className="flex flex-col gap-4">
      {directChannels.length > 0 && (
        <p>
          <span className="font-medium text-strong">{directChannels.map(({ name }) => name).join(', ')}</span>{' '}
          <span className="text-quiet">{say('policies.directly')}</span>
        </p>
      )}
      {policies.map(({ policyId, policyName, steps }) => (
        <div key={policyId} className="flex flex-col gap-1.5">
          <p className="text-sm text-quiet">{say('policies.by', { policy: policyName })}</p>
          <ol className="flex flex-col gap-1.5">
            {steps.map((step) => (
              <li key={step.stepNumber} className="flex flex-wrap items-baseline gap-x-3">
                <time dateTime={step.at} className="text-quiet">
                  {format.dateTime(Date.parse(step.at))}
                </time>
                <span className="font-medium text-strong">{step.channels.map(({ name }) => name).join(', ')}</span>
                <span className="text-sm text-quiet">
                  {step.waitsForQuietHours
                    ? say('policies.waitsForQuiet')
                    : Date.parse(step.at) > begin && say('policies.ifNobody')}
                  {step.repeatIntervalSeconds !== null &&
                    ` · ${say('policies.repeats', { duration: format.duration(step.repeatIntervalSeconds * 1000) })}`}
                </span>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </div>
  );
}
