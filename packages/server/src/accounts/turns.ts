/**
 * Whose turn it is to try one password. So many may try at once, and then one after each wait: never a minute without a
 * turn. Whoever finds none waits a moment, and the next turn is for whom least was tried from near of (`origins.ts`):
 * whoever comes from where nobody tried goes before all who keep trying.
 */
import { RankedLine } from './ranked-line.ts';

/** So long somebody waits: there is a turn in it, and time to check a password before five seconds are over. */
const WAIT_MAX_MS = 4000;

export interface TurnRate {
  readonly atOnce: number;
  readonly everyMs: number;
}

export interface Asker {
  readonly rank: number;
  readonly go: () => void;
  readonly refuse: () => void;
}

interface Waiting extends Asker {
  readonly untilMs: number;
}

export class Turns {
  readonly #rate: TurnRate;
  readonly #line: RankedLine<Waiting>;
  /** When all turns that were taken would be there again, one after the other. */
  #fullAtMs = -Infinity;

  constructor(rate: TurnRate) {
    this.#rate = rate;
    // There are no more turns than that within anybody's wait.
    this.#line = new RankedLine(Math.ceil(WAIT_MAX_MS / rate.everyMs));
  }

  /** Lets go whoever's turn it is, refuses those who get none. @returns when to do so again, while anybody waits */
  ask(asker: Asker, nowMs: number): number | undefined {
    this.#letGo(nowMs);
    this.#line.add({ ...asker, untilMs: nowMs + WAIT_MAX_MS }, asker.rank)?.refuse();
    return this.settle(nowMs);
  }

  /** The same when nobody has come. */
  settle(nowMs: number): number | undefined {
    this.#letGo(nowMs);
    const nextMs = this.#nextMs();
    for (const late of this.#line.remove(({ untilMs }) => untilMs < nextMs)) late.refuse();
    return this.#line.size === 0 ? undefined : nextMs;
  }

  /** What was taken was no try. */
  giveBack(): void {
    this.#fullAtMs -= this.#rate.everyMs;
  }

  #letGo(nowMs: number): void {
    while (this.#line.size > 0 && this.#nextMs() <= nowMs) {
      this.#fullAtMs = Math.max(this.#fullAtMs, nowMs) + this.#rate.everyMs;
      this.#line.next()!.go();
    }
  }

  /** When there is a turn. */
  #nextMs(): number {
    return this.#fullAtMs - (this.#rate.atOnce - 1) * this.#rate.everyMs;
  }
}
