import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSay } from '../language/use-language.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { errorWithin } from './field-errors.ts';
import type { Field, FieldOf } from './fields.ts';
import { useForm } from './form-context.ts';
import { FieldSet } from './field-set.tsx';
import { emptyOf, type Path, pathText, valueAt } from './values.ts';

interface ListFieldProps {
  readonly field: FieldOf<'list'>;
  readonly path: Path;
  readonly label: string;
  readonly draw: (field: Field, path: Path) => ReactNode;
}

/** As many of one kind as somebody wants. */
export function ListField({ field, path, label, draw }: ListFieldProps) {
  const say = useSay();
  const { value, errors, onChange } = useForm();
  const given = valueAt(value, path);
  const items = Array.isArray(given) ? (given as readonly unknown[]) : [];
  const own = errors.get(pathText(path));
  const isPlain = field.item.type === 'text' || field.item.type === 'number' || field.item.type === 'choice';
  const remove = (at: number): void =>
    onChange(path, items.length === 1 && !field.isRequired ? undefined : items.filter((_, other) => other !== at));
  return (
    <FieldSet label={label} hint={field.hint}>
      <ul className="flex flex-col gap-2">
        {items.map((_, at) => (
          // Items have no name of their own: their place is what the server knows them by.
          <li
            key={at}
            className={isPlain ? 'flex items-start gap-1' : 'flex items-start gap-1 rounded-md bg-sunken p-3'}
          >
            <div className="min-w-0 flex-1">{draw({ ...field.item, isRequired: true }, [...path, at])}</div>
            <IconButton label={say('forms.remove', { what: `${label} ${at + 1}` })} onClick={() => remove(at)}>
              <X className="size-4" aria-hidden />
            </IconButton>
          </li>
        ))}
        <li>
          <Button
            isSmall
            disabled={field.max !== undefined && items.length >= field.max}
            onClick={() => onChange(path, [...items, emptyOf(field.item)])}
          >
            <Plus className="size-4" aria-hidden />
            <span aria-hidden>{say('forms.add')}</span>
            <span className="sr-only">{say('forms.addTo', { what: label })}</span>
          </Button>
        </li>
      </ul>
      {own !== undefined && items.length === 0 && (
        <p role="alert" className="mt-1 text-sm text-down">
          {errorWithin(errors, pathText(path))}
        </p>
      )}
    </FieldSet>
  );
}
