/** All that is known of each region; on a phone a card each. */
import type { ReactNode } from 'react';
import type { PlainKey } from '../../language/catalogue.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Ago } from '../../ui/ago.tsx';
import { Card } from '../../ui/card.tsx';
import { useNow } from '../../ui/now.ts';
import { MARKS, type Standing, StateMark } from '../../ui/state-mark.tsx';
import { CONDITIONS, type RegionFacts } from './region-facts.ts';

const SEEN = ['down', 'degraded', 'up', 'unknown'] as const satisfies readonly Standing[];
const COLUMNS = ['regions.region', 'regions.sees', 'regions.lastLook', 'regions.load', 'regions.doubt'] as const;

export function RegionTable({ regions }: { readonly regions: readonly RegionFacts[] }) {
  const say = useSay();
  return (
    <Card className="overflow-clip">
      <table className="block w-full text-left md:table">
        <thead className="sr-only md:not-sr-only md:table-header-group">
          <tr className="border-b border-line text-xs text-quiet">
            {COLUMNS.map((key) => (
              <th key={key} scope="col" className="px-5 py-2.5 font-medium">
                {say(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="block md:table-row-group">
          {regions.map((region) => (
            <Row key={region.name} region={region} />
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Row({ region }: { readonly region: RegionFacts }) {
  const say = useSay();
  const [standing, key] = CONDITIONS[region.condition];
  const { lastLookAt, isOwn } = region.seen;
  return (
    <tr className="flex flex-col gap-1.5 border-b border-line px-4 py-3.5 align-top last:border-0 md:table-row md:p-0">
      <th scope="row" className="text-left font-normal md:px-5 md:py-3.5">
        <span className="flex items-start gap-2.5">
          <StateMark standing={standing} isDecoration className="mt-1" />
          <span className="min-w-0">
            <span className="block font-medium break-all text-strong">{region.name}</span>
            <span className="block text-sm text-quiet">
              {say(key)}
              {isOwn && ` · ${say('regions.own')}`}
            </span>
          </span>
        </span>
      </th>
      <Cell column="regions.sees">
        <Seen region={region} />
      </Cell>
      <Cell column="regions.lastLook">
        <span className="whitespace-nowrap">
          {lastLookAt === null ? say('regions.never') : <Ago at={lastLookAt} everyMs={5000} />}
        </span>
      </Cell>
      <Cell column="regions.load">
        <Load region={region} />
      </Cell>
      <Cell column="regions.doubt">
        <Doubt region={region} />
      </Cell>
    </tr>
  );
}

/** On a phone the heads of the columns are out of sight: each value has its own. */
function Cell({ column, children }: { readonly column: PlainKey; readonly children: ReactNode }) {
  const say = useSay();
  return (
    <td className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 text-sm md:table-cell md:px-5 md:py-3.5">
      <span aria-hidden className="text-quiet md:hidden">
        {say(column)}
      </span>
      <span className="block min-w-0 break-words">{children}</span>
    </td>
  );
}

function Seen({ region: { monitors, seen } }: { readonly region: RegionFacts }) {
  const say = useSay();
  const format = useFormat();
  if (monitors === 0) return say('overview.regionNothing');
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1">
      {SEEN.filter((standing) => seen[standing] > 0).map((standing) => (
        <span key={standing} className="flex items-center gap-1.5 whitespace-nowrap">
          <StateMark standing={standing} isDecoration className="size-3.5" />
          {format.number(seen[standing])} {say(MARKS[standing].key)}
        </span>
      ))}
    </span>
  );
}

function Load({ region: { looking } }: { readonly region: RegionFacts }) {
  const say = useSay();
  const format = useFormat();
  if (looking === undefined) return '–';
  const { running, queued, latenessP99Ms } = looking;
  return (
    <>
      {running !== null && queued !== null && (
        <span className="block">{say('regions.loadOf', { running, queued })}</span>
      )}
      {latenessP99Ms !== null && (
        <span className="block text-quiet" title={say('regions.lateHint')}>
          {say('regions.late')} {format.milliseconds(latenessP99Ms)}
        </span>
      )}
    </>
  );
}

function Doubt({ region: { seen } }: { readonly region: RegionFacts }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  const { fault, spoiled } = seen;
  if (fault === null && spoiled === 0) return <span className="text-quiet">{say('regions.noDoubt')}</span>;
  return (
    <span className="text-degraded">
      {fault === null
        ? say('overview.regionSpoiled', { count: spoiled })
        : say('overview.regionFault', { time: format.time(Date.parse(fault.since), now) })}
      {fault !== null && fault.detail !== null && ` · ${fault.detail}`}
    </span>
  );
}
