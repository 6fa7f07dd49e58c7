/** What the API asks of the engine. The engine reads and writes through the stores; the API never talks to a probe. */
import type {
  Incident,
  IncidentUpdate,
  JsonObject,
  KnownCertificate,
  Monitor,
  MonitorState,
  Observation,
  SeverityChange,
  StoredAssertion,
} from '@upwatch/core';
import type { ProbeLimits, ProbeStats } from '@upwatch/probe';
import type { SendOutcome } from '../channels/port.ts';
import type { Actor, IncidentChange } from '../stores/port.ts';
import type { Naming } from '../vault/known-references.ts';

/** Something to look at once, stored or not: what its settings name is filled in. */
export interface LookRequest extends Naming {
  readonly assertions: readonly StoredAssertion[];
  /** Set for a monitor that exists. */
  readonly monitorId?: string;
}

/** Who takes an incident on, and for how long. */
export interface Acknowledging {
  /** As the story of the incident shows it. */
  readonly by: string;
  readonly body?: string;
  readonly snoozedUntilMs?: number;
}

export interface Engine {
  /** A monitor was created or changed: takes effect at once; a new one is looked at immediately. */
  monitorChanged(monitor: Monitor): void;
  monitorDeleted(monitor: Monitor): void;
  /** What is known of a monitor now; the initial state when nothing has looked yet. */
  stateOf(monitorId: string): MonitorState;
  /** The certificate that a monitor's target showed last; undefined where it has shown none. */
  certificateOf(monitorId: string): KnownCertificate | undefined;
  /** For how long a result of a monitor that is looked at has been overdue, milliseconds; 0 while it is fresh. */
  overdueMsOf(monitorId: string): number;
  /** What the newest look from each region was for, epoch milliseconds; a region that was never heard is left out. */
  newestByRegion(): ReadonlyMap<string, number>;
  /** `up`, `degraded`, `down`, `unknown` or `paused`. */
  statusOf(monitor: Pick<Monitor, 'id' | 'isEnabled'>): 'up' | 'degraded' | 'down' | 'unknown' | 'paused';
  /** One look now, single attempt, not recorded. */
  look(request: LookRequest): Promise<Observation>;
  /** A person opens an incident. @param isTold whether policies and channels are to tell of it */
  openIncident(incident: Incident, update: IncidentUpdate, actor: string, isTold: boolean): Promise<void>;
  /**
   * A person takes an incident on: policies tell no more of it, or not until `snoozedUntilMs`.
   * @returns false when somebody has it already
   * @throws StoreRefusal not_found; conflict when it is over
   */
  acknowledgeIncident(incidentId: string, how: Acknowledging): Promise<boolean>;
  /**
   * Nobody has it any more: policies tell of it again. One that nobody has is left as it is.
   * @throws StoreRefusal not_found; conflict when it is over
   */
  unacknowledgeIncident(incidentId: string, how: Pick<Acknowledging, 'by' | 'body'>): Promise<void>;
  /**
   * A person says how bad an incident is: it is told to those that were told of it, once.
   * @returns whether it was of another severity
   * @throws StoreRefusal not_found, conflict
   */
  changeSeverity(incidentId: string, how: SeverityChange): Promise<boolean>;
  /**
   * A person adds to the story of an incident, or changes what of it no state decides. `change` is given the incident as
   * it is when it is written. Nobody is told.
   * @throws StoreRefusal not_found
   */
  updateIncident(incident: Incident, change: (now: Incident) => IncidentChange, actor: Actor): Promise<Incident>;
  /** A person resolves an incident: the monitor's state follows. */
  resolveIncident(incidentId: string, body: string | undefined, actor: string): Promise<void>;
  setLimits(limits: Partial<ProbeLimits>): Promise<void>;
  limits(): ProbeLimits;
  stats(): Promise<
    ProbeStats & { readonly committedTotal: number; readonly historyBuffered: number; readonly historyLost: number }
  >;
}

/** Sends what waits in the outbox. */
export interface Dispatcher {
  /** Something new may be waiting. */
  wake(): void;
  /** Sends a test message now, outside the outbox, without retries. */
  test(type: string, config: JsonObject): Promise<SendOutcome>;
  close(): Promise<void>;
}
