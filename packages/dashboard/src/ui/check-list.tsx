import { useState } from 'react';
import { useSay } from '../language/use-language.ts';
import { CheckField } from './check-field.tsx';
import { inputClass } from './field.tsx';

interface CheckListProps {
  readonly legend: string;
  readonly hint?: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
}

/** With more than this one has to search. */
const SEARCHED_FROM = 9;

/** Some of many. What is chosen but is not there any more stays, until somebody takes it away. */
export function CheckList({ legend, hint, options, chosen, onChoose }: CheckListProps) {
  const say = useSay();
  const [text, setText] = useState('');
  const known = new Set(options.map(([value]) => value));
  const all = [...options, ...chosen.filter((value) => !known.has(value)).map((value) => [value, value] as const)];
  const wanted = text.trim().toLowerCase();
  const shown = all.filter(([value, label]) => chosen.includes(value) || label.toLowerCase().includes(wanted));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium text-strong">{legend}</legend>
      {hint !== undefined && <p className="-mt-1 text-sm text-quiet">{hint}</p>}
      {all.length >= SEARCHED_FROM && (
        <input
          type="search"
          aria-label={say('ui.searchIn', { what: legend })}
          placeholder={say('ui.searchIn', { what: legend })}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className={inputClass}
        />
      )}
      <div className="flex max-h-60 flex-col gap-1.5 overflow-y-auto p-0.5">
        {shown.map(([value, label]) => (
          <CheckField
            key={value}
            label={label}
            checked={chosen.includes(value)}
            onCheck={(isOn) => onChoose(isOn ? [...chosen, value] : chosen.filter((one) => one !== value))}
          />
        ))}
      </div>
    </fieldset>
  );
}
