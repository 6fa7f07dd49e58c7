import type { Monitor, ReportedDependency } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Block, Card } from '../../ui/card.tsx';
import { Failed } from '../../ui/failed.tsx';
import { useNow } from '../../ui/now.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { MARKS, type Standing, StateMark } from '../../ui/state-mark.tsx';
import { classNames } from '../../ui/class-names.ts';
import { dependencyLine, LINE_HEIGHT, LINE_WIDTH } from './dependency-line.ts';
import { dependenciesQuery } from './monitor-queries.ts';

/** Whether the monitor asks its target what it needs. */
export function readsDependencies({ config }: Pick<Monitor, 'config'>): boolean {
  const { health } = config as { readonly health?: unknown };
  return typeof health === 'string' && health !== 'off';
}

/** What the target says that it needs: how each is, since when, and how long it takes. */
export function DependencyCard({ monitorId }: { readonly monitorId: string }) {
  const say = useSay();
  const { data, error, refetch } = useQuery(dependenciesQuery(monitorId));
  return (
    <Block title={say('monitor.dependencies')}>
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton className="h-24" />
      ) : (
        <Card>
          {data.length === 0 ? (
            <p className="p-5 text-sm text-quiet">{say('monitor.dependenciesNone')}</p>
          ) : (
            <ul className="divide-y divide-line">
              {data.map((one) => (
                <Dependency key={one.name} dependency={one} />
              ))}
            </ul>
          )}
        </Card>
      )}
    </Block>
  );
}

/** One that is no longer named is not known to be anything. */
const STANDINGS: Readonly<Record<ReportedDependency['status'], Standing>> = {
  up: 'up',
  degraded: 'degraded',
  down: 'down',
  missing: 'unknown',
};

function Dependency({ dependency }: { readonly dependency: ReportedDependency }) {
  const say = useSay();
  const format = useFormat();
  const now = useNow(60_000);
  const { name, status, since, latencyMs, message, isIgnored, uptime30d } = dependency;
  const standing = STANDINGS[status];
  const state = status === 'missing' ? say('monitor.dependencyMissing') : say(MARKS[standing].key);
  const facts = [
    say('states.since', { time: format.time(Date.parse(since), now) }),
    ...(uptime30d === null ? [] : [say('monitor.dependencyUptime', { percent: format.percent(uptime30d) })]),
    ...(isIgnored ? [say('monitor.dependencyIgnored')] : []),
  ];
  return (
    <li className="flex items-start gap-3 px-5 py-3.5">
      <StateMark standing={standing} isDecoration className="mt-1" />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="min-w-0 font-medium break-words text-strong">{name}</span>
          <span className={classNames('text-sm', MARKS[standing].text)}>{state}</span>
        </p>
        {message !== null && <p className="text-sm break-words text-text">{message}</p>}
        <p className="text-sm text-quiet">{facts.join(' · ')}</p>
      </div>
      <div className="flex shrink-0 flex-col items-end gap-1">
        {latencyMs !== null && <span className="text-sm text-strong">{format.milliseconds(latencyMs)}</span>}
        <Sparkline dependency={dependency} />
      </div>
    </li>
  );
}

function Sparkline({ dependency: { name, lastDay } }: { readonly dependency: ReportedDependency }) {
  const say = useSay();
  const format = useFormat();
  const line = dependencyLine(lastDay, useNow(60_000));
  if (!line) return null;
  const [low, high] = [format.milliseconds(line.lowMs), format.milliseconds(line.highMs)];
  const label = say('monitor.dependencyLatency', { name, low, high });
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${LINE_WIDTH} ${LINE_HEIGHT}`} className="h-6 w-24">
      <title>{label}</title>
      {line.parts.map((points) => (
        <polyline
          key={points}
          points={points}
          fill="none"
          stroke="var(--accent)"
          strokeWidth={1.5}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ))}
    </svg>
  );
}
