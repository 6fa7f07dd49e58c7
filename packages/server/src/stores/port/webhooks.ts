import type { Delivery } from '@upwatch/core';
import type { Actor } from './audit.ts';
import type { DeliveryAttempt } from './outbox.ts';
import type { Page, PageRequest } from './paging.ts';

/** Where events are posted. */
export interface WebhookEndpoint {
  readonly id: string;
  /** Whole: for sending, and for who may read it. */
  readonly url: string;
  readonly description?: string;
  readonly events: readonly string[];
  readonly isEnabled: boolean;
  /** Attempts that failed since the last one that did not. */
  readonly consecutiveFailures: number;
  /** Set where it was switched off because nothing arrived for days. */
  readonly disabled?: { readonly reason: string; readonly atMs: number };
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** An event on its way to an endpoint. */
export interface WebhookDelivery
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
  readonly endpointId: string;
  /** Equal for all endpoints that the event goes to. */
  readonly eventId: string;
  readonly eventType: string;
  /** What the event says; times are epoch milliseconds, by names that end with `AtMs`. */
  readonly data: Readonly<Record<string, string | number | null>>;
  readonly occurredAtMs: number;
  readonly responseStatus?: number;
  readonly responseMs?: number;
}

/** The secrets that messages are signed with: after a rotation both, for a while. */
export interface WebhookSigning {
  /** The newest first. */
  readonly secrets: readonly string[];
}

/** After this long without a success an endpoint is switched off, milliseconds. */
export const WEBHOOK_PATIENCE_MS = 5 * 86_400_000;
/** For so long the secret before a rotation signs as well, milliseconds. */
export const SIGNING_OVERLAP_MS = 86_400_000;

/**
 * Endpoints and what waits for them. Whatever changes a monitor or an incident plans the deliveries of it in the very
 * same transaction.
 */
export interface WebhookStore {
  create(endpoint: Pick<WebhookEndpoint, 'url' | 'description' | 'events'>, actor: Actor): Promise<WebhookEndpoint>;
  /** One that is enabled again begins anew. @throws StoreRefusal not_found */
  update(
    id: string,
    change: Partial<Pick<WebhookEndpoint, 'url' | 'description' | 'events' | 'isEnabled'>>,
    actor: Actor,
  ): Promise<WebhookEndpoint>;
  /** With what waits for it. @throws StoreRefusal not_found */
  delete(id: string, actor: Actor): Promise<void>;
  get(id: string): Promise<WebhookEndpoint | undefined>;
  list(page: PageRequest): Promise<Page<WebhookEndpoint>>;
  /** Newest first. */
  deliveries(endpointId: string, limit: number): Promise<Page<WebhookDelivery>>;
  delivery(id: string): Promise<WebhookDelivery | undefined>;
  /** Those that have not ended and whose endpoint is enabled, in the order of their ids. */
  waiting(afterId: string | undefined, limit: number): Promise<readonly WebhookDelivery[]>;
  /**
   * Records an attempt with its consequence. An endpoint that has failed for days is switched off with it, what waits for
   * it is cancelled, and every alert channel is told.
   */
  record(
    attempt: DeliveryAttempt,
    after: Pick<
      Delivery,
      'id' | 'status' | 'attemptCount' | 'lastAttemptAtMs' | 'nextRetryAtMs' | 'deliveredAtMs' | 'errorMessage'
    >,
  ): Promise<void>;
  cancel(id: string, reason: string): Promise<void>;
  signing(): Promise<WebhookSigning>;
  /** @returns the new secret, which is not shown again */
  rotateSigning(actor: Actor): Promise<string>;
}
