/** Where a monitor's policy comes from: what Upwatch does by itself, then the server, the group, the monitor. */
import { defaultPolicy, FLAPPING, type Policy } from './policy.ts';

/** A part of a policy: what it leaves out is inherited. */
export interface PolicyPart {
  /** Taken whole: rules of two lists would not know of one another. */
  readonly triggerRules?: Policy['triggerRules'];
  readonly confirmation?: Partial<Omit<Policy['confirmation'], 'type'>>;
  readonly recovery?: Partial<Policy['recovery']>;
  readonly flapping?: Partial<NonNullable<Policy['flapping']>>;
}

/** Who said it. */
type PolicyOrigin = 'built-in' | 'server' | 'group' | 'monitor';

/** The parts there are; each is stronger than the one before. */
export interface PolicyParts {
  readonly server?: PolicyPart | undefined;
  readonly group?: PolicyPart | undefined;
  readonly monitor?: PolicyPart | undefined;
}

/** A policy made of parts, and who said each field: `recovery.cooldownMinutes` → `server`. */
export interface InheritedPolicy {
  readonly policy: Policy;
  readonly origins: Readonly<Record<string, PolicyOrigin>>;
}

/**
 * Merges the parts over the built-in default, field by field; the rules as one.
 * @param given what the built-in default goes by
 */
export function inheritPolicy(given: Parameters<typeof defaultPolicy>[0], parts: PolicyParts): InheritedPolicy {
  const base = defaultPolicy(given);
  const origins: Record<string, PolicyOrigin> = Object.fromEntries(fieldsOf(base).map((field) => [field, 'built-in']));
  let policy: Policy = base;
  for (const from of ['server', 'group', 'monitor'] as const) {
    const part = parts[from];
    if (!part) continue;
    policy = merged(policy, part);
    for (const field of fieldsOf(part)) origins[field] = from;
  }
  return { policy, origins };
}

function merged(policy: Policy, { triggerRules, confirmation, recovery, flapping }: PolicyPart): Policy {
  return {
    triggerRules: triggerRules ?? policy.triggerRules,
    confirmation: { ...policy.confirmation, ...confirmation },
    recovery: { ...policy.recovery, ...recovery },
    ...(flapping || policy.flapping ? { flapping: { ...FLAPPING, ...policy.flapping, ...flapping } } : {}),
  };
}

function fieldsOf({ triggerRules, ...rest }: PolicyPart): readonly string[] {
  const inner = Object.entries(rest).flatMap(([name, part]) => Object.keys(part).map((field) => `${name}.${field}`));
  return [...(triggerRules ? ['triggerRules'] : []), ...inner.filter((field) => field !== 'confirmation.type')];
}
