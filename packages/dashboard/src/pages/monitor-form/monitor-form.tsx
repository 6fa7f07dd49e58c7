/** The form of a monitor. What it asks for comes from the schemas; what it is for, and in which order, is written here. */
import type { Monitor } from '@upwatch/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { client } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { KEYS } from '../../api/queries.ts';
import { unplacedErrors } from '../../forms/field-errors.ts';
import { type Field as FormField, fieldsOf } from '../../forms/fields.ts';
import { FormContext, type FormState } from '../../forms/form-context.ts';
import { MONITOR_SCHEMA } from '../../forms/generated/monitor-schemas.ts';
import { SchemaField, SchemaFields } from '../../forms/schema-fields.tsx';
import { useFormState } from '../../forms/use-form-state.ts';
import type { PlainKey } from '../../language/catalogue.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { classNames } from '../../ui/class-names.ts';
import { TextField } from '../../ui/field.tsx';
import { toastDone } from '../../ui/toast.ts';
import { ChannelsField } from './channels-field.tsx';
import { ExpectationsField } from './expectations-field.tsx';
import {
  CHECK_TYPES,
  configFields,
  createRequest,
  isOfType,
  isPassive,
  type MonitorDraft,
  testRequest,
  updateRequest,
  withType,
} from './monitor-draft.ts';
import { PingAddress } from './ping-address.tsx';
import { TestPanel } from './test-panel.tsx';
import { useReferences } from './use-references.ts';

interface MonitorFormProps {
  readonly initial: MonitorDraft;
  /** The monitor that is changed; undefined for one that is made. */
  readonly monitor?: Monitor;
}

/** They have a place of their own above; the rest is drawn after the schema. */
const PLACED = new Set(['name', 'assertions', 'alertChannelIds', 'managedBy', 'frequencySeconds', 'incidentPolicy']);

export function MonitorForm({ initial, monitor }: MonitorFormProps) {
  const say = useSay();
  const format = useFormat();
  const test = useMutation({
    mutationFn: async (draft: MonitorDraft) => client.monitors.testConfig(testRequest(draft)),
    meta: { isToldHere: true },
  });
  const save = useSave(monitor, initial);
  const error = save.error ?? test.error;
  const form = useFormState<MonitorDraft>(() => initial, error);
  const draft = form.value;
  const references = useReferences(monitor?.id);
  const others = fieldsOf(MONITOR_SCHEMA).filter((field) => isAsked(field, draft.type, monitor !== undefined));
  return (
    <FormContext value={{ ...form, references }}>
      <form
        noValidate
        className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]"
        onSubmit={(event) => {
          event.preventDefault();
          test.reset();
          save.mutate(draft);
        }}
      >
        <div className="flex min-w-0 flex-col gap-6">
          <Part heading="monitorForm.what">
            {monitor === undefined ? (
              <TypeChoice draft={draft} form={form} />
            ) : (
              <p className="text-sm text-quiet">{say('monitorForm.typeStays')}</p>
            )}
            <NameAndPace form={form} />
            <SchemaFields key={draft.type} fields={configFields(draft.type)} path={['config']} />
          </Part>
          <Part heading="monitorForm.expectations">
            <ExpectationsField type={draft.type} assertions={draft.assertions ?? []} />
          </Part>
          <Part heading="monitorForm.tell">
            <ChannelsField chosen={draft.alertChannelIds} />
          </Part>
          {monitor !== undefined && monitor.pingUrl !== null && (
            <Part heading="monitorForm.ping">
              <PingAddress monitor={monitor} />
            </Part>
          )}
          <Part heading="monitorForm.rest">
            <SchemaFields fields={others} path={[]} />
          </Part>
        </div>
        <div className="flex min-w-0 flex-col gap-4 lg:sticky lg:top-20">
          <Problems form={form} draft={draft} />
          {error !== null && (
            <p role="alert" className="rounded-md bg-down-soft px-3 py-2 break-words text-down">
              {errorText(error, { say, format })}
            </p>
          )}
          <Button type="submit" look="main" isBusy={save.isPending} className="h-11">
            {say(monitor === undefined ? 'monitorForm.create' : 'monitorForm.save')}
          </Button>
          <TestPanel
            isPassive={isPassive(draft.type)}
            isBusy={test.isPending}
            result={test.data}
            onTest={() => {
              save.reset();
              test.mutate(draft);
            }}
          />
        </div>
      </form>
    </FormContext>
  );
}

