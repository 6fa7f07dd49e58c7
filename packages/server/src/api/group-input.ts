/** From what a request says of a resource group to a group. */
import type { ResourceGroup } from '@upwatch/core';
import type { z } from 'zod';
import type { GroupContent } from '../stores/port.ts';
import { isGiven } from './is-given.ts';
import { invalid } from './problem.ts';
import type { groupBody } from './schemas/resource-groups.ts';

export type GroupBody = z.output<typeof groupBody>;

/** @throws Problem VALIDATION_FAILED naming the field */
export function groupFrom(body: GroupBody, id: string): GroupContent {
  return merged({ id, name: body.name, suppressesMembers: false, managedBy: 'API' }, body);
}

/** What the body leaves out stays. @throws Problem VALIDATION_FAILED naming the field */
export function changedGroup(current: ResourceGroup, body: GroupBody): GroupContent {
  const { slug: _, createdAtMs: __, updatedAtMs: ___, ...content } = current;
  return merged(content, body);
}

function merged(current: GroupContent, body: GroupBody): GroupContent {
  const threshold = thresholdOf(current, body);
  return {
    id: current.id,
    name: body.name,
    ...chosen('description', body.description, current.description),
    ...chosen('alertPolicyId', body.alertPolicyId, current.alertPolicyId),
    ...chosen('defaultFrequencySeconds', body.defaultFrequency, current.defaultFrequencySeconds),
    ...chosen('defaultRegions', body.defaultRegions, current.defaultRegions),
    ...chosen('defaultRetryStrategy', body.defaultRetryStrategy, current.defaultRetryStrategy),
    ...chosen('defaultChannelIds', listed(body.defaultAlertChannels), current.defaultChannelIds),
    ...(threshold && { threshold }),
    suppressesMembers: body.suppressMemberAlerts ?? current.suppressesMembers,
    ...chosen('confirmationDelaySeconds', body.confirmationDelaySeconds, current.confirmationDelaySeconds),
    ...chosen('recoveryCooldownMinutes', body.recoveryCooldownMinutes, current.recoveryCooldownMinutes),
    managedBy: body.managedBy ?? current.managedBy,
  };
}

/** A list without entries would tell nobody: it is as none. */
function listed(ids: readonly string[] | null | undefined): readonly string[] | null | undefined {
  return ids?.length === 0 ? null : ids && [...new Set(ids)];
}

function chosen<K extends string, T>(name: K, asked: T | null | undefined, current: T | undefined): { [N in K]?: T } {
  const value = asked === undefined ? current : asked;
  return (isGiven(value) ? { [name]: value } : {}) as { [N in K]?: T };
}

function thresholdOf({ threshold }: GroupContent, body: GroupBody): ResourceGroup['threshold'] {
  const type = body.healthThresholdType === undefined ? threshold?.type : body.healthThresholdType;
  const value = body.healthThresholdValue === undefined ? threshold?.value : body.healthThresholdValue;
  if (isGiven(type) && isGiven(value)) return { type, value };
  if (isGiven(type)) throw invalid('healthThresholdValue', `healthThresholdValue must be given with ${type}, got none`);
  if (isGiven(value)) {
    throw invalid('healthThresholdType', `healthThresholdType must be COUNT or PERCENTAGE with ${value}, got none`);
  }
  return undefined;
}
