/** From what a request says of a resource group to a group. */
import type { ResourceGroup } from '@upwatch/core';
import { shown } from '@upwatch/core/schemas';
import type { z } from 'zod';
import type { GroupContent } from '../stores/port.ts';
import { chosen } from './chosen.ts';
import { isGiven } from './is-given.ts';
import { invalid } from './problem.ts';
import type { groupBody } from './schemas/resource-groups.ts';

export type GroupBody = z.output<typeof groupBody>;

/** @throws Problem VALIDATION_FAILED naming the field */
export function groupFrom(body: GroupBody, id: string): GroupContent {
  return merged({ id, name: body.name, suppressesMembers: false, managedBy: 'API' }, checked(body));
}

/** What the body leaves out stays. @throws Problem VALIDATION_FAILED naming the field */
export function changedGroup(current: ResourceGroup, body: GroupBody): GroupContent {
  const { slug: _, createdAtMs: __, updatedAtMs: ___, ...content } = current;
  return merged(content, checked(body));
}

/** What members could not follow is refused, rather than kept and shown. */
function checked(body: GroupBody): GroupBody {
  const { type, interval } = body.defaultRetryStrategy ?? {};
  if (type !== undefined && type !== 'fixed') {
    throw invalid('defaultRetryStrategy.type', `defaultRetryStrategy.type must be "fixed", got ${shown(type)}`);
  }
  if (interval !== undefined && interval > 0) {
    const why = 'a failure is looked at again at once, and then at the frequency of its monitor';
    throw invalid('defaultRetryStrategy.interval', `defaultRetryStrategy.interval must be 0 (${why}), got ${interval}`);
  }
  return body;
}

function merged(current: GroupContent, body: GroupBody): GroupContent {
  const threshold = thresholdOf(current, body);
  return {
    id: current.id,
    name: body.name,
    ...chosen('description', body.description, current.description),
    ...chosen('alertPolicyId', body.alertPolicyId, current.alertPolicyId),
    ...chosen('defaultFrequencySeconds', body.defaultFrequency, current.defaultFrequencySeconds),
    ...chosen('defaultRegions', listed(body.defaultRegions), current.defaultRegions),
    ...chosen('defaultRetryStrategy', body.defaultRetryStrategy, current.defaultRetryStrategy),
    ...chosen('defaultChannelIds', listed(body.defaultAlertChannels), current.defaultChannelIds),
    ...chosen('defaultEnvironmentId', body.defaultEnvironmentId, current.defaultEnvironmentId),
    ...(threshold && { threshold }),
    suppressesMembers: body.suppressMemberAlerts ?? current.suppressesMembers,
    ...chosen('confirmationDelaySeconds', body.confirmationDelaySeconds, current.confirmationDelaySeconds),
    ...chosen('recoveryCooldownMinutes', body.recoveryCooldownMinutes, current.recoveryCooldownMinutes),
    managedBy: body.managedBy ?? current.managedBy,
  };
}

/** A list without entries would tell nobody, or look from nowhere: it is as none. */
function listed(ids: readonly string[] | null | undefined): readonly string[] | null | undefined {
  return ids?.length === 0 ? null : ids && [...new Set(ids)];
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
