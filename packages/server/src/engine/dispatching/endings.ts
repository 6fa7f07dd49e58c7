/** Writes down how attempts ended. What cannot be written is remembered, so that a full disk makes no alert arrive twice. */
import { type Delivery, nextAttemptAt } from '@upwatch/core';
import type { SendOutcome } from '../../channels/port.ts';
import type { LiveEvent } from '../../live.ts';
import {
  type Channel,
  type CoreStore,
  type DeliveryAttempt,
  StoreRefusal,
  type ToldBefore,
} from '../../stores/port.ts';
import type { Attempted } from './send.ts';

/** An attempt that was made, and what follows from it. */
export interface Ending {
  readonly attempt: DeliveryAttempt;
  readonly delivery: Delivery;
  /** Ended with this one, once it has ended. */
  readonly supersedes: readonly Delivery[];
  readonly channel: Channel;
  /** It was told together with others. */
  readonly isTogether?: boolean;
}

/** Where endings are written. */
export interface EndingStore {
  readonly outbox: Pick<CoreStore['outbox'], 'record' | 'setStatus'>;
  readonly digests: Pick<CoreStore['digests'], 'recordMany'>;
  readonly channels: Pick<CoreStore['channels'], 'setBroken'>;
}

/** Records endings, in order for each alert. */
export class Endings {
  readonly #store: EndingStore;
  readonly #publish: (event: LiveEvent) => void;
  readonly #onTrouble: (error: unknown) => void;
  /** Oldest first. There are never more than there are open alerts times their attempts while nothing can be written. */
  readonly #unrecorded: Ending[] = [];
  /** By alert, the newest of them. */
  readonly #known = new Map<string, Delivery>();

  constructor(store: EndingStore, publish: (event: LiveEvent) => void, onTrouble: (error: unknown) => void) {
    this.#store = store;
    this.#publish = publish;
    this.#onTrouble = onTrouble;
  }

  /** Whether something still has to be written. */
  get isBehind(): boolean {
    return this.#unrecorded.length > 0;
  }

  /**
   * The alerts of a read as they are known to be: what was made and could not be recorded counts. Those that have ended
   * are marked as not written down.
   */
  correct<A extends { readonly id: string; readonly told?: ToldBefore }>(
    alerts: readonly A[],
  ): readonly (A | (Delivery & { readonly told?: ToldBefore; readonly isUnwritten?: boolean }))[] {
    if (!this.isBehind) return alerts;
    return alerts.map((alert) => {
      const known = this.#known.get(alert.id);
      if (!known) return alert;
      return { ...known, ...(alert.told && { told: alert.told }), ...(!isOpen(known) && { isUnwritten: true }) };
    });
  }

