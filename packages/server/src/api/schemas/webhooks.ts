/** Webhooks on the wire. */
import { z } from 'zod';
import { webUrl } from '../../channels/web-url.ts';
import { named, perDialect } from '../dialect.ts';
import { proseOf, time, uuid, whole } from './values.ts';

/** What this server tells of. */
export const WEBHOOK_EVENTS = [
  { type: 'monitor.created', surface: 'monitoring', description: 'A monitor was made.' },
  { type: 'monitor.updated', surface: 'monitoring', description: 'A monitor was changed, paused or resumed.' },
  { type: 'monitor.deleted', surface: 'monitoring', description: 'A monitor was deleted.' },
  {
    type: 'incident.created',
    surface: 'monitoring',
    description: 'An incident is confirmed, or was opened by a person.',
  },
  { type: 'incident.resolved', surface: 'monitoring', description: 'An incident is over.' },
  { type: 'incident.reopened', surface: 'monitoring', description: 'An incident that was over goes on.' },
] as const;

/** The contract's others tell of services that somebody else runs: its clients may ask for them, and they never come. */
const OF_THE_CONTRACT = [
  'service.status_changed',
  'service.component_changed',
  'service.incident_created',
  'service.incident_updated',
  'service.incident_resolved',
] as const;

const events = perDialect((dialect) => {
  const ours = WEBHOOK_EVENTS.map(({ type }) => type);
  return z.array(z.enum(dialect === 'full' ? ours : [...ours, ...OF_THE_CONTRACT])).max(20);
});
const url = webUrl('sign instead: see the signing secret').refine((text) => text.length <= 2048, {
  message: 'must have at most 2048 characters',
});
const description = proseOf(255);

export const webhookBody = perDialect((dialect) => {
  return z.strictObject({ url, description: description.nullish(), subscribedEvents: events(dialect).min(1) }).meta({
    ...named(dialect, 'CreateWebhookEndpointRequest'),
    example: { url: 'https://hooks.example/upwatch', subscribedEvents: ['incident.created', 'incident.resolved'] },
  });
});
export const webhookChange = perDialect((dialect) => {
  return z
    .strictObject({
      url: url.nullish(),
      description: description.nullish(),
      subscribedEvents: events(dialect).nullish(),
      enabled: z.boolean().nullish(),
    })
    .meta({ ...named(dialect, 'UpdateWebhookEndpointRequest'), example: { enabled: true } });
});
export const webhookTestBody = z
  .strictObject({ eventType: z.string().max(100).nullish() })
  .nullish()
  .meta({ id: 'TestWebhookEndpointRequest', example: { eventType: 'incident.created' } });

export const webhookDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      url: z.string(),
      description: z.string().nullable(),
      subscribedEvents: z.array(z.string()),
      enabled: z.boolean(),
      consecutiveFailures: whole.meta({ description: 'Attempts that failed since the last that did not.' }),
      disabledReason: z.string().nullable().meta({ description: 'Set when nothing had arrived for five days.' }),
      disabledAt: time.nullable(),
      createdAt: time,
      updatedAt: time,
    })
    .meta(named(dialect, 'WebhookEndpointDto'));
});

export const webhookDeliveryDto = perDialect((dialect) => {
  return z
    .object({
      id: uuid,
      endpointId: uuid,
      eventId: z.string().meta({ description: 'The header `webhook-id`; equal on every attempt.' }),
      eventType: z.string(),
      status: z.enum(['PENDING', 'RETRY_PENDING', 'DELIVERED', 'FAILED', 'CANCELLED']),
      attemptCount: whole,
      maxAttempts: whole.meta({ description: 'It is tried for 24 hours: about so often at most.' }),
      responseStatus: whole.nullable(),
      responseLatencyMs: whole.nullable(),
      errorMessage: z.string().nullable(),
      deliveredAt: time.nullable(),
      failedAt: time.nullable(),
      nextRetryAt: time.nullable(),
      createdAt: time,
    })
    .meta(named(dialect, 'WebhookDeliveryDto'));
});

export const webhookTestDto = perDialect((dialect) => {
  return z
    .object({ success: z.boolean(), statusCode: whole.nullable(), message: z.string(), durationMs: whole })
    .meta(named(dialect, 'WebhookTestResult'));
});

export const webhookCatalog = perDialect((dialect) => {
  const entry = z
    .object({ type: z.string(), surface: z.string(), description: z.string() })
    .meta(named(dialect, 'WebhookEventCatalogEntry'));
  return z.object({ data: z.array(entry) }).meta(named(dialect, 'WebhookEventCatalogResponse'));
});

export const signingDto = perDialect((dialect) => {
  return z
    .object({ configured: z.boolean(), maskedSecret: z.string().nullable() })
    .meta(named(dialect, 'WebhookSigningSecretDto'));
});
