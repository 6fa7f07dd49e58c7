import { type ReactNode, useId } from 'react';

interface FieldSetProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly children: ReactNode;
}

/** Fields that belong together, under one name. */
export function FieldSet({ label, hint, children }: FieldSetProps) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className="flex min-w-0 flex-col gap-2">
      <span id={id} className="text-sm font-medium text-strong">
        {label}
      </span>
      {hint !== undefined && <p className="text-sm text-quiet">{hint}</p>}
      <div className="border-l-2 border-line pl-4">{children}</div>
    </div>
  );
}
