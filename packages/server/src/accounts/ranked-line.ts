/**
 * Who waits, by rank: whoever has the lowest goes first, and of equals whoever came last. Where it is full, whoever is last
 * of all has no room. First come, first served would put whoever comes once behind all of those who never stop.
 */
export class RankedLine<T> {
  readonly #max: number;
  readonly #waiting: { readonly item: T; readonly rank: number }[] = [];

  constructor(max: number) {
    this.#max = max;
  }

  get size(): number {
    return this.#waiting.length;
  }

  /** @returns who has no room: it may be the one that was added */
  add(item: T, rank: number): T | undefined {
    const place = this.#waiting.findIndex((other) => other.rank >= rank);
    this.#waiting.splice(place < 0 ? this.#waiting.length : place, 0, { item, rank });
    return this.#waiting.length > this.#max ? this.#waiting.pop()!.item : undefined;
  }

  next(): T | undefined {
    return this.#waiting.shift()?.item;
  }

  /** @returns those it was said of, who wait no more */
  remove(isOver: (item: T) => boolean): readonly T[] {
    const over = this.#waiting.filter(({ item }) => isOver(item));
    for (const one of over) this.#waiting.splice(this.#waiting.indexOf(one), 1);
    return over.map(({ item }) => item);
  }
}
