import type { AlertKind, Delivery, DeliveryStatus } from '@upwatch/core';
import type { SentRequest } from '../../channels/port.ts';
import type { Actor } from './audit.ts';
import type { Page, PageRequest } from './paging.ts';

export interface DeliveryAttempt {
  readonly id: string;
  readonly deliveryId: string;
  readonly attemptNumber: number;
  readonly status: 'sent' | 'retry' | 'reject';
  readonly statusCode?: number;
  readonly responseExcerpt?: string;
  readonly errorMessage?: string;
  readonly durationMs: number;
  readonly externalId?: string;
  readonly attemptedAtMs: number;
  /** What was sent, masked; kept for `REQUESTS_KEPT_DAYS`. */
  readonly request?: SentRequest;
}

/** How long what attempts sent is kept. It goes sooner with the last attempt that sent it. */
export const REQUESTS_KEPT_DAYS = 30;

/** Kinds of alert in the order they may follow one another. */
export const ALERT_KINDS: readonly AlertKind[] = [
  'INCIDENT_CREATED',
  'INCIDENT_RESOLVED',
  'INCIDENT_REOPENED',
  'NOTICE',
];

/** Alerts that wait, and how they ended. */
export interface OutboxStore {
  /** Those due now or later that have not ended, oldest first. */
  open(limit: number): Promise<readonly Delivery[]>;
  get(id: string): Promise<Delivery | undefined>;
  /** Puts in what tells of no incident. One whose key is known, and one for a channel that is gone, come to nothing. */
  add(deliveries: readonly Delivery[]): Promise<void>;
  /** When each channel was last reached, epoch milliseconds; one that never was is not among them. */
  newestDelivered(): Promise<ReadonlyMap<string, number>>;
  /** @param isOfIncidents leaves out what tells of no incident */
  listByChannel(channelId: string, page: PageRequest, isOfIncidents?: boolean): Promise<Page<Delivery>>;
  listByIncident(incidentId: string): Promise<readonly Delivery[]>;
  attempts(deliveryId: string): Promise<readonly DeliveryAttempt[]>;
  /** Of all alerts of an incident, in the order of time, without what was sent. */
  attemptsOfIncident(incidentId: string): Promise<readonly DeliveryAttempt[]>;
  /** Records an attempt and its consequence together. What was cancelled meanwhile is not put back. */
  record(attempt: DeliveryAttempt, delivery: Delivery): Promise<void>;
  /** What was delivered stays so. */
  setStatus(id: string, status: DeliveryStatus, errorMessage?: string): Promise<void>;
  /** A delivery that failed or was cancelled is put back. @param actor the person who asks for it @throws StoreRefusal conflict when it was delivered */
  retry(id: string, nowMs: number, actor?: Actor): Promise<Delivery>;
  /** What waits is not sent; what was cancelled stays so. @param actor the person who asks for it @throws StoreRefusal not_found; conflict when it has ended */
  cancel(id: string, reason: string, actor?: Actor): Promise<Delivery>;
  counts(): Promise<Readonly<Record<DeliveryStatus, number>>>;
}
