/** Virtual time: what is to happen, in order. A binary heap; equal times keep the order in which they were set. */

interface Entry {
  readonly atMs: number;
  readonly order: number;
  run: (() => void) | undefined;
  /** Promises may go on because of it. */
  readonly isAwaited: boolean;
}

export class Agenda {
  /** Milliseconds since the start, by a clock that never jumps. */
  nowMs = 0;
  /** How much has happened. */
  steps = 0;
  readonly #heap: Entry[] = [];
  #order = 0;
  #isStopped = false;
  #isAwaited = false;

  /** Nothing more happens. */
  stop(): void {
    this.#isStopped = true;
  }

  /** @returns prevents it */
  in(delayMs: number, run: () => void): () => void {
    return this.#push(delayMs, run, false);
  }

  /** The same for what promises wait for: all that goes on because of it goes on before time does. */
  awaited(delayMs: number, run: () => void): () => void {
    return this.#push(delayMs, run, true);
  }

  /** What happens now is awaited, although it was not known to be when it was set. */
  goesOn(): void {
    this.#isAwaited = true;
  }

  async runUntil(endMs: number): Promise<void> {
    for (let first = this.#heap[0]; first && first.atMs <= endMs && !this.#isStopped; first = this.#heap[0]) {
      this.#pop();
      this.nowMs = first.atMs;
      if (!first.run) continue;
      this.steps++;
      this.#isAwaited = first.isAwaited;
      first.run();
      if (this.#isAwaited) await allGoneOn();
    }
    if (!this.#isStopped) this.nowMs = endMs;
  }

  #push(delayMs: number, run: () => void, isAwaited: boolean): () => void {
    const entry: Entry = { atMs: this.nowMs + Math.max(0, delayMs), order: this.#order++, run, isAwaited };
    const heap = this.#heap;
    let i = heap.push(entry) - 1;
    for (let up = (i - 1) >> 1; i > 0 && isBefore(entry, heap[up]!); up = (i - 1) >> 1) {
      heap[i] = heap[up]!;
      i = up;
    }
    heap[i] = entry;
    return () => {
      entry.run = undefined;
    };
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

/**
 * Nothing here waits for anything but the agenda and promises, which all go on before the next tick, however long the chain.
 * A turn of the event loop would do the same, and ask the system each time for what nobody waits for.
 */
function allGoneOn(): Promise<void> {
  return new Promise((resolve) => {
    process.nextTick(resolve);
  });
}
