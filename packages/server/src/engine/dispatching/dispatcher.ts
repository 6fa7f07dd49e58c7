/** Sends what waits in the outbox: at least once, with one key, in order, and each channel in a lane of its own. */
import type { JsonObject } from '@upwatch/core';
import type { SendOutcome } from '../../channels/port.ts';
import type { ToldMessage, WaitingAlert } from '../../stores/port.ts';
import { Endings } from './endings.ts';
import { isKeptPart } from './gathering.ts';
import { STORM, type Turn } from './grouping.ts';
import { Lane, type Send } from './lane.ts';
import { sendOnce, testMessage } from './send.ts';
import { type DispatcherOptions, LaneWork } from './lane-work.ts';
import type { Dispatcher } from '../port.ts';

export type { DispatcherOptions } from './lane-work.ts';

/** Sends at once over all channels. Far more than channels that hang at once, so that those never take every place. */
const SENDS_MAX = 256;
/** Alerts read in one go: what else the process does has its turn between two of them. */
const READ_AT_ONCE = 2_000;
/** The outbox is read again at least so often, milliseconds: a wake-up that got lost costs a minute, not an alert. */
const READ_EVERY_MS = 60_000;
/** After a read, the next waits this many times as long as it took: in a storm reading takes a tenth of the time at most. */
const READ_REST = 9;
/** ... but no more than this, milliseconds: a read among much other work takes long, and new alerts must not wait for it. */
const READ_REST_MAX_MS = 3_000;
/** What could not be read or written is tried again after this, milliseconds. */
const STORE_RETRY_MS = 2_000;
/** How long a close waits for sends in flight before it ends them, milliseconds. */
const CLOSE_GRACE_MS = 3_000;

/** Starts sending: first of all what an earlier run left open. */
export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const dispatcher = new OutboxDispatcher(options);
  dispatcher.wake();
  return dispatcher;
}

