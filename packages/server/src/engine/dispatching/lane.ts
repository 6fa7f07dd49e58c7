/** What waits for one channel. One channel's trouble stays in its lane. */
import { backoffMs, clampRetryAfter, type Delivery } from '@upwatch/core';
import type { SendOutcome } from '../../channels/port.ts';
import type { WaitingAlert } from '../../stores/port.ts';
import {
  digestToJoin,
  type Instant,
  nextTurn,
  STORM,
  type ToldLately,
  type Turn,
  type Waiting,
  type Way,
} from './grouping.ts';
import { type AlertInLine, MERGE_AFTER_MS, nextStep, waitedByWall } from './order.ts';

/** However long a channel has failed, an alert that is new to it waits no longer than this, milliseconds. */
const PAUSE_MAX_MS = 30_000;
/** A provider that said "too many" hears from us no more than once in this time ... */
const LIMITED_GAP_MS = 1_000;
/** ... until it has not said so for this long. */
const LIMITED_MS = 3_600_000;
/** Incidents that one message tells of. In a larger storm the rest is told by the next one. */
const TOGETHER_MAX = 20_000;

/** A send in flight. */
export interface Send {
  readonly abort: AbortController;
  /** Known once it has been decided what is sent. */
  what: { readonly deliveryId: string } | { readonly digestId: string; readonly part: number } | undefined;
  isCancelled: boolean;
}

/** The open alerts of one channel, by incident, what was told lately, and when it may be spoken to again. */
export class Lane {
  readonly channelId: string;
  /** Each alert of its own opens a ticket that only its own end closes: ends are not told together. */
  readonly isTracker: boolean;
  readonly #isApart: boolean;
  /** By incident, what is next as it looked when it was put here; it is decided anew at its turn. */
  readonly #waiting = new Map<string, Waiting>();
  /** By incident and alert, since when each that is open waits, by the monotonic clock. */
  readonly #sinceMs = new Map<string, ReadonlyMap<string, number>>();
  /** Absent when it has to be decided again. */
  #next: Turn | undefined;
  #failuresInARow = 0;
  #pausedUntilMs = -Infinity;
  #limitedUntilMs = -Infinity;
  #alone: readonly { readonly atMs: number; readonly deliveryId: string; readonly isOpening: boolean }[] = [];
  #gatheredAtMs: readonly number[] = [];
  #digest: ToldLately['digest'];
  /** By digest that something waits for, how many of its incidents stand. */
  #standing: ReadonlyMap<string, number> = new Map();
  /** The send in flight. There is at most one. */
  current: Send | undefined;

  /** @param isApart nothing is told together */
  constructor(channelId: string, isTracker = false, isApart = false) {
    this.channelId = channelId;
    this.isTracker = isTracker;
    this.#isApart = isApart;
  }

