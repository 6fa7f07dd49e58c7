/**
 * The head: what came in since an hour was last sealed, packed in memory at 4 to 6 bytes a look. All of it is in the
 * journal on disk too; the head is what makes reading and sealing the newest hours quick.
 */
import { decodeBlock, encodeBlock, LookRows } from '@upwatch/core';
import type { Segment } from './recent-looks.ts';
import { inSlotOrder } from './rows-order.ts';
import { HOUR_MS, hourKey, hourOf, hourOfKey, monitorKeyOf, partOfKey, seriesOf } from './schema.ts';

/** Looks of one hour, packed together: a block for each series. */
export interface Run {
  readonly hour: number;
  /** Ascending. */
  readonly series: Uint32Array;
  /** Where the block of each series begins; one more for the end. */
  readonly starts: Uint32Array;
  readonly bytes: Uint8Array;
}

export class Head {
  readonly #runs = new Map<number, Run[]>();
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  /** Hours that have looks here, oldest first. */
  hours(): number[] {
    return [...this.#runs.keys()].sort((a, b) => a - b);
  }

  /** The hour that takes the most room. */
  largestHour(): number | undefined {
    const sizes = [...this.#runs].map(([hour, runs]) => [hour, sizeOf(runs)] as const);
    return sizes.sort((a, b) => b[1] - a[1])[0]?.[0];
  }

  runsOf(hour: number): readonly Run[] {
    return this.#runs.get(hour) ?? [];
  }

  add(runs: readonly Run[]): void {
    for (const run of runs) {
      this.#runs.set(run.hour, [...this.runsOf(run.hour), run]);
      this.#bytes += sizeOf([run]);
    }
  }

  remove(hour: number, runs: readonly Run[]): void {
    const gone = new Set(runs);
    const left = this.runsOf(hour).filter((run) => !gone.has(run));
    this.#bytes -= sizeOf(this.runsOf(hour)) - sizeOf(left);
    if (left.length > 0) this.#runs.set(hour, left);
    else this.#runs.delete(hour);
  }
}

function sizeOf(runs: readonly Run[]): number {
  return runs.reduce((sum, { bytes, series, starts }) => sum + bytes.length + series.byteLength + starts.byteLength, 0);
}

/** All series of some runs, ascending. */
export function seriesIn(runs: readonly Run[]): number[] {
  return [...new Set(runs.flatMap((run) => [...run.series]))].sort((a, b) => a - b);
}

/** Appends what the runs hold of a series; gives back the rows, which may be larger ones. */
export function readSeries(runs: readonly Run[], series: number, rows: LookRows): LookRows {
  let all = rows;
  for (const run of runs) {
    const place = placeOf(run.series, series);
    if (place === -1) continue;
    const block = run.bytes.subarray(run.starts[place], run.starts[place + 1]);
    all = decodeBlock(block, monitorKeyOf(series), run.hour * HOUR_MS, all);
  }
  return all;
}

/** Binary search; -1 where it is not. */
function placeOf(sorted: Uint32Array, wanted: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = sorted[middle]!;
    if (found === wanted) return middle;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/**
 * Packs segments into runs, one for each hour that occurs. Yields every few dozen series, so that nobody has to wait for
 * the whole.
 */
export function* pack(segments: readonly Segment[]): Generator<void, Run[]> {
  const places = yield* sortIntoSeries(segments);
  const keys = [...places.keys()].sort((a, b) => a - b);
  const runs: Run[] = [];
  let at = 0;
  while (at < keys.length) {
    const hour = hourOfKey(keys[at]!);
    let to = at;
    while (to < keys.length && hourOfKey(keys[to]!) === hour) to++;
    runs.push(yield* packHour(hour, keys.slice(at, to), places, segments));
    at = to;
  }
  return runs;
}

/** Where the looks of each series and hour stand: place of the segment times 2^20, plus place within it. */
function* sortIntoSeries(segments: readonly Segment[]): Generator<void, Map<number, number[]>> {
  const places = new Map<number, number[]>();
  for (const [s, { region, rows }] of segments.entries()) {
    for (let i = 0; i < rows.length; i++) {
      const key = hourKey(hourOf(rows.slotMs[i]!), seriesOf(rows.monitorKey[i]!, region));
      const found = places.get(key);
      if (found) found.push(s * 2 ** 20 + i);
      else places.set(key, [s * 2 ** 20 + i]);
    }
    yield;
  }
  return places;
}

function* packHour(
  hour: number,
  keys: readonly number[],
  places: ReadonlyMap<number, readonly number[]>,
  segments: readonly Segment[],
): Generator<void, Run> {
  const blocks: Uint8Array[] = [];
  let room = new LookRows(256);
  for (const [n, key] of keys.entries()) {
    const looks = places.get(key)!;
    room.length = 0;
    const rows = (room = room.withRoom(looks.length));
    for (const place of looks) rows.take(segments[Math.floor(place / 2 ** 20)]!.rows, place % 2 ** 20);
    const ordered = inSlotOrder(rows);
    blocks.push(encodeBlock(ordered, 0, ordered.length, hour * HOUR_MS));
    if (n % 32 === 31) yield;
  }
  return joined(hour, keys, blocks);
}

function joined(hour: number, keys: readonly number[], blocks: readonly Uint8Array[]): Run {
  const starts = new Uint32Array(blocks.length + 1);
  for (const [n, block] of blocks.entries()) starts[n + 1] = starts[n]! + block.length;
  const bytes = new Uint8Array(starts[blocks.length]!);
  for (const [n, block] of blocks.entries()) bytes.set(block, starts[n]);
  return { hour, series: Uint32Array.from(keys, partOfKey), starts, bytes };
}
