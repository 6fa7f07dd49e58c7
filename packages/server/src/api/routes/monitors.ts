import { referencesInAssertions } from '@upwatch/core';
import type { Api, RouteContext } from '../api-instance.ts';
import { monitorChanged, monitorFrom, newTagsOf } from '../monitor-input.ts';
import { refuseIdleTriggerRules } from '../new-rules.ts';
import { changeMonitor, createMonitor, deleteMonitor, replaceWithToken } from '../monitor-changes.ts';
import { asSaid, checkedSettings, fillInBody } from '../monitor-settings.ts';
import { existingMonitor, showMonitor, showMonitors } from '../monitor-views.ts';
import { createMonitorBody, monitorDto, monitorQuery, updateMonitorBody } from '../schemas/monitors.ts';
import { pageRequest, single, table, tableOf } from '../schemas/paging.ts';
import { pingTokenOf } from './heartbeats.ts';
import { idParams, nothing, operation } from './operation.ts';

const tags = ['Monitors'];

/** Monitors: list, make, show, change, delete, pause, resume. */
export function monitorRoutes(app: Api, context: RouteContext): void {
  const { deps, dialect } = context;
  const one = single(monitorDto(dialect));
  const describe = (operationId: string, summary: string, description?: string) =>
    operation({ operationId, summary, tags, ...(description !== undefined && { description }) });

  app.get(
    '/monitors',
    {
      schema: {
        ...describe('listMonitors', 'List monitors'),
        querystring: monitorQuery,
        response: { 200: table(monitorDto(dialect)) },
      },
    },
    async (request) => {
      const { enabled, status, type, managedBy, tags: names, tag, search, environmentId } = request.query;
      const at = pageRequest(request.query);
      const anyOf = [names?.split(',') ?? [], tag ?? []]
        .flat()
        .map((name) => name.trim())
        .filter((name) => name !== '');
      const filter = {
        ...(enabled !== undefined && { isEnabled: enabled }),
        ...(status && { status }),
        ...(type !== undefined && { type }),
        ...(managedBy && { managedBy }),
        ...(anyOf.length > 0 && { tags: anyOf }),
        ...(search !== undefined && { search }),
        ...(environmentId !== undefined && { environmentId }),
      };
      const page = await deps.core.monitors.list(filter, at);
      const items = await showMonitors(page.items, context);
      return tableOf({ items, total: page.total }, at, (row) => row);
    },
  );

  app.post(
    '/monitors',
    {
      schema: {
        ...describe('createMonitor', 'Make a monitor', 'It is looked at immediately.'),
        body: createMonitorBody(dialect, deps.checkTypes),
        response: { 201: one },
      },
      preValidation: fillInBody(deps),
    },
    async (request, reply) => {
      const body = asSaid(request);
      const wanted = monitorFrom(body, request, deps);
      if (wanted.auth || referencesInAssertions(wanted.assertions).length > 0) checkedSettings(wanted, deps);
      const monitor = await createMonitor(wanted, newTagsOf(body.tags), request, context, pingTokenOf(body, deps));
      return reply.code(201).send({ data: await showMonitor(monitor, context) });
    },
  );

  app.get(
    '/monitors/:id',
    { schema: { ...describe('getMonitor', 'Show a monitor'), params: idParams, response: { 200: one } } },
    async (request) => {
      const monitor = await existingMonitor(request.params.id, context);
      return { data: await showMonitor(monitor, context) };
    },
  );

  app.put(
    '/monitors/:id',
    {
      schema: {
        ...describe('updateMonitor', 'Change a monitor', 'What is left out stays.'),
        params: idParams,
        body: updateMonitorBody(dialect),
        response: { 200: one },
      },
    },
    async (request) => {
      const { body, params } = request;
      const change = (current: Parameters<typeof monitorChanged>[0]) => {
        const policy = dialect === 'full' ? body.incidentPolicy : undefined;
        if (policy) refuseIdleTriggerRules(policy, current.policy, ['incidentPolicy']);
        return monitorChanged(current, body, deps);
      };
      const given = { pingToken: body.pingToken, newTags: newTagsOf(body.tags) };
      const monitor = await replaceWithToken(params.id, change, given, request, context);
      return { data: await showMonitor(monitor, context) };
    },
  );

  app.delete(
    '/monitors/:id',
    {
      schema: { ...describe('deleteMonitor', 'Delete a monitor and its history'), params: idParams, response: nothing },
    },
    async (request, reply) => {
      await deleteMonitor(request.params.id, request, context);
      return reply.code(204).send();
    },
  );

  for (const [action, isEnabled, summary] of [
    ['pause', false, 'Stop looking'],
    ['resume', true, 'Look again'],
  ] as const) {
    app.post(
      `/monitors/:id/${action}`,
      { schema: { ...describe(`${action}Monitor`, summary), params: idParams, response: { 200: one } } },
      async (request) => {
        const monitor = await changeMonitor(request.params.id, () => ({ isEnabled }), request, context);
        return { data: await showMonitor(monitor, context) };
      },
    );
  }
}
