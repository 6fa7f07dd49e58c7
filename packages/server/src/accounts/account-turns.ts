/**
 * Whose turn it is to try the password of one account. Ten may try at once, and then one every three seconds: that is
 * thirty in a minute, and never a minute without a turn. Whoever finds none waits a moment, and the next turn is for whom
 * least was tried from near of (`origins.ts`): whoever comes from where nobody tried goes before all who keep trying.
 */
import { RankedLine } from './ranked-line.ts';

const AT_ONCE = 10;
/** Milliseconds. */
export const TURN_EVERY_MS = 3000;
/** So long somebody waits: there is a turn in it, and time to check a password before five seconds are over. */
const WAIT_MAX_MS = 4000;
/** There are no more turns than that within anybody's wait. */
const WAITING_MAX = 2;

export interface Asker {
  readonly rank: number;
  readonly go: () => void;
  readonly refuse: () => void;
}

interface Waiting extends Asker {
  readonly untilMs: number;
}

export class AccountTurns {
  readonly #line = new RankedLine<Waiting>(WAITING_MAX);
  /** When all turns that were taken would be there again, one after the other. */
  #fullAtMs = -Infinity;

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
    this.#fullAtMs -= TURN_EVERY_MS;
  }

  #letGo(nowMs: number): void {
    while (this.#line.size > 0 && this.#nextMs() <= nowMs) {
      this.#fullAtMs = Math.max(this.#fullAtMs, nowMs) + TURN_EVERY_MS;
      this.#line.next()!.go();
    }
  }

  /** When there is a turn. */
  #nextMs(): number {
    return this.#fullAtMs - (AT_ONCE - 1) * TURN_EVERY_MS;
  }
}
