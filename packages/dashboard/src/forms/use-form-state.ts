import { useCallback, useMemo, useState } from 'react';
import { type FieldErrors, fieldErrors } from './field-errors.ts';
import type { FormState } from './form-context.ts';
import { pathText, withValue } from './values.ts';

/**
 * What a form holds, and what the server said of it. What is changed is no longer wrong: its message goes, the others stay.
 * @param error what the last attempt failed with, if it did
 */
export function useFormState<T extends object>(initial: () => T, error: unknown): FormState & { readonly value: T } {
  const [value, setValue] = useState<T>(initial);
  const [touched, setTouched] = useState<{ readonly of: unknown; readonly paths: readonly string[] }>({
    of: undefined,
    paths: [],
  });
  const onChange = useCallback<FormState['onChange']>(
    (path, next) => {
      // A path of the same form: what comes out has the shape of what went in.
      setValue((before) => withValue(before, path, next) as T);
      const text = pathText(path);
      setTouched((before) => ({ of: error, paths: [...(before.of === error ? before.paths : []), text] }));
    },
    [error],
  );
  const errors = useMemo<FieldErrors>(() => {
    const all = fieldErrors(error);
    if (touched.of !== error) return all;
    return new Map([...all].filter(([field]) => !touched.paths.some((path) => field.startsWith(path))));
  }, [error, touched]);
  return { value, errors, onChange };
}
