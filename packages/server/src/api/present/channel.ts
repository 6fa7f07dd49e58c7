/** Channels, deliveries and attempts on the wire. The settings of a channel never leave whole. */
import { createHash } from 'node:crypto';
import type { Delivery, Json, JsonObject } from '@upwatch/core';
import type { Channel, DeliveryAttempt } from '../../stores/port.ts';
import type { ApiChannel } from '../deps.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

/** @param definition absent for a channel of a type that this version does not have: its settings stay hidden */
export function presentChannel(channel: Channel, definition: ApiChannel | undefined) {
  return {
    id: channel.id,
    name: channel.name,
    channelType: channel.type,
    displayConfig: definition?.display(channel.config) ?? {},
    createdAt: isoTime(channel.createdAtMs),
    updatedAt: isoTime(channel.updatedAtMs),
    configHash: hashOf(channel.config),
    managedBy: channel.managedBy,
    lastDeliveryAt: isoTimeOrNull(channel.lastDeliveryAtMs),
    lastDeliveryStatus: channel.lastDeliveryStatus ?? null,
    brokenReason: channel.brokenReason ?? null,
  };
}

/** Changes when the settings do, whatever order their fields are in. */
function hashOf(config: JsonObject): string {
  return createHash('sha256')
    .update(JSON.stringify(ordered(config)))
    .digest('hex');
}

function ordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, ordered(inner)]));
}

export function presentDelivery(delivery: Delivery, channel: Channel | undefined) {
  return {
    id: delivery.id,
    incidentId: delivery.incidentId,
    dispatchId: null,
    channelId: delivery.channelId,
    channel: channel?.name ?? 'deleted channel',
    channelType: channel?.type ?? 'unknown',
    status: delivery.status,
    eventType: delivery.kind,
    stepNumber: 1,
    fireCount: 1,
    attemptCount: delivery.attemptCount,
    lastAttemptAt: isoTimeOrNull(delivery.lastAttemptAtMs),
    nextRetryAt: isoTimeOrNull(delivery.nextRetryAtMs),
    deliveredAt: isoTimeOrNull(delivery.deliveredAtMs),
    errorMessage: delivery.errorMessage ?? null,
    createdAt: isoTime(delivery.createdAtMs),
    key: delivery.key,
    headline: delivery.message.headline,
  };
}

export function presentDeliveryAttempt(attempt: DeliveryAttempt) {
  return {
    id: attempt.id,
    deliveryId: attempt.deliveryId,
    attemptNumber: attempt.attemptNumber,
    status: attempt.status,
    responseStatusCode: attempt.statusCode ?? null,
    requestPayload: null,
    responseBody: attempt.responseExcerpt ?? null,
    errorMessage: attempt.errorMessage ?? null,
    responseTimeMs: Math.round(attempt.durationMs),
    externalId: attempt.externalId ?? null,
    requestHeaders: null,
    attemptedAt: isoTime(attempt.attemptedAtMs),
  };
}
