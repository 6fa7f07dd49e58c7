/** What is to be told: a value that every channel can put into its own words. */
import type { Failure } from './failure.ts';
import type { IncidentSeverity } from './incident.ts';
import type { Phases } from './observation.ts';

/** Spelled as in the API contract. */
export type AlertKind = 'INCIDENT_CREATED' | 'INCIDENT_RESOLVED' | 'INCIDENT_REOPENED';

/** The content of an alert, fixed in the transaction that caused it. Holds no secret. */
export interface AlertMessage {
  readonly kind: AlertKind | 'TEST';
  readonly severity: IncidentSeverity;
  readonly monitorName: string;
  /** What is watched, without credentials or query: `https://shop.example/health`. */
  readonly target: string;
  readonly monitorId: string;
  readonly incidentId: string;
  /** "shop is down in local since 12:04: the certificate has expired". One line. */
  readonly headline: string;
  readonly failure?: Failure;
  readonly statusCode?: number;
  readonly phases?: Phases;
  readonly regions: readonly string[];
  readonly startedAtMs: number;
  /** Set on INCIDENT_RESOLVED. */
  readonly resolvedAtMs?: number;
  readonly occurredAtMs: number;
}

/** An alert on its way to one channel. */
export type DeliveryStatus = 'PENDING' | 'RETRY_PENDING' | 'DELIVERED' | 'FAILED' | 'CANCELLED';

/** An alert as it waits in the outbox. (incident, sequence, channel) is its key: it is told at least once, with that key each time. */
export interface Delivery {
  readonly id: string;
  /** Idempotency key, equal on every attempt: `incidentId:sequence:channelId`. */
  readonly key: string;
  readonly incidentId: string;
  readonly monitorId?: string;
  readonly channelId: string;
  readonly kind: AlertKind;
  /** Orders the alerts of one incident: a later one is never sent before an earlier one has ended. */
  readonly sequence: number;
  readonly message: AlertMessage;
  readonly status: DeliveryStatus;
  readonly attemptCount: number;
  readonly lastAttemptAtMs?: number;
  readonly nextRetryAtMs?: number;
  readonly deliveredAtMs?: number;
  readonly errorMessage?: string;
  readonly createdAtMs: number;
}
