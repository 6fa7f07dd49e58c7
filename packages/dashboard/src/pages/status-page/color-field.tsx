import { useSay } from '../../language/use-language.ts';
import { Field, inputClass } from '../../ui/field.tsx';

interface ColorFieldProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** What the system's own picker can hold. */
const FULL = /^#[\da-f]{6}$/i;
const UNSET = '#808080';
const EXAMPLE = '#1f2937';

/** A colour: typed, or picked. */
export function ColorField({ label, value, error, onChange }: ColorFieldProps) {
  const say = useSay();
  return (
    <Field label={label} error={error} isOptional>
      {(control) => (
        <span className="flex gap-2">
          <input
            type="color"
            aria-label={say('statusPages.pick', { what: label })}
            value={FULL.test(value) ? value : UNSET}
            onChange={(event) => onChange(event.target.value)}
            className="h-9 w-11 shrink-0 rounded-md border border-edge bg-surface p-1"
          />
          <input
            {...control}
            className={`${inputClass} font-mono`}
            value={value}
            maxLength={9}
            placeholder={EXAMPLE}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => onChange(event.target.value.trim())}
          />
        </span>
      )}
    </Field>
  );
}
