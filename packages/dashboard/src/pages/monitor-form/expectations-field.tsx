/** What must hold: typed in words, or picked by kind and filled in; the server reads the words, so there is one grammar. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { ChevronRight, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { errorWithin } from '../../forms/field-errors.ts';
import { words } from '../../forms/field-label.ts';
import { fieldOf } from '../../forms/fields.ts';
import { useForm } from '../../forms/form-context.ts';
import { ASSERTION_SCHEMA, ASSERTION_TYPES } from '../../forms/generated/monitor-schemas.ts';
import { SchemaFields } from '../../forms/schema-fields.tsx';
import { emptyOf } from '../../forms/values.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Field, inputClass, Select } from '../../ui/field.tsx';
import type { AssertionDraft } from './monitor-draft.ts';

const KINDS = fieldOf(ASSERTION_SCHEMA, { name: 'config', isRequired: true });

interface ExpectationsFieldProps {
  readonly type: string;
  readonly assertions: readonly AssertionDraft[];
}

export function ExpectationsField({ type, assertions }: ExpectationsFieldProps) {
  const say = useSay();
  const { onChange } = useForm();
  const sentences = useSentences(type, assertions);
  const [picked, setPicked] = useState<number | undefined>();
  const put = (next: readonly AssertionDraft[]): void => onChange(['assertions'], next);
  return (
    <div className="flex flex-col gap-4">
      {assertions.length > 0 && (
        <ul className="flex flex-col divide-y divide-line rounded-md border border-line">
          {assertions.map((assertion, at) => (
            // An assertion in the making is known by its place alone.
            <li key={at}>
              <AssertionRow
                assertion={assertion}
                at={at}
                sentence={sentences?.[at]}
                isFresh={at === picked}
                onRemove={() => put(assertions.toSpliced(at, 1))}
              />
            </li>
          ))}
        </ul>
      )}
      <AddInWords type={type} onAdd={(more) => put([...assertions, ...more])} />
      <Select
        aria-label={say('monitorForm.pickExpectation')}
        className="self-start text-sm"
        value=""
        onChoose={(kind) => {
          const config = startOf(kind);
          if (!config) return;
          setPicked(assertions.length);
          put([...assertions, { config, severity: 'fail' }]);
        }}
        options={[
          ['', say('monitorForm.pickExpectation')],
          ...(ASSERTION_TYPES[type] ?? []).map((kind) => [kind, words(kind)] as const),
        ]}
      />
    </div>
  );
}

function variantOf(kind: string) {
  return KINDS.type === 'union' ? KINDS.variants.find(({ id }) => id === kind)?.field : undefined;
}

function startOf(kind: string): AssertionDraft['config'] | undefined {
  const field = variantOf(kind);
  return field && { ...(emptyOf(field) as object), type: kind };
}

/** The same in words, where all of them are complete enough to be read. */
function useSentences(type: string, assertions: readonly AssertionDraft[]): readonly string[] | undefined {
  const { data } = useQuery({
    queryKey: ['expectations', type, assertions],
    queryFn: async ({ signal }) => {
      const said = await client.monitors.assertions.read({ type, assertions: [...assertions] as never }, { signal });
      return said.map(({ expectation }) => expectation);
    },
    enabled: assertions.length > 0,
    staleTime: Infinity,
  });
  return data;
}

interface AssertionRowProps {
  readonly assertion: AssertionDraft;
  readonly at: number;
  readonly sentence: string | undefined;
  /** Just picked: what it asks for is still to be given. */
  readonly isFresh: boolean;
  readonly onRemove: () => void;
}

function AssertionRow({ assertion, at, sentence, isFresh, onRemove }: AssertionRowProps) {
  const say = useSay();
  const { errors, onChange } = useForm();
  const [isOpen, setOpen] = useState(isFresh);
  const { config, severity } = assertion;
  const what = sentence?.replace(/^warn /, '') ?? words(config.type);
  const error = errorWithin(errors, `assertions[${at}]`);
  const field = variantOf(config.type);
  const asks = field?.type === 'group' && field.fields.some(({ type }) => type !== 'constant');
  return (
    <div>
      <div className="flex flex-wrap items-center justify-end gap-2 px-3 py-1.5">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="flex min-w-0 flex-1 basis-56 items-center gap-2 rounded-sm text-left"
        >
          <ChevronRight className={classNames('size-4 shrink-0 text-quiet', isOpen && 'rotate-90')} aria-hidden />
          <code className="min-w-0 truncate font-mono text-sm text-strong">{what}</code>
        </button>
        <Select
          aria-label={say('monitorForm.severityOf', { what })}
          className="h-8 text-sm"
          value={severity ?? 'fail'}
          onChoose={(next) => onChange(['assertions', at, 'severity'], next)}
          options={[
            ['fail', say('monitorForm.severityFail')],
            ['warn', say('monitorForm.severityWarn')],
          ]}
        />
        <IconButton label={say('monitorForm.removeExpectation', { what })} onClick={onRemove}>
          <X className="size-4" aria-hidden />
        </IconButton>
      </div>
      {isOpen && (
        <div className="border-t border-line px-4 py-4">
          {asks ? (
            <SchemaFields fields={field.fields} path={['assertions', at, 'config']} isFlat />
          ) : (
            <p className="text-sm text-quiet">{words(config.type)}</p>
          )}
        </div>
      )}
      {error !== undefined && (
        <p role="alert" className="px-4 pb-3 text-sm text-down">
          {error}
        </p>
      )}
    </div>
  );
}

interface AddInWordsProps {
  readonly type: string;
  readonly onAdd: (assertions: readonly AssertionDraft[]) => void;
}

function AddInWords({ type, onAdd }: AddInWordsProps) {
  const say = useSay();
  const format = useFormat();
  const [text, setText] = useState('');
  const read = useMutation({
    mutationFn: async (typed: string) => client.monitors.assertions.read({ type, expectations: [typed] }),
    meta: { isToldHere: true },
    onSuccess: (said) => {
      onAdd(said.map(({ config, severity }) => ({ config, severity })));
      setText('');
    },
  });
  const error = read.error === null ? undefined : errorText(read.error, { say, format });
  const add = (): void => {
    if (text.trim() !== '') read.mutate(text.trim());
  };
  return (
    <Field
      label={say('monitorForm.expectation')}
      hint={say(type === 'HTTP' ? 'monitorForm.expectationsHint' : 'monitorForm.expectationsHintPlain')}
      error={error}
    >
      {(control) => (
        <span className="flex gap-2">
          <input
            {...control}
            value={text}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="none"
            onChange={({ target }) => {
              setText(target.value);
              read.reset();
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              // It adds the sentence; it does not send the form.
              event.preventDefault();
              add();
            }}
            className={`${inputClass} font-mono text-sm`}
          />
          <Button isBusy={read.isPending} disabled={text.trim() === ''} onClick={add}>
            <Plus className="size-4" aria-hidden />
            {say('monitorForm.addExpectation')}
          </Button>
        </span>
      )}
    </Field>
  );
}
