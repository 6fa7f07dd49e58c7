/** What is to be told: a value that every channel can put into its own words. */
import type { Failure } from '../looking/failure.ts';
import type { IncidentSeverity } from './incident.ts';
import type { Phases } from '../looking/observation.ts';

/** Spelled as in the API contract, which has no `NOTICE`: something to know that is no incident, such as a certificate's end. */
export type AlertKind = 'INCIDENT_CREATED' | 'INCIDENT_RESOLVED' | 'INCIDENT_REOPENED' | 'NOTICE';

/**
 * Why an alert is told. `worse`: degraded became down. `severity-change`: a person changed it. `escalation`: a later step
 * of a policy. `repeat`: the same step once more. `fallback`: others could not be told.
 */
export type AlertOccasion =
  | 'opening'
  | 'reopening'
  | 'worse'
  | 'severity-change'
  | 'escalation'
  | 'repeat'
  | 'fallback'
  | 'resolution'
  | 'notice'
  | 'test';

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
  /** Set on INCIDENT_RESOLVED which no look brought: a person ended it, or what it was of was deleted. */
  readonly isClosed?: true;
  /** Set on INCIDENT_RESOLVED. */
  readonly resolvedAtMs?: number;
  readonly occurredAtMs: number;
  /** How many monitors depend on this one: nothing is told of them while it is down. Set on openings. */
  readonly behind?: number;
  /** Why it is told, where its kind does not say it: see `occasionOf`. */
  readonly occasion?: AlertOccasion;
  /** How many times it has been told before, where it is repeated because nobody acknowledged it. */
  readonly repeats?: number;
  /** Set where it is told in the place of a channel that could not be told. */
  readonly insteadOf?: { readonly channelName: string };
  /** Set where one message stands for many: `incidentId` is then the digest's own, and a later end of all has the same. */
  readonly digest?: AlertDigest;
}

/** Many alerts told as one. */
export interface AlertDigest {
  /** How many monitors are told of. */
  readonly total: number;
  /** The first of them, each a headline of its own. */
  readonly headlines: readonly string[];
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
  /** The policy's work that it is part of; absent for a channel that the monitor tells directly. */
  readonly dispatchId?: string;
  /** The step of the policy, from 1. */
  readonly stepNumber?: number;
  /** How often that step has been told, with this time. */
  readonly fireCount?: number;
  /** Not to be sent earlier: it waits for the end of quiet hours. */
  readonly notBeforeMs?: number;
  /** What it is told together with: the digest's id, which stands in the place of an incident's. */
  readonly digestId?: string;
  /** Which message of the digest tells it, from 1; 0 for what had been told alone just before the digest began. */
  readonly digestPart?: number;
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
