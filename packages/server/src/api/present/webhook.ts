import type { SendOutcome } from '../../channels/port.ts';
import type { WebhookDelivery, WebhookEndpoint } from '../../stores/port.ts';
import { isoTime } from './time.ts';

/** In 24 hours, with the shortest waits that there may be. */
const ATTEMPTS_MAX = 400;

const timeOf = (atMs: number | undefined): string | null => (atMs === undefined ? null : isoTime(atMs));

/** An endpoint on the wire. */
export function presentWebhook(endpoint: WebhookEndpoint) {
  return {
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description ?? null,
    subscribedEvents: [...endpoint.events],
    enabled: endpoint.isEnabled,
    consecutiveFailures: endpoint.consecutiveFailures,
    disabledReason: endpoint.disabled?.reason ?? null,
    disabledAt: timeOf(endpoint.disabled?.atMs),
    createdAt: isoTime(endpoint.createdAtMs),
    updatedAt: isoTime(endpoint.updatedAtMs),
  };
}

export function presentWebhookDelivery(delivery: WebhookDelivery) {
  const { status } = delivery;
  return {
    id: delivery.id,
    endpointId: delivery.endpointId,
    eventId: delivery.eventId,
    eventType: delivery.eventType,
    status,
    attemptCount: delivery.attemptCount,
    maxAttempts: ATTEMPTS_MAX,
    responseStatus: delivery.responseStatus ?? null,
    responseLatencyMs: delivery.responseMs ?? null,
    errorMessage: delivery.errorMessage ?? null,
    deliveredAt: timeOf(delivery.deliveredAtMs),
    failedAt: status === 'FAILED' ? timeOf(delivery.lastAttemptAtMs) : null,
    nextRetryAt: timeOf(delivery.nextRetryAtMs),
    createdAt: isoTime(delivery.createdAtMs),
  };
}

export function presentWebhookTest(outcome: SendOutcome & { readonly durationMs: number }) {
  return {
    success: outcome.type === 'sent',
    statusCode: outcome.statusCode ?? null,
    message: outcome.type === 'sent' ? 'It was taken.' : outcome.reason,
    durationMs: Math.round(outcome.durationMs),
  };
}
