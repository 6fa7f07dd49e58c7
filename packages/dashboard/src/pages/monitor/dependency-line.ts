/** The last day of a dependency as a line: what the target said that its check took, hour by hour. */
import type { DependencyBucket } from '@upwatch/sdk';

export const LINE_WIDTH = 96;
export const LINE_HEIGHT = 24;
const PADDING = 2;
const HOUR_MS = 3_600_000;
const HOURS = 24;

export interface DependencyLine {
  /** Each unbroken part as the points of a polyline; an hour without a figure breaks it. */
  readonly parts: readonly string[];
  readonly lowMs: number;
  readonly highMs: number;
}

/** Undefined where no hour has a figure. */
export function dependencyLine(
  buckets: readonly Pick<DependencyBucket, 'bucket' | 'avgLatencyMs'>[],
  nowMs: number,
): DependencyLine | undefined {
  const endMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  const figures = new Map(buckets.map(({ bucket, avgLatencyMs }) => [Date.parse(bucket), avgLatencyMs]));
  const hours = Array.from({ length: HOURS }, (_, at) => figures.get(endMs - (HOURS - 1 - at) * HOUR_MS) ?? undefined);
  const known = hours.filter((ms) => ms !== undefined);
  if (known.length === 0) return undefined;
  const [lowMs, highMs] = [Math.min(...known), Math.max(...known)];
  const parts: string[][] = [[]];
  for (const [at, ms] of hours.entries()) {
    if (ms === undefined) parts.push([]);
    else parts.at(-1)!.push(`${xOf(at)},${yOf(ms, highMs)}`);
  }
  return { parts: parts.filter(({ length }) => length > 0).map((points) => drawn(points)), lowMs, highMs };
}

/** From zero up, so that what looks high is slow. */
function yOf(ms: number, highMs: number): number {
  const share = highMs === 0 ? 0 : ms / highMs;
  return rounded(LINE_HEIGHT - PADDING - share * (LINE_HEIGHT - 2 * PADDING));
}

function xOf(hour: number): number {
  return rounded(PADDING + (hour * (LINE_WIDTH - 2 * PADDING)) / (HOURS - 1));
}

/** A single hour is a point: a line of no length with round ends. */
function drawn(points: readonly string[]): string {
  return (points.length === 1 ? [points[0], points[0]] : points).join(' ');
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
