/** Does what a lane's turn is: sends an alert, or many in one message, and has it written down. */
import type { LookupFunction } from 'node:net';
import type { Egress } from '@upwatch/probe';
import { type AlertMessage, type Delivery, digestMessage } from '@upwatch/core';
import type { AlertAction, SendContext, SmtpSettings } from '../../channels/port.ts';
import type { LiveEvent } from '../../live.ts';
import type { Channel, CoreStore } from '../../stores/port.ts';
import {
  type AttemptTimes,
  afterAttempt,
  afterAttemptTogether,
  attemptRecord,
  cancelled,
  type Endings,
  type EndingStore,
  SUPERSEDED,
} from './endings.ts';
import { Gathering } from './gathering.ts';
import type { Instant, Turn } from './grouping.ts';
import type { Lane, Send } from './lane.ts';
import { digestLateNotice, type IncidentReader, lateNotice } from './late.ts';
import { MERGE_AFTER_MS, nextStep, readyAlerts, type SendStep, type Step, stillTold } from './order.ts';
import type { QuietNow } from './quiet-now.ts';
import { type Attempted, type SendTools, sendOnce } from './send.ts';

/** What a dispatcher works with. */
export interface DispatcherOptions extends SendTools {
  readonly store: EndingStore & {
    readonly outbox: Pick<CoreStore['outbox'], 'listByIncident' | 'attempts' | 'get'>;
    readonly digests: CoreStore['digests'];
    readonly channels: Pick<CoreStore['channels'], 'get'>;
    readonly incidents: IncidentReader;
  };
  /** What must wait although it is due. @default nothing */
  readonly quiet?: Pick<QuietNow, 'heed'>;
  /** In [0, 1). */
  readonly random: () => number;
  readonly newId: () => string;
  /** Told of every change of an alert. */
  readonly publish: (event: LiveEvent) => void;
  readonly publicUrl?: string;
  readonly smtp?: SmtpSettings;
  readonly lookup?: LookupFunction;
  readonly egress?: Egress;
  /** What whoever is told of one incident can do about it. @default nothing */
  readonly actionsOf?: (delivery: Delivery) => readonly AlertAction[];
}

/** A message that stands for many. */
interface Digest {
  readonly id: string;
  readonly part: number;
  readonly members: readonly Delivery[];
}

/** What was sent, and how it went. */
interface Sent {
  readonly outcome: Attempted;
  readonly times: AttemptTimes;
  readonly wasCancelled: boolean;
}

export class LaneWork {
  readonly #options: DispatcherOptions;
  readonly #endings: Endings;
  readonly #gathering: Gathering;
  readonly #isClosed: () => boolean;
  /** When a message for many was first tried by this process, by its key. */
  readonly #triedSinceMs = new Map<string, number>();

  constructor(options: DispatcherOptions, endings: Endings, isClosed: () => boolean) {
    this.#options = options;
    this.#endings = endings;
    this.#gathering = new Gathering(options, endings);
    this.#isClosed = isClosed;
  }

  /** Does one turn, and puts what is left of it back into the lane. */
  async take(lane: Lane, turn: Turn, send: Send): Promise<void> {
    switch (turn.type) {
      case 'alone':
        return this.#takeAlone(lane, turn.incidentId, send, turn.isAtOnce);
      case 'again':
        return this.#takeAgain(lane, turn, send);
      case 'together':
        return this.#takeTogether(lane, turn, send);
    }
  }

