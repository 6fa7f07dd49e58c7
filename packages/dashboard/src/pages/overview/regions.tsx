import type { RegionOverview } from '@upwatch/sdk';
import { TriangleAlert } from 'lucide-react';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Block } from '../../ui/card.tsx';
import { useNow } from '../../ui/now.ts';
import { MARKS, type Standing, StateMark } from '../../ui/state-mark.tsx';

const COUNTED = ['down', 'degraded', 'up', 'unknown'] as const satisfies readonly Standing[];

/** What each region sees, and what is its own fault and no target's. */
export function Regions({ regions }: { readonly regions: readonly RegionOverview[] }) {
  const say = useSay();
  return (
    <Block title={say('overview.regions')}>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {regions.map((region) => (
          <li key={region.region} className="flex flex-col gap-1.5 rounded-lg border border-line bg-surface px-4 py-3">
            <p className="truncate font-medium text-strong">{region.region}</p>
            <Seen region={region} />
            <Faults region={region} />
          </li>
        ))}
      </ul>
    </Block>
  );
}

function Seen({ region }: { readonly region: RegionOverview }) {
  const say = useSay();
  const format = useFormat();
  const seen = COUNTED.filter((standing) => region[standing] > 0);
  if (seen.length === 0) return <p className="text-sm text-quiet">{say('overview.regionNothing')}</p>;
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {seen.map((standing) => (
        <span key={standing} className="flex items-center gap-1.5">
          <StateMark standing={standing} isDecoration className="size-3.5" />
          {format.number(region[standing])} {say(MARKS[standing].key)}
        </span>
      ))}
    </p>
  );
}

function Faults({ region: { fault, spoiled } }: { readonly region: RegionOverview }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  if (fault === null && spoiled === 0) return null;
  return (
    <p className="flex items-start gap-1.5 text-sm text-degraded">
      <TriangleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
      <span className="min-w-0 break-words">
        {fault === null
          ? say('overview.regionSpoiled', { count: spoiled })
          : say('overview.regionFault', { time: format.time(Date.parse(fault.since), now) })}
        {fault !== null && fault.detail !== null && ` · ${fault.detail}`}
      </span>
    </p>
  );
}
