/** Rules that say nothing or never hold are refused where they are new: what stands already stands in the way of no change. */
import { isDeepStrictEqual } from 'node:util';
import type { MatchRule, Policy } from '@upwatch/core';
import { parseOrFaults } from '@upwatch/core/schemas';
import type { z } from 'zod';
import { policyFrom } from './monitor-input.ts';
import { Problem } from './problem.ts';
import { usefulMatchRule } from './schemas/notification-policies.ts';
import { type PolicyBody, usefulTriggerRule } from './schemas/policies.ts';

interface Change<Rule> {
  readonly rules: readonly Rule[];
  readonly before: readonly Rule[];
  readonly schema: z.ZodType;
  /** Where the rules stand in the body. */
  readonly path: readonly string[];
}

/** @throws Problem VALIDATION_FAILED naming each field */
export function refuseIdleMatchRules(rules: readonly MatchRule[], before: readonly MatchRule[]): void {
  refuseNew({ rules, before, schema: usefulMatchRule, path: ['matchRules'] });
}

/** @param path where the policy stands in the body @throws Problem VALIDATION_FAILED naming each field */
export function refuseIdleTriggerRules(body: PolicyBody, standing: Policy, path: readonly string[] = []): void {
  const { triggerRules: rules } = policyFrom(body, standing);
  refuseNew({ rules, before: standing.triggerRules, schema: usefulTriggerRule, path: [...path, 'triggerRules'] });
}

function refuseNew<Rule>({ rules, before, schema, path }: Change<Rule>): void {
  const errors = rules.flatMap((rule, place) => {
    if (before.some((one) => isDeepStrictEqual(one, rule))) return [];
    const result = parseOrFaults(schema, rule, [...path, place]);
    return 'faults' in result ? result.faults : [];
  });
  if (errors.length === 0) return;
  throw new Problem('VALIDATION_FAILED', errors.map(({ message }) => message).join('; '), { errors });
}
