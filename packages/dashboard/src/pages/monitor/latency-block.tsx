/** How long looks took: which lines, over which span, from where; with what else happened meanwhile. */
import type { Monitor } from '@upwatch/sdk';
import { useQueries, useQuery } from '@tanstack/react-query';
import { ZoomOut } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { type Mark, marksIn } from '../../charts/chart-marks.ts';
import { type Lines, percentileLines, phaseLines, regionLines } from '../../charts/latency-series.ts';
import { useMay } from '../../api/use-may.ts';
import type { PlainKey } from '../../language/catalogue.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Block, Card } from '../../ui/card.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Select } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ChartLegend } from './chart-legend.tsx';
import { MarkList } from './mark-list.tsx';
import {
  deploysQuery,
  monitorOccurrencesQuery,
  pastIncidentsQuery,
  summaryQuery,
  versionsQuery,
  windowsQuery,
} from './monitor-queries.ts';
import { CHART_KINDS, CHART_WINDOWS, type ChartKind, type ChartWindow, type MonitorSearch } from './monitor-search.ts';
import { Segments } from './segments.tsx';

const LatencyPlot = lazy(async () => import('../../charts/latency-plot.tsx'));

const HOUR_MS = 3_600_000;
const WINDOW_MS: Readonly<Record<ChartWindow, number>> = {
  '24h': 24 * HOUR_MS,
  '7d': 7 * 24 * HOUR_MS,
  '30d': 30 * 24 * HOUR_MS,
  '90d': 90 * 24 * HOUR_MS,
};
const WINDOWS: Readonly<Record<ChartWindow, PlainKey>> = {
  '24h': 'monitor.uptime24h',
  '7d': 'monitor.uptime7d',
  '30d': 'monitor.uptime30d',
  '90d': 'monitor.uptime90d',
};
const KINDS: Readonly<Record<ChartKind, PlainKey>> = {
  phases: 'monitor.chartPhases',
  percentiles: 'monitor.chartPercentiles',
  regions: 'monitor.chartRegions',
};

interface LatencyBlockProps {
  readonly monitor: Monitor;
  readonly search: MonitorSearch;
  readonly onSearch: (change: MonitorSearch) => void;
}

export function LatencyBlock({ monitor, search, onSearch }: LatencyBlockProps) {
  const say = useSay();
  const { chart = 'phases', window = '24h', from, to, region } = search;
  const isZoomed = from !== undefined && to !== undefined;
  const kinds = CHART_KINDS.filter((kind) => kind !== 'regions' || monitor.regions.length > 1);
  return (
    <Block
      title={say('monitor.latency')}
      aside={
        isZoomed && (
          <Button isSmall onClick={() => onSearch({ ...without(search), window })}>
            <ZoomOut className="size-4" aria-hidden />
            {say('monitor.zoomOut')}
          </Button>
        )
      }
    >
      <Card className="flex flex-col gap-4 p-4 sm:p-5">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Segments
            label={say('monitor.chartShow')}
            value={chart}
            options={kinds.map((kind) => [kind, say(KINDS[kind])])}
            onChoose={(kind) => onSearch({ ...search, chart: kind })}
          />
          <Segments
            label={say('monitor.chartSpan')}
            value={isZoomed ? undefined : window}
            options={CHART_WINDOWS.map((one) => [one, say(WINDOWS[one])])}
            onChoose={(one) => onSearch({ ...without(search), window: one })}
          />
          {monitor.regions.length > 1 && chart !== 'regions' && (
            <Select
              aria-label={say('monitor.columnRegion')}
              className="h-8 text-sm"
              value={region ?? ''}
              options={[['', say('monitor.allRegions')], ...monitor.regions.map((one) => [one, one] as const)]}
              onChoose={(one) => onSearch({ ...withoutRegion(search), ...(one !== '' && { region: one }) })}
            />
          )}
        </div>
        <Chart
          monitor={monitor}
          search={search}
          onZoom={(fromMs, toMs) => onSearch({ ...search, from: fromMs, to: toMs })}
        />
      </Card>
    </Block>
  );
}

function without({ from: _from, to: _to, ...rest }: MonitorSearch): MonitorSearch {
  return rest;
}

function withoutRegion({ region: _region, ...rest }: MonitorSearch): MonitorSearch {
  return rest;
}

