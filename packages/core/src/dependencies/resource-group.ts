/** Monitors that stand together: how many of them may be down before that is one incident, told once. */
import type { ManagedBy } from '../looking/monitor.ts';

/** COUNT: so many members down. PERCENTAGE: so many of a hundred of those that are looked at. */
export interface GroupThreshold {
  readonly type: 'COUNT' | 'PERCENTAGE';
  readonly value: number;
}

/** A group as it is configured. */
export interface ResourceGroup {
  /** UUID version 7. */
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly description?: string;
  readonly alertPolicyId?: string;
  readonly defaultFrequencySeconds?: number;
  readonly defaultRegions?: readonly string[];
  readonly defaultRetryStrategy?: { readonly type: string; readonly maxRetries: number; readonly interval: number };
  /** Told of the group's incidents, and by members that name no channels; absent means every channel there is. */
  readonly defaultChannelIds?: readonly string[];
  /** Whose variables the settings of members name that name no environment of their own. */
  readonly defaultEnvironmentId?: string;
  /** Reached or exceeded, it is the group that is down. Without one nothing is told of the group. */
  readonly threshold?: GroupThreshold;
  /** Whether members are told of only where the group is not. */
  readonly suppressesMembers: boolean;
  /** How long the threshold must be reached before it is told. @default 0 */
  readonly confirmationDelaySeconds?: number;
  /** Within so long after its end it is the same incident that comes back. @default 0 */
  readonly recoveryCooldownMinutes?: number;
  readonly managedBy: ManagedBy;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** How a member stands. `maintenance`: it is under maintenance or paused, and so counts neither way. */
export type MemberStatus = 'operational' | 'maintenance' | 'degraded' | 'down';

/** How a group stands. */
export interface GroupHealth {
  readonly status: MemberStatus;
  readonly totalMembers: number;
  readonly operationalCount: number;
  readonly failingCount: number;
  /** How many count towards a percentage. */
  readonly countedMembers: number;
  /** Absent without a threshold. */
  readonly thresholdStatus?: 'healthy' | 'degraded' | 'down';
}

/** Judges a group by its members. */
export function groupHealth(
  { threshold }: Pick<ResourceGroup, 'threshold'>,
  members: readonly MemberStatus[],
): GroupHealth {
  const count = (status: MemberStatus): number => members.filter((one) => one === status).length;
  const failingCount = count('down');
  const countedMembers = members.length - count('maintenance');
  const isDown = threshold
    ? isReached(threshold, failingCount, countedMembers)
    : failingCount > 0 && failingCount === countedMembers;
  return {
    status: isDown ? 'down' : statusOf({ isTroubled: failingCount + count('degraded') > 0, countedMembers, members }),
    totalMembers: members.length,
    operationalCount: count('operational'),
    failingCount,
    countedMembers,
    ...(threshold && { thresholdStatus: isDown ? 'down' : failingCount > 0 ? 'degraded' : 'healthy' }),
  };
}

function statusOf(given: {
  readonly isTroubled: boolean;
  readonly countedMembers: number;
  readonly members: readonly MemberStatus[];
}): MemberStatus {
  if (given.isTroubled) return 'degraded';
  return given.members.length > 0 && given.countedMembers === 0 ? 'maintenance' : 'operational';
}

/** A threshold of 0 is reached by the first member that is down. */
function isReached({ type, value }: GroupThreshold, failing: number, counted: number): boolean {
  if (failing === 0) return false;
  return type === 'COUNT' ? failing >= value : (100 * failing) / counted >= value;
}
