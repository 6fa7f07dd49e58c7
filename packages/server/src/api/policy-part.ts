/** Policies, and parts of them, without the nulls that the contract allows. */
import type { PolicyPart, TriggerRule } from '@upwatch/core';
import type { PolicyBody, PolicyPartBody } from './schemas/policies.ts';

export function rulesFrom(rules: PolicyBody['triggerRules']): readonly TriggerRule[] {
  return rules.map(({ type, severity, scope, baseline, ...rest }) => ({
    type,
    severity,
    scope: scope ?? 'per_region',
    ...withoutNulls(rest),
    ...(baseline && { baseline: { factor: baseline.factor, ...withoutNulls({ windowDays: baseline.windowDays }) } }),
  }));
}

export function policyPartFrom({ triggerRules, ...rest }: PolicyPartBody): PolicyPart {
  const { confirmation, recovery, flapping } = rest;
  return {
    ...(triggerRules && { triggerRules: rulesFrom(triggerRules) }),
    ...(confirmation && { confirmation: withoutNulls(confirmation) }),
    ...(recovery && { recovery: withoutNulls(recovery) }),
    ...(flapping && { flapping: withoutNulls(flapping) }),
  };
}

function withoutNulls<T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}
