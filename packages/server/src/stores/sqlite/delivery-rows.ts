/** Deliveries and their attempts as rows, and rows as deliveries. */
import type { AlertKind, Delivery, DeliveryStatus } from '@upwatch/core';
import type { DeliveryAttempt } from '../port.ts';
import { sentRequestRow } from './sent-requests.ts';
import { json, parsed, present, wholeMs } from './rows.ts';
import type { DeliveryAttemptTable, DeliveryTable } from './schema.ts';

export function deliveryRow(delivery: Delivery): DeliveryTable {
  return {
    id: delivery.id,
    key: delivery.key,
    incident_id: delivery.incidentId,
    monitor_id: delivery.monitorId ?? null,
    channel_id: delivery.channelId,
    kind: delivery.kind,
    sequence: delivery.sequence,
    message: json(delivery.message),
    status: delivery.status,
    attempt_count: delivery.attemptCount,
    last_attempt_at_ms: wholeMs(delivery.lastAttemptAtMs),
    next_retry_at_ms: wholeMs(delivery.nextRetryAtMs),
    delivered_at_ms: wholeMs(delivery.deliveredAtMs),
    error_message: delivery.errorMessage ?? null,
    created_at_ms: wholeMs(delivery.createdAtMs),
    dispatch_id: delivery.dispatchId ?? null,
    step_number: delivery.stepNumber ?? null,
    fire_count: delivery.fireCount ?? null,
    not_before_ms: wholeMs(delivery.notBeforeMs),
    digest_id: delivery.digestId ?? null,
    digest_part: delivery.digestPart ?? null,
  };
}

export function readDelivery(row: DeliveryTable): Delivery {
  return {
    id: row.id,
    key: row.key,
    incidentId: row.incident_id,
    channelId: row.channel_id,
    kind: row.kind as AlertKind,
    sequence: row.sequence,
    message: parsed(row.message),
    status: row.status as DeliveryStatus,
    attemptCount: row.attempt_count,
    ...present({
      monitorId: row.monitor_id,
      dispatchId: row.dispatch_id,
      stepNumber: row.step_number,
      fireCount: row.fire_count,
      notBeforeMs: row.not_before_ms,
      digestId: row.digest_id,
      digestPart: row.digest_part,
      lastAttemptAtMs: row.last_attempt_at_ms,
      nextRetryAtMs: row.next_retry_at_ms,
      deliveredAtMs: row.delivered_at_ms,
      errorMessage: row.error_message,
    }),
    createdAtMs: row.created_at_ms,
  };
}

export function attemptRow(attempt: DeliveryAttempt): DeliveryAttemptTable {
  return {
    id: attempt.id,
    delivery_id: attempt.deliveryId,
    attempt_number: attempt.attemptNumber,
    status: attempt.status,
    status_code: attempt.statusCode ?? null,
    response_excerpt: attempt.responseExcerpt ?? null,
    error_message: attempt.errorMessage ?? null,
    duration_ms: attempt.durationMs,
    external_id: attempt.externalId ?? null,
    attempted_at_ms: wholeMs(attempt.attemptedAtMs),
    request_hash: sentRequestRow(attempt)?.hash ?? null,
  };
}

export function readAttempt(row: DeliveryAttemptTable & { readonly request: string | null }): DeliveryAttempt {
  return {
    id: row.id,
    deliveryId: row.delivery_id,
    attemptNumber: row.attempt_number,
    status: row.status as DeliveryAttempt['status'],
    ...present({
      statusCode: row.status_code,
      responseExcerpt: row.response_excerpt,
      errorMessage: row.error_message,
      externalId: row.external_id,
    }),
    durationMs: row.duration_ms,
    attemptedAtMs: row.attempted_at_ms,
    ...(row.request !== null && { request: parsed(row.request) }),
  };
}