  /** Records an ending, or remembers it. */
  async keep(ending: Ending): Promise<void> {
    const { delivery } = ending;
    if (!this.#known.has(delivery.id) && (await this.#tryRecord(ending))) return;
    this.#unrecorded.push(ending);
    this.#known.set(delivery.id, delivery);
  }

  /** Records the endings of what one message told, together, or remembers them. None of them supersedes another. */
  async keepTogether(endings: readonly Ending[]): Promise<void> {
    const isNew = endings.every(({ delivery }) => !this.#known.has(delivery.id));
    if (isNew && (await this.#tryRecordTogether(endings))) return;
    for (const ending of endings) {
      this.#unrecorded.push(ending);
      this.#known.set(ending.delivery.id, ending.delivery);
    }
  }

  async #tryRecordTogether(endings: readonly Ending[]): Promise<boolean> {
    const [one] = endings;
    if (!one) return true;
    try {
      await this.#store.digests.recordMany(endings);
      await this.#markChannel(one);
    } catch (error) {
      this.#onTrouble(error);
      return false;
    }
    for (const { delivery } of endings) this.#publish({ type: 'delivery', data: delivery });
    return true;
  }

  /** Records what could not be recorded before. To be called by one caller at a time. */
  async catchUp(): Promise<void> {
    for (let ending = this.#unrecorded[0]; ending; ending = this.#unrecorded[0]) {
      if (!(await this.#tryRecord(ending))) return;
      this.#unrecorded.shift();
      const { delivery } = ending;
      if (this.#known.get(delivery.id) === delivery) this.#known.delete(delivery.id);
    }
  }

  async #tryRecord(ending: Ending): Promise<boolean> {
    try {
      await this.#record(ending);
      return true;
    } catch (error) {
      // Deleted with its channel while it was being sent: there is nothing left to record it at.
      if (error instanceof StoreRefusal && error.code === 'not_found') return true;
      this.#onTrouble(error);
      return false;
    }
  }

  async #record({ attempt, delivery, supersedes, channel, isTogether }: Ending): Promise<void> {
    const { outbox, digests } = this.#store;
    await (isTogether ? digests.recordMany([{ attempt, delivery }]) : outbox.record(attempt, delivery));
    this.#publish({ type: 'delivery', data: delivery });
    await this.#markChannel({ attempt, channel });
    if (delivery.status === 'RETRY_PENDING') return;
    for (const earlier of supersedes) {
      await outbox.setStatus(earlier.id, 'CANCELLED', SUPERSEDED);
      this.#publish({ type: 'delivery', data: cancelled(earlier, SUPERSEDED) });
    }
  }

  async #markChannel({ attempt, channel }: Pick<Ending, 'attempt' | 'channel'>): Promise<void> {
    const { channels } = this.#store;
    if (attempt.status === 'reject') await channels.setBroken(channel.id, attempt.errorMessage);
    if (attempt.status === 'sent' && channel.brokenReason !== undefined)
      await channels.setBroken(channel.id, undefined);
  }
}

function isOpen({ status }: Delivery): boolean {
  return status === 'PENDING' || status === 'RETRY_PENDING';
}

/** Why an alert was cancelled that a later one stands for. */
export const SUPERSEDED = 'a later alert of the same incident stands for it';

/** An alert that is not sent any more. */
export function cancelled(alert: Delivery, reason: string): Delivery {
  const { nextRetryAtMs: _nextRetryAtMs, ...rest } = alert;
  return { ...rest, status: 'CANCELLED', errorMessage: reason };
}

/** When and how long an attempt was made. */
export interface AttemptTimes {
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly durationMs: number;
}

/** The alert after an attempt. */
export function afterAttempt(before: Delivery, outcome: SendOutcome, times: AttemptTimes, random: number): Delivery {
  const { nextRetryAtMs: _nextRetryAtMs, errorMessage: _errorMessage, ...rest } = before;
  const attemptCount = before.attemptCount + 1;
  const tried = { ...rest, attemptCount, lastAttemptAtMs: times.startedAtMs };
  if (outcome.type === 'sent') return { ...tried, status: 'DELIVERED', deliveredAtMs: times.endedAtMs };
  if (outcome.type === 'reject') return { ...tried, status: 'FAILED', errorMessage: outcome.reason };
  const nextRetryAtMs = nextAttemptAt({
    attemptCount,
    nowMs: times.endedAtMs,
    createdAtMs: before.createdAtMs,
    random,
    ...(outcome.retryAfterMs !== undefined && { retryAfterMs: outcome.retryAfterMs }),
  });
  return nextRetryAtMs === undefined
    ? { ...tried, status: 'FAILED', errorMessage: `given up after 24 h; at last, ${outcome.reason}` }
    : { ...tried, status: 'RETRY_PENDING', nextRetryAtMs, errorMessage: outcome.reason };
}

/**
 * Alerts after an attempt to tell them together: tried again together as well, or, when they have been for long, free
 * to be told with what has come meanwhile.
 */
export function afterAttemptTogether(
  before: readonly Delivery[],
  outcome: SendOutcome,
  times: AttemptTimes,
  given: { readonly random: number; readonly isKeptTogether: boolean },
): readonly Delivery[] {
  // One wait for all: that of the one that was tried most.
  const tries = before.reduce((most, { attemptCount }) => Math.max(most, attemptCount), 0);
  return before.map((alert) => {
    const after = afterAttempt({ ...alert, attemptCount: tries }, outcome, times, given.random);
    const counted = { ...after, attemptCount: alert.attemptCount + 1 };
    if (after.status !== 'RETRY_PENDING' || given.isKeptTogether) return counted;
    const { digestId: _digestId, digestPart: _digestPart, ...free } = counted;
    return free;
  });
}

/** The attempt as it is kept. */
export function attemptRecord(id: string, after: Delivery, outcome: Attempted, times: AttemptTimes): DeliveryAttempt {
  return {
    id,
    deliveryId: after.id,
    attemptNumber: after.attemptCount,
    status: outcome.type,
    durationMs: times.durationMs,
    attemptedAtMs: times.startedAtMs,
    ...(outcome.type !== 'sent' && { errorMessage: outcome.reason }),
    ...(outcome.type === 'sent' && outcome.externalId !== undefined && { externalId: outcome.externalId }),
    ...(outcome.statusCode !== undefined && { statusCode: outcome.statusCode }),
    ...(outcome.responseExcerpt !== undefined && { responseExcerpt: outcome.responseExcerpt }),
    ...(outcome.request && { request: outcome.request }),
  };
}
