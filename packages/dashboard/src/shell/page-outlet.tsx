import { Outlet, useMatches } from '@tanstack/react-router';
import type { Right } from '../api/rights.ts';
import { useMay } from '../api/use-may.ts';
import { NotPermitted } from './not-permitted.tsx';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** What whoever opens the page must have the right to. */
    readonly demands?: Right;
  }
}

/** The page of the address, or a sentence to whoever has no right to it. */
export function PageOutlet() {
  const demanded = useMatches({ select: (matches) => matches.at(-1)?.staticData.demands });
  return demanded === undefined ? <Outlet /> : <Demanding right={demanded} />;
}

function Demanding({ right }: { readonly right: Right }) {
  return useMay(right) ? <Outlet /> : <NotPermitted />;
}
