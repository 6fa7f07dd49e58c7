/** A binary heap of things that fall due, earliest first. Equal instants keep the order of their `order` number. */
export interface Due {
  /** The slot, epoch milliseconds. */
  dueMs: number;
  /** Where it stands in the heap; -1 while it is in none. Kept by the queue. */
  place: number;
}

export class DueQueue<T extends Due> {
  readonly #heap: T[] = [];

  get size(): number {
    return this.#heap.length;
  }

  peek(): T | undefined {
    return this.#heap[0];
  }

  /** Puts an entry in, or moves it when it is in already and its `dueMs` has changed. */
  set(entry: T, dueMs: number): void {
    entry.dueMs = dueMs;
    if (entry.place < 0) {
      entry.place = this.#heap.length;
      this.#heap.push(entry);
    }
    this.#up(entry.place);
    this.#down(entry.place);
  }

  delete(entry: T): void {
    const place = entry.place;
    if (place < 0) return;
    const last = this.#heap.pop()!;
    entry.place = -1;
    if (last === entry) return;
    this.#put(last, place);
    this.#up(place);
    this.#down(last.place);
  }

  values(): IterableIterator<T> {
    return this.#heap.values();
  }

  #put(entry: T, place: number): void {
    this.#heap[place] = entry;
    entry.place = place;
  }

  #up(from: number): void {
    const entry = this.#heap[from]!;
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const other = this.#heap[parent]!;
      if (other.dueMs <= entry.dueMs) break;
      this.#put(other, place);
      place = parent;
    }
    this.#put(entry, place);
  }

  #down(from: number): void {
    const entry = this.#heap[from]!;
    const size = this.#heap.length;
    let place = from;
    for (;;) {
      let child = place * 2 + 1;
      if (child >= size) break;
      if (child + 1 < size && this.#heap[child + 1]!.dueMs < this.#heap[child]!.dueMs) child++;
      const other = this.#heap[child]!;
      if (other.dueMs >= entry.dueMs) break;
      this.#put(other, place);
      place = child;
    }
    this.#put(entry, place);
  }
}
