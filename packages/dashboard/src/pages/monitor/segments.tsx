import { classNames } from '../../ui/class-names.ts';

interface SegmentsProps<T extends string> {
  readonly label: string;
  /** Undefined: none of them. */
  readonly value: T | undefined;
  readonly options: readonly (readonly [value: T, label: string])[];
  readonly onChoose: (value: T) => void;
}

/** One of a few, all in view. */
export function Segments<T extends string>({ label, value, options, onChoose }: SegmentsProps<T>) {
  return (
    <div role="group" aria-label={label} className="inline-flex rounded-md border border-line bg-sunken p-0.5">
      {options.map(([one, name]) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === value}
          onClick={() => onChoose(one)}
          className={classNames(
            'rounded-[5px] px-2.5 py-1 text-sm font-medium whitespace-nowrap',
            one === value ? 'bg-surface text-strong shadow-sm' : 'text-text hover:text-strong',
          )}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
