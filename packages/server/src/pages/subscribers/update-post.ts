/** What is posted to a subscriber's URL. */
import type { JsonObject } from '@upwatch/core';
import type { PageNotice } from '../../stores/port.ts';
import type { SubscriberLinks } from './subscriber-links.ts';
import { confirmUrl, isOfCalledOff, leaveUrl, noticeUrl, type Told } from './told.ts';

const TYPES: Readonly<Record<PageNotice['kind'], string>> = {
  OPENED: 'incident.opened',
  UPDATED: 'incident.updated',
  RESOLVED: 'incident.resolved',
  POSTMORTEM: 'incident.postmortem',
  SCHEDULED: 'maintenance.scheduled',
  BEGUN: 'maintenance.begun',
  DONE: 'maintenance.done',
};

export function updatePost(told: Told, links: SubscriberLinks): JsonObject {
  const page = { name: told.page.name, url: told.address };
  const { notice, subscriber } = told;
  if (!notice) {
    const note = 'Somebody wants updates of this page posted here. POST to confirmUrl, or open it, to receive them.';
    return { type: 'subscription.confirm', page, confirmUrl: confirmUrl(told, links), note };
  }
  return {
    type: isOfCalledOff(notice) ? 'maintenance.cancelled' : TYPES[notice.kind],
    timestamp: time(notice.occurredAtMs),
    page,
    incident: {
      id: notice.pageIncidentId,
      title: notice.title,
      status: notice.status,
      impact: notice.impact,
      url: noticeUrl(told, notice),
      startedAt: time(notice.startedAtMs),
      scheduledFor: notice.scheduled ? time(notice.scheduled.fromMs) : null,
      scheduledUntil: notice.scheduled ? time(notice.scheduled.untilMs) : null,
      affectedComponents: notice.affected.map(({ componentId: id, name, status }) => ({ id, name, status })),
    },
    body: notice.body,
    ...(notice.postmortem && {
      postmortem: { title: notice.postmortem.title ?? null, url: notice.postmortem.url ?? null },
    }),
    subscriptionId: subscriber.id,
    unsubscribeUrl: leaveUrl(told, links),
  };
}

function time(atMs: number): string {
  return new Date(atMs).toISOString();
}
