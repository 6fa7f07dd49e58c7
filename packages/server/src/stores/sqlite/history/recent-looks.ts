/**
 * The newest looks, as they came: those not yet on disk, and those written but not yet packed into the head. Bounded:
 * when the disk refuses for long, the oldest unwritten ones are given up.
 */
import { keptLatenessUs, keptPhaseUs, LOOK_ROW_BYTES, LookRows } from '@upwatch/core';
import { hourOf, seriesOf } from './schema.ts';

/** Looks of one region, in the order they came. */
export interface Segment {
  readonly region: number;
  readonly rows: LookRows;
  readonly hours: Set<number>;
  /** How many of them, from the front, are on disk. */
  written: number;
}

const SEGMENT_ROWS = 4096;
export const SEGMENT_BYTES = SEGMENT_ROWS * LOOK_ROW_BYTES;

export class RecentLooks {
  readonly #segmentsMax: number;
  #segments: Segment[] = [];
  /** The segment of each region that still takes looks. */
  readonly #open = new Map<number, Segment>();
  #lost = 0;

  /** @param bytesMax of looks not yet written */
  constructor(bytesMax: number) {
    this.#segmentsMax = Math.max(2, Math.floor(bytesMax / SEGMENT_BYTES));
  }

  /** Looks given up because the disk refused for too long. */
  get lost(): number {
    return this.#lost;
  }

  get segments(): readonly Segment[] {
    return this.#segments;
  }

  /** Looks not yet on disk. */
  get unwritten(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.rows.length - segment.written, 0);
  }

  /** Takes over a look, its durations quantised, so that it reads the same now and when it is sealed. */
  take(region: number, from: LookRows, i: number, keptId: number): void {
    const { rows, hours } = this.#segmentFor(region);
    rows.take(from, i);
    hours.add(hourOf(from.slotMs[i]!));
    const at = rows.length - 1;
    rows.keptId[at] = keptId;
    rows.latenessUs[at] = keptLatenessUs(rows.latenessUs[at]!);
    for (let p = 0; p < 6; p++) {
      const place = p * rows.capacity + at;
      rows.phaseUs[place] = keptPhaseUs(rows.phaseUs[place]!);
    }
  }

  /** Where the look that was taken last stands. */
  newest(region: number): readonly [rows: LookRows, i: number] {
    const { rows } = this.#open.get(region)!;
    return [rows, rows.length - 1];
  }

  /** The file they were written to is gone: they are to be written again. */
  markUnwritten(): void {
    for (const segment of this.#segments) segment.written = 0;
  }

  /** Adds looks that are on disk already. */
  addWritten(region: number, rows: LookRows): void {
    const hours = new Set<number>();
    for (let i = 0; i < rows.length; i++) hours.add(hourOf(rows.slotMs[i]!));
    this.#segments.push({ region, rows, hours, written: rows.length });
  }

  #segmentFor(region: number): Segment {
    const open = this.#open.get(region);
    if (open && !open.rows.isFull) return open;
    this.#giveUpOldest();
    const segment: Segment = { region, rows: new LookRows(SEGMENT_ROWS), hours: new Set(), written: 0 };
    this.#segments.push(segment);
    this.#open.set(region, segment);
    return segment;
  }

  #giveUpOldest(): void {
    const unwritten = this.#segments.filter(({ rows, written }) => written < rows.length);
    if (unwritten.length < this.#segmentsMax) return;
    const oldest = unwritten[0]!;
    this.#lost += oldest.rows.length - oldest.written;
    oldest.rows.length = oldest.written;
    if (oldest.written === 0) this.remove([oldest]);
  }

  /** Segments that are wholly on disk and take no more looks, oldest first. */
  closed(): Segment[] {
    const open = new Set(this.#open.values());
    return this.#segments.filter((segment) => segment.written === segment.rows.length && !open.has(segment));
  }

  /** Hours that have looks here. */
  hours(): Set<number> {
    return new Set(this.#segments.flatMap(({ hours }) => [...hours]));
  }

  /** Further looks go into new segments. */
  closeAll(): void {
    this.#open.clear();
  }

  remove(segments: readonly Segment[]): void {
    const gone = new Set(segments);
    this.#segments = this.#segments.filter((segment) => !gone.has(segment));
    for (const [region, segment] of this.#open) if (gone.has(segment)) this.#open.delete(region);
  }

  /** Shows every look of a monitor. */
  each(monitorKey: number, found: (series: number, hour: number, rows: LookRows, i: number) => void): void {
    for (const { region, rows } of this.#segments) {
      let i = rows.monitorKey.indexOf(monitorKey);
      while (i !== -1 && i < rows.length) {
        found(seriesOf(monitorKey, region), hourOf(rows.slotMs[i]!), rows, i);
        i = rows.monitorKey.indexOf(monitorKey, i + 1);
      }
    }
  }
}