/** The token of a job is made with its monitor; afterwards it is taken anew by `PingAddress`. */
function isAsked({ name }: FormField, type: string, isThere: boolean): boolean {
  if (PLACED.has(name)) return false;
  return isOfType(name, type) && !(name === 'pingToken' && isThere);
}

function useSave(monitor: Monitor | undefined, initial: MonitorDraft) {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (draft: MonitorDraft) =>
      monitor === undefined
        ? client.monitors.create(createRequest(draft))
        : client.monitors.update(monitor.id, updateRequest(draft, initial)),
    meta: { isToldHere: true },
    onSuccess: async ({ id, name }) => {
      toastDone(say(monitor === undefined ? 'monitorForm.created' : 'monitorForm.saved', { name }));
      await Promise.all(
        [KEYS.monitors, KEYS.overview, KEYS.tags].map(async (queryKey) => queries.invalidateQueries({ queryKey })),
      );
      await navigate({ to: '/monitors/$monitorId', params: { monitorId: id } });
    },
  });
}

function Part({ heading, children }: { readonly heading: PlainKey; readonly children: ReactNode }) {
  const say = useSay();
  return (
    <Card className="p-5 sm:p-6">
      <section aria-label={say(heading)} className="flex flex-col gap-5">
        <h2 className="text-lg font-semibold">{say(heading)}</h2>
        {children}
      </section>
    </Card>
  );
}

interface DraftProps {
  readonly draft: MonitorDraft;
  readonly form: FormState;
}

/** The check types as cards: what each is for can be read before it is chosen. */
function TypeChoice({ draft, form }: DraftProps) {
  const say = useSay();
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-medium text-strong">{say('monitorForm.type')}</legend>
      <div className="grid gap-2 sm:grid-cols-2 xl:grid-cols-3">
        {CHECK_TYPES.map((type) => (
          <label
            key={type}
            className={classNames(
              'flex cursor-pointer items-start gap-2.5 rounded-md border px-3 py-2.5 hover:bg-hover',
              draft.type === type ? 'border-accent bg-accent-soft' : 'border-line',
            )}
          >
            <input
              type="radio"
              name="type"
              value={type}
              checked={draft.type === type}
              onChange={() => form.onChange([], withType(draft, type))}
              className="mt-1 size-4 accent-accent"
            />
            <span className="min-w-0">
              <span className="block font-medium text-strong">{type.replaceAll('_', ' ')}</span>
              <TypeHint type={type} />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const TYPE_HINTS: Readonly<Record<string, PlainKey>> = {
  HTTP: 'monitorForm.HTTP',
  DNS: 'monitorForm.DNS',
  TCP: 'monitorForm.TCP',
  TLS: 'monitorForm.TLS',
  ICMP: 'monitorForm.ICMP',
  MCP_SERVER: 'monitorForm.MCP_SERVER',
  HEARTBEAT: 'monitorForm.HEARTBEAT',
};

/** A type that the catalogue does not know yet has a form all the same. */
function TypeHint({ type }: { readonly type: string }) {
  const say = useSay();
  const key = TYPE_HINTS[type];
  return key === undefined ? null : <span className="block text-sm text-quiet">{say(key)}</span>;
}

const PACE = fieldsOf(MONITOR_SCHEMA).find(({ name }) => name === 'frequencySeconds');

function NameAndPace({ form }: { readonly form: FormState & { readonly value: MonitorDraft } }) {
  const say = useSay();
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2">
      <TextField
        label={say('monitorForm.name')}
        placeholder={say('monitorForm.namePlaceholder')}
        value={form.value.name}
        maxLength={255}
        required
        error={form.errors.get('name')}
        onChange={({ target }) => form.onChange(['name'], target.value)}
      />
      {PACE !== undefined && isOfType(PACE.name, form.value.type) && <SchemaField field={PACE} path={[PACE.name]} />}
    </div>
  );
}

/** What was refused, and stands at no field of this form. */
function Problems({ form, draft }: DraftProps) {
  const say = useSay();
  const known = [...fieldsOf(MONITOR_SCHEMA).map(({ name }) => name), 'config'];
  const isDrawn = (path: string): boolean =>
    known.some((name) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`));
  const rest = unplacedErrors(form.errors, isDrawn);
  if (rest.length === 0 || draft.type === '') return null;
  return (
    <div role="alert" className="rounded-md bg-down-soft px-3 py-2 text-sm text-down">
      <p className="font-medium">{say('forms.problems')}</p>
      <ul className="list-disc pl-5">
        {rest.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </div>
  );
}
