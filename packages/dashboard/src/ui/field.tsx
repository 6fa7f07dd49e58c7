import { type ComponentProps, type ReactNode, useId } from 'react';
import { useSay } from '../language/use-language.ts';
import { classNames } from './class-names.ts';

export const inputClass =
  'h-9 w-full min-w-0 rounded-md border border-edge bg-surface px-3 text-base text-strong placeholder:text-quiet focus-visible:outline-offset-0 aria-invalid:border-down disabled:opacity-60';

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with it, and what it must be. */
  readonly error?: string | undefined;
  readonly isOptional?: boolean;
  readonly children: (props: FieldControl) => ReactNode;
}

/** What ties a control to its label and to what is said of it. */
interface FieldControl {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** A labelled control with its hint and its error. */
export function Field({ label, hint, error, isOptional = false, children }: FieldProps) {
  const id = useId();
  const say = useSay();
  const isDescribed = hint !== undefined || error !== undefined;
  const control = {
    id,
    'aria-describedby': isDescribed ? `${id}-about` : undefined,
    'aria-invalid': error === undefined ? undefined : (true as const),
  };
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="flex items-baseline gap-1.5 text-sm font-medium text-strong">
        {label}
        {isOptional && <span className="font-normal text-quiet">{say('ui.optional')}</span>}
      </label>
      {children(control)}
      {isDescribed && (
        <div id={`${id}-about`} className={classNames('text-sm', error === undefined ? 'text-quiet' : 'text-down')}>
          {error ?? hint}
        </div>
      )}
    </div>
  );
}

type TextFieldProps = Omit<ComponentProps<'input'>, 'id'> & Omit<FieldProps, 'children'>;

/** One line of text. */
export function TextField({ label, hint, error, isOptional, className, ...input }: TextFieldProps) {
  const about = { label, hint, ...(error !== undefined && { error }), ...(isOptional && { isOptional }) };
  return (
    <Field {...about}>
      {(control) => <input {...control} {...input} className={classNames(inputClass, className)} />}
    </Field>
  );
}

interface SelectProps extends Omit<ComponentProps<'select'>, 'onChange' | 'value'> {
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChoose: (value: string) => void;
}

/** The system's own choice of one of some: known on every phone, and by every screen reader. */
export function Select({ options, onChoose, className, ...select }: SelectProps) {
  return (
    <select
      {...select}
      onChange={(event) => onChoose(event.target.value)}
      className={classNames(
        'h-9 rounded-md border border-line bg-surface px-2.5 text-base text-strong hover:bg-hover',
        className,
      )}
    >
      {options.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
