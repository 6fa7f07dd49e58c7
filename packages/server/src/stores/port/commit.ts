import type {
  Delivery,
  Dispatch,
  Incident,
  IncidentUpdate,
  KnownCertificate,
  MonitorState,
  Observation,
} from '@upwatch/core';
import type { Forensics } from './forensics.ts';

/** What one look changed, kept in one transaction with the look itself and the alerts that follow from it. */
export interface Commit {
  readonly monitorId: string;
  readonly state: MonitorState;
  /** The look, whole. Kept with its incident when there is one. */
  readonly observation?: Observation;
  /** Inserted or replaced by id. */
  readonly incident?: Incident;
  readonly updates: readonly IncidentUpdate[];
  /** An alert whose key is there already is dropped. */
  readonly deliveries: readonly Delivery[];
  /** What policies do about it: inserted or replaced by id. */
  readonly dispatches?: readonly Dispatch[];
  /** Alerts of these dispatches not yet sent are cancelled, but for the news that it is over: somebody has it. */
  readonly cancelDispatches?: readonly string[];
  /** How it came about. */
  readonly forensics?: Forensics;
  /** What is known of the monitor's certificates, where that has changed. */
  readonly certificates?: readonly KnownCertificate[];
  /** Alerts of this incident not yet sent are cancelled: they are no longer true. */
  readonly cancelDeliveriesOf?: string;
}
