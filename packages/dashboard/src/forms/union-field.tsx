import type { ReactNode } from 'react';
import { useSay } from '../language/use-language.ts';
import { Field, Select } from '../ui/field.tsx';
import { errorWithin, hasErrorIn } from './field-errors.ts';
import { words } from './field-label.ts';
import type { Field as FormField, FieldOf } from './fields.ts';
import { useForm } from './form-context.ts';
import { emptyOf, type Path, pathText, valueAt, variantOf } from './values.ts';

interface UnionFieldProps {
  readonly field: FieldOf<'union'>;
  readonly path: Path;
  readonly label: string;
  readonly draw: (field: FormField, path: Path) => ReactNode;
}

/** One of several forms: which one is a choice, and under it stands what that one asks for. */
export function UnionField({ field, path, label, draw }: UnionFieldProps) {
  const say = useSay();
  const { value, errors, onChange } = useForm();
  const chosen = variantOf(field, valueAt(value, path));
  const variant = field.variants.find(({ id }) => id === chosen);
  const at = pathText(path);
  const isShownBelow = variant !== undefined && !errors.has(at) && hasErrorIn(errors, at);
  const error = isShownBelow ? undefined : errorWithin(errors, at);

  function choose(id: string): void {
    const next = field.variants.find((one) => one.id === id);
    onChange(path, next ? emptyOf(next.field) : undefined);
  }
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <Field label={label} hint={field.hint} error={error} isOptional={!field.isRequired}>
        {(control) => (
          <Select
            {...control}
            value={chosen ?? ''}
            onChoose={choose}
            options={[
              ...(field.isRequired && chosen !== undefined ? [] : [['', say('forms.none')] as const]),
              ...field.variants.map(({ id }) => [id, variantLabel(id, say)] as const),
            ]}
          />
        )}
      </Field>
      {variant && variant.field.type === 'group' && (
        <div className="border-l-2 border-line pl-4">{draw(variant.field, path)}</div>
      )}
      {variant && variant.field.type !== 'group' && draw(variant.field, path)}
    </div>
  );
}

/** A form without a name is told by what it holds. */
function variantLabel(id: string, say: ReturnType<typeof useSay>): string {
  if (id === 'boolean') return `${say('forms.yes')} / ${say('forms.no')}`;
  return id === 'object' ? say('forms.more') : words(id);
}
