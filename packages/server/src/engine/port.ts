/** What the API asks of the engine. The engine reads and writes through the stores; the API never talks to a probe. */
import type { JsonObject, Monitor, MonitorState, Observation, StoredAssertion } from '@upwatch/core';
import type { ProbeLimits, ProbeStats } from '@upwatch/probe';
import type { SendOutcome } from '../channels/port.ts';

/** Something to look at once, stored or not. */
export interface LookRequest {
  readonly type: string;
  readonly config: JsonObject;
  readonly assertions: readonly StoredAssertion[];
  /** Set for a monitor that exists. */
  readonly monitorId?: string;
}

export interface Engine {
  /** A monitor was created or changed: takes effect at once; a new one is looked at immediately. */
  monitorChanged(monitor: Monitor): void;
  monitorDeleted(monitor: Monitor): void;
  /** What is known of a monitor now; the initial state when nothing has looked yet. */
  stateOf(monitorId: string): MonitorState;
  /** `up`, `degraded`, `down`, `unknown` or `paused`. */
  statusOf(monitor: Pick<Monitor, 'id' | 'isEnabled'>): 'up' | 'degraded' | 'down' | 'unknown' | 'paused';
  /** One look now, single attempt, not recorded. */
  look(request: LookRequest): Promise<Observation>;
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
