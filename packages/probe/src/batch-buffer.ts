/** Gathers finished looks until they are handed over: at once when something changed, else twice a second. */
import { type LookRow, LookRows, type Observation } from '@upwatch/core';
import type { Batch, HealthReading } from './port.ts';

/** Looks that change nothing wait this long at most, milliseconds: each batch wakes the thread that takes it. */
const FLUSH_MS = 500;
const ROWS_MIN = 64;
const ROWS_MAX = 4096;

export class BatchBuffer {
  readonly #region: string;
  readonly #handOver: (batch: Batch) => void;
  #rows = new LookRows(ROWS_MIN);
  #observations: Observation[] = [];
  #readings: HealthReading[] = [];
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;

  constructor(region: string, handOver: (batch: Batch) => void) {
    this.#region = region;
    this.#handOver = handOver;
  }

  /** @param whole given when the look is more than its row @param reading given when it has a health document */
  add(row: LookRow, whole: Observation | undefined, reading?: HealthReading): void {
    if (this.#rows.isFull) this.flush();
    this.#rows.push(row);
    if (reading) this.#readings.push(reading);
    if (whole) {
      this.#observations.push(whole);
      // With the others of this turn of the loop: a storm of failures is a few batches, not thousands.
      this.#immediate ??= setImmediate(() => this.flush());
    } else {
      this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS);
    }
  }

  flush(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#timer = undefined;
    this.#immediate = undefined;
    const rows = this.#rows;
    if (rows.length === 0) return;
    const observations = this.#observations;
    // As large as the last one was, so that neither a busy probe flushes early nor a quiet one moves empty columns.
    this.#rows = new LookRows(Math.min(ROWS_MAX, Math.max(ROWS_MIN, Math.ceil(rows.length * 1.25))));
    this.#observations = [];
    const readings = this.#readings;
    if (readings.length > 0) this.#readings = [];
    this.#handOver({ region: this.#region, rows, observations, ...(readings.length > 0 && { readings }) });
  }
}
