/** Which alert of one incident goes to one channel next: pure, so that order and merging are tables in a test. */
import { type Delivery, LONGEST_RETRY_WAIT_MS } from '@upwatch/core';

/** An alert that waits longer than this, with a later one behind it, is told in one message with the later one. */
export const MERGE_AFTER_MS = 300_000;
/** What follows in the story of an incident waits no longer than this for what was told before it to be written down. */
const WRITTEN_WITHIN_MS = 300_000;

/** What of an alert decides on its turn: whole alerts, and those that are read without their words. */
export interface AlertInLine
  extends Pick<
    Delivery,
    | 'id'
    | 'kind'
    | 'sequence'
    | 'status'
    | 'attemptCount'
    | 'lastAttemptAtMs'
    | 'nextRetryAtMs'
    | 'notBeforeMs'
    | 'createdAtMs'
    | 'digestId'
    | 'digestPart'
  > {
  readonly key?: string;
  readonly message?: Pick<Delivery['message'], 'occurredAtMs'>;
  /** It has ended, and that could not be written down yet. */
  readonly isUnwritten?: boolean;
}

/** One alert is to be sent. */
export interface SendStep<A extends AlertInLine = Delivery> {
  readonly type: 'send';
  readonly delivery: A;
  /** Not before this instant, epoch milliseconds. */
  readonly dueAtMs: number;
  /** Earlier ones that this one stands for: ended once it has ended. */
  readonly supersedes: readonly A[];
  /** Those before it, in order, ended ones included. */
  readonly earlier: readonly A[];
  /** Key of the first alert, where that is another one. */
  readonly openingKey?: string;
}

/** What is to be done next for one incident on one channel. */
export type Step<A extends AlertInLine = Delivery> =
  | SendStep<A>
  | { readonly type: 'cancel'; readonly delivery: A; readonly dueAtMs: number; readonly reason: string }
  | { readonly type: 'nothing' };

/**
 * Decides. A later alert is never sent before an earlier one has ended, and never an earlier one after a later one has
 * arrived; a recovery is sent only where its opening arrived, or where it tells of both.
 * @param alerts all of one incident to one channel, ended ones included
 * @param waitedMs how long an alert has waited, where it is better known than by a wall clock that may have been set
 */
export function nextStep<A extends AlertInLine>(
  alerts: readonly A[],
  nowMs: number,
  waitedMs: (alert: A) => number = (alert) => waitedByWall(alert, nowMs),
): Step<A> {
  const inOrder = inSequence(alerts);
  if (inOrder.some((alert) => isBeingWritten(alert, nowMs))) return { type: 'nothing' };
  const overtaken = overtakenWait(inOrder, nowMs);
  if (overtaken) return overtaken;
  const open = withoutWaiting(inOrder.filter(isOpen), nowMs);
  const first = open[0];
  const last = open.at(-1);
  if (!first || !last) return { type: 'nothing' };
  const cancel = (reason: string): Step<A> => ({
    type: 'cancel',
    delivery: first,
    dueAtMs: dueAt(first, nowMs),
    reason,
  });
  // What is merged begins with an opening, or with the end of one that arrived: two ends in one message are no story.
  const why = untellable(inOrder, first);
  if (why !== undefined) return cancel(why);

  const isMerging = last !== first && waitedMs(first) > MERGE_AFTER_MS;
  const delivery = isMerging ? last : first;
  const supersedes = isMerging ? open.slice(0, -1) : [];
  const openingKey = inOrder[0]!.key;
  return {
    type: 'send',
    delivery,
    supersedes,
    earlier: inOrder.filter(({ sequence }) => sequence < delivery.sequence),
    // Merged, the longest wait counts: a provider that asked for time gets it.
    dueAtMs: Math.max(...[delivery, ...supersedes].map((one) => dueAt(one, nowMs))),
    ...(openingKey !== undefined && openingKey !== delivery.key && { openingKey }),
  };
}

/**
 * What of an incident is told now when it is told together with others: all that is ready, for one message can tell of
 * a beginning and its end. Nothing where the first has to wait, is to be cancelled, or belongs to a message already.
 * @param alerts all of one incident to one channel, ended ones included
 */
export function readyAlerts(alerts: readonly Delivery[], nowMs: number): readonly Delivery[] {
  const ready: Delivery[] = [];
  for (let rest = alerts; ; ) {
    const step = nextStep(rest, nowMs);
    if (step.type !== 'send' || step.dueAtMs > nowMs || step.delivery.digestId !== undefined) return ready;
    const told = [...step.supersedes, step.delivery];
    ready.push(...told);
    rest = rest.map((alert) => (told.includes(alert) ? { ...alert, status: 'DELIVERED' } : alert));
  }
}

/**
 * What of one incident still goes with a message that was put together before, in order, and what does not, each with
 * why: what failed may be tried again by a person long after more was told of it.
 * @param alerts all of the incident to one channel, ended ones included
 * @param members those of them that the message told; in any order, since a wall clock that is set back makes a later
 * one seem older
 */
export function stillTold(alerts: readonly Delivery[], members: readonly Delivery[]): StillTold {
  let rest = inSequence(alerts);
  const told: Delivery[] = [];
  const dropped: { readonly delivery: Delivery; readonly reason: string }[] = [];
  for (const delivery of inSequence(members)) {
    const reason = untellable(rest, delivery);
    if (reason === undefined) told.push(delivery);
    else dropped.push({ delivery, reason });
    const status = reason === undefined ? 'DELIVERED' : 'CANCELLED';
    rest = rest.map((alert) => (alert.id === delivery.id ? { ...alert, status } : alert));
  }
  return { told, dropped };
}

