/** Targets that answer slowly for a while, and policies that hold it against them. */
import { defaultPolicy, type TriggerRule } from '@upwatch/core';
import type { Random } from './random.ts';
import { HOUR, MINUTE, type Target } from './target.ts';

/** A look that is not slow takes less, milliseconds. */
export const SLOW_MS = 2000;
const AGGREGATIONS = ['all_exceed', 'average', 'p95', 'max'] as const;

/** The target as it answers slowly now and then; half of them are watched for it. */
export function withResponseTimes(target: Target, random: Random, regionCount: number, calmMs: number): Target {
  const slow = [];
  for (let fromMs = random.int(0, 6 * HOUR); fromMs < calmMs; fromMs += random.int(1, 8) * HOUR)
    slow.push({ fromMs, toMs: Math.min(calmMs, fromMs + random.int(2, 90) * MINUTE) });
  if (random.chance(0.5)) return { ...target, slow };
  const base = defaultPolicy({ regionCount, frequencySeconds: target.intervalMs / 1000 });
  const policy = { ...base, triggerRules: [...base.triggerRules, drawRule(random)] };
  // What is slow for ever has to be seen as that in the end.
  return { ...target, policy, slow: random.chance(0.3) ? [...slow, { fromMs: calmMs, toMs: Infinity }] : slow };
}

function drawRule(random: Random): TriggerRule {
  return {
    type: 'response_time',
    thresholdMs: SLOW_MS,
    scope: random.pick(['per_region', 'any_region'] as const),
    severity: random.pick(['down', 'degraded'] as const),
    aggregationType: random.pick(AGGREGATIONS),
    ...(random.chance(0.5) ? { count: random.int(2, 5) } : { windowMinutes: 60 }),
  };
}

/** What a region's verdict on a target that does not fail has to be in the end, where it is slow for ever. */
export function slowVerdictOf({ policy, slow }: Target): 'up' | TriggerRule['severity'] {
  const isSlow = slow?.at(-1)?.toMs === Infinity;
  const rule = policy.triggerRules.find(({ type }) => type === 'response_time');
  return isSlow && rule ? rule.severity : 'up';
}
