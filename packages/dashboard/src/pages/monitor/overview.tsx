import type { Monitor } from '@upwatch/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Block, Card } from '../../ui/card.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CertificateCard } from './certificate-card.tsx';
import { DependencyCard, readsDependencies } from './dependency-card.tsx';
import { LatencyBlock } from './latency-block.tsx';
import { LooksTable } from './looks-table.tsx';
import { looksQuery, summaryQuery, uptimeQuery } from './monitor-queries.ts';
import type { MonitorSearch } from './monitor-search.ts';
import { PastIncidents } from './past-incidents.tsx';
import { Signals } from './signals.tsx';
import { SettingsCard } from './settings-card.tsx';
import { UptimeBars } from './uptime-bars.tsx';
import type { UptimeDay } from './uptime-days.ts';

const RECENT_LOOKS = 8;
const DAY_MS = 86_400_000;

interface OverviewProps {
  readonly monitor: Monitor;
  readonly search: MonitorSearch;
  readonly onSearch: (next: MonitorSearch) => void;
}

export function Overview({ monitor, search, onSearch }: OverviewProps) {
  const showDay = ({ atMs }: UptimeDay): void => onSearch({ ...search, from: atMs, to: atMs + DAY_MS });
  return (
    <div className="flex flex-col gap-8">
      <Uptime monitor={monitor} onShow={showDay} />
      {monitor.type !== 'HEARTBEAT' && <LatencyBlock monitor={monitor} search={search} onSearch={onSearch} />}
      <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-8">
          {monitor.type === 'HEARTBEAT' && <Signals monitor={monitor} />}
          {readsDependencies(monitor) && <DependencyCard monitorId={monitor.id} />}
          <RecentLooks monitor={monitor} />
          <SettingsCard monitor={monitor} />
        </div>
        <div className="grid min-w-0 items-start gap-8 sm:grid-cols-2 xl:grid-cols-1">
          <PastIncidents monitorId={monitor.id} />
          {monitor.certificate !== null && <CertificateCard certificate={monitor.certificate} />}
        </div>
      </div>
    </div>
  );
}

function Uptime({ monitor, onShow }: { readonly monitor: Monitor; readonly onShow: (day: UptimeDay) => void }) {
  const say = useSay();
  const days = useQuery(summaryQuery(monitor.id, { chartWindow: '90d' }));
  return (
    <Block title={say('monitor.uptime')}>
      <Card className="flex flex-col gap-5 p-4 sm:p-5">
        <Numbers monitorId={monitor.id} />
        {days.error !== null ? (
          <Failed error={days.error} onRetry={() => void days.refetch()} />
        ) : days.data === undefined ? (
          <Skeleton className="h-18" />
        ) : (
          <UptimeBars chart={days.data.chartData} onShow={onShow} />
        )}
      </Card>
    </Block>
  );
}

function Numbers({ monitorId }: { readonly monitorId: string }) {
  const say = useSay();
  const format = useFormat();
  const { data: day } = useQuery(uptimeQuery(monitorId, '24h'));
  const { data: week } = useQuery(uptimeQuery(monitorId, '7d'));
  const { data: month } = useQuery(uptimeQuery(monitorId, '30d'));
  const { data: quarter } = useQuery(uptimeQuery(monitorId, '90d'));
  const percent = (value: number | null | undefined): string =>
    typeof value === 'number' ? format.percent(value) : '–';
  const took = (value: number | null | undefined): string =>
    typeof value === 'number' ? format.milliseconds(value) : '–';
  const numbers = [
    [say('monitor.uptime24h'), percent(day?.uptimePercentage)],
    [say('monitor.uptime7d'), percent(week?.uptimePercentage)],
    [say('monitor.uptime30d'), percent(month?.uptimePercentage)],
    [say('monitor.uptime90d'), percent(quarter?.uptimePercentage)],
    [say('monitor.usual'), took(day?.p50LatencyMs)],
    [say('monitor.slowest'), took(day?.p95LatencyMs)],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3 lg:grid-cols-6">
      {numbers.map(([label, value]) => (
        <div key={label} className="flex flex-col-reverse">
          <dt className="text-sm text-quiet">{label}</dt>
          <dd className="text-xl font-semibold text-strong">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function RecentLooks({ monitor }: { readonly monitor: Monitor }) {
  const say = useSay();
  const looks = useQuery(looksQuery(monitor.id, { limit: RECENT_LOOKS }));
  return (
    <Block
      title={say('monitor.looksRecent')}
      aside={
        <Link
          to="/monitors/$monitorId"
          params={{ monitorId: monitor.id }}
          search={{ tab: 'looks' }}
          className="text-sm font-medium text-accent hover:underline"
        >
          {say('monitor.looksAll')}
        </Link>
      }
    >
      <LooksTable looks={looks} hasRegions={monitor.regions.length > 1} isFiltered={false} />
    </Block>
  );
}
