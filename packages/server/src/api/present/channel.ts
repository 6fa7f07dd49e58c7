/** Channels, deliveries and attempts on the wire. The settings of a channel never leave whole. */
import { createHash } from 'node:crypto';
import type { Delivery, Json, JsonObject } from '@upwatch/core';
import { maskFields } from '../../channels/secrets.ts';
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
    config: definition ? maskedConfig(channel, definition) : {},
    createdAt: isoTime(channel.createdAtMs),
    updatedAt: isoTime(channel.updatedAtMs),
    configHash: hashOf(channel.config),
    managedBy: channel.managedBy,
    lastDeliveryAt: isoTimeOrNull(channel.lastDeliveryAtMs),
    lastDeliveryStatus: channel.lastDeliveryStatus ?? null,
    brokenReason: channel.brokenReason ?? null,
  };
}

/** The settings as a client may change and send them back: every secret is masked. */
export function maskedConfig({ type, config }: Channel, { secretFields }: ApiChannel): JsonObject {
  return { ...maskFields(config, secretFields), channelType: type };
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
    dispatchId: delivery.dispatchId ?? null,
    channelId: delivery.channelId,
    channel: channel?.name ?? 'deleted channel',
    channelType: channel?.type ?? 'unknown',
    status: delivery.status,
    eventType: delivery.kind,
    stepNumber: delivery.stepNumber ?? 1,
    fireCount: delivery.fireCount ?? 1,
    attemptCount: delivery.attemptCount,
    lastAttemptAt: isoTimeOrNull(delivery.lastAttemptAtMs),
    // An alert that waits for the end of quiet hours has a next try as well.
    nextRetryAt: isoTimeOrNull(delivery.nextRetryAtMs ?? waitOf(delivery)),
    deliveredAt: isoTimeOrNull(delivery.deliveredAtMs),
    errorMessage: delivery.errorMessage ?? null,
    createdAt: isoTime(delivery.createdAtMs),
    key: delivery.key,
    headline: delivery.message.headline,
    digest: delivery.digestId === undefined ? null : { id: delivery.digestId, part: delivery.digestPart ?? 0 },
  };
}

function waitOf({ status, notBeforeMs }: Delivery): number | undefined {
  return status === 'PENDING' ? notBeforeMs : undefined;
}

/** @param delivery what was attempted: each attempt at a message that told many is one at each of them */
export function presentDeliveryAttempt(attempt: DeliveryAttempt, delivery?: Delivery) {
  return {
    id: attempt.id,
    deliveryId: attempt.deliveryId,
    attemptNumber: attempt.attemptNumber,
    status: attempt.status,
    responseStatusCode: attempt.statusCode ?? null,
    requestPayload: attempt.request?.body ?? null,
    responseBody: attempt.responseExcerpt ?? null,
    errorMessage: attempt.errorMessage ?? null,
    responseTimeMs: Math.round(attempt.durationMs),
    externalId: attempt.externalId ?? null,
    requestHeaders: attempt.request ? { ...attempt.request.headers } : null,
    attemptedAt: isoTime(attempt.attemptedAtMs),
    requestMethod: attempt.request?.method ?? null,
    requestUrl: attempt.request?.url ?? null,
    digestId: (delivery?.digestPart ? delivery.digestId : undefined) ?? null,
  };
}
