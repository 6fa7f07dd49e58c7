/**
 * A sketch of durations after DDSketch (Masson, Rim, Lee 2019): counts in buckets whose bounds grow by a constant factor,
 * so that every quantile is within 1 % of a value that was really there. Sketches of parts merge into exactly the sketch
 * of the whole. Durations are microseconds; below 10 µs they count as 10 µs.
 */
import type { BitReader, BitWriter } from './bits.ts';

/** Of a quantile. */
export const SKETCH_RELATIVE_ERROR = 0.01;
const GROWTH = (1 + SKETCH_RELATIVE_ERROR) / (1 - SKETCH_RELATIVE_ERROR);
const LOG_GROWTH = Math.log(GROWTH);
const SMALLEST_US = 10;
const LARGEST_US = 0xffff_ffff;
/** Buckets from 10 µs to 71 minutes. */
export const SKETCH_BUCKETS = bucketOf(LARGEST_US) + 1;

/** Counts by bucket. Changed in place: it is made to be added to. */
export interface LatencySketch {
  readonly counts: Uint32Array;
  total: number;
}

export function emptySketch(): LatencySketch {
  return { counts: new Uint32Array(SKETCH_BUCKETS), total: 0 };
}

/** The bucket of a duration in microseconds. */
export function bucketOf(us: number): number {
  if (us <= SMALLEST_US) return 0;
  return Math.ceil(Math.log(Math.min(us, LARGEST_US) / SMALLEST_US) / LOG_GROWTH);
}

/** The duration that stands for a bucket: within 1 % of all that it holds. */
function middleOf(bucket: number): number {
  return (2 * SMALLEST_US * GROWTH ** bucket) / (GROWTH + 1);
}

export function addToSketch(sketch: LatencySketch, us: number, times = 1): void {
  sketch.counts[bucketOf(us)]! += times;
  sketch.total += times;
}

/** Adds all of `other` to `sketch`. */
export function mergeSketch(sketch: LatencySketch, other: LatencySketch): void {
  for (let b = 0; b < SKETCH_BUCKETS; b++) sketch.counts[b]! += other.counts[b]!;
  sketch.total += other.total;
}

/**
 * The durations, in microseconds, below or at which the parts `qs` (0 to 1, ascending) of all lie; none of nothing.
 * By nearest rank: of a few values a high percentile is the largest, as a person expects.
 */
export function quantilesOf(sketch: LatencySketch, qs: readonly number[]): number[] {
  const found: number[] = [];
  if (sketch.total === 0) return found;
  let seen = 0;
  for (let b = 0; b < SKETCH_BUCKETS && found.length < qs.length; b++) {
    seen += sketch.counts[b]!;
    while (found.length < qs.length && seen >= Math.max(1, Math.ceil(qs[found.length]! * sketch.total)))
      found.push(middleOf(b));
  }
  return found;
}

/** Writes the buckets that are not empty, each as its distance from the one before and its count: about a byte each. */
export function writeSketch(out: BitWriter, sketch: LatencySketch): void {
  let used = 0;
  for (const count of sketch.counts) if (count > 0) used++;
  out.writeGamma(used);
  let last = -1;
  for (let b = 0; used > 0; b++) {
    const count = sketch.counts[b]!;
    if (count === 0) continue;
    out.writeGamma(b - last - 1);
    out.writeGamma(count - 1);
    last = b;
    used--;
  }
}

/** Adds a written sketch to `sketch`. Buckets that there are none of are left out. */
export function addWrittenSketch(from: BitReader, sketch: LatencySketch): void {
  let bucket = -1;
  for (let used = from.readGamma(); used > 0; used--) {
    bucket += from.readGamma() + 1;
    if (bucket >= SKETCH_BUCKETS) return;
    const count = from.readGamma() + 1;
    sketch.counts[bucket]! += count;
    sketch.total += count;
  }
}
