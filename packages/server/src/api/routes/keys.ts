import { z } from 'zod';
import type { FastifyRequest } from 'fastify';
import { isAtLeast } from '../../accounts/permissions.ts';
import { type ApiKey, KEY_SCOPES } from '../../stores/port.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf, callerOf, keyHolder } from '../caller.ts';
import { hashApiKey, hintOfApiKey, makeApiKey } from '../api-key.ts';
import { isGiven } from '../is-given.ts';
import { presentKey, presentNewKey } from '../present/key.ts';
import { invalid, notFound, Problem } from '../problem.ts';
import { createdKeyDto, keyBody, keyChange, keyDto } from '../schemas/keys.ts';
import { single, table, wholeTable } from '../schemas/paging.ts';
import { pathNumber } from '../schemas/values.ts';
import { nothing, operation } from './operation.ts';

const params = z.object({ id: pathNumber });

type Asked = Pick<FastifyRequest, 'caller'> & { readonly params: z.infer<typeof params> };

/** API keys. A key that ends takes its event streams with it. @param onEnded told the holder, `key:3`, of what works no more */
export function keyRoutes(app: Api, { deps, dialect }: RouteContext, onEnded: (holder: string) => void): void {
  const { core, clock } = deps;
  const one = single(keyDto(dialect));
  const created = single(createdKeyDto(dialect));
  const describe = (operationId: string, summary: string) => operation({ operationId, summary, tags: ['API keys'] });

  async function existing(id: number): Promise<ApiKey> {
    const key = (await core.apiKeys.list()).find((candidate) => candidate.id === id);
    if (!key) throw notFound('API key', String(id));
    return key;
  }

  /** One that may more than whoever asks is not theirs to take, or to end. */
  async function within(request: Asked): Promise<ApiKey> {
    const key = await existing(request.params.id);
    const caller = callerOf(request);
    if (isAtLeast(caller.role, key.role)) return key;
    throw new Problem('FORBIDDEN', `this key was made by an ${key.role}, and ${caller.name} is ${caller.role}`);
  }

  /** With nobody left who may make another key, the server would be locked for good. */
  async function refuseLast(key: ApiKey): Promise<void> {
    const working = (await core.apiKeys.list()).filter(
      (other) => other.id !== key.id && isWorking(other, clock.wall()),
    );
    if (working.length === 0) throw new Problem('CONFLICT', 'this is the last key that works: make another one first');
  }

  app.get(
    '/api-keys',
    { schema: { ...describe('listApiKeys', 'List API keys'), response: { 200: table(keyDto(dialect)) } } },
    async () => wholeTable((await core.apiKeys.list()).map(presentKey)),
  );

  app.post(
    '/api-keys',
    {
      config: { showsSecret: true },
      schema: {
        ...describe('createApiKey', 'Make an API key, shown this once'),
        body: keyBody,
        response: { 201: created },
      },
    },
    async (request, reply) => {
      const { name, expiresAt, scopes } = request.body;
      if (isGiven(expiresAt) && expiresAt <= clock.wall())
        throw invalid('expiresAt', 'expiresAt must be in the future');
      const secret = makeApiKey();
      const fields = {
        name,
        hash: hashApiKey(secret),
        hint: hintOfApiKey(secret),
        ...(isGiven(expiresAt) && { expiresAtMs: expiresAt }),
        role: callerOf(request).role,
        ...(isGiven(scopes) && { scopes: KEY_SCOPES.filter((scope) => scopes.includes(scope)) }),
      };
      return reply.code(201).send({ data: presentNewKey(await core.apiKeys.create(fields, actorOf(request)), secret) });
    },
  );

  app.get(
    '/api-keys/:id',
    { schema: { ...describe('getApiKey', 'Show an API key'), params, response: { 200: one } } },
    async (request) => ({ data: presentKey(await existing(request.params.id)) }),
  );

  app.patch(
    '/api-keys/:id',
    { schema: { ...describe('updateApiKey', 'Rename an API key'), params, body: keyChange, response: { 200: one } } },
    async (request) => {
      const { id } = await within(request);
      return { data: presentKey(await core.apiKeys.update(id, { name: request.body.name }, actorOf(request))) };
    },
  );

  app.delete(
    '/api-keys/:id',
    { schema: { ...describe('deleteApiKey', 'Delete an API key'), params, response: nothing } },
    async (request, reply) => {
      const key = await within(request);
      await refuseLast(key);
      await core.apiKeys.delete(key.id, actorOf(request));
      onEnded(keyHolder(key.id));
      return reply.code(204).send();
    },
  );

  app.post(
    '/api-keys/:id/regenerate',
    {
      config: { showsSecret: true },
      schema: {
        ...describe('regenerateApiKey', 'Replace the key itself; the old one ends at once'),
        params,
        response: { 200: created },
      },
    },
    async (request) => {
      const { id } = await within(request);
      const secret = makeApiKey();
      const change = { hash: hashApiKey(secret), hint: hintOfApiKey(secret) };
      const key = await core.apiKeys.update(id, change, actorOf(request));
      onEnded(keyHolder(id));
      return { data: presentNewKey(key, secret) };
    },
  );

  app.post(
    '/api-keys/:id/revoke',
    { schema: { ...describe('revokeApiKey', 'End an API key at once'), params, response: { 200: one } } },
    async (request) => {
      const key = await within(request);
      if (key.revokedAtMs !== undefined) return { data: presentKey(key) };
      await refuseLast(key);
      const revoked = await core.apiKeys.update(key.id, { revokedAtMs: clock.wall() }, actorOf(request));
      onEnded(keyHolder(key.id));
      return { data: presentKey(revoked) };
    },
  );
}

function isWorking(key: ApiKey, nowMs: number): boolean {
  return key.revokedAtMs === undefined && (key.expiresAtMs === undefined || key.expiresAtMs > nowMs);
}
