/** Summaries, as lines over one time axis: by phase (stacked), by percentile, or by region. */
import type { ResultSummary } from '@upwatch/sdk';

interface Series {
  /** What it is called: a phase, a percentile, a region. */
  readonly id: string;
  /** A token of the palette. */
  readonly color: string;
  /** Milliseconds; null where nothing was measured. */
  readonly values: readonly (number | null)[];
  /** Where it is drawn: on top of those below it, where series are stacked. */
  readonly drawn: readonly (number | null)[];
  readonly isFilled: boolean;
}

export interface Lines {
  /** Epoch seconds, rising. */
  readonly times: readonly number[];
  readonly series: readonly Series[];
}

type Bucket = ResultSummary['chartData'][number];
type PhaseField = keyof NonNullable<Bucket['phases']>;

export const PHASES = [
  ['dnsMs', '--phase-dns'],
  ['tcpMs', '--phase-tcp'],
  ['tlsMs', '--phase-tls'],
  ['ttfbMs', '--phase-ttfb'],
  ['downloadMs', '--phase-download'],
] as const satisfies readonly (readonly [PhaseField, string])[];

const PERCENTILES = [
  ['p50LatencyMs', '--accent'],
  ['p95LatencyMs', '--degraded-mark'],
  ['p99LatencyMs', '--down-mark'],
] as const satisfies readonly (readonly [keyof Bucket, string])[];

/** More regions than colours begin again. */
const REGION_COLORS = ['--accent', '--phase-tls', '--phase-ttfb', '--phase-dns', '--phase-download', '--down-mark'];

/** Each phase on top of the one before it: the upper edge is the whole look. Phases that never were are left out. */
export function phaseLines(chart: readonly Bucket[]): Lines {
  const known = PHASES.filter(([field]) => chart.some(({ phases }) => typeof phases?.[field] === 'number'));
  const sums = chart.map(() => 0);
  const series = known.map(([id, color]) => {
    const values = chart.map(({ phases }) => phases?.[id] ?? null);
    const drawn = chart.map(({ phases }, at) => {
      if (phases === null) return null;
      return (sums[at]! += values[at] ?? 0);
    });
    return { id, color, values, drawn, isFilled: true };
  });
  return { times: timesOf(chart), series };
}

export function percentileLines(chart: readonly Bucket[]): Lines {
  const series = PERCENTILES.map(([id, color]) => {
    const values = chart.map((bucket) => bucket[id]);
    return { id, color, values, drawn: values, isFilled: false };
  });
  return { times: timesOf(chart), series };
}

/** The median of each region; they need not have looked at the same times. */
export function regionLines(charts: readonly (readonly [region: string, chart: readonly Bucket[]])[]): Lines {
  const times = [...new Set(charts.flatMap(([, chart]) => timesOf(chart)))].sort((a, b) => a - b);
  const series = charts.map(([id, chart], at) => {
    const byTime = new Map(chart.map((bucket) => [timeOf(bucket), bucket.p50LatencyMs]));
    const values = times.map((time) => byTime.get(time) ?? null);
    return { id, color: REGION_COLORS[at % REGION_COLORS.length]!, values, drawn: values, isFilled: false };
  });
  return { times, series };
}

function timesOf(chart: readonly Bucket[]): readonly number[] {
  return chart.map(timeOf);
}

function timeOf({ bucket }: Bucket): number {
  return Date.parse(bucket) / 1000;
}
