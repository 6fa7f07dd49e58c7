/** The newest look of each series that was heard of since the start, in columns. */
import { LookRows } from '@upwatch/core';

export class LatestLooks {
  readonly #places = new Map<number, number>();
  #rows = new LookRows(64);

  /** How many series are known. */
  get size(): number {
    return this.#places.size;
  }

  /** Remembers a look unless a newer one is known. */
  offer(series: number, from: LookRows, i: number): void {
    const place = this.#places.get(series);
    if (place === undefined) {
      this.#rows = this.#rows.withRoom(1);
      this.#places.set(series, this.#rows.length);
      this.#rows.take(from, i);
    } else if (from.slotMs[i]! > this.#rows.slotMs[place]!) {
      const { length } = this.#rows;
      this.#rows.length = place;
      this.#rows.take(from, i);
      this.#rows.length = length;
    }
  }

  /** Forgets looks from a time on. */
  dropFrom(slotMs: number): void {
    for (const [series, place] of this.#places) if (this.#rows.slotMs[place]! >= slotMs) this.#places.delete(series);
  }

  /** Where the newest look of a series stands; undefined where none was heard of. */
  of(series: number): { readonly rows: LookRows; readonly i: number } | undefined {
    const place = this.#places.get(series);
    return place === undefined ? undefined : { rows: this.#rows, i: place };
  }
}
