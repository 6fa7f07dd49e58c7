/** Resource groups as rows, and rows as resource groups. */
import type { GroupThreshold, ManagedBy, ResourceGroup } from '@upwatch/core';
import type { GroupContent } from '../port.ts';
import { flag, json, nameKey, parsed, present } from './rows.ts';
import type { Flag } from './schema.ts';

export interface ResourceGroupTable {
  id: string;
  name: string;
  name_key: string;
  slug: string;
  description: string | null;
  alert_policy_id: string | null;
  default_frequency_seconds: number | null;
  default_regions: string | null;
  default_retry_strategy: string | null;
  default_channel_ids: string | null;
  default_environment_id: string | null;
  threshold_type: string | null;
  threshold_value: number | null;
  suppress_member_alerts: Flag;
  confirmation_delay_seconds: number | null;
  recovery_cooldown_minutes: number | null;
  managed_by: string;
  created_at_ms: number;
  updated_at_ms: number;
}

export function readGroup(row: ResourceGroupTable): ResourceGroup {
  const { threshold_type: type, threshold_value: value } = row;
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    ...present({
      description: row.description,
      alertPolicyId: row.alert_policy_id,
      defaultFrequencySeconds: row.default_frequency_seconds,
      defaultRegions: read<string[]>(row.default_regions),
      defaultRetryStrategy: read<NonNullable<ResourceGroup['defaultRetryStrategy']>>(row.default_retry_strategy),
      defaultChannelIds: read<string[]>(row.default_channel_ids),
      defaultEnvironmentId: row.default_environment_id,
      confirmationDelaySeconds: row.confirmation_delay_seconds,
      recoveryCooldownMinutes: row.recovery_cooldown_minutes,
    }),
    ...(type !== null && value !== null && { threshold: { type: type as GroupThreshold['type'], value } }),
    suppressesMembers: row.suppress_member_alerts === 1,
    managedBy: row.managed_by as ManagedBy,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  };
}

export function groupColumns(group: GroupContent) {
  return {
    name: group.name,
    name_key: nameKey(group.name),
    description: group.description ?? null,
    alert_policy_id: group.alertPolicyId ?? null,
    default_frequency_seconds: group.defaultFrequencySeconds ?? null,
    default_regions: json(group.defaultRegions),
    default_retry_strategy: json(group.defaultRetryStrategy),
    default_channel_ids: json(group.defaultChannelIds),
    default_environment_id: group.defaultEnvironmentId ?? null,
    threshold_type: group.threshold?.type ?? null,
    threshold_value: group.threshold?.value ?? null,
    suppress_member_alerts: flag(group.suppressesMembers),
    confirmation_delay_seconds: group.confirmationDelaySeconds ?? null,
    recovery_cooldown_minutes: group.recoveryCooldownMinutes ?? null,
    managed_by: group.managedBy,
  };
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as `parsed`
function read<T>(text: string | null): T | null {
  return text === null ? null : parsed<T>(text);
}
