import { z } from 'zod';
import { maskSecret } from '../../channels/secrets.ts';
import type { WebhookEndpoint } from '../../stores/port.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf } from '../caller.ts';
import { isGiven } from '../is-given.ts';
import { presentWebhook, presentWebhookDelivery, presentWebhookTest } from '../present/webhook.ts';
import { notFound } from '../problem.ts';
import { pageRequest, single, table, tableOf, listQuery } from '../schemas/paging.ts';
import { clamped } from '../schemas/values.ts';
import {
  signingDto,
  WEBHOOK_EVENTS,
  webhookBody,
  webhookCatalog,
  webhookChange,
  webhookDeliveryDto,
  webhookDto,
  webhookTestBody,
  webhookTestDto,
} from '../schemas/webhooks.ts';
import { idParams, nothing, operation } from './operation.ts';

const tags = ['Webhooks'];

/** Webhooks: where events are posted, what became of them, and what they are signed with. */
export function webhookRoutes(app: Api, context: RouteContext): void {
  endpointRoutes(app, context);
  sendingRoutes(app, context);
  signingRoutes(app, context);
}

function describe(operationId: string, summary: string, description?: string) {
  return operation({ operationId, summary, tags, ...(description !== undefined && { description }) });
}

function endpointRoutes(app: Api, { deps: { core }, dialect }: RouteContext): void {
  const one = single(webhookDto(dialect));

  app.get(
    '/webhooks',
    {
      schema: {
        ...describe('listWebhooks', 'List webhooks'),
        querystring: listQuery(['createdAt', 'updatedAt'], {}),
        response: { 200: table(webhookDto(dialect)) },
      },
    },
    async (request) => {
      const at = pageRequest(request.query);
      return tableOf(await core.webhooks.list(at), at, presentWebhook);
    },
  );

  app.post(
    '/webhooks',
    {
      schema: {
        ...describe(
          'createWebhook',
          'Have events posted',
          'Signed after Standard Webhooks, once there is a signing secret.',
        ),
        body: webhookBody(dialect),
        response: { 201: one },
      },
    },
    async (request, reply) => {
      const { url, description, subscribedEvents } = request.body;
      const endpoint = { url, ...(isGiven(description) && { description }), events: [...new Set(subscribedEvents)] };
      const made = await core.webhooks.create(endpoint, actorOf(request));
      return reply.code(201).send({ data: presentWebhook(made) });
    },
  );

  app.get(
    '/webhooks/events',
    {
      schema: {
        ...describe('listWebhookEvents', 'List the events that there are'),
        response: { 200: webhookCatalog(dialect) },
      },
    },
    async () => ({ data: WEBHOOK_EVENTS.map((event) => ({ ...event })) }),
  );

  app.get(
    '/webhooks/:id',
    { schema: { ...describe('getWebhook', 'Show a webhook'), params: idParams, response: { 200: one } } },
    async (request) => ({ data: presentWebhook(await existing(core, request.params.id)) }),
  );

  app.put(
    '/webhooks/:id',
    {
      schema: {
        ...describe(
          'updateWebhook',
          'Change a webhook',
          'What is left out stays. `enabled` begins anew after failures.',
        ),
        params: idParams,
        body: webhookChange(dialect),
        response: { 200: one },
      },
    },
    async (request) => {
      const { url, description, subscribedEvents, enabled } = request.body;
      const change = {
        ...(isGiven(url) && { url }),
        ...(isGiven(description) && { description }),
        ...(isGiven(subscribedEvents) && { events: [...new Set(subscribedEvents)] }),
        ...(isGiven(enabled) && { isEnabled: enabled }),
      };
      return { data: presentWebhook(await core.webhooks.update(request.params.id, change, actorOf(request))) };
    },
  );

  app.delete(
    '/webhooks/:id',
    {
      schema: {
        ...describe('deleteWebhook', 'Delete a webhook and what waits for it'),
        params: idParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      await core.webhooks.delete(request.params.id, actorOf(request));
      return reply.code(204).send();
    },
  );
}

function sendingRoutes(app: Api, { deps, dialect }: RouteContext): void {
  const { core, webhooks } = deps;

  app.get(
    '/webhooks/:id/deliveries',
    {
      schema: {
        ...describe('listWebhookDeliveries', 'List what was posted, newest first'),
        params: idParams,
        querystring: z.strictObject({ limit: clamped({ min: 1, max: 200, default: 20 }) }),
        response: { 200: table(webhookDeliveryDto(dialect)) },
      },
    },
    async (request) => {
      const { id } = await existing(core, request.params.id);
      const { limit } = request.query;
      return tableOf(await core.webhooks.deliveries(id, limit), { page: 0, size: limit }, presentWebhookDelivery);
    },
  );

  app.post(
    '/webhooks/:id/test',
    {
      schema: {
        ...describe('testWebhook', 'Post a test, now', 'Once; it is not kept.'),
        params: idParams,
        body: webhookTestBody,
        response: { 200: single(webhookTestDto(dialect)) },
      },
    },
    async (request) => {
      const endpoint = await existing(core, request.params.id);
      return { data: presentWebhookTest(await webhooks.test(endpoint, request.body?.eventType ?? 'webhook.test')) };
    },
  );
}

function signingRoutes(app: Api, { deps: { core }, dialect }: RouteContext): void {
  app.get(
    '/webhooks/signing-secret',
    {
      schema: {
        ...describe('getWebhookSigningSecret', 'Show whether events are signed'),
        response: { 200: single(signingDto(dialect)) },
      },
    },
    async () => {
      const [secret] = (await core.webhooks.signing()).secrets;
      const maskedSecret = secret === undefined ? null : maskSecret(secret);
      return { data: { configured: secret !== undefined, maskedSecret } };
    },
  );

  app.post(
    '/webhooks/signing-secret/rotate',
    {
      config: { showsSecret: true },
      schema: {
        ...describe(
          'rotateWebhookSigningSecret',
          'Make a new signing secret',
          'It is shown this once. For 24 hours events carry the signatures of both, the new one first.',
        ),
        response: { 200: single(z.string()) },
      },
    },
    async (request) => ({ data: await core.webhooks.rotateSigning(actorOf(request)) }),
  );
}

async function existing(core: RouteContext['deps']['core'], id: string): Promise<WebhookEndpoint> {
  const endpoint = await core.webhooks.get(id);
  if (!endpoint) throw notFound('webhook', id);
  return endpoint;
}
