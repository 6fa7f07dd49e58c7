import type { Dispatch } from '@upwatch/core';
import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf } from '../caller.ts';
import { dispatchesOnTheWire } from '../dispatch-views.ts';
import { notFound } from '../problem.ts';
import { dispatchDto, dispatchQuery } from '../schemas/notification-policies.ts';
import { single, table, wholeTable } from '../schemas/paging.ts';
import { idParams, operation } from './operation.ts';

/** What policies have done about incidents: list, show, acknowledge. */
export function notificationDispatchRoutes(app: Api, { deps, dialect }: RouteContext): void {
  const { core, engine } = deps;
  const one = single(dispatchDto(dialect));
  const describe = (operationId: string, summary: string) =>
    operation({ operationId, summary, tags: ['Notification dispatches'] });

  async function existing(id: string): Promise<Dispatch> {
    const dispatch = await core.dispatches.get(id);
    if (!dispatch) throw notFound('notification dispatch', id);
    return dispatch;
  }

  async function shown(dispatch: Dispatch) {
    const [data] = await dispatchesOnTheWire([dispatch], core);
    return { data: data! };
  }

  app.get(
    '/notification-dispatches',
    {
      schema: {
        ...describe('listNotificationDispatches', 'List what policies have done about an incident'),
        querystring: dispatchQuery,
        response: { 200: table(dispatchDto(dialect)) },
      },
    },
    async (request) => {
      const dispatches = await core.dispatches.listByIncident(request.query.incident_id);
      return wholeTable(await dispatchesOnTheWire(dispatches, core));
    },
  );

  app.get(
    '/notification-dispatches/:id',
    {
      schema: {
        ...describe('getNotificationDispatch', 'Show what a policy has done about an incident'),
        params: idParams,
        response: { 200: one },
      },
    },
    async (request) => shown(await existing(request.params.id)),
  );

  app.post(
    '/notification-dispatches/:id/acknowledge',
    {
      schema: {
        ...describe('acknowledgeNotificationDispatch', 'Take the incident on: no policy tells of it any more'),
        params: idParams,
        response: { 200: one },
      },
    },
    async (request) => {
      const { id, incidentId } = await existing(request.params.id);
      await engine.acknowledgeIncident(incidentId, { by: actorOf(request).name });
      return shown(await existing(id));
    },
  );
}
