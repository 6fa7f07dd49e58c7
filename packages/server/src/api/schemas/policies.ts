/** When failures become an incident, on the wire. */
import { RULE_COUNT_MAX } from '@upwatch/core';
import { z } from 'zod';
import { additions, named, perDialect } from '../dialect.ts';
import { time, uuid } from './values.ts';
import { warningsSaid } from './said.ts';

/** Deciding counts no further. */
const count = z.int().min(1).max(RULE_COUNT_MAX);

const triggerRule = z.strictObject({
  type: z.enum(['consecutive_failures', 'failures_in_window', 'response_time']),
  count: count.nullish(),
  windowMinutes: z.int().min(1).max(1440).nullish(),
  scope: z.enum(['per_region', 'any_region']).nullish(),
  thresholdMs: z.int().min(1).max(86_400_000).nullish(),
  severity: z.enum(['down', 'degraded']),
  aggregationType: z.enum(['all_exceed', 'average', 'p95', 'max']).nullish(),
  baseline: z
    .strictObject({ factor: z.number().gt(1).max(100), windowDays: z.int().min(1).max(30).nullish() })
    .nullish()
    .meta({
      description:
        'For response_time per region: slower than so many times what is usual, the median of the hourly medians of ' +
        '`windowDays` (7). `thresholdMs` is then the least that counts, 100 by default.',
    }),
});

/** What a rule of each type cannot do without. */
const NEEDED = {
  consecutive_failures: [],
  failures_in_window: ['count', 'windowMinutes'],
  response_time: ['thresholdMs'],
} as const satisfies Readonly<Record<string, readonly (keyof z.output<typeof triggerRule>)[]>>;

/** What a rule of each type goes by, of what not all of them do. */
const USED = {
  consecutive_failures: [],
  failures_in_window: ['windowMinutes'],
  response_time: ['windowMinutes', 'thresholdMs', 'aggregationType'],
} as const satisfies Readonly<Record<string, readonly (keyof z.output<typeof triggerRule>)[]>>;

/** What says nothing in a rule of a type. */
export function idleTriggerFields(type: keyof typeof USED) {
  const used: readonly string[] = USED[type];
  return USED.response_time.filter((field) => !used.includes(field));
}

/** A field that says nothing is a rule that does not do what its author thinks. */
function refuseUnused(rule: z.output<typeof triggerRule>, context: z.RefinementCtx): void {
  for (const field of idleTriggerFields(rule.type)) {
    if (rule[field] === undefined || rule[field] === null) continue;
    const others = Object.entries(USED).flatMap(([type, fields]) => (fields.some((one) => one === field) ? type : []));
    const message = `must be left out for ${rule.type}: it is for ${others.join(' and ')}`;
    context.addIssue({ code: 'custom', path: [field], message, input: rule[field] });
  }
}

/** What is usual is known of response times, in each region by itself. */
function refuseBaseline(rule: z.output<typeof triggerRule>, context: z.RefinementCtx): void {
  if (!rule.baseline) return;
  const refuse = (message: string): void => context.addIssue({ code: 'custom', path: ['baseline'], message });
  if (rule.type !== 'response_time') refuse(`must be left out for ${rule.type}: only response_time has one`);
  else if (rule.scope === 'any_region') refuse('must be left out for scope any_region: each region has its own');
}

/** The contract's clients may say more than a rule needs. */
const completeRule = perDialect((dialect) =>
  triggerRule.superRefine((rule, context) => {
    refuseBaseline(rule, context);
    if (dialect === 'full') refuseUnused(rule, context);
    for (const field of NEEDED[rule.type]) {
      if (field === 'thresholdMs' && rule.baseline) continue;
      if (rule[field] === undefined || rule[field] === null) {
        context.addIssue({ code: 'custom', path: [field], message: `is required for ${rule.type}` });
      }
    }
  }),
);

/** A rule of which every field says something. */
export const usefulTriggerRule = completeRule('full');

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

const flapping = z.strictObject({ changesMax: z.int().min(1).max(100), windowMinutes: z.int().min(0).max(1440) }).meta({
  description:
    'After so many openings and ends within the window the next opening says that it flaps, and its end is told when ' +
    'it has been well for as long. Default: 2 within 10 minutes; a window of 0 switches it off.',
});

/** The body that sets a policy. */
export const policyBody = perDialect((dialect) =>
  z.strictObject({
    triggerRules: z.array(completeRule(dialect)).min(1).max(20),
    confirmation,
    recovery,
    flapping: flapping.nullish(),
  }),
);
/** The body that changes one: `refuseIdleTriggerRules` tells what says nothing from what stood there before. */
export const policyChangeBody = policyBody('compat');
export type PolicyBody = z.output<ReturnType<typeof policyBody>>;

/** What a server sets for monitors that say nothing: any part of a policy. */
export const policyPartBody = z.strictObject({
  triggerRules: policyBody('full').shape.triggerRules.optional(),
  confirmation: confirmation.omit({ type: true }).partial().optional(),
  recovery: recovery.partial().optional(),
  flapping: flapping.partial().optional(),
});
export type PolicyPartBody = z.output<typeof policyPartBody>;

const shownRule = z.object(triggerRule.shape);

export const policyDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      monitorId: uuid,
      triggerRules: z.array(dialect === 'full' ? shownRule : shownRule.omit({ baseline: true })),
      confirmation: z.object(confirmation.shape),
      recovery: z.object(recovery.shape),
      createdAt: time,
      updatedAt: time,
      monitorRegionCount: z.int().nullish(),
      checkFrequencySeconds: z.int().nullish(),
      ...additions(dialect, {
        flapping: z.object(flapping.shape),
        warnings: z.array(z.string()).meta({ description: 'What is allowed, and may not be what was meant.' }),
        warningsSaid,
      }),
    })
    .meta(named(dialect, 'IncidentPolicyDto'));
});
