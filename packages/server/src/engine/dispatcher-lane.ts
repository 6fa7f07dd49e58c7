/** What waits for one channel. One channel's trouble stays in its lane. */
import { backoffMs, clampRetryAfter, type Delivery } from '@upwatch/core';
import type { SendOutcome } from '../channels/port.ts';
import { nextStep } from './dispatcher-order.ts';

/** However long a channel has failed, an alert that is new to it waits no longer than this, milliseconds. */
const PAUSE_MAX_MS = 30_000;

/** The next thing to look at in a lane. */
export interface Turn {
  readonly incidentId: string;
  readonly dueAtMs: number;
}

/** A send in flight. */
export interface Send {
  readonly abort: AbortController;
  /** Known once it has been decided which alert it is. */
  deliveryId: string | undefined;
  isCancelled: boolean;
}

/** The open alerts of one channel, by incident, and when it may be spoken to again. */
export class Lane {
  readonly channelId: string;
  /** By incident, the instant of its next step as it looked when it was put here; it is decided anew at its turn. */
  readonly #dueAtMs = new Map<string, number>();
  /** The earliest of them; absent when it has to be looked for again. */
  #first: Turn | undefined;
  #failuresInARow = 0;
  #pausedUntilMs = -Infinity;
  /** The send in flight. There is at most one. */
  current: Send | undefined;

  constructor(channelId: string) {
    this.channelId = channelId;
  }

  /** Nothing waits, nothing is in flight, and there is no pause to remember. */
  isIdle(monotonicMs: number): boolean {
    return this.#dueAtMs.size === 0 && this.current === undefined && this.#pausedUntilMs <= monotonicMs;
  }

  /** Replaces what waits. Only open alerts are given here: what has ended is looked up at their turn. */
  fill(open: readonly Delivery[], nowMs: number): void {
    this.#dueAtMs.clear();
    this.#first = undefined;
    for (const [incidentId, alerts] of Map.groupBy(open, (delivery) => delivery.incidentId))
      this.put(incidentId, alerts, nowMs);
  }

  /** Replaces what waits of one incident. */
  put(incidentId: string, alerts: readonly Delivery[], nowMs: number): void {
    this.#first = undefined;
    const step = nextStep(alerts, nowMs);
    if (step.type === 'nothing') this.#dueAtMs.delete(incidentId);
    else this.#dueAtMs.set(incidentId, step.dueAtMs);
  }

  /**
   * The incident whose turn is first.
   * @param nowMs wall clock
   * @param monotonicMs monotonic clock, by which pauses are measured
   */
  next(nowMs: number, monotonicMs: number): Turn | undefined {
    this.#first ??= this.#earliest();
    const pauseMs = Math.max(0, this.#pausedUntilMs - monotonicMs);
    return this.#first && { ...this.#first, dueAtMs: Math.max(this.#first.dueAtMs, nowMs + pauseMs) };
  }

  #earliest(): Turn | undefined {
    let first: Turn | undefined;
    for (const [incidentId, dueAtMs] of this.#dueAtMs)
      if (!first || dueAtMs < first.dueAtMs) first = { incidentId, dueAtMs };
    return first;
  }

  /** Leaves the channel alone until an instant of the monotonic clock. */
  pauseUntil(monotonicMs: number): void {
    this.#pausedUntilMs = monotonicMs;
  }

  /** Learns from an outcome how long to leave the channel alone. */
  learn(outcome: SendOutcome, monotonicMs: number, random: number): void {
    if (outcome.type !== 'retry') {
      this.#failuresInARow = 0;
      this.#pausedUntilMs = -Infinity;
      return;
    }
    this.#failuresInARow++;
    const ownMs = Math.min(PAUSE_MAX_MS, backoffMs(this.#failuresInARow, random));
    const askedMs = outcome.retryAfterMs === undefined ? 0 : clampRetryAfter(outcome.retryAfterMs);
    this.pauseUntil(monotonicMs + Math.max(ownMs, askedMs));
  }
}
