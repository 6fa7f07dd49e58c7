/** Fields of one value: a text, a number, yes or no, one of some. */
import type { ReactNode } from 'react';
import type { PlainKey, Say } from '../language/catalogue.ts';
import { useSay } from '../language/use-language.ts';
import { classNames } from '../ui/class-names.ts';
import { Field, inputClass, Select } from '../ui/field.tsx';
import { errorWithin } from './field-errors.ts';
import type { FieldOf, Unit } from './fields.ts';
import { useForm } from './form-context.ts';
import { type Path, pathText, valueAt } from './values.ts';

export interface PlainFieldProps<T extends 'text' | 'number' | 'boolean' | 'choice'> {
  readonly field: FieldOf<T>;
  readonly path: Path;
  readonly label: string;
  readonly isUnlabelled?: boolean;
}

const UNITS: Readonly<Record<Unit, PlainKey>> = {
  ms: 'forms.unitMs',
  seconds: 'forms.unitSeconds',
  minutes: 'forms.unitMinutes',
  days: 'forms.unitDays',
  bytes: 'forms.unitBytes',
  percent: 'forms.unitPercent',
};
const INPUT_TYPES: Readonly<Record<string, string>> = { email: 'email' };
/** What stands in place of a secret that the server keeps. */
const MASKED = /•{4}/;

interface AboutProps {
  readonly field: { readonly hint: string | undefined; readonly isRequired: boolean };
  readonly path: Path;
  readonly label: string;
  readonly isUnlabelled: boolean;
  readonly hint?: ReactNode;
  readonly children: (control: ControlProps) => ReactNode;
}

interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-label'?: string;
  readonly required: boolean;
}

/** A control with its label, or, in a list, read aloud by it alone. */
function Labelled({ field, path, label, isUnlabelled, hint, children }: AboutProps) {
  const { errors } = useForm();
  const error = errorWithin(errors, pathText(path));
  if (!isUnlabelled)
    return (
      <Field label={label} hint={field.hint ?? hint} error={error} isOptional={!field.isRequired}>
        {(control) => children({ ...control, required: field.isRequired })}
      </Field>
    );
  const id = `field-${pathText(path)}`;
  return (
    <div className="min-w-0">
      {children({
        id,
        'aria-describedby': error === undefined ? undefined : `${id}-error`,
        'aria-invalid': error === undefined ? undefined : true,
        'aria-label': label,
        required: field.isRequired,
      })}
      {error !== undefined && (
        <div id={`${id}-error`} className="mt-1 text-sm text-down">
          {error}
        </div>
      )}
    </div>
  );
}

interface ChoiceProps extends ControlProps {
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  /** Undefined: what the server does by itself. */
  readonly onChoose: (value: string | undefined) => void;
}

/** One of some, or none of them. */
function Choice({ onChoose, ...select }: ChoiceProps) {
  return <Select {...select} className="w-full" onChoose={(next) => onChoose(next === '' ? undefined : next)} />;
}

export function TextInputField({ field, path, label, isUnlabelled = false }: PlainFieldProps<'text'>) {
  const say = useSay();
  const { value, references, onChange } = useForm();
  const given = valueAt(value, path);
  const known = references?.[field.name];
  const text = typeof given === 'string' ? given : '';
  const isKept = field.isSecret && MASKED.test(text);
  const shared = {
    value: isKept ? '' : text,
    maxLength: field.maxLength,
    minLength: isKept ? undefined : field.minLength,
    spellCheck: false,
    autoComplete: 'off',
    placeholder: isKept ? say('forms.kept') : initialText(field.initial, say),
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      onChange(path, target.value === '' && !field.isRequired ? undefined : target.value),
  };
  if (known !== undefined)
    return (
      <Labelled field={field} path={path} label={label} isUnlabelled={isUnlabelled}>
        {(control) => (
          <Choice
            {...control}
            value={text}
            onChoose={(next) => onChange(path, next)}
            options={[['', say(field.isRequired ? 'forms.choose' : 'forms.notSet')], ...known]}
          />
        )}
      </Labelled>
    );
  return (
    <Labelled field={field} path={path} label={label} isUnlabelled={isUnlabelled}>
      {(control) =>
        field.isLong ? (
          <textarea
            {...control}
            {...shared}
            rows={5}
            className={classNames(inputClass, 'h-auto py-2 font-mono text-sm')}
          />
        ) : (
          <input
            {...control}
            {...shared}
            required={control.required && !isKept}
            type={field.isSecret ? 'password' : (INPUT_TYPES[field.format ?? ''] ?? 'text')}
            className={inputClass}
          />
        )
      }
    </Labelled>
  );
}

