import type { ReactNode } from 'react';

interface CheckFieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly isDisabled?: boolean;
  readonly onCheck: (checked: boolean) => void;
}

/** Yes or no. */
export function CheckField({ label, hint, checked, isDisabled = false, onCheck }: CheckFieldProps) {
  return (
    <label className="flex items-start gap-2.5">
      <input
        type="checkbox"
        className="mt-1 size-4 shrink-0 accent-accent"
        checked={checked}
        disabled={isDisabled}
        onChange={(event) => onCheck(event.target.checked)}
      />
      <span className="min-w-0">
        <span className="break-words text-strong">{label}</span>
        {hint !== undefined && <span className="block text-sm text-quiet">{hint}</span>}
      </span>
    </label>
  );
}
