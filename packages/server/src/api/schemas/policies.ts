/** When failures become an incident, on the wire. */
import { z } from 'zod';
import { named, perDialect } from '../dialect.ts';
import { time, uuid } from './values.ts';

const count = z.int().min(1).max(1000);

const triggerRule = z.strictObject({
  type: z.enum(['consecutive_failures', 'failures_in_window', 'response_time']),
  count: count.nullish(),
  windowMinutes: z.int().min(1).max(1440).nullish(),
  scope: z.enum(['per_region', 'any_region']).nullish(),
  thresholdMs: z.int().min(1).max(86_400_000).nullish(),
  severity: z.enum(['down', 'degraded']),
  aggregationType: z.enum(['all_exceed', 'average', 'p95', 'max']).nullish(),
});

/** What a rule of each type cannot do without. */
const NEEDED = {
  consecutive_failures: [],
  failures_in_window: ['count', 'windowMinutes'],
  response_time: ['thresholdMs'],
} as const satisfies Readonly<Record<string, readonly (keyof z.output<typeof triggerRule>)[]>>;

const completeRule = triggerRule.superRefine((rule, context) => {
  for (const field of NEEDED[rule.type]) {
    if (rule[field] === undefined || rule[field] === null) {
      context.addIssue({ code: 'custom', path: [field], message: `is required for ${rule.type}` });
    }
  }
});

const confirmation = z.strictObject({
  type: z.literal('multi_region'),
  minRegionsFailing: z.int().min(1).max(1000),
  maxWaitSeconds: z.int().min(0).max(86_400),
});

const recovery = z.strictObject({
  consecutiveSuccesses: z.int().min(1).max(1000),
  minRegionsPassing: z.int().min(1).max(1000),
  cooldownMinutes: z.int().min(0).max(10_080),
});

/** The body that sets a policy. */
export const policyBody = z.strictObject({
  triggerRules: z.array(completeRule).min(1).max(20),
  confirmation,
  recovery,
});
export type PolicyBody = z.output<typeof policyBody>;

export const policyDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      monitorId: uuid,
      triggerRules: z.array(z.object(triggerRule.shape)),
      confirmation: z.object(confirmation.shape),
      recovery: z.object(recovery.shape),
      createdAt: time,
      updatedAt: time,
      monitorRegionCount: z.int().nullish(),
      checkFrequencySeconds: z.int().nullish(),
    })
    .meta(named(dialect, 'IncidentPolicyDto'));
});
