import type { AlertKind, Delivery } from '@upwatch/core';
import type { DeliveryAttempt } from './outbox.ts';

/** An alert that has not ended, without its words: what waits is read often, and there may be very much of it. */
export interface WaitingAlert extends Omit<Delivery, 'message' | 'key'> {
  /** The newest alert of the incident that reached the channel. */
  readonly told?: ToldBefore;
}

/** What a channel was told of an incident. */
export interface ToldBefore {
  readonly kind: AlertKind;
  readonly sequence: number;
  readonly digestId?: string;
}

/** A message that a channel got: one alert, or all that one message of a digest told. */
export interface ToldMessage {
  readonly channelId: string;
  /** Of one of its alerts. */
  readonly deliveryId: string;
  readonly kind: AlertKind;
  readonly digestId?: string;
  readonly deliveredAtMs: number;
}

/** Alerts that are told together. */
export interface DigestStore {
  /** The open alerts in the order of their ids, so many at a time. @param afterId the last one of the page before */
  waiting(afterId: string | undefined, limit: number): Promise<readonly WaitingAlert[]>;
  /** All alerts of these incidents to one channel, ended ones too. */
  ofIncidents(channelId: string, incidentIds: readonly string[]): Promise<readonly Delivery[]>;
  /**
   * Puts open alerts together before they are sent, so that a crash changes neither what is told together nor its key.
   * @param alerts `ids` are told by the next message of the digest, `toldIds` arrived alone just before it began
   * @returns the number of that message, from 1
   */
  gather(
    digestId: string,
    alerts: { readonly ids: readonly string[]; readonly toldIds: readonly string[] },
  ): Promise<number>;
  /** The open alerts that one message of a digest tells, in order. */
  gathered(digestId: string, part: number): Promise<readonly Delivery[]>;
  /** How many of the incidents whose beginning a digest tells are open now. */
  standing(digestId: string): Promise<number>;
  /** Whether anything of a digest has arrived, and what the provider called the newest message of it that did. */
  told(digestId: string): Promise<{ readonly isAny: boolean; readonly externalId?: string }>;
  /** Messages that arrived since, oldest first. */
  toldSince(sinceMs: number): Promise<readonly ToldMessage[]>;
  /**
   * Records attempts at several alerts of one channel, with their consequences, together: all or none. What was
   * delivered stays so, what was cancelled meanwhile is not put back, and what was deleted is left out.
   */
  recordMany(endings: readonly { readonly attempt: DeliveryAttempt; readonly delivery: Delivery }[]): Promise<void>;
}
