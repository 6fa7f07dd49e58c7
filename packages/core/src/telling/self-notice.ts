/** What Upwatch tells of itself: that it cannot watch, or cannot keep or tell, and that it can again. */
import type { AlertMessage, Delivery } from './alert.ts';
import { durationInWords } from './headline.ts';

/** What can be wrong with Upwatch itself. */
export type SelfTrouble = 'network' | 'disk_full' | 'store' | 'outbox' | 'file_descriptors';

const IN_WORDS: Readonly<Record<SelfTrouble, string>> = {
  network: 'monitoring is impaired: its own network does not work',
  disk_full: 'the disk is full: nothing can be changed or kept',
  store: 'the database cannot be written',
  outbox: 'alerts are stuck: they are due and nobody sends them',
  file_descriptors: 'monitoring is impaired: file descriptors or ports ran out',
};

/** The same, told when it is over. */
const WAS_IN_WORDS: Readonly<Record<SelfTrouble, string>> = {
  network: 'monitoring was impaired: its own network did not work',
  disk_full: 'the disk was full: nothing could be changed or kept',
  store: 'the database could not be written',
  outbox: 'alerts were stuck: they were due and nobody sent them',
  file_descriptors: 'monitoring was impaired: file descriptors or ports had run out',
};

/** One trouble of our own, from its begin to its end. */
export interface SelfTroubleSpan {
  readonly trouble: SelfTrouble;
  /** Stands in the place of an incident's. */
  readonly id: string;
  readonly sinceMs: number;
  readonly untilMs?: number;
  /** The particulars, one line without secrets. */
  readonly detail?: string;
}

/** What telling of it needs to know. */
export interface SelfNoticeInput {
  /** Where this server looks from. */
  readonly region: string;
  readonly channels: readonly { readonly id: string }[];
  readonly nowMs: number;
  readonly newId: () => string;
}

/**
 * The notices of a trouble that began or, where it has an `untilMs`, ended: one for each channel. Keys follow from the
 * trouble, so each is told once.
 * @param isStory the end stands alone, because the begin was told to nobody
 */
export function selfNotices(span: SelfTroubleSpan, given: SelfNoticeInput, isStory = false): readonly Delivery[] {
  const sequence = span.untilMs === undefined ? 1 : 2;
  const message: AlertMessage = {
    kind: 'NOTICE',
    severity: 'DEGRADED',
    monitorName: 'Upwatch',
    target: 'this server itself',
    monitorId: '',
    incidentId: span.id,
    headline: selfHeadline(span, isStory),
    regions: [given.region],
    startedAtMs: span.sinceMs,
    occurredAtMs: given.nowMs,
  };
  return given.channels.map(({ id: channelId }) => ({
    id: given.newId(),
    key: `self:${span.id}:${sequence}:${channelId}`,
    incidentId: span.id,
    channelId,
    kind: 'NOTICE',
    sequence,
    message,
    status: 'PENDING',
    attemptCount: 0,
    createdAtMs: given.nowMs,
  }));
}

/** "Upwatch: monitoring is impaired: its own network does not work (7 hosts fell silent)" */
export function selfHeadline({ trouble, sinceMs, untilMs, detail }: SelfTroubleSpan, isStory = false): string {
  if (untilMs === undefined) return `Upwatch: ${IN_WORDS[trouble]}${detail === undefined ? '' : ` (${detail})`}`;
  const lasted = durationInWords(untilMs - sinceMs);
  const gap = trouble === 'network' ? '; what it could not see is shown as unknown and counted as no downtime' : '';
  const was = `${WAS_IN_WORDS[trouble]}${gap}`;
  return isStory
    ? `Upwatch is sound again. For ${lasted}, ${was}`
    : `Upwatch is sound again after ${lasted} in which ${was}`;
}