  /** Does what is next for one incident on the lane's channel. */
  async #takeAlone(lane: Lane, incidentId: string, send: Send, isAtOnce: boolean): Promise<void> {
    const { store } = this.#options;
    const ofIncident = this.#endings.correct(await store.outbox.listByIncident(incidentId));
    const ofLane = ofIncident.filter(({ channelId }) => channelId === lane.channelId);
    const alerts = await this.#gathering.heed(ofLane);
    const now = this.now();
    const { nowMs, monotonicMs } = now;
    const step = nextStep(alerts, nowMs, lane.waitedMs(incidentId, now));
    const isDue = step.type !== 'nothing' && step.dueAtMs <= nowMs;
    if (isDue && isAtOnce && step.type === 'send' && step.delivery.attemptCount === 0)
      lane.noteAlone(step.delivery.id, step.delivery.kind !== 'INCIDENT_RESOLVED', monotonicMs);
    const changed = isDue ? await this.#do(lane, step, send) : [];
    lane.put(incidentId, withChanges(alerts, changed), this.now());
  }

  /** Sends once more what was put together before, with the same key. */
  async #takeAgain(lane: Lane, turn: Extract<Turn, { type: 'again' }>, send: Send): Promise<void> {
    const { digestId: id, part } = turn;
    const incidentIds = lane.membersOf(id, part);
    const members = await this.#stillToTell(lane, (await this.#gathering.again(id, part)).filter(isOpen));
    const heeded = await this.#gathering.heed(members);
    // One of them that need not wait takes the others along: it is one message, and it has its key.
    if (members.length > 0 && heeded.every(({ notBeforeMs = 0 }) => notBeforeMs > this.now().nowMs))
      return this.#putBack(lane, incidentIds, heeded);
    const changed = members.length > 0 ? await this.#sendTogether(lane, { id, part, members }, send) : [];
    await this.#putBack(lane, incidentIds, changed);
  }

  /** Those of a message that may still go with it, each incident's in order; the others are cancelled. */
  async #stillToTell(lane: Lane, members: readonly Delivery[]): Promise<readonly Delivery[]> {
    const byIncident = Map.groupBy(members, ({ incidentId }) => incidentId);
    const read = await this.#gathering.read(lane.channelId, [...byIncident.keys()]);
    const stories = [...byIncident.values()].map((ofIncident, place) => stillTold(read[place]!, ofIncident));
    for (const { delivery, reason } of stories.flatMap(({ dropped }) => dropped))
      await this.#cancel([delivery], reason);
    return stories.flatMap(({ told }) => told);
  }

  async #takeTogether(lane: Lane, turn: Extract<Turn, { type: 'together' }>, send: Send): Promise<void> {
    const { newId } = this.#options;
    const incidentIds = lane.together(turn, this.now());
    const members = (await this.#gathering.read(lane.channelId, incidentIds)).flatMap((alerts) =>
      readyAlerts(alerts, this.now().nowMs),
    );
    const [one] = members;
    if (!one) return this.#putBack(lane, incidentIds, []);
    if (members.length === 1 && turn.digestId === undefined) {
      lane.noteGathered(this.now().monotonicMs);
      await this.#putBack(lane, incidentIds, []);
      return this.#takeAlone(lane, one.incidentId, send, false);
    }
    const id = turn.digestId ?? newId();
    const toldIds = turn.digestId === undefined && !turn.isNotices ? lane.toldBefore(incidentIds) : [];
    await this.#gathering.giveWay(members);
    const { part, gathered } = await this.#gathering.gather(id, members, toldIds);
    await this.#gathering.giveWay(members);
    const changed = await this.#sendTogether(lane, { id, part, members: gathered }, send);
    await this.#putBack(lane, incidentIds, changed.length > 0 ? changed : gathered);
  }

  /** Decides anew what is next of each incident. */
  async #putBack(lane: Lane, incidentIds: readonly string[], changed: readonly Delivery[]): Promise<void> {
    const byId = new Map(changed.map((alert) => [alert.id, alert]));
    const read = await this.#gathering.read(lane.channelId, incidentIds);
    for (const [place, incidentId] of incidentIds.entries()) {
      const alerts = read[place]!.map((alert) => byId.get(alert.id) ?? alert);
      lane.put(incidentId, alerts, this.now());
    }
  }

  /** Returns the alerts that changed. */
  async #do(lane: Lane, step: Exclude<Step, { type: 'nothing' }>, send: Send): Promise<readonly Delivery[]> {
    if (step.type === 'cancel') return this.#cancel([step.delivery], step.reason);
    const { store, newId, random } = this.#options;
    const { delivery, supersedes } = step;
    const channel = await store.channels.get(delivery.channelId);
    if (!channel) return this.#cancel([...supersedes, delivery], 'the channel was deleted');
    const late = await lateNotice(store.incidents, delivery, lane.longestWaitMs([delivery], this.now()));
    if (this.#isClosed()) return [];

    send.what = { deliveryId: delivery.id };
    const sent = await this.#send(lane, channel, send, delivery.message, {
      key: delivery.key,
      ...(late && { late }),
      ...(step.openingKey !== undefined && { openingKey: step.openingKey }),
      ...(await this.#openingExternalId(step)),
      ...(supersedes.length > 0 && { tellsWholeStory: true }),
      actions: this.#options.actionsOf?.(delivery) ?? [],
    });
    if (!sent) return [];
    const { outcome, times, wasCancelled } = sent;
    const after = afterAttempt(delivery, outcome, times, random());
    const ended = wasCancelled ? cancelled(after, WHILE_SENDING) : after;
    const attempt = attemptRecord(newId(), ended, outcome, times);
    await this.#endings.keep({ attempt, delivery: ended, supersedes, channel });
    if (ended.status === 'RETRY_PENDING') return [ended];
    return [ended, ...supersedes.map((earlier) => cancelled(earlier, SUPERSEDED))];
  }

  /** Tells many in one message. Returns them as they are then; nothing where it was not tried. */
  async #sendTogether(lane: Lane, digest: Digest, send: Send): Promise<readonly Delivery[]> {
    const { store, newId, random } = this.#options;
    const { id, part, members } = digest;
    const channel = await store.channels.get(lane.channelId);
    if (!channel) return this.#cancel(members, 'the channel was deleted');
    const standing = await store.digests.standing(id);
    const { isAny: isMore, externalId: openingExternalId } = await store.digests.told(id);
    const message = digestMessage({ digestId: id, members, standing, isMore });
    const late = digestLateNotice(members, standing, lane.longestWaitMs(members, this.now()));
    if (this.#isClosed()) return [];

    send.what = { digestId: id, part };
    const key = `${id}:${part}:${lane.channelId}`;
    const beganMs = this.now().monotonicMs;
    if (!this.#triedSinceMs.has(key)) this.#triedSinceMs.set(key, beganMs);
    const sent = await this.#send(lane, channel, send, message, {
      key,
      ...(late && { late }),
      ...(part > 1 && { openingKey: `${id}:1:${lane.channelId}` }),
      ...(openingExternalId !== undefined && { openingExternalId }),
    });
    if (!sent) return [];
    const { outcome, times, wasCancelled } = sent;
    const isKeptTogether = beganMs - this.#triedSinceMs.get(key)! <= MERGE_AFTER_MS;
    const after = afterAttemptTogether(members, outcome, times, { random: random(), isKeptTogether });
    if (outcome.type !== 'retry' || !isKeptTogether) {
      this.#triedSinceMs.delete(key);
      this.#gathering.forget(id, part);
    }
    const isOver = message.kind === 'INCIDENT_RESOLVED' || message.kind === 'NOTICE';
    lane.noteGathered(beganMs, { id, isOver: isOver || outcome.type === 'reject' });
    const ended = wasCancelled ? after.map((alert) => cancelled(alert, WHILE_SENDING)) : after;
    await this.#gathering.giveWay(members);
    await this.#endings.keepTogether(
      ended.map((delivery) => ({
        attempt: attemptRecord(newId(), delivery, outcome, times),
        delivery,
        supersedes: [],
        channel,
        isTogether: true,
      })),
    );
    return ended;
  }

  /** One attempt; undefined where we ended it: it stays open as it is, and the next run sends it with the same key. */
  async #send(
    lane: Lane,
    channel: Channel,
    send: Send,
    message: AlertMessage,
    own: Omit<SendContext, 'signal' | 'nowMs'>,
  ): Promise<Sent | undefined> {
    const { clock, random } = this.#options;
    const startedAtMs = clock.wall();
    const beganMs = clock.monotonic();
    const answer = await sendOnce(this.#options, channel, message, this.contextOf(own), send.abort);
    if (this.#isClosed() && send.abort.signal.aborted && answer.type !== 'sent') return undefined;
    const times = { startedAtMs, endedAtMs: clock.wall(), durationMs: clock.monotonic() - beganMs };
    const wasCancelled = send.isCancelled && answer.type === 'retry';
    if (!wasCancelled) lane.learn(answer, clock.monotonic(), random());
    return { outcome: wasCancelled ? { ...answer, reason: WHILE_SENDING } : answer, times, wasCancelled };
  }

  /** What the provider called the newest alert of the incident that reached it. */
  async #openingExternalId({ earlier }: SendStep): Promise<Pick<SendContext, 'openingExternalId'>> {
    const told = earlier.findLast(({ status }) => status === 'DELIVERED');
    if (!told) return {};
    const attempts = await this.#options.store.outbox.attempts(told.id);
    const openingExternalId = attempts.findLast(({ externalId }) => externalId !== undefined)?.externalId;
    return openingExternalId === undefined ? {} : { openingExternalId };
  }

  async #cancel(alerts: readonly Delivery[], reason: string): Promise<readonly Delivery[]> {
    const { store, publish } = this.#options;
    for (const { id } of alerts) await store.outbox.setStatus(id, 'CANCELLED', reason);
    const changed = alerts.map((alert) => cancelled(alert, reason));
    for (const data of changed) publish({ type: 'delivery', data });
    return changed;
  }

  contextOf(own: Omit<SendContext, 'signal' | 'nowMs'>): Omit<SendContext, 'signal' | 'nowMs'> {
    const { publicUrl, smtp, lookup, egress } = this.#options;
    return {
      ...own,
      ...(publicUrl !== undefined && { publicUrl }),
      ...(smtp && { smtp }),
      ...(lookup && { lookup }),
      ...(egress && { egress }),
    };
  }

  now(): Instant {
    const { clock } = this.#options;
    return { nowMs: clock.wall(), monotonicMs: clock.monotonic() };
  }
}

const WHILE_SENDING = 'it was cancelled while it was being sent';

function isOpen({ status }: Delivery): boolean {
  return status === 'PENDING' || status === 'RETRY_PENDING';
}

function withChanges(alerts: readonly Delivery[], changed: readonly Delivery[]): readonly Delivery[] {
  return alerts.map((alert) => changed.find(({ id }) => id === alert.id) ?? alert);
}
