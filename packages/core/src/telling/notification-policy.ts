/** Whom to tell of which incidents, and what follows when nobody acknowledges. Configuration: never run-time state. */
import type { ManagedBy } from '../looking/monitor.ts';
import type { IncidentSeverity } from './incident.ts';
import type { QuietHours } from './quiet-hours.ts';

/** The contract's kinds of match rule, and two of ours: `monitor_name_matches`, `environment_in`. */
export const MATCH_RULE_TYPES = [
  'severity_gte',
  'monitor_id_in',
  'region_in',
  'incident_status',
  'monitor_type_in',
  'service_id_in',
  'resource_group_id_in',
  'component_name_in',
  'monitor_tag_in',
  'monitor_name_matches',
  'environment_in',
] as const;

/** What a rule asks about. */
export type MatchRuleType = (typeof MATCH_RULE_TYPES)[number];

/** One condition. `value` and `values` are one list: it holds where any of them does. */
export interface MatchRule {
  readonly type: MatchRuleType;
  readonly value?: string;
  readonly values?: readonly string[];
  /** Of `monitor_id_in`. */
  readonly monitorIds?: readonly string[];
  /** Of `region_in`. */
  readonly regions?: readonly string[];
}

/** What is done when it is over. `notify` and `notify_all_steps`: whoever was told hears that it is over. */
export const RESOLVE_BEHAVIOURS = ['notify', 'notify_all_steps', 'notify_last_step', 'silent'] as const;
/** What is done when it is over. */
export type ResolveBehaviour = (typeof RESOLVE_BEHAVIOURS)[number];

/** What is done when it comes back within its cooldown. */
export const REOPEN_BEHAVIOURS = ['restart', 'resume', 'silent'] as const;
/** What is done when it comes back: from the first step again, from the step it had come to, or nothing. */
export type ReopenBehaviour = (typeof REOPEN_BEHAVIOURS)[number];

/** One step of an escalation. */
export interface EscalationStep {
  /** Minutes after the step before it, the first after the opening; 0 is at once. */
  readonly delayMinutes: number;
  readonly channelIds: readonly string[];
  /** Whether a chain that ends with it goes on waiting for an acknowledgement. @default false */
  readonly requireAck?: boolean;
  /** It is told again so often until somebody acknowledges, `FIRES_MAX` times at most. */
  readonly repeatIntervalSeconds?: number;
}

/** The steps, in order, and what is done at the end and when it comes back. */
export interface EscalationChain {
  readonly steps: readonly EscalationStep[];
  /** @default notify */
  readonly onResolve?: ResolveBehaviour;
  /** @default restart */
  readonly onReopen?: ReopenBehaviour;
}

/** A step is told at most so often without a break: what nobody acknowledges in fifty times, nobody reads. */
export const FIRES_MAX = 50;

/** One notification policy. */
export interface NotificationPolicy {
  readonly id: string;
  readonly name: string;
  /** All of them must hold; none at all holds always. */
  readonly matchRules: readonly MatchRule[];
  readonly escalation: EscalationChain;
  readonly isEnabled: boolean;
  /** Policies of a higher one come first: a channel that two of them reach is told by the first. */
  readonly priority: number;
  /** Told when no channel of a step could be reached. */
  readonly fallbackChannelIds?: readonly string[];
  readonly quietHours?: QuietHours;
  readonly managedBy: ManagedBy;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** How bad a severity is, for `severity_gte`. */
export const SEVERITY_RANKS: Readonly<Record<IncidentSeverity, number>> = { MAINTENANCE: 0, DEGRADED: 1, DOWN: 2 };
