/** The API's document, OpenAPI 3.1, made from the schemas that check requests and cut answers. */
import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify';
import { fastifyZodOpenApiPlugin, fastifyZodOpenApiTransformers } from 'fastify-zod-openapi';
import { z } from 'zod';
import type { ApiDeps } from './deps.ts';
import { serveDocsPage } from './docs-page.ts';
import { serveLlmsText } from './llms-text.ts';
import { finishDocument, simplify } from './openapi-finish.ts';
import { COMPAT_PREFIX } from './prefixes.ts';
import { saidDto } from './schemas/said.ts';

/** In the order in which a newcomer needs them. */
const TAGS = [
  { name: 'Dashboard', description: 'Everything in a few numbers: monitors and incidents.' },
  { name: 'Monitors', description: 'What is watched, how often, and what must hold.' },
  {
    name: 'Dependencies',
    description: 'What targets say that they need: how each dependency is, and how it was.',
  },
  { name: 'Results', description: 'What was seen: single looks, summaries, uptime.' },
  { name: 'Heartbeats', description: 'Where jobs report by themselves, and what they reported.' },
  { name: 'Incidents', description: 'When something was down or degraded, and why.' },
  { name: 'Forensics', description: 'How it was decided: rule by rule, look by look, by which policy.' },
  { name: 'Alert channels', description: 'Where to tell: chat, mail, telephone, on-call services, tickets, webhooks.' },
  { name: 'Alert deliveries', description: 'What was told, attempt by attempt.' },
  { name: 'Notification policies', description: 'Who is told of which incidents, step by step.' },
  { name: 'Notification dispatches', description: 'What policies have done about an incident.' },
  {
    name: 'Resource groups',
    description: 'Monitors that stand together: how many may be down before that is told once.',
  },
  { name: 'Maintenance windows', description: 'When nobody is to be told, or nothing is to be looked at.' },
  { name: 'Status pages', description: 'What the public is told: components, incidents, announced work.' },
  { name: 'Events', description: 'What is happening, as it happens.' },
  { name: 'Webhooks', description: 'Events that are posted to programs of yours, signed.' },
  { name: 'Environments', description: 'Variables of monitors, by place: production, staging.' },
  { name: 'Secrets', description: 'Values that monitors use and nobody sees again.' },
  { name: 'Vault', description: 'The key that secrets are sealed with.' },
  { name: 'Configuration', description: 'All that is configured as one document: plan, apply, export.' },
  { name: 'Tags', description: 'Words to find monitors by.' },
  { name: 'Deploy lock', description: 'One deployment at a time.' },
  { name: 'Audit log', description: 'Who changed what, when.' },
  { name: 'Notifications', description: 'What happened, for whoever looks into Upwatch itself.' },
  { name: 'Organization', description: 'Who runs this server.' },
  { name: 'Workspaces', description: 'Where things are kept apart: there is one.' },
  { name: 'Members', description: 'Who may use this server, and how far.' },
  { name: 'Invites', description: 'Who is asked to be a member.' },
  { name: 'Imports', description: 'What was brought from elsewhere, so that it is known again.' },
  { name: 'API keys', description: 'Who may ask, and what.' },
  { name: 'Auth', description: 'Who asks, and how people sign in.' },
  { name: 'Simple', description: 'A small API beside the full one: targets in, status out.' },
  { name: 'Server', description: 'How Upwatch itself is doing.' },
];

/** Markdown: the first thing that is read at `/docs`. */
const INTRODUCTION = `Watches what you run, and tells when it breaks.

Press **Authorize** and give an API key (\`uw_…\`, printed once by the server's first start); then **Execute** asks this server.
Elsewhere send it as \`Authorization: Bearer uw_…\`.

Times are ISO 8601 in UTC, durations say their unit in their name, lists come in pages (\`page\` from 0, \`size\`).
Every refusal is one \`application/problem+json\`: decide by its \`code\`, never by a text.`;

const SAID = {
  code: 'fault.of',
  params: {
    field: 'frequencySeconds',
    must: { code: 'must.min', params: { bound: '1' } },
    got: { code: 'fault.got', params: { value: '0' } },
  },
};

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    detail: z.string(),
    instance: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable; decide by this, never by a text.' }),
    message: z.string(),
    timestamp: z.int().meta({ description: 'Epoch milliseconds.' }),
    requestId: z.string(),
    said: saidDto,
    errors: z
      .array(z.object({ code: z.string(), field: z.string().nullable(), message: z.string(), said: saidDto }))
      .nullable(),
  })
  .meta({
    id: 'Problem',
    example: {
      type: 'urn:upwatch:problem:validation-failed',
      title: 'The request holds a value that is not allowed.',
      detail: 'frequencySeconds must be at least 1, got 0',
      instance: '/api/v1/monitors',
      status: 400,
      code: 'VALIDATION_FAILED',
      message: 'frequencySeconds must be at least 1, got 0',
      said: SAID,
      timestamp: 1_767_225_600_000,
      requestId: '019b0000-0000-7000-8000-000000000000',
      errors: [
        {
          code: 'VALIDATION_FAILED',
          field: 'frequencySeconds',
          message: 'frequencySeconds must be at least 1, got 0',
          said: SAID,
        },
      ],
    },
  });

const refusal = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problem } },
});

/** Collects every route that is registered after this; the compat mount is left out, being the contract's own. */
export async function describeApi(
  app: FastifyInstance,
  { version, config }: Pick<ApiDeps, 'version' | 'config'>,
): Promise<void> {
  app.addHook('onRoute', addRefusals);
  await app.register(fastifyZodOpenApiPlugin, { documentOpts: { override: simplify } });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Upwatch', version, description: INTRODUCTION, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url: config.publicUrl ?? '/' }],
      tags: TAGS,
      components: {
        securitySchemes: {
          cookieAuth: {
            type: 'apiKey',
            in: 'cookie',
            name: '__Host-upwatch',
            description: 'The session of whoever is signed in: from pages of this server alone.',
          },
          bearerAuth: { type: 'http', scheme: 'bearer', description: 'An API key, `uw_…`, without the word Bearer.' },
        },
      },
    },
    transform: fastifyZodOpenApiTransformers.transform,
    transformObject: (given) => finishDocument(fastifyZodOpenApiTransformers.transformObject(given)),
  });
  serveDocsPage(app, version);
  serveLlmsText(app);
  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/json').send(Buffer.from(JSON.stringify(app.swagger()))),
  );
}

/** Every operation can refuse, and every refusal looks the same: said once, here. */
function addRefusals(route: RouteOptions): void {
  if (route.url.startsWith(COMPAT_PREFIX) && route.schema) route.schema.hide = true;
  const schema: FastifySchema | undefined = route.schema;
  if (!schema || schema.hide) return;
  const response = schema.response as Readonly<Record<string, unknown>> | undefined;
  schema.response = {
    ...response,
    '4XX': refusal('The request was refused.'),
    '5XX': refusal('The server could not do it.'),
  };
}
