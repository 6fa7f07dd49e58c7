/** The policy of a monitor, as a form, and what it would have done: tried on the recorded past before it is used. */
import type { Monitor, ReplayPolicyRequest } from '@upwatch/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { KEYS } from '../../api/queries.ts';
import { fieldOf } from '../../forms/fields.ts';
import { FormContext } from '../../forms/form-context.ts';
import { MONITOR_SCHEMA } from '../../forms/generated/monitor-schemas.ts';
import { SchemaFields } from '../../forms/schema-fields.tsx';
import { useFormState } from '../../forms/use-form-state.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { Permitted } from '../../ui/permitted.tsx';
import { toastDone } from '../../ui/toast.ts';
import { ReplayResult } from './replay-result.tsx';
import { Segments } from './segments.tsx';

const DAY_MS = 86_400_000;
const DAYS = { '7d': 7, '30d': 30 } as const;

type Policy = NonNullable<ReplayPolicyRequest['policy']>;
type Held = { readonly policy: Policy };

const FIELD = fieldOf(MONITOR_SCHEMA.properties!['incidentPolicy']!, { name: 'policy', isRequired: true });

export function PolicyTab({ monitor }: { readonly monitor: Monitor }) {
  const say = useSay();
  const format = useFormat();
  const queries = useQueryClient();
  const [span, setSpan] = useState<keyof typeof DAYS>('7d');
  const replay = useMutation({
    mutationFn: async (policy: Policy) => {
      const to = Date.now();
      const from = Math.max(to - DAYS[span] * DAY_MS, Date.parse(monitor.createdAt));
      return client.monitors.policy.replay(monitor.id, { from: isoOf(from), to: isoOf(to), policy });
    },
    meta: { isToldHere: true },
  });
  const use = useMutation({
    mutationFn: async (policy: Policy) => client.monitors.policy.set(monitor.id, policy),
    meta: { isToldHere: true },
    onSuccess: async () => {
      toastDone(say('monitor.replayUsed'));
      await queries.invalidateQueries({ queryKey: KEYS.monitors });
    },
  });
  const error = use.error ?? replay.error;
  const form = useFormState<Held>(() => ({ policy: policyOf(monitor) }), error);
  const isBusy = replay.isPending || use.isPending;
  return (
    <div className="grid items-start gap-8 xl:grid-cols-2">
      <Block title={say('monitor.replayTitle')}>
        <Card className="p-5">
          <form
            noValidate
            className="flex flex-col gap-5"
            onSubmit={(event) => {
              event.preventDefault();
              use.reset();
              replay.mutate(form.value.policy);
            }}
          >
            <p className="text-text">{say('monitor.replayLead')}</p>
            <FormContext value={form}>
              {FIELD.type === 'group' && <SchemaFields fields={FIELD.fields} path={['policy']} isFlat />}
            </FormContext>
            {error !== null && (
              <p role="alert" className="rounded-md bg-down-soft px-3 py-2 text-down">
                {errorText(error, { say, format })}
              </p>
            )}
            <Permitted>
              <div className="flex flex-wrap items-center gap-3 border-t border-line pt-4">
                <Segments
                  label={say('monitor.chartSpan')}
                  value={span}
                  options={[
                    ['7d', say('monitor.span7d')],
                    ['30d', say('monitor.span30d')],
                  ]}
                  onChoose={setSpan}
                />
                <Button type="submit" look="main" isBusy={isBusy}>
                  {say(replay.isPending ? 'monitor.replaying' : 'monitor.replayRun')}
                </Button>
                <Button isBusy={isBusy} onClick={() => use.mutate(form.value.policy)}>
                  {say('monitor.replayUse')}
                </Button>
              </div>
            </Permitted>
          </form>
        </Card>
      </Block>
      <div aria-live="polite">{replay.data && !replay.isPending && <ReplayResult replay={replay.data} />}</div>
    </div>
  );
}

/** What is set of it: the rest of what is shown follows from the monitor. */
function policyOf({ incidentPolicy }: Monitor): Policy {
  const { triggerRules, confirmation, recovery, flapping } = incidentPolicy;
  return { triggerRules, confirmation, recovery, flapping };
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
