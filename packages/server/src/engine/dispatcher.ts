/** Sends what waits in the outbox: at least once, with one key, in order, and each channel in a lane of its own. */
import type { LookupFunction } from 'node:net';
import type { Delivery, JsonObject } from '@upwatch/core';
import type { SendContext, SendOutcome, SmtpSettings } from '../channels/port.ts';
import type { LiveEvent } from '../live.ts';
import type { Channel, CoreStore } from '../stores/port.ts';
import {
  type AttemptTimes,
  afterAttempt,
  attemptRecord,
  cancelled,
  Endings,
  type EndingStore,
  SUPERSEDED,
} from './dispatcher-endings.ts';
import { Lane, type Send } from './dispatcher-lane.ts';
import { type IncidentReader, lateNotice } from './dispatcher-late.ts';
import { nextStep, type Step } from './dispatcher-order.ts';
import { type SendTools, sendOnce, testMessage } from './dispatcher-send.ts';
import type { Dispatcher } from './port.ts';

/** Sends at once over all channels. Far more than channels that hang at once, so that those never take every place. */
const SENDS_MAX = 256;
/** Alerts held in memory. More than these wait in the store until some of these have ended. */
const OPEN_MAX = 50_000;
/** The outbox is read again at least so often, milliseconds: a wake-up that got lost costs a minute, not an alert. */
const READ_EVERY_MS = 60_000;
/** After a read, the next waits this many times as long as it took: in a storm reading takes a tenth of the time at most. */
const READ_REST = 9;
/** What could not be read or written is tried again after this, milliseconds. */
const STORE_RETRY_MS = 2_000;
/** How long a close waits for sends in flight before it ends them, milliseconds. */
const CLOSE_GRACE_MS = 3_000;

/** What a dispatcher works with. */
export interface DispatcherOptions extends SendTools {
  readonly store: EndingStore & {
    readonly outbox: Pick<CoreStore['outbox'], 'open' | 'listByIncident'>;
    readonly channels: Pick<CoreStore['channels'], 'get'>;
    readonly incidents: IncidentReader;
  };
  /** In [0, 1). */
  readonly random: () => number;
  readonly newId: () => string;
  /** Told of every change of an alert. */
  readonly publish: (event: LiveEvent) => void;
  readonly publicUrl?: string;
  readonly smtp?: SmtpSettings;
  readonly lookup?: LookupFunction;
}

/** Starts sending: first of all what an earlier run left open. */
export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const dispatcher = new OutboxDispatcher(options);
  dispatcher.wake();
  return dispatcher;
}

