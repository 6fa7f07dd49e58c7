/** Resource groups on the wire. */
import { z } from 'zod';
import { regionName } from '../../region-name.ts';
import { named, perDialect } from '../dialect.ts';
import { flag, id, managedBy, nameOf, proseOf, time, uuid, whole } from './values.ts';

const thresholdType = z.enum(['COUNT', 'PERCENTAGE']);
const status = z.enum(['operational', 'maintenance', 'degraded', 'down']);
const retryStrategy = z
  .strictObject({ type: z.string().max(50), maxRetries: z.int().min(0).max(100), interval: z.int().min(0).max(86_400) })
  .meta({
    id: 'RetryStrategy',
    description:
      'Of members that name no policy: so many failures follow the first before it counts. `type` is "fixed", `interval` 0.',
  });
const OF_MEMBERS = 'Of members that name none themselves.';

/** Absent is the default in a new one, and "as it is" in a change; null takes it away. */
const settings = {
  name: nameOf(255),
  description: proseOf(2000).nullish(),
  alertPolicyId: id.nullish().meta({
    description: 'The notification policy that incidents of the group go by, whatever its rules say.',
  }),
  defaultFrequency: z
    .int()
    .min(30)
    .max(86_400)
    .nullish()
    .meta({ description: `Seconds. ${OF_MEMBERS}` }),
  defaultRegions: z.array(regionName).max(100).nullish().meta({ description: OF_MEMBERS }),
  defaultRetryStrategy: retryStrategy.nullish(),
  defaultAlertChannels: z
    .array(id)
    .max(200)
    .nullish()
    .meta({ description: 'Told of the group, and by members that name no channels. Default: every channel.' }),
  defaultEnvironmentId: id
    .nullish()
    .meta({ description: 'Whose variables the settings of members name that name no environment themselves.' }),
  healthThresholdType: thresholdType.nullish(),
  healthThresholdValue: z
    .number()
    .min(0)
    .max(100)
    .nullish()
    .meta({ description: 'So many members down, or so many of a hundred: then it is the group that is down.' }),
  suppressMemberAlerts: z
    .boolean()
    .nullish()
    .meta({ description: 'Tell of members only where the group is not down.' }),
  confirmationDelaySeconds: z.int().min(0).max(600).nullish(),
  recoveryCooldownMinutes: z.int().min(0).max(60).nullish(),
  managedBy: managedBy.nullish(),
};

const EXAMPLE = { name: 'EU edge', healthThresholdType: 'COUNT', healthThresholdValue: 2, suppressMemberAlerts: true };

export const groupBody = z.strictObject(settings).meta({ id: 'CreateResourceGroupRequest', example: EXAMPLE });
export const groupChange = z.strictObject(settings).meta({ id: 'UpdateResourceGroupRequest', example: EXAMPLE });

export const memberBody = z
  .strictObject({ memberType: z.enum(['monitor', 'service']), memberId: id })
  .meta({ id: 'AddResourceGroupMemberRequest' });

export const groupQuery = z.strictObject({
  includeMetrics: flag.optional().meta({ description: 'Fill in what the last 24 hours of each member were.' }),
});
export const memberParams = z.object({ id, memberId: id });

export const healthDto = perDialect((dialect) => {
  return z
    .object({
      status,
      totalMembers: whole,
      operationalCount: whole,
      activeIncidents: whole,
      thresholdStatus: z.enum(['healthy', 'degraded', 'down']).nullable(),
      failingCount: whole.nullable(),
    })
    .meta(named(dialect, 'ResourceGroupHealthDto'));
});

export const memberDto = perDialect((dialect) => {
  const nothing = z.null();
  return z
    .object({
      id: uuid,
      groupId: uuid,
      memberType: z.string(),
      monitorId: uuid.nullable(),
      serviceId: nothing,
      name: z.string().nullable(),
      slug: nothing,
      subscriptionId: nothing,
      status,
      effectiveFrequency: z.string().nullable(),
      createdAt: time,
      uptime24h: z.number().nullable(),
      chartData: z.array(z.number()).nullable(),
      avgLatencyMs: z.number().nullable(),
      p95LatencyMs: z.number().nullable(),
      lastCheckedAt: time.nullable(),
      monitorType: z.string().nullable(),
      environmentName: z.string().nullable(),
    })
    .meta(named(dialect, 'ResourceGroupMemberDto'));
});

export const groupDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      organizationId: whole,
      name: z.string(),
      slug: z.string(),
      description: z.string().nullable(),
      alertPolicyId: uuid.nullable(),
      defaultFrequency: whole.nullable(),
      defaultRegions: z.array(z.string()).nullable(),
      defaultRetryStrategy: retryStrategy.nullable(),
      defaultAlertChannels: z.array(uuid).nullable(),
      defaultEnvironmentId: uuid.nullable(),
      healthThresholdType: thresholdType.nullable(),
      healthThresholdValue: z.number().nullable(),
      suppressMemberAlerts: z.boolean(),
      confirmationDelaySeconds: whole.nullable(),
      recoveryCooldownMinutes: whole.nullable(),
      health: healthDto(dialect),
      members: z.array(memberDto(dialect)),
      managedBy,
      createdAt: time,
      updatedAt: time,
    })
    .meta(named(dialect, 'ResourceGroupDto'));
});