export function NumberField({ field, path, label, isUnlabelled = false }: PlainFieldProps<'number'>) {
  const say = useSay();
  const { value, onChange } = useForm();
  const given = valueAt(value, path);
  return (
    <Labelled field={field} path={path} label={label} isUnlabelled={isUnlabelled}>
      {(control) => (
        <span className="relative block">
          <input
            {...control}
            type="number"
            inputMode={field.isWhole ? 'numeric' : 'decimal'}
            step={field.isWhole ? 1 : 'any'}
            min={field.minimum}
            max={field.maximum}
            value={typeof given === 'number' ? given : ''}
            placeholder={initialText(field.initial, say)}
            onChange={({ target }) =>
              onChange(path, Number.isNaN(target.valueAsNumber) ? undefined : target.valueAsNumber)
            }
            className={classNames(inputClass, field.unit !== undefined && 'pr-16')}
          />
          {field.unit !== undefined && (
            <span className="pointer-events-none absolute inset-y-0 right-9 flex items-center text-sm text-quiet">
              {say(UNITS[field.unit])}
            </span>
          )}
        </span>
      )}
    </Labelled>
  );
}

/** Yes, no, or what the server does by itself. */
export function BooleanField({ field, path, label }: PlainFieldProps<'boolean'>) {
  const say = useSay();
  const { value, onChange } = useForm();
  const given = valueAt(value, path);
  const initial = field.initial === undefined ? undefined : say(field.initial === true ? 'forms.yes' : 'forms.no');
  return (
    <Labelled field={field} path={path} label={label} isUnlabelled={false}>
      {(control) => (
        <Choice
          {...control}
          value={typeof given === 'boolean' ? String(given) : ''}
          onChoose={(next) => onChange(path, next === undefined ? undefined : next === 'true')}
          options={[
            ...(field.isRequired ? [] : [['', defaultText(initial, say)] as const]),
            ['true', say('forms.yes')],
            ['false', say('forms.no')],
          ]}
        />
      )}
    </Labelled>
  );
}

export function ChoiceField({ field, path, label, isUnlabelled = false }: PlainFieldProps<'choice'>) {
  const say = useSay();
  const { value, onChange } = useForm();
  const given = valueAt(value, path);
  const initial = typeof field.initial === 'string' ? field.initial : undefined;
  return (
    <Labelled field={field} path={path} label={label} isUnlabelled={isUnlabelled}>
      {(control) => (
        <Choice
          {...control}
          value={typeof given === 'string' ? given : ''}
          onChoose={(next) => onChange(path, next)}
          options={[
            ...(field.isRequired ? [] : [['', defaultText(initial, say)] as const]),
            ...field.options.map((option) => [option, option.replaceAll('_', ' ')] as const),
          ]}
        />
      )}
    </Labelled>
  );
}

function defaultText(initial: string | undefined, say: Say): string {
  return initial === undefined ? say('forms.notSet') : say('forms.notSetValue', { value: initial });
}

function initialText(initial: unknown, say: Say): string | undefined {
  return typeof initial === 'string' || typeof initial === 'number'
    ? say('forms.notSetValue', { value: String(initial) })
    : undefined;
}
