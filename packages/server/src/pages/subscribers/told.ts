/** What a subscriber is told, as far as mails and posts say the same. */
import type { PageNotice, PageSubscriber, StatusPage } from '../../stores/port.ts';
import type { Wording } from '../wording/wording.ts';
import type { SubscriberLinks } from './subscriber-links.ts';

/** Something to tell one subscriber. */
export interface Told {
  readonly page: Pick<StatusPage, 'id' | 'name'>;
  /** Of the page, without a slash at the end. */
  readonly address: string;
  readonly subscriber: PageSubscriber;
  /** Absent: they are asked to confirm that they want to be told. */
  readonly notice?: PageNotice;
}

export function confirmUrl({ address, subscriber }: Told, links: SubscriberLinks): string {
  return `${address}/confirm/${links.token('confirm', subscriber)}`;
}

export function leaveUrl({ address, subscriber }: Told, links: SubscriberLinks): string {
  return `${address}/unsubscribe/${links.token('leave', subscriber)}`;
}

/** In one word, as the page says it. */
export function wordOf({ kind, status, scheduled, occurredAtMs }: PageNotice, wording: Wording): string {
  if (!scheduled) return wording.word[status];
  if (kind === 'DONE') return wording.phase.over;
  return kind !== 'BEGUN' && occurredAtMs < scheduled.fromMs ? wording.phase.scheduled : wording.phase.inProgress;
}
