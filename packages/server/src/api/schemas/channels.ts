/** Channels and deliveries on the wire. */
import { z } from 'zod';
import type { ApiChannel } from '../deps.ts';
import { additions, named, perDialect } from '../dialect.ts';
import { neverEchoed } from '@upwatch/core/schemas';
import { listQuery } from './paging.ts';
import { managedBy, nameOf, search, time, uuid, whole } from './values.ts';

/** The settings of a channel, told apart by `channelType`: each channel's own schema names it. */
function channelConfig(channels: readonly ApiChannel[]) {
  const schemas = channels.map(({ config }) => config as unknown as z.core.$ZodTypeDiscriminable);
  return z.discriminatedUnion(
    'channelType',
    schemas as [(typeof schemas)[number]],
  ) as unknown as z.ZodType<ChannelConfig>;
}

type ChannelConfig = Readonly<Record<string, z.core.util.JSONType>> & { readonly channelType: string };

export function channelBody(channels: readonly ApiChannel[]) {
  const body = z
    .strictObject({ name: nameOf(255), config: channelConfig(channels), managedBy: managedBy.nullish() })
    .meta({
      example: { name: 'on call', config: { channelType: 'slack', webhookUrl: 'https://hooks.slack.com/services/…' } },
    });
  return neverEchoed(body);
}

export function channelTestBody(channels: readonly ApiChannel[]) {
  return neverEchoed(z.strictObject({ config: channelConfig(channels) }));
}

export const channelQuery = listQuery(['name', 'createdAt', 'updatedAt', 'type'], {
  type: z.string().max(50).optional(),
  managedBy: managedBy.optional(),
  search: search.optional(),
});

const displayConfig = z.object({
  recipients: z.array(z.string()).nullish(),
  region: z.string().nullish(),
  severityOverride: z.string().nullish(),
  mentionRoleId: z.string().nullish(),
  customHeaders: z.record(z.string(), z.string()).nullish(),
  chatId: z.string().nullish(),
  priority: z.string().nullish(),
  channel: z.string().nullish(),
  routingKey: z.string().nullish(),
  deviceIden: z.string().nullish(),
  teamId: z.string().nullish(),
  visibility: z.string().nullish(),
  severity: z.string().nullish(),
  site: z.string().nullish(),
  projectKey: z.string().nullish(),
});

export const channelDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      name: z.string(),
      channelType: z.string(),
      displayConfig: (dialect === 'full' ? z.looseObject({}) : displayConfig) as z.ZodType<
        Readonly<Record<string, unknown>>
      >,
      createdAt: time,
      updatedAt: time,
      configHash: z.string(),
      managedBy,
      lastDeliveryAt: time.nullable(),
      lastDeliveryStatus: z.string().nullable(),
      ...additions(dialect, {
        brokenReason: z.string().nullable(),
        config: (z.looseObject({}) as z.ZodType<Readonly<Record<string, unknown>>>).meta({
          description: 'The settings, every secret masked: what is sent back as it is shown stays as it is.',
        }),
      }),
    })
    .meta(named(dialect, 'AlertChannelDto'));
});

export const channelTestResult = z.object({ success: z.boolean(), message: z.string() });
export const deletedChannel = z.object({ affectedPolicies: whole, disabledPolicies: whole });

const INCIDENT_KINDS = ['INCIDENT_CREATED', 'INCIDENT_RESOLVED', 'INCIDENT_REOPENED'] as const;

export const deliveryDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      incidentId: uuid,
      dispatchId: uuid.nullable(),
      channelId: uuid,
      channel: z.string(),
      channelType: z.string(),
      status: z.enum(['PENDING', 'DELIVERED', 'RETRY_PENDING', 'FAILED', 'CANCELLED']),
      eventType: z.enum(dialect === 'full' ? [...INCIDENT_KINDS, 'NOTICE'] : INCIDENT_KINDS),
      stepNumber: whole,
      fireCount: whole,
      attemptCount: whole,
      lastAttemptAt: time.nullable(),
      nextRetryAt: time.nullable(),
      deliveredAt: time.nullable(),
      errorMessage: z.string().nullable(),
      createdAt: time,
      ...additions(dialect, {
        key: z.string(),
        headline: z.string(),
        digest: z
          .object({ id: uuid, part: whole })
          .nullable()
          .meta({ description: 'The message that told many, this one among them: part 0 was told alone before it.' }),
      }),
    })
    .meta(named(dialect, 'AlertDeliveryDto'));
});

export const attemptDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      deliveryId: uuid,
      attemptNumber: whole,
      status: z.string(),
      responseStatusCode: whole.nullable(),
      requestPayload: z.string().nullable(),
      responseBody: z.string().nullable(),
      errorMessage: z.string().nullable(),
      responseTimeMs: whole.nullable(),
      externalId: z.string().nullable(),
      requestHeaders: z.record(z.string(), z.string().nullable()).nullable(),
      attemptedAt: time,
      ...additions(dialect, {
        requestMethod: z
          .string()
          .nullable()
          .meta({ description: 'Of HTTP, or MAIL. What was sent is shown without its secrets, for 30 days.' }),
        requestUrl: z.string().nullable(),
        digestId: uuid.nullable(),
      }),
    })
    .meta(named(dialect, 'DeliveryAttemptDto'));
});
