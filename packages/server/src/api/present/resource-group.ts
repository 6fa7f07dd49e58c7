/** Resource groups, their members and their health on the wire. */
import type { GroupHealth, MemberStatus, Monitor, MonitorState, ResourceGroup } from '@upwatch/core';
import type { GroupMember } from '../../stores/port.ts';
import type { MemberMetrics } from '../member-metrics.ts';
import { ORGANIZATION_ID } from './organization.ts';
import { isoTime } from './time.ts';

/** A member with all that it is shown with. */
export interface MemberView {
  readonly member: GroupMember;
  /** Undefined when it was deleted just now. */
  readonly monitor: Monitor | undefined;
  /** Undefined for one in the default environment. */
  readonly environmentName: string | undefined;
  readonly state: MonitorState;
  readonly status: MemberStatus;
  /** Where it was asked for. */
  readonly metrics?: MemberMetrics | undefined;
}

export function presentMember({ member, monitor, environmentName, state, status, metrics }: MemberView) {
  const slots = Object.values(state.regions).map(({ lastSlotMs }) => lastSlotMs);
  const newestMs = Math.max(...slots);
  return {
    id: member.id,
    groupId: member.groupId,
    memberType: 'monitor',
    monitorId: member.monitorId,
    serviceId: null,
    name: monitor?.name ?? null,
    slug: null,
    subscriptionId: null,
    status,
    effectiveFrequency: monitor ? `${monitor.frequencySeconds}s` : null,
    createdAt: isoTime(member.createdAtMs),
    uptime24h: metrics?.uptime24h ?? null,
    chartData: metrics ? [...metrics.chartData] : null,
    avgLatencyMs: metrics?.avgLatencyMs ?? null,
    p95LatencyMs: metrics?.p95LatencyMs ?? null,
    lastCheckedAt: Number.isFinite(newestMs) ? isoTime(newestMs) : null,
    monitorType: monitor?.type ?? null,
    environmentName: environmentName ?? null,
  };
}

export function presentHealth(health: GroupHealth, activeIncidents: number) {
  const { status, totalMembers, operationalCount, thresholdStatus, failingCount } = health;
  return {
    status,
    totalMembers,
    operationalCount,
    activeIncidents,
    thresholdStatus: thresholdStatus ?? null,
    failingCount,
  };
}

export function presentGroup(
  group: ResourceGroup,
  health: ReturnType<typeof presentHealth>,
  members: readonly MemberView[],
) {
  return {
    id: group.id,
    organizationId: ORGANIZATION_ID,
    name: group.name,
    slug: group.slug,
    description: group.description ?? null,
    alertPolicyId: group.alertPolicyId ?? null,
    defaultFrequency: group.defaultFrequencySeconds ?? null,
    defaultRegions: group.defaultRegions ? [...group.defaultRegions] : null,
    defaultRetryStrategy: group.defaultRetryStrategy ?? null,
    defaultAlertChannels: group.defaultChannelIds ? [...group.defaultChannelIds] : null,
    defaultEnvironmentId: group.defaultEnvironmentId ?? null,
    healthThresholdType: group.threshold?.type ?? null,
    healthThresholdValue: group.threshold?.value ?? null,
    suppressMemberAlerts: group.suppressesMembers,
    confirmationDelaySeconds: group.confirmationDelaySeconds ?? null,
    recoveryCooldownMinutes: group.recoveryCooldownMinutes ?? null,
    health,
    members: members.map(presentMember),
    managedBy: group.managedBy,
    createdAt: isoTime(group.createdAtMs),
    updatedAt: isoTime(group.updatedAtMs),
  };
}
