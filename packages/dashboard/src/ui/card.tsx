import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** A sheet on the page. */
export function Card({ className, children }: { readonly className?: string; readonly children: ReactNode }) {
  return <div className={classNames('rounded-lg border border-line bg-surface', className)}>{children}</div>;
}

interface BlockProps {
  readonly title: string;
  /** What stands at the right of the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page under its own title. */
export function Block({ title, aside, children }: BlockProps) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-3">
      <div className="flex min-h-8 items-center justify-between gap-4">
        <h2 className="text-lg font-semibold">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
