/** Assertions on the wire. */
import type { AssertionConfig } from '@upwatch/core';
import { AssertionConfigSchema } from '@upwatch/core/schemas';
import { z } from 'zod';
import { type Dialect, named, perDialect } from '../dialect.ts';

const CONTRACT_OPERATORS = new Set<string>(['equals', 'contains', 'less_than', 'greater_than', 'matches', 'range']);

const severity = z.enum(['fail', 'warn']);

/** Whether the contract can say an assertion: it lacks some of our operators, and the opposite of `body_contains`. */
export function isContractAssertion(config: AssertionConfig): boolean {
  if (config.type === 'body_not_contains') return false;
  return !('operator' in config) || CONTRACT_OPERATORS.has(config.operator);
}

/** The settings of an assertion, told apart by `type`. In `compat` those that its answers could not show are refused. */
function assertionConfig(dialect: Dialect): z.ZodType<AssertionConfig> {
  if (dialect === 'full') return documented;
  return AssertionConfigSchema.refine(isContractAssertion, 'must be one that this API has: use /api/v1 for the others');
}

const documented = AssertionConfigSchema.meta({
  id: 'AssertionConfig',
  description: 'What must hold; `type` says which kind it is.',
});

/** The body that makes or replaces an assertion. */
export const assertionBody = perDialect((dialect) => {
  return z
    .strictObject({
      config: assertionConfig(dialect),
      severity: severity.nullish().meta({ description: '`warn` makes a look degraded, never down. Default `fail`.' }),
    })
    .meta({
      ...named(dialect, 'CreateAssertionRequest'),
      example: { config: { type: 'status_code', expected: '2xx', operator: 'equals' }, severity: 'fail' },
    });
});

export type AssertionBody = z.output<ReturnType<typeof assertionBody>>;

/** An assertion in an answer. */
export const assertionDto = perDialect((dialect) => {
  return z
    .object({
      id: z.string(),
      monitorId: z.string(),
      assertionType: z.string(),
      config: z.looseObject({ type: z.string() }),
      severity,
    })
    .meta(named(dialect, 'MonitorAssertionDto'));
});
