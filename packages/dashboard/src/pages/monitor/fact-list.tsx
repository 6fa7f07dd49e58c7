import type { ReactNode } from 'react';

type Fact = readonly [label: string, value: ReactNode];

/** What is known, name by name; what is not known is left out. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  const known = facts.filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false);
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-1.5 text-sm">
      {known.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-quiet">{label}</dt>
          <dd className="min-w-0 break-words text-strong">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
