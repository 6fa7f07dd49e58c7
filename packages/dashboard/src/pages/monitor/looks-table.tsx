/** Looks, one row each; a row opens to everything that was seen. */
import type { CheckResult, CursorPage } from '@upwatch/sdk';
import type { UseQueryResult } from '@tanstack/react-query';
import { Eye, SearchX } from 'lucide-react';
import { useState } from 'react';
import { PHASES } from '../../charts/latency-series.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Card } from '../../ui/card.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { useNow } from '../../ui/now.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { LookDetail } from './look-detail.tsx';

interface LooksTableProps {
  readonly looks: UseQueryResult<CursorPage<CheckResult>>;
  readonly hasRegions: boolean;
  /** Some are left out: none may only mean none like these. */
  readonly isFiltered: boolean;
}

export function LooksTable({ looks, hasRegions, isFiltered }: LooksTableProps) {
  const say = useSay();
  const [open, setOpen] = useState<string | undefined>();
  if (looks.error !== null) return <Failed error={looks.error} onRetry={() => void looks.refetch()} />;
  if (looks.data === undefined) return <SkeletonRows count={6} className="h-11" />;
  const { data } = looks.data;
  if (data.length === 0)
    return isFiltered ? (
      <Empty
        icon={<SearchX aria-hidden />}
        title={say('monitor.looksNoneFound')}
        hint={say('monitors.noneFoundHint')}
      />
    ) : (
      <Empty icon={<Eye aria-hidden />} title={say('monitor.looksNone')} hint={say('monitor.looksNoneHint')} />
    );
  const slowest = Math.max(1, ...data.map(({ details }) => details?.phases.totalMs ?? 0));
  return (
    <Card className="overflow-hidden">
      <ul>
        {data.map((look) => (
          <LookRow
            key={look.id}
            look={look}
            slowest={slowest}
            hasRegions={hasRegions}
            isOpen={open === look.id}
            onToggle={() => setOpen(open === look.id ? undefined : look.id)}
          />
        ))}
      </ul>
    </Card>
  );
}

interface LookRowProps {
  readonly look: CheckResult;
  /** The longest of the page: bars are compared with it. */
  readonly slowest: number;
  readonly hasRegions: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function LookRow({ look, slowest, hasRegions, isOpen, onToggle }: LookRowProps) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  const { timestamp, region, outcome, responseTimeMs, failureReason, details, kind, attemptCount } = look;
  const time = format.clock(Date.parse(timestamp), now);
  const notes = [
    kind === 'confirming' && say('monitor.confirming'),
    kind === 'manual' && say('monitor.manual'),
    attemptCount > 1 && say('monitor.tries', { count: attemptCount }),
  ].filter((note) => note !== false);
  return (
    <li className="border-b border-line last:border-0">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className={classNames(
          'grid w-full items-center gap-x-3 px-4 py-2.5 text-left text-sm hover:bg-hover',
          'grid-cols-[1rem_minmax(5.5rem,auto)_minmax(0,1fr)_4rem] md:grid-cols-[1rem_8rem_minmax(0,1fr)_minmax(6rem,14rem)_4.5rem]',
          isOpen && 'bg-hover',
        )}
      >
        <StateMark standing={outcome} />
        <span className="text-strong">
          <time dateTime={timestamp} title={format.dateTime(Date.parse(timestamp))}>
            {time}
          </time>
        </span>
        <span className="truncate text-quiet">
          {hasRegions && <span className="mr-2 text-text">{region}</span>}
          {failureReason ?? details?.statusCode}
          {notes.length > 0 && <span className="ml-2 text-xs">{notes.join(' · ')}</span>}
        </span>
        <span aria-hidden className="hidden md:block">
          {details && <PhaseBar phases={details.phases} slowest={slowest} />}
        </span>
        <span className="text-right font-medium text-strong">
          {responseTimeMs === null ? '–' : format.milliseconds(responseTimeMs)}
        </span>
      </button>
      {isOpen && <LookDetail look={look} />}
    </li>
  );
}

type Phases = NonNullable<CheckResult['details']>['phases'];

/** All phases of a look in one line, as long as it took. */
function PhaseBar({ phases, slowest }: { readonly phases: Phases; readonly slowest: number }) {
  return (
    <span className="flex h-2 overflow-hidden rounded-sm bg-sunken">
      {PHASES.map(([field, color]) => (
        <span
          key={field}
          style={{ width: `${(100 * (phases[field] ?? 0)) / slowest}%`, backgroundColor: `var(${color})` }}
        />
      ))}
    </span>
  );
}
