/** Match rules name things that exist: a slip would be a policy that tells nobody, found out when it is needed. */
import { type MatchRule, type MatchRuleType, valuesOf } from '@upwatch/core';
import type { CoreStore } from '../stores/port.ts';
import { Problem } from './problem.ts';

type Known = Pick<CoreStore, 'monitors' | 'resourceGroups' | 'tags'>;

/** How a kind of rule finds what it names. Names of tags, environments and regions may come with the monitors that have them. */
interface Named {
  readonly what: string;
  readonly isKnown: (value: string, core: Known) => Promise<boolean>;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const NAMED: { readonly [Type in MatchRuleType]?: Named } = {
  monitor_id_in: {
    what: 'ids of monitors that exist',
    isKnown: async (id, core) => (await core.monitors.get(id.toLowerCase())) !== undefined,
  },
  resource_group_id_in: {
    what: 'ids of resource groups that exist',
    isKnown: async (id, core) => (await core.resourceGroups.get(id.toLowerCase())) !== undefined,
  },
  monitor_tag_in: {
    what: 'names of tags, or ids of tags that exist',
    isKnown: async (value, core) => !UUID.test(value) || (await core.tags.get(value.toLowerCase())) !== undefined,
  },
};

/**
 * @param before the rules as they were: what was there when it was named may be gone by now
 * @throws Problem VALIDATION_FAILED naming each field
 */
export async function refuseUnknownSubjects(
  rules: readonly MatchRule[],
  core: Known,
  before: readonly MatchRule[] = [],
): Promise<void> {
  const known = new Set(before.flatMap((rule) => valuesOf(rule).map((value) => `${rule.type} ${value}`)));
  const messages = new Map<string, string>();
  for (const [i, rule] of rules.entries()) {
    const named = NAMED[rule.type];
    for (const value of named ? valuesOf(rule) : []) {
      if (known.has(`${rule.type} ${value}`) || (await named!.isKnown(value, core))) continue;
      const field = `matchRules[${i}].${fieldOf(rule, value)}`;
      messages.set(field, `${field} must be ${named!.what}, got "${value}"`);
    }
  }
  if (messages.size === 0) return;
  const errors = [...messages].map(([field, message]) => ({ code: 'VALIDATION_FAILED' as const, field, message }));
  throw new Problem('VALIDATION_FAILED', errors.map(({ message }) => message).join('; '), { errors });
}

function fieldOf({ value, monitorIds, values }: MatchRule, wanted: string): string {
  if (value === wanted) return 'value';
  const list = monitorIds?.includes(wanted) ? ('monitorIds' as const) : ('values' as const);
  const place = (list === 'monitorIds' ? monitorIds : values)?.indexOf(wanted) ?? 0;
  return `${list}[${place}]`;
}
