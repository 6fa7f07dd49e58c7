import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf } from '../caller.ts';
import { refuseUnfitting } from '../monitor-settings.ts';
import { presentRotation, presentSecret } from '../present/secret.ts';
import { pageRequest, single, table, tableOf, wholeListQuery } from '../schemas/paging.ts';
import { rotationDto, secretBody, secretChange, secretDto, secretParams } from '../schemas/secrets.ts';
import { nothing, operation } from './operation.ts';

const tags = ['Secrets'];

/** Secrets: list, make, change, delete; and a new key for all of them. */
export function secretRoutes(app: Api, { deps, dialect }: RouteContext): void {
  const { core } = deps;
  const one = single(secretDto(dialect));
  const describe = (operationId: string, summary: string, description?: string) =>
    operation({ operationId, summary, tags, ...(description !== undefined && { description }) });

  app.get(
    '/secrets',
    {
      schema: {
        ...describe('listSecrets', 'List secrets', 'Their values are never shown.'),
        querystring: wholeListQuery(['key', 'createdAt', 'updatedAt']),
        response: { 200: table(secretDto(dialect)) },
      },
    },
    async (request) => {
      const at = pageRequest(request.query);
      const page = await core.secrets.list(at);
      const usedBy = await core.secrets.usedBy();
      return tableOf(page, at, (secret) => presentSecret(secret, usedBy.get(secret.id) ?? []));
    },
  );

  app.post(
    '/secrets',
    {
      schema: {
        ...describe('createSecret', 'Make a secret', "A monitor's settings name it: `{{secrets.KEY}}`."),
        body: secretBody,
        response: { 201: one },
      },
    },
    async (request, reply) => {
      const secret = await core.secrets.create(request.body, actorOf(request));
      return reply.code(201).send({ data: presentSecret(secret, []) });
    },
  );

  app.put(
    '/secrets/:key',
    {
      schema: {
        ...describe(
          'updateSecret',
          'Change a secret',
          'Every monitor that uses it is looked at with the new value at once.',
        ),
        params: secretParams,
        body: secretChange,
        response: { 200: one },
      },
    },
    async (request) => {
      const { key } = request.params;
      const { value } = request.body;
      await refuseUnfitting({ type: 'secret', key, value }, 'value', deps);
      const secret = await core.secrets.update(key, value, actorOf(request));
      const usedBy = await core.secrets.usedBy();
      return { data: presentSecret(secret, usedBy.get(secret.id) ?? []) };
    },
  );

  app.delete(
    '/secrets/:key',
    {
      schema: {
        ...describe('deleteSecret', 'Delete a secret', 'Refused while a monitor uses it.'),
        params: secretParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      await core.secrets.delete(request.params.key, actorOf(request));
      return reply.code(204).send();
    },
  );

  app.post(
    '/vaults/rotate',
    {
      schema: {
        ...describe(
          'rotateVault',
          'Seal every secret with a new key',
          'In one transaction: afterwards the old key opens nothing, and is gone.',
        ),
        tags: ['Vault'],
        response: { 200: single(rotationDto(dialect)) },
      },
    },
    async (request) => ({ data: presentRotation(await core.secrets.rotate(actorOf(request))) }),
  );
}
