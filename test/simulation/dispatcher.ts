/** The dispatcher as the engine has it: one lane a channel, retries with back-off, marks after it has sent. */
import { backoffMs, type Delivery } from '@upwatch/core';
import type { Flaw } from './recorder.ts';
import type { Store } from './store.ts';
import type { World } from './world.ts';

/** What a channel's far end received, in order. */
export interface Received {
  readonly channelId: string;
  readonly delivery: Delivery;
}

export class Dispatcher {
  readonly sink: Received[] = [];
  readonly #world: World;
  readonly #store: Store;
  readonly #flaw: Flaw;
  readonly #crash: () => void;
  readonly #onReceived: (sink: readonly Received[]) => void;
  #busy = new Set<string>();
  #due = new Map<string, number>();
  #life = 0;

  constructor(given: {
    readonly world: World;
    readonly store: Store;
    readonly flaw: Flaw;
    readonly crash: () => void;
    readonly onReceived: (sink: readonly Received[]) => void;
  }) {
    this.#onReceived = given.onReceived;
    this.#world = given.world;
    this.#store = given.store;
    this.#flaw = given.flaw;
    this.#crash = given.crash;
  }

  /** The process is gone: nothing that it had under way ends. */
  die(): void {
    this.#life++;
  }

  restart(): void {
    this.#busy = new Set();
    this.#due = new Map();
    this.wake();
  }

  wake(): void {
    const open = this.#store.open();
    for (const channelId of new Set(open.map((delivery) => delivery.channelId))) this.#next(channelId, open);
  }

  #next(channelId: string, open: readonly Delivery[]): void {
    if (this.#busy.has(channelId)) return;
    const now = this.#world.agenda.nowMs;
    const mine = open.filter((delivery) => delivery.channelId === channelId);
    const isFirst = (d: Delivery): boolean =>
      mine.every((other) => other.incidentId !== d.incidentId || other.sequence >= d.sequence);
    const next = mine.find((delivery) => isFirst(delivery) && (this.#due.get(delivery.key) ?? 0) <= now);
    if (next) this.#send(next);
  }

  #send(delivery: Delivery): void {
    const { agenda, random } = this.#world;
    const life = this.#life;
    const { channelId, key } = delivery;
    this.#busy.add(channelId);
    if (this.#flaw === 'mark-before-send') this.#store.record({ ...delivery, status: 'DELIVERED' });
    agenda.in(random.int(50, 2000), () => {
      if (life !== this.#life) return;
      const { faults } = this.#world;
      this.#busy.delete(channelId);
      const attemptCount = delivery.attemptCount + 1;
      if (random.chance(faults.retry)) {
        const waitMs = backoffMs(attemptCount, random.next());
        this.#due.set(key, agenda.nowMs + waitMs);
        agenda.in(waitMs, () => life === this.#life && this.wake());
        this.#store.record({ ...delivery, status: 'RETRY_PENDING', attemptCount });
        return this.wake();
      }
      if (this.#flaw === 'mark-before-send' && random.chance(faults.crashAfterSend)) return this.#crash();
      this.sink.push({ channelId, delivery });
      this.#onReceived(this.sink);
      if (random.chance(faults.crashAfterSend)) return this.#crash();
      this.#store.record({ ...delivery, status: 'DELIVERED', attemptCount });
      this.wake();
    });
  }
}
