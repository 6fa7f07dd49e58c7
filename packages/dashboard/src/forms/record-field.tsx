import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useSay } from '../language/use-language.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { inputClass } from '../ui/field.tsx';
import { errorWithin } from './field-errors.ts';
import type { FieldOf } from './fields.ts';
import { useForm } from './form-context.ts';
import { FieldSet } from './field-set.tsx';
import { type Path, pathText, valueAt } from './values.ts';

interface RecordFieldProps {
  readonly field: FieldOf<'record'>;
  readonly path: Path;
  readonly label: string;
}

type Row = readonly [name: string, value: string];

/** Values by names that somebody gives: headers, variables. A name that is being typed may be empty, or there twice. */
export function RecordField({ field, path, label }: RecordFieldProps) {
  const say = useSay();
  const { value, errors, onChange } = useForm();
  const [rows, setRows] = useState<readonly Row[]>(() => rowsOf(valueAt(value, path)));
  const error = errorWithin(errors, pathText(path));

  function change(next: readonly Row[]): void {
    setRows(next);
    const named = next.filter(([name]) => name !== '');
    onChange(path, named.length === 0 ? undefined : Object.fromEntries(named));
  }
  return (
    <FieldSet label={label} hint={field.hint}>
      <ul className="flex flex-col gap-2">
        {rows.map(([name, text], at) => (
          <li key={at} className="flex items-start gap-1">
            <input
              aria-label={`${say('forms.key')} ${at + 1}`}
              value={name}
              spellCheck={false}
              autoComplete="off"
              onChange={({ target }) => change(rows.with(at, [target.value, text]))}
              className={`${inputClass} basis-2/5 font-mono text-sm`}
            />
            <input
              aria-label={`${say('forms.value')} ${at + 1}`}
              value={text}
              spellCheck={false}
              autoComplete="off"
              onChange={({ target }) => change(rows.with(at, [name, target.value]))}
              className={`${inputClass} flex-1 font-mono text-sm`}
            />
            <IconButton
              label={say('forms.remove', { what: name === '' ? `${label} ${at + 1}` : name })}
              onClick={() => change(rows.toSpliced(at, 1))}
            >
              <X className="size-4" aria-hidden />
            </IconButton>
          </li>
        ))}
        <li>
          <Button isSmall onClick={() => setRows([...rows, ['', '']])}>
            <Plus className="size-4" aria-hidden />
            <span aria-hidden>{say('forms.add')}</span>
            <span className="sr-only">{say('forms.addTo', { what: label })}</span>
          </Button>
        </li>
      </ul>
      {error !== undefined && (
        <p role="alert" className="mt-1 text-sm text-down">
          {error}
        </p>
      )}
    </FieldSet>
  );
}

function rowsOf(given: unknown): readonly Row[] {
  return typeof given === 'object' && given !== null
    ? Object.entries(given).map(([name, text]) => [name, typeof text === 'string' ? text : ''])
    : [];
}
