/** The time between a monitor going down and coming back, with its cause and its story. */
import type { Failure } from '../looking/failure.ts';

export type IncidentStatus = 'WATCHING' | 'TRIGGERED' | 'CONFIRMED' | 'RESOLVED';
export type IncidentSeverity = 'DOWN' | 'DEGRADED' | 'MAINTENANCE';
export type IncidentSource = 'AUTOMATIC' | 'MANUAL' | 'MONITORS' | 'STATUS_DATA' | 'RESOURCE_GROUP';
export type ResolutionReason = 'MANUAL' | 'AUTO_RECOVERED' | 'AUTO_RESOLVED';

/** Who has taken an incident on. */
export interface Acknowledgement {
  /** As the story of the incident shows it. */
  readonly by: string;
  readonly atMs: number;
  /** Only until then, epoch milliseconds: it is nobody's again afterwards. */
  readonly snoozedUntilMs?: number;
}

/** One incident as it is kept. */
export interface Incident {
  readonly id: string;
  /** Absent for an incident that a person opened without naming a monitor. */
  readonly monitorId?: string;
  /** The group that it is of, by the name that it had then. */
  readonly resourceGroup?: { readonly id: string; readonly name: string };
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
  /** Why, where nothing failed: what a `warn` assertion said. */
  readonly warning?: string;
  /** (region, slot) of the look that triggered it. */
  readonly trigger?: { readonly region: string; readonly slotMs: number };
  /** It came and went so often that it stays open until it has been well for a while: see `Flapping`. */
  readonly isFlapping?: boolean;
  /** Whoever took it on last; gone when it becomes worse or comes back. What holds now: `acknowledgementAt`. */
  readonly acknowledgement?: Acknowledgement;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/**
 * What a line is about, where it is neither a step nor a comment. `hold`: why nothing is told for now, and that it is told
 * after all. `escalation`: steps of policies, and who is told in the place of others.
 */
export type UpdateTopic = 'acknowledgement' | 'severity' | 'escalation' | 'hold';

/** One line of an incident's timeline. */
export interface IncidentUpdate {
  readonly id: string;
  readonly incidentId: string;
  readonly oldStatus?: IncidentStatus;
  readonly newStatus?: IncidentStatus;
  readonly body?: string;
  readonly createdBy: 'SYSTEM' | 'USER';
  readonly topic?: UpdateTopic;
  readonly notifySubscribers: boolean;
  readonly createdAtMs: number;
}

/** Who has an incident at an instant: nobody once a snooze is over. */
export function acknowledgementAt(
  { acknowledgement }: Pick<Incident, 'acknowledgement'>,
  nowMs: number,
): Acknowledgement | undefined {
  const untilMs = acknowledgement?.snoozedUntilMs ?? Infinity;
  return untilMs > nowMs ? acknowledgement : undefined;
}
