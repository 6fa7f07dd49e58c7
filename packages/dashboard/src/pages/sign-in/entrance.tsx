import { type ReactNode, useEffect } from 'react';
import { setPageTitle } from '../../shell/page-title.ts';
import { ProductMark } from '../../shell/product-mark.tsx';

interface EntranceProps {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}

/** A page for who is not in yet: one column, nothing else. */
export function Entrance({ title, lead, children }: EntranceProps) {
  useEffect(() => setPageTitle(title), [title]);
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-5 py-10">
      <ProductMark className="size-10" />
      <div>
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        {lead !== undefined && <p className="mt-2 text-quiet">{lead}</p>}
      </div>
      {children}
    </main>
  );
}
