import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Field, inputClass } from './field.tsx';

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'id'> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly isOptional?: boolean;
}

/** Some lines of text. */
export function TextArea({ label, hint, error, isOptional, className, ...input }: TextAreaProps) {
  const about = { label, hint, ...(error !== undefined && { error }), ...(isOptional && { isOptional }) };
  return (
    <Field {...about}>
      {(control) => (
        <textarea rows={3} {...control} {...input} className={classNames(inputClass, 'h-auto py-2', className)} />
      )}
    </Field>
  );
}
