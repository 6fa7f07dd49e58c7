/**
 * Hosts by when their looks began, and how many of them are unrelated. In a storm all of it is asked again with each look,
 * so counts are kept up and nothing is gone through.
 */
import { type Place, UnrelatedPlaces } from '@upwatch/core';

/** Where a host was looked at, and when that look began. */
export interface Seen {
  readonly place: Place;
  readonly begunMs: number;
}

interface Entry extends Seen {
  readonly host: string;
  /** Tells those apart that began at the same instant. */
  readonly turn: number;
}

export class SeenHosts {
  readonly #byHost = new Map<string, Entry>();
  /** Looks come almost in the order of their beginnings, so that one is put in near the end. */
  readonly #inOrder: Entry[] = [];
  readonly #counted = new UnrelatedPlaces();
  /** Where in the order the counted ones begin. */
  #from = 0;
  #turns = 0;

  get size(): number {
    return this.#byHost.size;
  }

  /** When the earliest look began; Infinity where there is none. */
  get firstMs(): number {
    return this.#inOrder[0]?.begunMs ?? Infinity;
  }

  has(host: string): boolean {
    return this.#byHost.has(host);
  }

  get(host: string): Seen | undefined {
    return this.#byHost.get(host);
  }

  /** Takes one in, in place of what was seen of the host before. */
  set(host: string, { place, begunMs }: Seen): void {
    this.delete(host);
    const entry = { host, place, begunMs, turn: ++this.#turns };
    const at = this.#placeOf(entry);
    this.#byHost.set(host, entry);
    this.#inOrder.splice(at, 0, entry);
    // Between those that are counted and those that are not it is counted: `unrelatedAfter` decides anew.
    if (at < this.#from) this.#from++;
    else this.#counted.add(place);
  }

  delete(host: string): void {
    const entry = this.#byHost.get(host);
    if (!entry) return;
    const at = this.#placeOf(entry);
    this.#byHost.delete(host);
    this.#inOrder.splice(at, 1);
    if (at < this.#from) this.#from--;
    else this.#counted.delete(entry.place);
  }

  clear(): void {
    this.#byHost.clear();
    this.#inOrder.length = 0;
    this.#counted.clear();
    this.#from = 0;
  }

  /** Forgets those whose looks began longer before an instant. */
  forgetOlder(thanMs: number, nowMs: number): void {
    for (let oldest = this.#inOrder[0]; oldest && nowMs - oldest.begunMs > thanMs; oldest = this.#inOrder[0])
      this.delete(oldest.host);
  }

  /** How many are unrelated of those whose looks began after an instant: what lies between it and the last one asked for is gone through. */
  unrelatedAfter(afterMs: number): number {
    const order = this.#inOrder;
    for (; this.#from < order.length && order[this.#from]!.begunMs <= afterMs; this.#from++)
      this.#counted.delete(order[this.#from]!.place);
    for (; this.#from > 0 && order[this.#from - 1]!.begunMs > afterMs; this.#from--)
      this.#counted.add(order[this.#from - 1]!.place);
    return this.#counted.count;
  }

  /** Where it stands in the order, or would. */
  #placeOf({ begunMs, turn }: Entry): number {
    const order = this.#inOrder;
    let low = 0;
    for (let high = order.length; low < high; ) {
      const middle = (low + high) >> 1;
      const other = order[middle]!;
      if (other.begunMs < begunMs || (other.begunMs === begunMs && other.turn < turn)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
