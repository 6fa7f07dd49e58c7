import type { MonitorAuth } from '@upwatch/core';
import { z } from 'zod';
import type { Api, RouteContext } from '../api-instance.ts';
import { changeMonitor, replaceMonitor } from '../monitor-changes.ts';
import { authFrom, checkedSettings } from '../monitor-settings.ts';
import { withoutCounters } from '../monitor-input.ts';
import { presentAuth } from '../present/monitor-auth.ts';
import { Problem } from '../problem.ts';
import { authDto, setAuthBody } from '../schemas/monitor-auth.ts';
import { single } from '../schemas/paging.ts';
import { id } from '../schemas/values.ts';
import { nothing, operation } from './operation.ts';

const params = z.object({ monitorId: id });

/** How a monitor says who it is: set, replace, remove. */
export function monitorAuthRoutes(app: Api, context: RouteContext): void {
  const { deps, dialect } = context;
  const one = single(authDto(dialect));
  const describe = (operationId: string, summary: string, description?: string) =>
    operation({ operationId, summary, tags: ['Monitors'], ...(description !== undefined && { description }) });

  app.post(
    '/monitors/:monitorId/auth',
    {
      schema: {
        ...describe(
          'setMonitorAuth',
          'Say how a monitor says who it is',
          'By a secret; what was said before is replaced.',
        ),
        params,
        body: setAuthBody,
        response: { 201: one },
      },
    },
    async (request, reply) => {
      const { monitorId } = request.params;
      const auth = authFrom(request.body.config);
      await changeMonitor(monitorId, (current) => ({ auth: fitting({ ...current, auth }) }), request, context);
      return reply.code(201).send({ data: presentAuth(monitorId, auth) });
    },
  );

  app.put(
    '/monitors/:monitorId/auth',
    {
      schema: {
        ...describe('updateMonitorAuth', 'Replace how a monitor says who it is'),
        params,
        body: setAuthBody,
        response: { 200: one },
      },
    },
    async (request) => {
      const { monitorId } = request.params;
      const auth = authFrom(request.body.config);
      await changeMonitor(
        monitorId,
        (current) => {
          demand(current);
          return { auth: fitting({ ...current, auth }) };
        },
        request,
        context,
      );
      return { data: presentAuth(monitorId, auth) };
    },
  );

  app.delete(
    '/monitors/:monitorId/auth',
    {
      schema: { ...describe('deleteMonitorAuth', 'Have a monitor no longer say who it is'), params, response: nothing },
    },
    async (request, reply) => {
      await replaceMonitor(
        request.params.monitorId,
        (current) => {
          demand(current);
          const { auth: _auth, ...rest } = withoutCounters(current);
          return rest;
        },
        request,
        context,
      );
      return reply.code(204).send();
    },
  );

  /** @throws Problem where the monitor cannot say who it is that way */
  function fitting(monitor: Parameters<typeof checkedSettings>[0] & { readonly auth: MonitorAuth }): MonitorAuth {
    checkedSettings(monitor, deps);
    return monitor.auth;
  }
}

function demand({ id: monitorId, auth }: { readonly id: string; readonly auth?: MonitorAuth }): void {
  if (!auth) throw new Problem('NOT_FOUND', `monitor ${monitorId} does not say who it is`);
}
