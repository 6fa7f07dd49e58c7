/** Which alert of one incident goes to one channel next: pure, so that order and merging are tables in a test. */
import { type Delivery, LONGEST_RETRY_WAIT_MS } from '@upwatch/core';

/** An alert that waits longer than this, with a later one behind it, is told in one message with the later one. */
export const MERGE_AFTER_MS = 300_000;

/** What is to be done next for one incident on one channel. */
export type Step =
  | {
      readonly type: 'send';
      readonly delivery: Delivery;
      /** Not before this instant, epoch milliseconds. */
      readonly dueAtMs: number;
      /** Earlier ones that this one stands for: ended once it has ended. */
      readonly supersedes: readonly Delivery[];
      /** Key of the first alert, where that is another one. */
      readonly openingKey?: string;
    }
  | { readonly type: 'cancel'; readonly delivery: Delivery; readonly dueAtMs: number; readonly reason: string }
  | { readonly type: 'nothing' };

/**
 * Decides. A later alert is never sent before an earlier one has ended, and never an earlier one after a later one has
 * arrived; a recovery is sent only where its opening arrived, or where it tells of both.
 * @param alerts all of one incident to one channel, ended ones included
 */
export function nextStep(alerts: readonly Delivery[], nowMs: number): Step {
  const inOrder = alerts.toSorted((a, b) => a.sequence - b.sequence);
  const open = inOrder.filter(isOpen);
  const first = open[0];
  const last = open.at(-1);
  if (!first || !last) return { type: 'nothing' };
  const cancel = (reason: string): Step => ({
    type: 'cancel',
    delivery: first,
    dueAtMs: dueAt(first, nowMs),
    reason,
  });
  if (inOrder.some((alert) => alert.sequence > first.sequence && alert.status === 'DELIVERED'))
    return cancel('a later alert of the same incident has arrived already');

  const isMerging = last !== first && nowMs - first.message.occurredAtMs > MERGE_AFTER_MS;
  if (!isMerging && first.kind === 'INCIDENT_RESOLVED' && !hasOpeningArrived(inOrder, first))
    return cancel('its opening was not delivered to this channel');

  const delivery = isMerging ? last : first;
  const supersedes = isMerging ? open.slice(0, -1) : [];
  const openingKey = inOrder[0]!.key;
  return {
    type: 'send',
    delivery,
    supersedes,
    // Merged, the longest wait counts: a provider that asked for time gets it.
    dueAtMs: Math.max(...[delivery, ...supersedes].map((one) => dueAt(one, nowMs))),
    ...(openingKey !== delivery.key && { openingKey }),
  };
}

function isOpen({ status }: Delivery): boolean {
  return status === 'PENDING' || status === 'RETRY_PENDING';
}

/** The newest opening before a recovery decides: earlier rounds of the same incident are over. */
function hasOpeningArrived(inOrder: readonly Delivery[], recovery: Delivery): boolean {
  const opening = inOrder.findLast(
    ({ kind, sequence }) => kind !== 'INCIDENT_RESOLVED' && sequence < recovery.sequence,
  );
  return opening?.status === 'DELIVERED';
}

/**
 * When an alert may be sent. Now, where the wall clock was set back since: it stands before the last attempt, or the
 * wait is longer than any that is ever set.
 */
function dueAt(delivery: Delivery, nowMs: number): number {
  const { lastAttemptAtMs, createdAtMs, nextRetryAtMs = createdAtMs } = delivery;
  const wasSetBack = (lastAttemptAtMs ?? createdAtMs) > nowMs || nextRetryAtMs > nowMs + LONGEST_RETRY_WAIT_MS;
  return wasSetBack ? nowMs : nextRetryAtMs;
}
