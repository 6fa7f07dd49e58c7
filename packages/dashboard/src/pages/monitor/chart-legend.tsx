import type { Lines } from '../../charts/latency-series.ts';
import type { PlainKey, Say } from '../../language/catalogue.ts';
import { useFormat, useSay } from '../../language/use-language.ts';
import type { ChartKind } from './monitor-search.ts';

const NAMES: Readonly<Record<string, PlainKey>> = {
  dnsMs: 'firstLook.dns',
  tcpMs: 'firstLook.tcp',
  tlsMs: 'firstLook.tls',
  ttfbMs: 'firstLook.ttfb',
  downloadMs: 'firstLook.download',
  p50LatencyMs: 'monitor.median',
  p95LatencyMs: 'monitor.p95',
  p99LatencyMs: 'monitor.p99',
};

interface ChartLegendProps {
  readonly kind: ChartKind;
  readonly lines: Lines;
  /** Where the chart is pointed at; what was measured last while it is not. */
  readonly point: number | undefined;
}

/** The lines by name and colour, each with its value; also what a screen reader reads of the chart. */
export function ChartLegend({ kind, lines, point }: ChartLegendProps) {
  const say = useSay();
  const format = useFormat();
  const at = point ?? lines.times.length - 1;
  return (
    <div className="flex flex-wrap items-baseline gap-x-5 gap-y-1 text-sm">
      <span className="min-w-40 text-quiet">{format.dateTime(lines.times[at]! * 1000)}</span>
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        {lines.series.map(({ id, color, values }) => (
          <li key={id} className="flex items-center gap-1.5">
            <span aria-hidden className="size-2.5 rounded-sm" style={{ backgroundColor: `var(${color})` }} />
            <span className="text-text">{nameOf(kind, id, say)}</span>
            <span className="font-medium text-strong">
              {typeof values[at] === 'number' ? format.milliseconds(values[at]) : '–'}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function nameOf(kind: ChartKind, id: string, say: Say): string {
  const key = kind === 'regions' ? undefined : NAMES[id];
  return key === undefined ? id : say(key);
}
