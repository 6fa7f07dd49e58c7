/** What a subscriber is told, as far as mails and posts say the same. */
import { isCalledOff } from '@upwatch/core';
import type { PageNotice, PageSubscriber, StatusPage } from '../../stores/port.ts';
import { POSTMORTEM_ANCHOR } from '../render/incidents.ts';
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

/** Where there is more of it. */
export function noticeUrl({ address }: Told, { pageIncidentId, kind }: PageNotice): string {
  return `${address}/incidents/${pageIncidentId}${kind === 'POSTMORTEM' ? `#${POSTMORTEM_ANCHOR}` : ''}`;
}

/** In one word, as the page says it. */
export function wordOf(notice: PageNotice, wording: Wording): string {
  const { kind, status, scheduled, occurredAtMs } = notice;
  if (kind === 'POSTMORTEM') return wording.postmortem;
  if (!scheduled) return wording.word[status];
  if (kind === 'DONE') return isOfCalledOff(notice) ? wording.phase.calledOff : wording.phase.over;
  return kind !== 'BEGUN' && occurredAtMs < scheduled.fromMs ? wording.phase.scheduled : wording.phase.inProgress;
}

/** Whether it is the end of work that never began. */
export function isOfCalledOff({ kind, scheduled, occurredAtMs }: PageNotice): boolean {
  return kind === 'DONE' && isCalledOff(scheduled, occurredAtMs);
}
