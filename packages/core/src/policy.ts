/** When failures become an incident, and when successes end it. Fields and value sets are the API contract's. */

/** One rule that, once met, asks for an incident. */
export interface TriggerRule {
  readonly type: 'consecutive_failures' | 'failures_in_window' | 'response_time';
  /** How many failures, or (response_time) how many looks are judged together. */
  readonly count?: number;
  readonly windowMinutes?: number;
  readonly scope: 'per_region' | 'any_region';
  readonly thresholdMs?: number;
  readonly severity: 'down' | 'degraded';
  readonly aggregationType?: 'all_exceed' | 'average' | 'p95' | 'max';
}

/** Policy of one monitor. */
export interface Policy {
  readonly triggerRules: readonly TriggerRule[];
  readonly confirmation: {
    readonly type: 'multi_region';
    readonly minRegionsFailing: number;
    /** How long a triggered incident waits for the other regions before it is given up, in seconds. */
    readonly maxWaitSeconds: number;
  };
  readonly recovery: {
    readonly consecutiveSuccesses: number;
    readonly minRegionsPassing: number;
    /** A failure within this time after recovery reopens the incident instead of opening another. */
    readonly cooldownMinutes: number;
  };
}

/**
 * The default: two consecutive failures in a region, confirmed by one region where there is one and by a majority
 * (at least two) where there are several; two successes end it; reopened within five minutes.
 */
export function defaultPolicy(given: { readonly regionCount: number; readonly frequencySeconds: number }): Policy {
  const quorum = given.regionCount <= 1 ? 1 : Math.max(2, Math.floor(given.regionCount / 2) + 1);
  return {
    triggerRules: [{ type: 'consecutive_failures', count: 2, scope: 'per_region', severity: 'down' }],
    confirmation: {
      type: 'multi_region',
      minRegionsFailing: quorum,
      maxWaitSeconds: Math.max(60, 2 * given.frequencySeconds),
    },
    recovery: { consecutiveSuccesses: 2, minRegionsPassing: quorum, cooldownMinutes: 5 },
  };
}
