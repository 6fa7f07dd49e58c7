/** From where it is looked: each region on a map and in a table, and whether what it sees counts. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { overviewQuery } from '../../api/queries.ts';
import { selfQuery } from '../../api/setup-queries.ts';
import { useSay } from '../../language/use-language.ts';
import { Block, Card } from '../../ui/card.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { factsOf, type RegionFacts } from './region-facts.ts';
import { placeOf } from './region-places.ts';
import { RegionTable } from './region-table.tsx';

/** Loaded when it is drawn: the table says the same, and is there at once. */
const RegionMap = lazy(async () => ({ default: (await import('./region-map.tsx')).RegionMap }));

/** A look that changes nothing is no event, and yet it was heard of. */
const LOOKS_POLL_MS = 5000;

export function RegionsPage() {
  const say = useSay();
  const { data: overview } = useSuspenseQuery({ ...overviewQuery, refetchInterval: LOOKS_POLL_MS });
  const { data: self } = useQuery(selfQuery);
  const regions = overview.regions.map((region) => factsOf(region, self));
  return (
    <Page title={say('regions.title')} lead={say('regions.lead')}>
      <Card className="flex flex-col gap-3 p-4 sm:p-5">
        <Suspense fallback={<Skeleton className="aspect-[350/134] w-full" />}>
          <RegionMap regions={regions} />
        </Suspense>
        <Unplaced regions={regions.filter(({ name }) => placeOf(name) === undefined)} />
      </Card>
      <Block title={say('regions.all')}>
        <RegionTable regions={regions} />
        {regions.length === 1 && <p className="max-w-prose text-sm text-quiet">{say('regions.onlyOne')}</p>}
      </Block>
    </Page>
  );
}

function Unplaced({ regions }: { readonly regions: readonly RegionFacts[] }) {
  const say = useSay();
  if (regions.length === 0) return null;
  return (
    <p className="text-sm text-quiet">
      {say('regions.unplaced')}{' '}
      <span className="font-medium text-strong">{regions.map(({ name }) => name).join(', ')}</span>.{' '}
      {say('regions.unplacedHint')}
    </p>
  );
}