  /** Nothing waits, nothing is in flight, and there is nothing to remember. */
  isIdle(monotonicMs: number): boolean {
    const isQuiet = Math.max(this.#pausedUntilMs, this.#limitedUntilMs) <= monotonicMs;
    const lastMs = Math.max(this.#alone.at(-1)?.atMs ?? -Infinity, this.#gatheredAtMs.at(-1) ?? -Infinity);
    return this.#waiting.size === 0 && !this.current && isQuiet && monotonicMs - lastMs >= STORM.memoryMs;
  }

  /** Replaces what waits. Only open alerts are given here: what has ended is looked up at their turn. */
  fill(open: readonly WaitingAlert[], now: Instant): void {
    this.#waiting.clear();
    const byIncident = Map.groupBy(open, (alert) => alert.incidentId);
    for (const incidentId of this.#sinceMs.keys()) if (!byIncident.has(incidentId)) this.#sinceMs.delete(incidentId);
    for (const [incidentId, alerts] of byIncident) {
      const told = alerts.find((alert) => alert.told)?.told;
      this.#put(incidentId, told ? [{ ...ARRIVED, ...told }, ...alerts] : alerts, now);
    }
    this.#next = undefined;
  }

  /** Replaces what waits of one incident. @param alerts all to this channel, ended ones included */
  put(incidentId: string, alerts: readonly AlertInLine[], now: Instant): void {
    this.#put(incidentId, alerts, now);
    this.#next = undefined;
  }

  /** How long alerts of an incident have waited, whatever was done to the wall clock since they were first seen. */
  waitedMs(incidentId: string, { nowMs, monotonicMs }: Instant): (alert: AlertInLine) => number {
    const known = this.#sinceMs.get(incidentId);
    return (alert) => {
      const sinceMs = known?.get(alert.id);
      return sinceMs === undefined ? waitedByWall(alert, nowMs) : monotonicMs - sinceMs;
    };
  }

  /** How long the oldest of some alerts has waited, in the same way. */
  longestWaitMs(alerts: readonly Delivery[], now: Instant): number {
    return alerts.reduce((longest, alert) => Math.max(longest, this.waitedMs(alert.incidentId, now)(alert)), 0);
  }

  #put(incidentId: string, alerts: readonly AlertInLine[], now: Instant): void {
    const waitedMs = this.waitedMs(incidentId, now);
    const step = nextStep(alerts, now.nowMs, waitedMs);
    if (step.type === 'nothing') {
      this.#waiting.delete(incidentId);
      this.#sinceMs.delete(incidentId);
      return;
    }
    const sinceOf = (alert: AlertInLine): number => now.monotonicMs - waitedMs(alert);
    this.#sinceMs.set(incidentId, new Map(alerts.filter(isOpen).map((alert) => [alert.id, sinceOf(alert)])));
    const { delivery, dueAtMs } = step;
    const way = step.type === 'cancel' ? ALONE : this.#wayOf(delivery, alerts, waitedMs(delivery));
    // Quiet hours go by the clock on the wall: what they held back waits from their end.
    const quietEndedMs = now.monotonicMs - Math.max(0, now.nowMs - (delivery.notBeforeMs ?? -Infinity));
    const sinceMs = Math.max(sinceOf(delivery), quietEndedMs);
    this.#waiting.set(incidentId, { incidentId, deliveryId: delivery.id, dueAtMs, sinceMs, way });
  }

  #wayOf(delivery: AlertInLine, alerts: readonly AlertInLine[], waitedMs: number): Way {
    if (this.#isApart) return ALONE;
    const { digestId, digestPart, kind, sequence, attemptCount } = delivery;
    if (digestId !== undefined) return { type: 'again', digestId, part: digestPart ?? 1 };
    const isEnd = kind === 'INCIDENT_RESOLVED';
    const told = newestOf(alerts.filter((alert) => alert.status === 'DELIVERED' && alert.sequence < sequence));
    if (told?.digestId !== undefined && told.kind !== 'INCIDENT_RESOLVED')
      return { type: 'bound', digestId: told.digestId, isEnd };
    const isTriedLately = attemptCount > 0 && waitedMs <= MERGE_AFTER_MS;
    if (isTriedLately || (isEnd && told && this.isTracker)) return ALONE;
    return { type: 'free', isNotice: kind === 'NOTICE' };
  }

  /** What is to be done next, and when. */
  next(now: Instant): Turn | undefined {
    // What was decided for later is decided again when it is due: more may be due by then.
    if (!this.#next || this.#next.dueAtMs <= now.nowMs)
      this.#next = nextTurn(this.#waiting.values(), this.#toldLately(), this.#standing, now);
    const pauseMs = Math.max(0, this.#pausedUntilMs - now.monotonicMs);
    return this.#next && { ...this.#next, dueAtMs: Math.max(this.#next.dueAtMs, now.nowMs + pauseMs) };
  }

  #toldLately(): ToldLately {
    const aloneAtMs = this.#alone.map(({ atMs }) => atMs);
    return { aloneAtMs, gatheredAtMs: this.#gatheredAtMs, ...(this.#digest && { digest: this.#digest }) };
  }

  /** The incidents that a turn tells together, those that have waited longest first. */
  together(turn: Extract<Turn, { type: 'together' }>, now: Instant): readonly string[] {
    const isOfTurn = ({ way }: Waiting): boolean =>
      way.type === 'bound'
        ? way.digestId === turn.digestId
        : way.type === 'free' && way.isNotice === turn.isNotices && this.#takesFree(turn, now);
    const members = [...this.#waiting.values()].filter((one) => one.dueAtMs <= now.nowMs && isOfTurn(one));
    const inOrder = members.toSorted((a, b) => a.sinceMs - b.sinceMs).slice(0, TOGETHER_MAX);
    return inOrder.map(({ incidentId }) => incidentId);
  }

  #takesFree({ digestId }: Extract<Turn, { type: 'together' }>, { monotonicMs }: Instant): boolean {
    return digestId === undefined || digestId === digestToJoin(this.#toldLately(), monotonicMs);
  }

  /** The incidents whose next message was put together before. */
  membersOf(digestId: string, part: number): readonly string[] {
    const members = [...this.#waiting.values()].filter(
      ({ way }) => way.type === 'again' && way.digestId === digestId && way.part === part,
    );
    return members.map(({ incidentId }) => incidentId);
  }

  /** The digests whose members' ends wait. */
  endingDigests(): ReadonlySet<string> {
    const ending = [...this.#waiting.values()].flatMap(({ way }) => (way.type === 'bound' ? [way.digestId] : []));
    return new Set(ending);
  }

  setStanding(standing: ReadonlyMap<string, number>): void {
    this.#standing = standing;
    this.#next = undefined;
  }

  /** An alert went at once. */
  noteAlone(deliveryId: string, isOpening: boolean, atMs: number): void {
    this.#alone = [...this.#alone, { atMs, deliveryId, isOpening }].slice(-STORM.atOnce);
    this.#next = undefined;
  }

  /** What had been waited for went. @param digest absent for a single alert */
  noteGathered(atMs: number, digest?: { readonly id: string; readonly isOver: boolean }): void {
    this.#gatheredAtMs = [...this.#gatheredAtMs, atMs].slice(-STORM.gapsMs.length);
    if (digest) this.#digest = { ...digest, atMs };
    this.#next = undefined;
  }

  /** The openings that went at once as the storm began: where they open no tickets, its digest tells their ends too. */
  toldBefore(incidentIds: readonly string[]): readonly string[] {
    if (this.isTracker) return [];
    const sinceMs = this.#waiting.get(incidentIds[0] ?? '')?.sinceMs ?? Infinity;
    const these = this.#alone.filter(({ isOpening, atMs }) => isOpening && atMs > sinceMs - STORM.windowMs);
    return these.map(({ deliveryId }) => deliveryId);
  }

  /** Leaves the channel alone until an instant of the monotonic clock, or longer where it has asked for more. */
  pauseUntil(monotonicMs: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, monotonicMs);
  }

  /** Learns from an outcome how long to leave the channel alone. */
  learn(outcome: SendOutcome, monotonicMs: number, random: number): void {
    if (outcome.statusCode === 429) this.#limitedUntilMs = monotonicMs + LIMITED_MS;
    const gapMs = monotonicMs < this.#limitedUntilMs ? LIMITED_GAP_MS : -Infinity;
    if (outcome.type !== 'retry') {
      this.#failuresInARow = 0;
      this.pauseUntil(monotonicMs + gapMs);
      return;
    }
    this.#failuresInARow++;
    const ownMs = Math.min(PAUSE_MAX_MS, backoffMs(this.#failuresInARow, random));
    const askedMs = outcome.retryAfterMs === undefined ? 0 : clampRetryAfter(outcome.retryAfterMs);
    this.pauseUntil(monotonicMs + Math.max(ownMs, askedMs, gapMs));
  }
}

const ALONE: Way = { type: 'alone' };

/** What stands for an alert that arrived, in a read of those that are open. */
const ARRIVED = { id: '', status: 'DELIVERED', attemptCount: 1, createdAtMs: 0 } as const;

function isOpen({ status }: AlertInLine): boolean {
  return status === 'PENDING' || status === 'RETRY_PENDING';
}

function newestOf(alerts: readonly AlertInLine[]): AlertInLine | undefined {
  return alerts.reduce<AlertInLine | undefined>((a, b) => (a && a.sequence > b.sequence ? a : b), undefined);
}
