/** What a monitor goes by where it does not say so itself: what its group says, then the server, then Upwatch. */
import { inheritPolicy, type PolicyPart } from '../deciding/policy-defaults.ts';
import { defaultPolicy, type TriggerRule } from '../deciding/policy.ts';
import type { Monitor } from '../looking/monitor.ts';
import type { ResourceGroup } from './resource-group.ts';

/** Seconds between looks where nobody says anything. */
export const FREQUENCY_DEFAULT_SECONDS = 60;

/** What the server says. */
export interface ServerDefaults {
  readonly regions: readonly string[];
  readonly policy?: PolicyPart | undefined;
}

/** What is filled in, and whether it was not given. */
type Filled = Pick<Monitor, 'frequencySeconds' | 'regions' | 'policy' | 'environmentId' | 'inherits'>;

/**
 * A monitor with what it did not say filled in; what it said stays.
 * @param groups those that it is a member of: of two that say the same thing the first one counts
 */
export function withDefaults<Kind extends Filled>(
  monitor: Kind,
  groups: readonly ResourceGroup[],
  server: ServerDefaults,
): Kind {
  const { inherits = [] } = monitor;
  if (inherits.length === 0) return monitor;
  const frequencySeconds = inherits.includes('frequencySeconds')
    ? (firstOf(groups, 'defaultFrequencySeconds') ?? FREQUENCY_DEFAULT_SECONDS)
    : monitor.frequencySeconds;
  const regions = inherits.includes('regions')
    ? (firstOf(groups, 'defaultRegions') ?? server.regions)
    : monitor.regions;
  const going = { regionCount: regions.length, frequencySeconds };
  const group = policyOfGroups(groups, server.policy?.triggerRules ?? defaultPolicy(going).triggerRules);
  const policy = inherits.includes('incidentPolicy')
    ? inheritPolicy(going, { server: server.policy, group }).policy
    : monitor.policy;
  const whole = { ...monitor, frequencySeconds, regions, policy };
  return inherits.includes('environmentId') ? withEnvironment(whole, environmentIdOf(groups)) : whole;
}

/** The environment of members that name none: that of the first group which says one. Undefined: the default one. */
export function environmentIdOf(groups: readonly Pick<ResourceGroup, 'defaultEnvironmentId'>[]): string | undefined {
  return groups.find(({ defaultEnvironmentId }) => defaultEnvironmentId !== undefined)?.defaultEnvironmentId;
}

/** In that environment. The field is absent where there is none, and not undefined: as it is kept. */
export function withEnvironment<Kind extends Pick<Monitor, 'environmentId'>>(
  monitor: Kind,
  environmentId: string | undefined,
): Kind {
  if (environmentId !== undefined) return { ...monitor, environmentId };
  const { environmentId: _, ...rest } = monitor;
  // Without a field that it need not have it is what it was.
  return rest as Kind;
}

function firstOf<Name extends keyof ResourceGroup>(
  groups: readonly ResourceGroup[],
  name: Name,
): ResourceGroup[Name] | undefined {
  return groups.find((group) => group[name] !== undefined)?.[name];
}

/** So many retries are so many failures more in a row; the other rules stay as the server has them. */
function policyOfGroups(groups: readonly ResourceGroup[], rules: readonly TriggerRule[]): PolicyPart | undefined {
  const strategy = firstOf(groups, 'defaultRetryStrategy');
  if (!strategy) return undefined;
  const count = strategy.maxRetries + 1;
  if (!rules.some(isOfFailuresInARow)) {
    const rule = { type: 'consecutive_failures', count, scope: 'per_region', severity: 'down' } as const;
    return { triggerRules: [rule, ...rules] };
  }
  return { triggerRules: rules.map((rule) => (isOfFailuresInARow(rule) ? { ...rule, count } : rule)) };
}

function isOfFailuresInARow({ type, severity }: TriggerRule): boolean {
  return type === 'consecutive_failures' && severity === 'down';
}