class OutboxDispatcher implements Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #endings: Endings;
  readonly #lanes = new Map<string, Lane>();
  readonly #inFlight = new Set<Promise<unknown>>();
  readonly #aborts = new Set<AbortController>();
  #reading: Promise<void> | undefined;
  /** Instants of the monotonic clock. */
  #readNotBeforeMs = -Infinity;
  #readAgainAtMs = -Infinity;
  #cancelTimer: (() => void) | undefined;
  #isClosed = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#endings = new Endings(options.store, options.publish, (error) =>
      this.#trouble('an attempt could not be recorded', error),
    );
  }

  wake(): void {
    this.#readAgainAtMs = -Infinity;
    if (!this.#reading) this.#advanceAll();
  }

  test(type: string, config: JsonObject): Promise<SendOutcome> {
    const { newId, clock, publicUrl } = this.#options;
    const context = this.#contextOf({ key: `test:${newId()}` });
    const abort = new AbortController();
    return this.#track(
      abort,
      sendOnce(this.#options, { type, config }, testMessage(clock.wall(), publicUrl), context, abort),
    );
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelTimer?.();
    const { promise: graceOver, resolve } = Promise.withResolvers<void>();
    const cancelGrace = this.#options.after(CLOSE_GRACE_MS, resolve);
    await Promise.race([Promise.all(this.#inFlight), graceOver]);
    cancelGrace();
    for (const abort of this.#aborts) abort.abort();
    await Promise.all(this.#inFlight);
    await this.#reading;
    await this.#endings.catchUp();
  }

  /** Starts every send that is due, and sets the one timer for whatever comes next. */
  #advanceAll(): void {
    this.#cancelTimer?.();
    if (this.#isClosed) return;
    const { clock, after } = this.#options;
    const nowMs = clock.wall();
    const monotonicMs = clock.monotonic();
    let waitMs = this.#readWait(monotonicMs);
    for (const lane of this.#lanes.values()) {
      if (lane.current || this.#inFlight.size >= SENDS_MAX) continue;
      const turn = lane.next(nowMs, monotonicMs);
      if (turn && turn.dueAtMs <= nowMs) this.#start(lane, turn.incidentId);
      else if (turn) waitMs = Math.min(waitMs, turn.dueAtMs - nowMs);
    }
    this.#cancelTimer = after(Math.ceil(waitMs), () => this.#advanceAll());
  }

  /** Begins a read when one is due. Returns how long until the next, milliseconds. */
  #readWait(monotonicMs: number): number {
    if (this.#reading) return READ_EVERY_MS;
    const waitMs = Math.max(this.#readAgainAtMs, this.#readNotBeforeMs) - monotonicMs;
    if (waitMs > 0) return waitMs;
    this.#reading = this.#read().finally(() => {
      this.#reading = undefined;
      this.#advanceAll();
    });
    return READ_EVERY_MS;
  }

  async #read(): Promise<void> {
    const { store, clock } = this.#options;
    const beganMs = clock.monotonic();
    this.#readAgainAtMs = beganMs + READ_EVERY_MS;
    try {
      await this.#endings.catchUp();
      this.#sort(await store.outbox.open(OPEN_MAX));
    } catch (error) {
      this.#trouble('the outbox could not be read', error);
      this.#readAgainAtMs = beganMs + STORE_RETRY_MS;
    }
    this.#readSoonIfBehind(beganMs);
    const endedMs = clock.monotonic();
    this.#readNotBeforeMs = endedMs + (endedMs - beganMs) * READ_REST;
  }

  #readSoonIfBehind(monotonicMs: number): void {
    if (this.#endings.isBehind) this.#readAgainAtMs = Math.min(this.#readAgainAtMs, monotonicMs + STORE_RETRY_MS);
  }

  /** Puts what is open into lanes. A send in flight whose alert is not open any more was cancelled: it is ended. */
  #sort(open: readonly Delivery[]): void {
    const { clock } = this.#options;
    const byChannel = Map.groupBy(this.#endings.correct(open), ({ channelId }) => channelId);
    for (const channelId of byChannel.keys())
      if (!this.#lanes.has(channelId)) this.#lanes.set(channelId, new Lane(channelId));
    for (const [channelId, lane] of this.#lanes) {
      const waiting = byChannel.get(channelId) ?? [];
      lane.fill(waiting, clock.wall());
      const { current } = lane;
      if (current?.deliveryId && open.length < OPEN_MAX && !waiting.some(({ id }) => id === current.deliveryId)) {
        current.isCancelled = true;
        current.abort.abort();
      }
      if (lane.isIdle(clock.monotonic())) this.#lanes.delete(channelId);
    }
  }

  #start(lane: Lane, incidentId: string): void {
    const send: Send = { deliveryId: undefined, abort: new AbortController(), isCancelled: false };
    lane.current = send;
    const work = this.#take(lane, incidentId, send).finally(() => {
      lane.current = undefined;
    });
    void this.#track(send.abort, work).then(() => this.#advanceSoon());
  }

  /**
   * Goes on after other work of the process had its turn. A send that needs no network (a refusal by settings, a
   * cancelled alert) ends within one turn of the event loop: 9,000 of them in a row would hold everything else up.
   */
  #advanceSoon(): void {
    this.#cancelTimer?.();
    if (!this.#isClosed) this.#cancelTimer = this.#options.after(0, () => this.#advanceAll());
  }

  /** Does what is next for one incident on the lane's channel. Never rejects. */
  async #take(lane: Lane, incidentId: string, send: Send): Promise<void> {
    const { store, clock } = this.#options;
    try {
      const ofIncident = this.#endings.correct(await store.outbox.listByIncident(incidentId));
      const alerts = ofIncident.filter(({ channelId }) => channelId === lane.channelId);
      const step = nextStep(alerts, clock.wall());
      const changed = step.type !== 'nothing' && step.dueAtMs <= clock.wall() ? await this.#do(step, send) : [];
      lane.put(
        incidentId,
        alerts.map((alert) => changed.find(({ id }) => id === alert.id) ?? alert),
        clock.wall(),
      );
    } catch (error) {
      this.#trouble('an alert could not be read or cancelled', error);
      lane.pauseUntil(clock.monotonic() + STORE_RETRY_MS);
    }
  }

  /** Returns the alerts that changed. */
  async #do(step: Exclude<Step, { type: 'nothing' }>, send: Send): Promise<readonly Delivery[]> {
    if (step.type === 'cancel') return this.#cancel([step.delivery], step.reason);
    const { store, clock } = this.#options;
    const { delivery, supersedes } = step;
    const channel = await store.channels.get(delivery.channelId);
    if (!channel) return this.#cancel([...supersedes, delivery], 'the channel was deleted');
    const late = await lateNotice(store.incidents, delivery, clock.wall());
    if (this.#isClosed) return [];

    send.deliveryId = delivery.id;
    const context = this.#contextOf({
      key: delivery.key,
      ...(late && { late }),
      ...(step.openingKey !== undefined && { openingKey: step.openingKey }),
      ...(supersedes.length > 0 && { tellsWholeStory: true }),
    });
    const startedAtMs = clock.wall();
    const beganMs = clock.monotonic();
    const outcome = await sendOnce(this.#options, channel, delivery.message, context, send.abort);
    // Ended by us: it stays open as it is, and the next run sends it with the same key.
    if (this.#isClosed && send.abort.signal.aborted && outcome.type !== 'sent') return [];
    const times = { startedAtMs, endedAtMs: clock.wall(), durationMs: clock.monotonic() - beganMs };
    return this.#conclude({ step, channel, send, outcome, times });
  }

  async #conclude(given: {
    readonly step: Extract<Step, { type: 'send' }>;
    readonly channel: Channel;
    readonly send: Send;
    readonly outcome: SendOutcome;
    readonly times: AttemptTimes;
  }): Promise<readonly Delivery[]> {
    const { step, channel, send, times } = given;
    const { clock, newId, random } = this.#options;
    const wasCancelled = send.isCancelled && given.outcome.type === 'retry';
    const outcome: SendOutcome = wasCancelled ? { ...given.outcome, reason: WHILE_SENDING } : given.outcome;
    if (!wasCancelled) this.#lanes.get(channel.id)?.learn(outcome, clock.monotonic(), random());
    const after = afterAttempt(step.delivery, outcome, times, random());
    const delivery = wasCancelled ? cancelled(after, WHILE_SENDING) : after;
    const attempt = attemptRecord(newId(), delivery, outcome, times);
    await this.#endings.keep({ attempt, delivery, supersedes: step.supersedes, channel });
    this.#readSoonIfBehind(clock.monotonic());
    if (delivery.status === 'RETRY_PENDING') return [delivery];
    return [delivery, ...step.supersedes.map((earlier) => cancelled(earlier, SUPERSEDED))];
  }

  async #cancel(alerts: readonly Delivery[], reason: string): Promise<readonly Delivery[]> {
    const { store, publish } = this.#options;
    for (const { id } of alerts) await store.outbox.setStatus(id, 'CANCELLED', reason);
    const changed = alerts.map((alert) => cancelled(alert, reason));
    for (const data of changed) publish({ type: 'delivery', data });
    return changed;
  }

  #contextOf(own: Omit<SendContext, 'signal' | 'nowMs'>): Omit<SendContext, 'signal' | 'nowMs'> {
    const { publicUrl, smtp, lookup } = this.#options;
    return {
      ...own,
      ...(publicUrl !== undefined && { publicUrl }),
      ...(smtp && { smtp }),
      ...(lookup && { lookup }),
    };
  }

  /** Keeps sight of work in flight, so that a close can wait for it and end it. */
  async #track<T>(abort: AbortController, work: Promise<T>): Promise<T> {
    this.#inFlight.add(work);
    this.#aborts.add(abort);
    try {
      return await work;
    } finally {
      this.#inFlight.delete(work);
      this.#aborts.delete(abort);
    }
  }

  #trouble(what: string, error: unknown): void {
    this.#options.onTrouble(new Error(what, { cause: error }));
  }
}

const WHILE_SENDING = 'it was cancelled while it was being sent';
