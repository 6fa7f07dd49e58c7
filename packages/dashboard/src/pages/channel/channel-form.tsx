/** Name and settings of a channel, drawn of the schema of its kind, and tried out before they are kept. */
import type { CreateAlertChannelRequest } from '@upwatch/sdk';
import { useMutation } from '@tanstack/react-query';
import { CircleCheck, CircleX } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { client } from '../../api/client.ts';
import { fieldErrors } from '../../forms/field-errors.ts';
import { fieldsOf } from '../../forms/fields.ts';
import { type FormState, FormContext } from '../../forms/form-context.ts';
import { CHANNEL_SCHEMAS } from '../../forms/generated/channel-schemas.ts';
import { SchemaFields } from '../../forms/schema-fields.tsx';
import { withValue } from '../../forms/values.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { Changeable, Permitted } from '../../ui/permitted.tsx';

export type ChannelDraft = Pick<CreateAlertChannelRequest, 'name' | 'config'>;

interface ChannelFormProps {
  readonly initial: ChannelDraft;
  /** Of a channel that is there: what has not been changed is tried as it is kept, with its secrets. */
  readonly channelId?: string;
  readonly submit: string;
  readonly onSubmit: (draft: ChannelDraft) => Promise<void>;
  /** What else can be done, at the left of the buttons. */
  readonly aside?: ReactNode;
}

export function ChannelForm({ initial, channelId, submit, onSubmit, aside }: ChannelFormProps) {
  const say = useSay();
  const [draft, setDraft] = useState(initial);
  const fields = useMemo(() => fieldsOf(CHANNEL_SCHEMAS[initial.config.channelType] ?? {}), [initial]);
  const save = useMutation({ mutationFn: onSubmit, meta: { isToldHere: true } });
  const isChanged = JSON.stringify(draft.config) !== JSON.stringify(initial.config);
  const trial = useMutation({
    mutationFn: async () =>
      channelId !== undefined && !isChanged
        ? client.alertChannels.test(channelId)
        : client.alertChannels.testConfig({ config: draft.config }),
    meta: { isToldHere: true },
  });
  const form: FormState = {
    value: draft,
    errors: fieldErrors(save.error ?? trial.error),
    onChange: (path, next) => {
      trial.reset();
      setDraft((before) => asDraft(withValue(before, path, next)));
    },
  };
  // A masked secret that came back is known to the server alone, and only when it is kept.
  const isTriable = channelId === undefined || !isChanged || !JSON.stringify(draft.config).includes('••••');
  return (
    <FormContext value={form}>
      <form
        className="flex flex-col gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(draft);
        }}
      >
        <Changeable>
          <Card className="flex flex-col gap-5 p-5 sm:p-6">
            <TextField
              label={say('channels.name')}
              hint={say('channels.nameHint')}
              value={draft.name}
              maxLength={255}
              required
              error={form.errors.get('name')}
              onChange={(event) => setDraft({ ...draft, name: event.target.value })}
            />
            <SchemaFields fields={fields} path={['config']} />
          </Card>
        </Changeable>
        <FormError error={save.error ?? trial.error} />
        {trial.data && <TrialResult success={trial.data.success} message={trial.data.message} />}
        <Permitted>
          <div className="flex flex-wrap items-center justify-end gap-2">
            {aside !== undefined && <span className="mr-auto">{aside}</span>}
            <Button
              isBusy={trial.isPending}
              disabled={!isTriable}
              title={isTriable ? undefined : say('channels.saveFirst')}
              onClick={(event) => {
                if (event.currentTarget.form?.reportValidity()) trial.mutate();
              }}
            >
              {say('channels.test')}
            </Button>
            <Button type="submit" look="main" isBusy={save.isPending}>
              {submit}
            </Button>
          </div>
        </Permitted>
      </form>
    </FormContext>
  );
}

/** What the form of a kind's schema makes is what the API takes; where it is not, the server says which field. */
export function asDraft(value: unknown): ChannelDraft {
  return value as ChannelDraft;
}

function TrialResult({ success, message }: { readonly success: boolean; readonly message: string }) {
  const say = useSay();
  const Icon = success ? CircleCheck : CircleX;
  return (
    <p
      role="status"
      className={`flex items-start gap-2.5 rounded-md px-3 py-2 ${success ? 'bg-up-soft text-up' : 'bg-down-soft text-down'}`}
    >
      <Icon className="mt-1 size-4 shrink-0" aria-hidden />
      <span className="min-w-0 break-words">
        <span className="font-medium">{say(success ? 'channels.testArrived' : 'channels.testFailed')}</span> {message}
      </span>
    </p>
  );
}
