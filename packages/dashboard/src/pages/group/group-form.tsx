/** The settings of a group, drawn of their schema: what it is, when it is down, who is told, what members take over. */
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { environmentsQuery } from '../../api/place-queries.ts';
import { channelsQuery, overviewQuery } from '../../api/queries.ts';
import { policiesQuery } from '../../api/setup-queries.ts';
import { useMay } from '../../api/use-may.ts';
import { errorWithin } from '../../forms/field-errors.ts';
import type { Field as FormField } from '../../forms/fields.ts';
import { FormContext, type FormState } from '../../forms/form-context.ts';
import { SchemaFields } from '../../forms/schema-fields.tsx';
import { useFormState } from '../../forms/use-form-state.ts';
import type { PlainKey } from '../../language/catalogue.ts';
import { useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Field, Select, TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { Changeable, Permitted } from '../../ui/permitted.tsx';
import { type GroupDraft, groupFields, retriesOf } from './group-draft.ts';

interface GroupFormProps {
  readonly initial: GroupDraft;
  readonly submit: string;
  readonly onSubmit: (draft: GroupDraft) => Promise<void>;
  readonly aside?: ReactNode;
}

const BASICS = groupFields('name', 'description');
const HEALTH = groupFields('confirmationDelaySeconds', 'recoveryCooldownMinutes');
const TELLING = groupFields('alertPolicyId', 'suppressMemberAlerts', 'defaultAlertChannels');
const DEFAULTS = groupFields('defaultFrequency', 'defaultEnvironmentId', 'defaultRegions');
const RETRIES_MAX = 100;

export function GroupForm({ initial, submit, onSubmit, aside }: GroupFormProps) {
  const save = useMutation({ mutationFn: onSubmit, meta: { isToldHere: true } });
  const form = useFormState<GroupDraft>(() => initial, save.error);
  const references = useGroupReferences();
  return (
    <FormContext value={{ ...form, references }}>
      <form
        noValidate
        className="flex flex-col gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(form.value);
        }}
      >
        <Changeable>
          <Part heading="groups.basics" fields={BASICS} />
          <Part heading="groups.health" fields={HEALTH}>
            <Threshold form={form} />
          </Part>
          <Part heading="groups.telling" fields={TELLING} />
          <Part heading="groups.defaults" about="groups.defaultsHint" fields={DEFAULTS}>
            <Retries form={form} />
          </Part>
        </Changeable>
        <FormError error={save.error} />
        <Permitted>
          <div className="flex flex-wrap items-center justify-end gap-2">
            {aside !== undefined && <span className="mr-auto">{aside}</span>}
            <Button type="submit" look="main" isBusy={save.isPending}>
              {submit}
            </Button>
          </div>
        </Permitted>
      </form>
    </FormContext>
  );
}

/** What its fields name by an id or a name: chosen from a list. */
function useGroupReferences(): NonNullable<FormState['references']> {
  const maySee = useMay('see');
  const { data: policies } = useQuery(policiesQuery);
  const { data: channels } = useQuery(channelsQuery);
  const { data: environments } = useQuery({ ...environmentsQuery, enabled: maySee });
  const { data: overview } = useQuery(overviewQuery);
  return {
    ...(policies && { alertPolicyId: policies.map(({ id, name }) => [id, name] as const) }),
    ...(channels && { defaultAlertChannels: channels.map(({ id, name }) => [id, name] as const) }),
    ...(environments && { defaultEnvironmentId: environments.map(({ id, name }) => [id, name] as const) }),
    ...(overview && { defaultRegions: overview.regions.map(({ region }) => [region, region] as const) }),
  };
}

interface PartProps {
  readonly heading: PlainKey;
  readonly about?: PlainKey;
  readonly fields: readonly FormField[];
  readonly children?: ReactNode;
}

function Part({ heading, about, fields, children }: PartProps) {
  const say = useSay();
  return (
    <Card className="p-5 sm:p-6">
      <section aria-label={say(heading)} className="flex flex-col gap-5">
        <div>
          <h2 className="text-lg font-semibold">{say(heading)}</h2>
          {about !== undefined && <p className="text-sm text-quiet">{say(about)}</p>}
        </div>
        {children}
        <SchemaFields fields={fields} path={[]} isFlat />
      </section>
    </Card>
  );
}

interface OwnFieldProps {
  readonly form: FormState & { readonly value: GroupDraft };
}

const THRESHOLDS: readonly (readonly [type: string, key: PlainKey])[] = [
  ['', 'groups.thresholdNone'],
  ['COUNT', 'groups.thresholdCount'],
  ['PERCENTAGE', 'groups.thresholdPercent'],
];
const FIRST_THRESHOLD = { COUNT: 1, PERCENTAGE: 50 } as const;

/** Two fields of the API that are one thing: none without the other. */
function Threshold({ form }: OwnFieldProps) {
  const say = useSay();
  const { healthThresholdType: type, healthThresholdValue: value } = form.value;
  function choose(next: string): void {
    form.onChange(['healthThresholdType'], next === '' ? undefined : next);
    form.onChange(['healthThresholdValue'], FIRST_THRESHOLD[next as keyof typeof FIRST_THRESHOLD]);
  }
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2">
      <Field label={say('groups.threshold')} error={form.errors.get('healthThresholdType')}>
        {(control) => (
          <Select
            {...control}
            className="w-full"
            value={typeof type === 'string' ? type : ''}
            onChoose={choose}
            options={THRESHOLDS.map(([one, key]) => [one, say(key)])}
          />
        )}
      </Field>
      {typeof type === 'string' && (
        <TextField
          label={say('groups.thresholdValue')}
          type="number"
          min={0}
          max={100}
          required
          value={typeof value === 'number' ? String(value) : ''}
          error={form.errors.get('healthThresholdValue')}
          onChange={({ target }) =>
            form.onChange(
              ['healthThresholdValue'],
              Number.isNaN(target.valueAsNumber) ? undefined : target.valueAsNumber,
            )
          }
        />
      )}
    </div>
  );
}

/** Of a strategy only this is free: a failure is looked at again at once, and then at the pace of its monitor. */
function Retries({ form }: OwnFieldProps) {
  const say = useSay();
  const retries = form.value.defaultRetryStrategy?.maxRetries;
  return (
    <TextField
      label={say('groups.retries')}
      hint={say('groups.retriesHint')}
      type="number"
      min={0}
      max={RETRIES_MAX}
      isOptional
      value={retries === undefined ? '' : String(retries)}
      error={errorWithin(form.errors, 'defaultRetryStrategy')}
      onChange={({ target }) => form.onChange(['defaultRetryStrategy'], retriesOf(target.valueAsNumber))}
    />
  );
}
