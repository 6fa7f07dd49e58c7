import { type ReactNode, useId } from 'react';

interface FieldSetProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** At the right of the name. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** Fields that belong together, under one name. */
export function FieldSet({ label, hint, aside, children }: FieldSetProps) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className="flex min-w-0 flex-col gap-2">
      <div className="flex items-center justify-between gap-3">
        <span id={id} className="text-sm font-medium text-strong">
          {label}
        </span>
        {aside}
      </div>
      {hint !== undefined && <p className="text-sm text-quiet">{hint}</p>}
      <div className="border-l-2 border-line pl-4">{children}</div>
    </div>
  );
}
