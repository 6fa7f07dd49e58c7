import { type ReactNode, useEffect } from 'react';
import { classNames } from './class-names.ts';
import { setPageTitle } from '../shell/page-title.ts';

interface PageProps {
  readonly title: string;
  /** What can be done here. */
  readonly actions?: ReactNode;
  /** Under the title. */
  readonly lead?: ReactNode;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** What each page is: a title, its actions, and what it shows. Names the browser's tab too. */
export function Page({ title, actions, lead, isWide = false, children }: PageProps) {
  useEffect(() => setPageTitle(title), [title]);
  return (
    <div
      className={classNames(
        'mx-auto flex w-full flex-col gap-6 px-4 py-6 sm:px-8 sm:py-8',
        isWide ? 'max-w-[1600px]' : 'max-w-6xl',
      )}
    >
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
          {lead !== undefined && <div className="mt-1 text-quiet">{lead}</div>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