class OutboxDispatcher implements Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #endings: Endings;
  readonly #work: LaneWork;
  /** What an earlier run told shortly before its end, by channel; undefined until it has been read. */
  #toldBefore: ReadonlyMap<string, readonly ToldMessage[]> | undefined;
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
    this.#work = new LaneWork(options, this.#endings, () => this.#isClosed);
  }

  wake(): void {
    this.#readAgainAtMs = -Infinity;
    if (!this.#reading) this.#advanceAll();
  }

  test(type: string, config: JsonObject): Promise<SendOutcome> {
    const { newId, clock, publicUrl } = this.#options;
    const context = this.#work.contextOf({ key: `test:${newId()}` });
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
    const now = { nowMs: clock.wall(), monotonicMs: clock.monotonic() };
    let waitMs = this.#readWait(now.monotonicMs);
    for (const lane of this.#lanes.values()) {
      if (lane.current || this.#inFlight.size >= SENDS_MAX) continue;
      const turn = lane.next(now);
      if (turn && turn.dueAtMs <= now.nowMs) this.#start(lane, turn);
      else if (turn) waitMs = Math.min(waitMs, turn.dueAtMs - now.nowMs);
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
    const { clock } = this.#options;
    const beganMs = clock.monotonic();
    this.#readAgainAtMs = beganMs + READ_EVERY_MS;
    try {
      await this.#endings.catchUp();
      await this.#sort(await this.#readWaiting());
    } catch (error) {
      this.#trouble('the outbox could not be read', error);
      this.#readAgainAtMs = beganMs + STORE_RETRY_MS;
    }
    this.#readSoonIfBehind(beganMs);
    const endedMs = clock.monotonic();
    this.#readNotBeforeMs = endedMs + Math.min(READ_REST_MAX_MS, (endedMs - beganMs) * READ_REST);
  }

  #readSoonIfBehind(monotonicMs: number): void {
    if (this.#endings.isBehind) this.#readAgainAtMs = Math.min(this.#readAgainAtMs, monotonicMs + STORE_RETRY_MS);
  }

  /** All that is open. A storm may be of any size: it is read page by page, without its words. */
  async #readWaiting(): Promise<readonly WaitingAlert[]> {
    const { store, clock } = this.#options;
    this.#toldBefore ??= Map.groupBy(
      await store.digests.toldSince(clock.wall() - STORM.memoryMs),
      ({ channelId }) => channelId,
    );
    const all: WaitingAlert[] = [];
    for (;;) {
      const page = await store.digests.waiting(all.at(-1)?.id, READ_AT_ONCE);
      for (const alert of page) all.push(alert);
      if (page.length < READ_AT_ONCE) return all;
      await this.#giveWay();
    }
  }

  #giveWay(): Promise<void> {
    return new Promise((resolve) => this.#options.after(0, resolve));
  }

  /** Puts what is open into lanes. A send in flight of which nothing is open any more was cancelled: it is ended. */
  async #sort(open: readonly WaitingAlert[]): Promise<void> {
    const { clock } = this.#options;
    const byChannel = Map.groupBy(this.#endings.correct(open), ({ channelId }) => channelId);
    for (const channelId of byChannel.keys())
      if (!this.#lanes.has(channelId)) this.#lanes.set(channelId, await this.#openLane(channelId));
    for (const [channelId, lane] of this.#lanes) {
      lane.fill(byChannel.get(channelId) ?? [], { nowMs: clock.wall(), monotonicMs: clock.monotonic() });
      await this.#countStanding(lane);
      if (byChannel.has(channelId) && open.length > READ_AT_ONCE) await this.#giveWay();
      // It may end while the store is asked of it.
      const { current } = lane;
      if (current && (await this.#wasCancelled(current))) {
        current.isCancelled = true;
        current.abort.abort();
      }
      if (lane.isIdle(clock.monotonic())) this.#lanes.delete(channelId);
    }
  }

  async #openLane(channelId: string): Promise<Lane> {
    const { store, clock, channelOf } = this.#options;
    const channel = await store.channels.get(channelId);
    const { tracksIncidents, tellsApart } = (channel && channelOf(channel.type)) ?? {};
    const lane = new Lane(channelId, tracksIncidents, tellsApart);
    for (const { digestId, deliveryId, kind, deliveredAtMs } of this.#toldBefore?.get(channelId) ?? []) {
      const atMs = clock.monotonic() - Math.max(0, clock.wall() - deliveredAtMs);
      if (digestId === undefined) lane.noteAlone(deliveryId, kind !== 'INCIDENT_RESOLVED', atMs);
      else lane.noteGathered(atMs, { id: digestId, isOver: (await store.digests.standing(digestId)) === 0 });
    }
    return lane;
  }

  async #countStanding(lane: Lane): Promise<void> {
    const standing = new Map<string, number>();
    for (const id of lane.endingDigests()) standing.set(id, await this.#options.store.digests.standing(id));
    lane.setStanding(standing);
  }

  /** Asked of the store: the read of what is open may be older than the send. */
  async #wasCancelled({ what }: Send): Promise<boolean> {
    const { store } = this.#options;
    if (!what) return false;
    // Of what could not be written down the store says nothing: it is told all the same.
    if ('digestId' in what)
      return isKeptPart(what.part) && (await store.digests.gathered(what.digestId, what.part)).length === 0;
    const alert = await store.outbox.get(what.deliveryId);
    return !alert || alert.status === 'CANCELLED';
  }

  #start(lane: Lane, turn: Turn): void {
    const send: Send = { what: undefined, abort: new AbortController(), isCancelled: false };
    lane.current = send;
    const work = this.#take(lane, turn, send).finally(() => {
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

  /** Never rejects. */
  async #take(lane: Lane, turn: Turn, send: Send): Promise<void> {
    try {
      await this.#work.take(lane, turn, send);
    } catch (error) {
      this.#trouble('an alert could not be read or cancelled', error);
      lane.pauseUntil(this.#options.clock.monotonic() + STORE_RETRY_MS);
    }
    this.#readSoonIfBehind(this.#options.clock.monotonic());
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
