/** When failures become an incident, and when successes end it. Fields and value sets are the API contract's. */
import { said, type Said, sentence } from '../wording/said.ts';

/** One rule that, once met, asks for an incident. */
export interface TriggerRule {
  readonly type: 'consecutive_failures' | 'failures_in_window' | 'response_time';
  /**
   * How many failures, or (response_time) how many looks are judged together: from 1 to 256.
   * @default 2 consecutive failures; 3 in a window or of a response time
   */
  readonly count?: number;
  /** @default 10 for failures_in_window; none for response_time, which then goes by `count` alone */
  readonly windowMinutes?: number;
  /** `per_region`: each region on its own; `any_region`: what all regions saw, counted together. */
  readonly scope: 'per_region' | 'any_region';
  /** A response slower than this is held against the target, milliseconds. */
  readonly thresholdMs?: number;
  /**
   * Slower than so many times what is usual for the monitor in that region; `thresholdMs` is then the least that is
   * held against it, 100 by default. Usual is the median of the hourly medians of `windowDays`.
   */
  readonly baseline?: {
    readonly factor: number;
    /** @default 7 */
    readonly windowDays?: number;
    /** Filled in where the rule is judged, never kept in a policy: see `inForce`. */
    readonly usualMs?: number;
  };
  readonly severity: 'down' | 'degraded';
  /** Which of the response times must exceed the threshold. @default all_exceed */
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
  /** @default FLAPPING */
  readonly flapping?: Flapping;
}

/** How often a target may come and go before it is said to flap. */
export interface Flapping {
  /** So many openings and ends within the window are told; the next opening says that it flaps. From 1 to 100. */
  readonly changesMax: number;
  /** Also how long it must be well until its end is told. 0 switches flap damping off. */
  readonly windowMinutes: number;
}

/** One opening and one end within ten minutes. */
export const FLAPPING: Flapping = { changesMax: 2, windowMinutes: 10 };

/** What flap damping goes by, its defaults filled in. */
export function flappingOf({ flapping = FLAPPING }: Policy): {
  readonly changesMax: number;
  readonly windowMs: number;
} {
  return { changesMax: clamp(flapping.changesMax, 1, 100), windowMs: flapping.windowMinutes * 60_000 };
}

/** The longest that a policy may have other regions be asked. */
const MAX_WAIT_SECONDS = 86_400;

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
      maxWaitSeconds: Math.min(MAX_WAIT_SECONDS, Math.max(60, 2 * given.frequencySeconds)),
    },
    recovery: { consecutiveSuccesses: 2, minRegionsPassing: quorum, cooldownMinutes: 5 },
  };
}

/** No rule counts further than this, so that a monitor's state stays small whatever its policy says. */
export const RULE_COUNT_MAX = 256;

/** How many looks or failures a rule asks for, its default filled in. */
export function countOf(rule: TriggerRule): number {
  return clamp(rule.count ?? (rule.type === 'consecutive_failures' ? 2 : 3), 1, RULE_COUNT_MAX);
}

/** The window a rule looks back over, milliseconds; undefined where it goes by count alone. */
export function windowMsOf(rule: TriggerRule): number | undefined {
  const minutes = rule.windowMinutes ?? (rule.type === 'failures_in_window' ? 10 : undefined);
  return rule.type === 'consecutive_failures' || minutes === undefined ? undefined : minutes * 60_000;
}

/**
 * How many looks in a row must fail or warn until a failed `warn` assertion makes the verdict degraded: as many as the
 * first rule asks for, so that one slow answer flips nothing.
 */
export function warningCountOf(policy: Policy): number {
  const first = policy.triggerRules[0];
  return first ? countOf(first) : 2;
}

/** How many successes in a row end a bad verdict. */
export function successCountOf(policy: Policy): number {
  return clamp(policy.recovery.consecutiveSuccesses, 1, RULE_COUNT_MAX);
}

/** A rule in words: "2 consecutive failures in local". */
export function describeRule(rule: TriggerRule, region: string): string {
  const count = countOf(rule);
  const windowMs = windowMsOf(rule);
  const where = rule.scope === 'any_region' ? said('where.everywhere') : said('where.region', { region });
  const within = windowMs === undefined ? '' : said('within.minutes', { count: windowMs / 60_000 });
  switch (rule.type) {
    case 'consecutive_failures':
      return sentence(count === 1 ? 'rule.consecutiveOne' : 'rule.consecutive', { count, where });
    case 'failures_in_window':
      return sentence(count === 1 ? 'rule.failureOne' : 'rule.failures', { count, within, where });
    case 'response_time':
      return sentence('rule.slow', {
        ...{ count, within, where },
        aggregate: said(AGGREGATIONS[rule.aggregationType ?? 'all_exceed']),
        threshold: thresholdOf(rule),
      });
  }
}

function thresholdOf({ thresholdMs, baseline }: TriggerRule): Said {
  const count = String(thresholdMs);
  if (!baseline) return said('threshold.ms', { count });
  const { factor, usualMs: usual } = baseline;
  if (usual === undefined) return said('threshold.unknown', { factor });
  const isFloor = thresholdMs !== Math.round(factor * usual);
  return said(isFloor ? 'threshold.floor' : 'threshold.usual', { count, factor, usual });
}

const AGGREGATIONS = {
  all_exceed: 'aggregate.each',
  average: 'aggregate.average',
  p95: 'aggregate.p95',
  max: 'aggregate.max',
} as const;

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
