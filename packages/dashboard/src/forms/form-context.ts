/** What every field of a form needs, however deep it stands. */
import { createContext, useContext } from 'react';
import { type FieldErrors, NO_ERRORS } from './field-errors.ts';
import type { Path } from './values.ts';

export interface FormState {
  readonly value: unknown;
  readonly errors: FieldErrors;
  /** Puts a value at a place; undefined takes it away. */
  readonly onChange: (path: Path, value: unknown) => void;
  /** What an id may be, by the name of the field: which environments, secrets, monitors there are. */
  readonly references?: Readonly<Record<string, readonly (readonly [id: string, name: string])[]>>;
}

export const FormContext = createContext<FormState>({ value: {}, errors: NO_ERRORS, onChange: () => undefined });

export function useForm(): FormState {
  return useContext(FormContext);
}
