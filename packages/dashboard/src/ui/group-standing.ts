/** How a group and its members stand, and what its threshold means, in words. */
import type { ResourceGroup } from '@upwatch/sdk';
import type { Say } from '../language/catalogue.ts';
import type { Format } from '../language/format.ts';
import type { Standing } from './state-mark.tsx';

export const STANDINGS: Readonly<Record<ResourceGroup['health']['status'], Standing>> = {
  operational: 'up',
  maintenance: 'maintenance',
  degraded: 'degraded',
  down: 'down',
};

/** One without members says nothing of anything. */
export function standingOfGroup({ health }: Pick<ResourceGroup, 'health'>): Standing {
  return health.totalMembers === 0 ? 'unknown' : STANDINGS[health.status];
}

type Threshold = Pick<ResourceGroup, 'healthThresholdType' | 'healthThresholdValue'>;

/** When it is the group that is down. A threshold of 0 is reached by the first member. */
export function ruleInWords(
  { healthThresholdType: type, healthThresholdValue: value }: Threshold,
  { say, format }: { readonly say: Say; readonly format: Pick<Format, 'percent'> },
): string {
  if (type === null || value === null) return say('groups.ruleNone');
  if (type === 'COUNT' || value === 0) return say('groups.ruleCount', { count: Math.max(1, value) });
  return say('groups.rulePercent', { percent: format.percent(value) });
}