interface ChartProps extends Pick<LatencyBlockProps, 'monitor' | 'search'> {
  readonly onZoom: (fromMs: number, toMs: number) => void;
}

function Chart({ monitor, search, onZoom }: ChartProps) {
  const say = useSay();
  const format = useFormat();
  const { chart = 'phases' } = search;
  const read = useLines(monitor, search);
  const span = useSpan(search, read.lines);
  const marks = useMarks(monitor.id, span);
  const [point, setPoint] = useState<number | undefined>();
  if (read.error !== null) return <Failed error={read.error} onRetry={read.retry} />;
  const { lines } = read;
  if (lines === undefined) return <Skeleton className="h-[260px]" />;
  if (lines.times.length === 0) return <p className="py-16 text-center text-quiet">{say('monitor.noLatency')}</p>;
  const label = say('monitor.latencyOf', { from: format.dateTime(span.fromMs), to: format.dateTime(span.toMs) });
  return (
    <>
      <ChartLegend kind={chart} lines={lines} point={point} />
      <Suspense fallback={<Skeleton className="h-[260px]" />}>
        <LatencyPlot lines={lines} marks={marks} label={label} span={span} onZoom={onZoom} onPoint={setPoint} />
      </Suspense>
      <p className="text-sm text-quiet max-sm:hidden">{say('monitor.zoomHint')}</p>
      <MarkList marks={marks} />
    </>
  );
}

interface ReadLines {
  readonly lines: Lines | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
}

function useLines(monitor: Monitor, { chart = 'phases', window = '24h', from, to, region }: MonitorSearch): ReadLines {
  const span = from !== undefined && to !== undefined ? { from: isoOf(from), to: isoOf(to) } : { chartWindow: window };
  const regions = chart === 'regions' ? monitor.regions : [region];
  const read = useQueries({
    queries: regions.map((one) => summaryQuery(monitor.id, { ...span, ...(one !== undefined && { region: one }) })),
  });
  const charts = read.map(({ data }) => data?.chartData);
  const isThere = charts.every((one) => one !== undefined);
  const lines = useMemo(() => {
    if (!isThere) return undefined;
    if (chart === 'regions') return regionLines(charts.map((one, at) => [monitor.regions[at]!, one ?? []]));
    return chart === 'phases' ? phaseLines(charts[0]!) : percentileLines(charts[0]!);
    // The answers themselves are what it depends on.
  }, [chart, isThere, ...charts]);
  return {
    lines,
    error: read.find(({ error }) => error !== null)?.error ?? null,
    retry: () => void Promise.all(read.map(async ({ refetch }) => refetch())),
  };
}

/** A window ends now; it moves on when other lines have come, so that nothing jumps in between. */
function useSpan({ window = '24h', from, to }: MonitorSearch, lines: Lines | undefined) {
  return useMemo(() => {
    if (from !== undefined && to !== undefined) return { fromMs: from, toMs: to };
    const toMs = Date.now();
    return { fromMs: toMs - WINDOW_MS[window], toMs };
  }, [window, from, to, lines]);
}

function useMarks(monitorId: string, span: { readonly fromMs: number; readonly toMs: number }): readonly Mark[] {
  const { data: incidents } = useQuery(pastIncidentsQuery(monitorId));
  const { data: windows } = useQuery(windowsQuery(monitorId));
  const hours = wholeHours(span);
  const { data: occurrences } = useQuery(monitorOccurrencesQuery(monitorId, hours));
  const { data: deploys } = useQuery({ ...deploysQuery(hours), enabled: useMay('seeAll') });
  const { data: versions } = useQuery(versionsQuery(monitorId));
  return useMemo(
    () =>
      marksIn(
        {
          incidents: incidents?.data ?? [],
          occurrences: occurrences ?? [],
          windows: windows ?? [],
          deploys: deploys ?? [],
          versions: versions ?? [],
        },
        span,
      ),
    [incidents, occurrences, windows, deploys, versions, span],
  );
}

/** A window moves on with each look; what is marked in it is asked for once an hour. */
function wholeHours({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }) {
  return { fromMs: Math.floor(fromMs / HOUR_MS) * HOUR_MS, toMs: Math.ceil(toMs / HOUR_MS) * HOUR_MS };
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
