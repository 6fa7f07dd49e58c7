import type { ReactNode } from 'react';

interface EmptyProps {
  readonly title: string;
  /** What this place is for, and how it fills. */
  readonly hint: string;
  readonly icon?: ReactNode;
  readonly action?: ReactNode;
}

/** A place with nothing in it yet, which says how that changes. */
export function Empty({ title, hint, icon, action }: EmptyProps) {
  return (
    <div className="flex flex-col items-center gap-3 rounded-lg border border-dashed border-line px-6 py-14 text-center">
      {icon !== undefined && <div className="text-quiet [&>svg]:size-7">{icon}</div>}
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="max-w-md text-quiet">{hint}</p>
      {action !== undefined && <div className="mt-2">{action}</div>}
    </div>
  );
}
