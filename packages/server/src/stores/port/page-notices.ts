import type { Delivery } from '@upwatch/core';
import type { DeliveryAttempt } from './outbox.ts';
import type { AffectedComponent, PageIncident, PageIncidentStatus, PageSubscriber } from './status-pages.ts';

/** The last three are of announced work. */
export type PageNoticeKind = 'OPENED' | 'UPDATED' | 'RESOLVED' | 'POSTMORTEM' | 'SCHEDULED' | 'BEGUN' | 'DONE';

/** What subscribers of a page are told, in the words that were said then. */
export interface PageNotice {
  readonly id: string;
  readonly pageId: string;
  readonly pageIncidentId: string;
  readonly kind: PageNoticeKind;
  readonly title: string;
  readonly status: PageIncidentStatus;
  readonly impact: PageIncident['impact'];
  /** Markdown. */
  readonly body: string;
  readonly startedAtMs: number;
  readonly scheduled?: { readonly fromMs: number; readonly untilMs: number };
  readonly affected: readonly AffectedComponent[];
  /** Of a `POSTMORTEM`: its body is that of the notice. */
  readonly postmortem?: { readonly title?: string; readonly url?: string };
  readonly occurredAtMs: number;
}

/** Something on its way to a subscriber. */
export interface SubscriberDelivery
  extends Pick<
    Delivery,
    | 'id'
    | 'status'
    | 'attemptCount'
    | 'lastAttemptAtMs'
    | 'nextRetryAtMs'
    | 'deliveredAtMs'
    | 'errorMessage'
    | 'createdAtMs'
  > {
  readonly subscriber: PageSubscriber;
  /** Absent: they are asked to confirm that they want to be told. */
  readonly notice?: PageNotice;
}

/** Mails in a row that were refused for good, and posts that failed, after which nothing more is sent there. */
export const SUBSCRIBER_PATIENCE = { EMAIL: 3, WEBHOOK: 10 } as const;

/** What waits to be told to subscribers. Whatever is said on a page is planned in the very same transaction. */
export interface PageNoticeStore {
  /** Whether anything is to be handed out or sent. */
  isWaiting(): Promise<boolean>;
  /**
   * Makes deliveries of the oldest notice that not all have been given, to so many subscribers at the most, and to none
   * while as many deliveries wait. Each subscriber gets each notice once, whenever this ends.
   * @returns whether there is more to hand out now
   */
  handOut(limits: { readonly atOnce: number; readonly openMax: number }): Promise<boolean>;
  delivery(id: string): Promise<SubscriberDelivery | undefined>;
  /** Those that have not ended, in the order of their ids. */
  waiting(afterId: string | undefined, limit: number): Promise<readonly SubscriberDelivery[]>;
  /** Records an attempt with its consequence: see `SUBSCRIBER_PATIENCE`. Who answers 410 is told nothing more at once. */
  record(
    attempt: DeliveryAttempt,
    after: Pick<
      Delivery,
      'id' | 'status' | 'attemptCount' | 'lastAttemptAtMs' | 'nextRetryAtMs' | 'deliveredAtMs' | 'errorMessage'
    >,
  ): Promise<void>;
  cancel(id: string, reason: string): Promise<void>;
}
