import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf } from '../caller.ts';
import { environmentFrom, withoutNulls } from '../environment-input.ts';
import { isGiven } from '../is-given.ts';
import { refuseUnfitting } from '../monitor-settings.ts';
import { presentEnvironment } from '../present/environment.ts';
import { notFound } from '../problem.ts';
import { environmentBody, environmentChange, environmentDto, environmentParams } from '../schemas/environments.ts';
import { pageRequest, single, table, tableOf, wholeListQuery } from '../schemas/paging.ts';
import { nothing, operation } from './operation.ts';

const tags = ['Environments'];

/** Environments: list, make, show, change, delete. */
export function environmentRoutes(app: Api, { deps, dialect }: RouteContext): void {
  const { core } = deps;
  const one = single(environmentDto(dialect));
  const describe = (operationId: string, summary: string, description?: string) =>
    operation({ operationId, summary, tags, ...(description !== undefined && { description }) });

  app.get(
    '/environments',
    {
      schema: {
        ...describe('listEnvironments', 'List environments'),
        querystring: wholeListQuery(['name', 'slug', 'createdAt', 'updatedAt']),
        response: { 200: table(environmentDto(dialect)) },
      },
    },
    async (request) => {
      const at = pageRequest(request.query);
      const page = await core.environments.list(at);
      const counts = await core.environments.monitorCounts();
      return tableOf(page, at, (row) => presentEnvironment(row, counts.get(row.id) ?? 0));
    },
  );

  app.post(
    '/environments',
    {
      schema: {
        ...describe(
          'createEnvironment',
          'Make an environment',
          'One that is the default takes that from the one before.',
        ),
        body: environmentBody,
        response: { 201: one },
      },
    },
    async (request, reply) => {
      const made = await core.environments.create(environmentFrom(request.body), actorOf(request));
      return reply.code(201).send({ data: presentEnvironment(made, 0) });
    },
  );

  app.get(
    '/environments/:slug',
    {
      schema: {
        ...describe('getEnvironment', 'Show an environment'),
        params: environmentParams,
        response: { 200: one },
      },
    },
    async (request) => {
      const environment = await core.environments.get(request.params.slug);
      if (!environment) throw notFound('environment', request.params.slug);
      const counts = await core.environments.monitorCounts();
      return { data: presentEnvironment(environment, counts.get(environment.id) ?? 0) };
    },
  );

  app.put(
    '/environments/:slug',
    {
      schema: {
        ...describe(
          'updateEnvironment',
          'Change an environment',
          'What is left out stays; `variables` are replaced as a whole. Monitors that name a changed one are looked at at once.',
        ),
        params: environmentParams,
        body: environmentChange,
        response: { 200: one },
      },
    },
    async (request) => {
      const { name, variables, isDefault } = request.body;
      const change = {
        ...(isGiven(name) && { name }),
        ...(isGiven(variables) && { variables: withoutNulls(variables) }),
        ...(isGiven(isDefault) && { isDefault }),
      };
      const { slug } = request.params;
      if (change.variables) {
        await refuseUnfitting({ type: 'variables', slug, variables: change.variables }, 'variables', deps);
      }
      const changed = await core.environments.update(slug, change, actorOf(request));
      const counts = await core.environments.monitorCounts();
      return { data: presentEnvironment(changed, counts.get(changed.id) ?? 0) };
    },
  );

  app.delete(
    '/environments/:slug',
    {
      schema: {
        ...describe(
          'deleteEnvironment',
          'Delete an environment',
          'Refused while a monitor is in it, or a resource group names it.',
        ),
        params: environmentParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      await core.environments.delete(request.params.slug, actorOf(request));
      return reply.code(204).send();
    },
  );
}
