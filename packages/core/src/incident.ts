/** The time between a monitor going down and coming back, with its cause and its story. */
import type { Failure } from './failure.ts';

export type IncidentStatus = 'WATCHING' | 'TRIGGERED' | 'CONFIRMED' | 'RESOLVED';
export type IncidentSeverity = 'DOWN' | 'DEGRADED' | 'MAINTENANCE';
export type IncidentSource = 'AUTOMATIC' | 'MANUAL' | 'MONITORS' | 'STATUS_DATA' | 'RESOURCE_GROUP';
export type ResolutionReason = 'MANUAL' | 'AUTO_RECOVERED' | 'AUTO_RESOLVED';

/** One incident as it is kept. */
export interface Incident {
  readonly id: string;
  /** Absent for an incident that a person opened without naming a monitor. */
  readonly monitorId?: string;
  readonly source: IncidentSource;
  readonly status: IncidentStatus;
  readonly severity: IncidentSeverity;
  readonly title: string;
  readonly affectedRegions: readonly string[];
  readonly reopenCount: number;
  /** The rule in words, such as "2 consecutive failures in local". */
  readonly triggeredByRule?: string;
  readonly ruleIndex?: number;
  /** The slot of the first failing look. */
  readonly startedAtMs: number;
  readonly confirmedAtMs?: number;
  readonly resolvedAtMs?: number;
  readonly cooldownUntilMs?: number;
  readonly resolutionReason?: ResolutionReason;
  /** Why: the failure that confirmed it. */
  readonly failure?: Failure;
  /** (region, slot) of the look that triggered it. */
  readonly trigger?: { readonly region: string; readonly slotMs: number };
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** One line of an incident's timeline. */
export interface IncidentUpdate {
  readonly id: string;
  readonly incidentId: string;
  readonly oldStatus?: IncidentStatus;
  readonly newStatus?: IncidentStatus;
  readonly body?: string;
  readonly createdBy: 'SYSTEM' | 'USER';
  readonly notifySubscribers: boolean;
  readonly createdAtMs: number;
}
