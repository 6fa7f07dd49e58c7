/** How long looks and their phases took, as histograms: what a gauge of the newest look cannot say. */
import type { Batch } from '@upwatch/probe';
import type { Monitor, Phases } from '@upwatch/core';
import type { Attributes } from './otlp-json.ts';

/** Seconds, as OpenTelemetry's semantic conventions advise for durations of HTTP requests. */
export const DURATION_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] as const;

/** The name that each phase has in attributes. */
const PHASES = [
  ['totalMs', 'total'],
  ['dnsMs', 'dns'],
  ['tcpMs', 'tcp'],
  ['tlsMs', 'tls'],
  ['ttfbMs', 'ttfb'],
  ['downloadMs', 'download'],
] as const satisfies readonly (readonly [keyof Phases, string])[];

/** One series of a histogram, cumulative since the start. */
export interface HistogramPoint {
  readonly attributes: Attributes;
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** One more than there are bounds. */
  readonly buckets: readonly number[];
}

interface Counting {
  readonly attributes: Attributes;
  count: number;
  sum: number;
  min: number;
  max: number;
  readonly buckets: number[];
}

/** A series for each type of check, region and phase: there are few, however many monitors there are. */
export class LookHistogram {
  readonly #series = new Map<string, Counting>();

  /** A look that did not happen took no time. */
  take({ region, rows }: Pick<Batch, 'region' | 'rows'>, monitorOfKey: (key: number) => Monitor | undefined): void {
    for (let i = 0; i < rows.length; i++) {
      const type = monitorOfKey(rows.monitorKey[i]!)?.type;
      const { outcome, phases } = rows.at(i);
      if (type === undefined || outcome === 'unknown') continue;
      for (const [field, phase] of PHASES) this.#add(type, region, phase, phases[field]);
    }
  }

  points(): readonly HistogramPoint[] {
    return [...this.#series.values()];
  }

  #add(type: string, region: string, phase: string, ms: number | undefined): void {
    if (ms === undefined) return;
    const key = `${type} ${phase} ${region}`;
    const series = this.#series.get(key) ?? emptySeries({ type, region, phase });
    this.#series.set(key, series);
    const seconds = ms / 1000;
    const above = DURATION_BOUNDS.findIndex((bound) => seconds <= bound);
    series.buckets[above < 0 ? DURATION_BOUNDS.length : above]!++;
    series.count++;
    series.sum += seconds;
    series.min = Math.min(series.min, seconds);
    series.max = Math.max(series.max, seconds);
  }
}

function emptySeries(of: { readonly type: string; readonly region: string; readonly phase: string }): Counting {
  const attributes = { 'upwatch.monitor.type': of.type, 'upwatch.region': of.region, 'upwatch.phase': of.phase };
  const buckets = Array.from({ length: DURATION_BOUNDS.length + 1 }, () => 0);
  return { attributes, count: 0, sum: 0, min: Infinity, max: 0, buckets };
}
