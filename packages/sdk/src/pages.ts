/** Lists that come in pages. */
import type { Call } from './request.ts';

/** One page of a list. */
export interface Page<Item> {
  readonly data: readonly Item[];
  readonly hasNext: boolean;
  readonly hasPrev: boolean;
  /** Of all pages together. */
  readonly totalElements: number;
  readonly totalPages: number;
  /** Asks for the page after this one; undefined after the last. */
  next(): Promise<Page<Item> | undefined>;
}

/** One page of a list that is read by cursors: it has no numbers, and what is new does not shift it. */
export interface CursorPage<Item> {
  readonly data: readonly Item[];
  /** Where the next page begins; null after the last. */
  readonly nextCursor: string | null;
  readonly hasMore: boolean;
  /** Asks for the page after this one; undefined after the last. */
  next(): Promise<CursorPage<Item> | undefined>;
}

/** Asks for one page, and says which call asks for the next. */
type Ask<P> = (call: Call) => Promise<readonly [Omit<P, 'next'>, Call | undefined]>;

/**
 * A list that has not been asked for yet. Awaited it is its first page; gone through it is every item of every page,
 * each page asked for when its turn comes.
 * @example
 * const first = await client.monitors.list({ size: 50 });
 * console.log(first.totalElements);
 * for await (const monitor of client.monitors.list()) console.log(monitor.name);
 */
export class Paged<Item, P extends { readonly data: readonly Item[] }> implements Promise<P>, AsyncIterable<Item> {
  readonly [Symbol.toStringTag] = 'Paged';
  readonly #ask: Ask<P>;
  readonly #call: Call;

  constructor(ask: Ask<P>, call: Call) {
    this.#ask = ask;
    this.#call = call;
  }

  /** The first page. */
  // oxlint-disable-next-line unicorn/no-thenable -- `await client.monitors.list()` is the first page
  async then<Fulfilled = P, Rejected = never>(
    onFulfilled?: ((page: P) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    return this.#page(this.#call).then(onFulfilled, onRejected);
  }

  /** The first page, or what stands in for it. */
  async catch<Rejected = never>(
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<P | Rejected> {
    return this.then(undefined, onRejected);
  }

  /** The first page, and something that is done in any case. */
  async finally(onFinally?: (() => void) | null): Promise<P> {
    return this.#page(this.#call).finally(onFinally);
  }

  /** Every item of every page. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages()) yield* page.data;
  }

  /** Page after page. */
  async *pages(): AsyncGenerator<P, void, undefined> {
    let call: Call | undefined = this.#call;
    while (call) {
      const [page, next] = await this.#ask(call);
      yield this.#withNext(page, next);
      call = next;
    }
  }

  /** Every item of every page in one array. @throws RangeError when there are more than `itemsMax` */
  async toArray(itemsMax = 100_000): Promise<Item[]> {
    const items: Item[] = [];
    for await (const item of this) {
      if (items.length === itemsMax) throw new RangeError(`the list must have at most ${itemsMax} items, got more`);
      items.push(item);
    }
    return items;
  }

  async #page(call: Call): Promise<P> {
    const [page, next] = await this.#ask(call);
    return this.#withNext(page, next);
  }

  #withNext(page: Omit<P, 'next'>, next: Call | undefined): P {
    // The one way to a whole P: the page that came, and the way to the one after it.
    return { ...page, next: async () => (next ? this.#page(next) : undefined) } as unknown as P;
  }
}