interface StillTold {
  readonly told: readonly Delivery[];
  readonly dropped: readonly { readonly delivery: Delivery; readonly reason: string }[];
}

/** How long an alert has waited to be told, as far as the clock on the wall knows. */
export function waitedByWall({ message, createdAtMs }: AlertInLine, nowMs: number): number {
  return Math.max(0, nowMs - (message?.occurredAtMs ?? createdAtMs));
}

function inSequence<A extends AlertInLine>(alerts: readonly A[]): readonly A[] {
  return alerts.toSorted((a, b) => a.sequence - b.sequence);
}

function isOpen({ status }: AlertInLine): boolean {
  return status === 'PENDING' || status === 'RETRY_PENDING';
}

/**
 * Whether what was told is soon known to the next run too: after a crash that one would tell it once more, and after
 * what came later. A full disk may last; then telling goes on (row D05).
 */
function isBeingWritten({ isUnwritten, lastAttemptAtMs = -Infinity }: AlertInLine, nowMs: number): boolean {
  return isUnwritten === true && lastAttemptAtMs <= nowMs && nowMs - lastAttemptAtMs < WRITTEN_WITHIN_MS;
}

/** Why an alert is not told any more, whatever else waits; undefined while it is. */
function untellable(inOrder: readonly AlertInLine[], alert: AlertInLine): string | undefined {
  if (inOrder.some(({ sequence, status }) => sequence > alert.sequence && status === 'DELIVERED'))
    return 'a later alert of the same incident has arrived already';
  return alert.kind === 'INCIDENT_RESOLVED' && !hasOpeningArrived(inOrder, alert)
    ? 'its opening was not delivered to this channel'
    : undefined;
}

/** Whatever was told since the recovery before it decides: earlier rounds of the same incident are over. */
function hasOpeningArrived(inOrder: readonly AlertInLine[], recovery: AlertInLine): boolean {
  const before = inOrder.filter(({ sequence }) => sequence < recovery.sequence);
  const round = before.slice(before.findLastIndex(({ kind }) => kind === 'INCIDENT_RESOLVED') + 1);
  return round.some(({ status }) => status === 'DELIVERED');
}

/** What waits for the end of quiet hours is dropped when it is over by then, or when what is worse is told meanwhile. */
function overtakenWait<A extends AlertInLine>(inOrder: readonly A[], nowMs: number): Step<A> | undefined {
  const untried = inOrder.filter(
    (alert) => isOpen(alert) && alert.notBeforeMs !== undefined && alert.attemptCount === 0,
  );
  for (const delivery of untried) {
    if (delivery.kind === 'INCIDENT_RESOLVED') continue;
    const later = inOrder.filter(({ sequence }) => sequence > delivery.sequence);
    // Hours that were over by then did not keep it: it waited for the channel, like any other.
    const isOver = later.some((end) => end.kind === 'INCIDENT_RESOLVED' && end.createdAtMs < delivery.notBeforeMs!);
    const isWorse = isWaiting(delivery, nowMs) && later.some((alert) => isOpen(alert) && !isWaiting(alert, nowMs));
    if (!isOver && !isWorse) continue;
    const reason = isOver ? 'it was over before the quiet hours were' : SUPERSEDED_IN_QUIET;
    return { type: 'cancel', delivery, dueAtMs: nowMs, reason };
  }
  return undefined;
}

const SUPERSEDED_IN_QUIET = 'a later alert of the same incident did not wait for the end of the quiet hours';

/**
 * An alert that waits for the end of quiet hours holds up none that need not wait, but its own end where it was tried
 * before them: an end that is dropped for want of a beginning would leave that one, told at last, without an end.
 */
function withoutWaiting<A extends AlertInLine>(open: readonly A[], nowMs: number): readonly A[] {
  const ready = open.filter((alert) => !isWaiting(alert, nowMs));
  const end = ready[0]?.kind === 'INCIDENT_RESOLVED' ? ready[0] : undefined;
  const isOfTried =
    end && open.some((alert) => isWaiting(alert, nowMs) && alert.attemptCount > 0 && alert.sequence < end.sequence);
  return ready.length > 0 && !isOfTried ? ready : open;
}

function isWaiting({ notBeforeMs }: AlertInLine, nowMs: number): boolean {
  return notBeforeMs !== undefined && notBeforeMs > nowMs;
}

/** No quiet hours last longer, even those that touch one another all week. */
const QUIET_MAX_MS = 9 * 86_400_000;

/**
 * When an alert may be sent. Now, where the wall clock was set back since: it stands before the last attempt, or the
 * wait is longer than any that is ever set. Quiet hours go by the clock on the wall, whatever was done to it.
 */
function dueAt(delivery: AlertInLine, nowMs: number): number {
  const { lastAttemptAtMs, createdAtMs, nextRetryAtMs = createdAtMs, notBeforeMs = -Infinity } = delivery;
  const wasSetBack = (lastAttemptAtMs ?? createdAtMs) > nowMs || nextRetryAtMs > nowMs + LONGEST_RETRY_WAIT_MS;
  const triedAtMs = wasSetBack ? nowMs : nextRetryAtMs;
  return notBeforeMs - nowMs > QUIET_MAX_MS ? triedAtMs : Math.max(triedAtMs, notBeforeMs);
}
