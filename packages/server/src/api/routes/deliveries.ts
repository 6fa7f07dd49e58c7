import { type Api, type RouteContext } from '../api-instance.ts';
import { actorOf } from '../caller.ts';
import { presentDelivery, presentDeliveryAttempt } from '../present/channel.ts';
import { notFound } from '../problem.ts';
import { attemptDto, deliveryDto } from '../schemas/channels.ts';
import { single, table, wholeTable } from '../schemas/paging.ts';
import { idParams, operation } from './operation.ts';

/** What was told, try by try. */
export function deliveryRoutes(app: Api, { deps, dialect }: RouteContext): void {
  const { core, clock, dispatcher } = deps;
  const describe = (operationId: string, summary: string) =>
    operation({ operationId, summary, tags: ['Alert deliveries'] });

  async function refuseUnknown(id: string): Promise<void> {
    if (!(await core.outbox.get(id))) throw notFound('alert delivery', id);
  }

  app.get(
    '/alert-deliveries/:id/attempts',
    {
      schema: {
        ...describe('listAlertDeliveryAttempts', 'List the attempts at a delivery'),
        params: idParams,
        response: { 200: table(attemptDto(dialect)) },
      },
    },
    async (request) => {
      const delivery = await core.outbox.get(request.params.id);
      if (!delivery) throw notFound('alert delivery', request.params.id);
      const attempts = await core.outbox.attempts(delivery.id);
      return wholeTable(attempts.map((attempt) => presentDeliveryAttempt(attempt, delivery)));
    },
  );

  app.post(
    '/alert-deliveries/:id/retry',
    {
      schema: {
        ...describe('retryAlertDelivery', 'Try a delivery again, now'),
        params: idParams,
        response: { 200: single(deliveryDto(dialect)) },
      },
    },
    async (request) => {
      await refuseUnknown(request.params.id);
      const delivery = await core.outbox.retry(request.params.id, clock.wall(), actorOf(request));
      dispatcher.wake();
      return { data: presentDelivery(delivery, await core.channels.get(delivery.channelId)) };
    },
  );

  if (dialect === 'compat') return;
  app.post(
    '/alert-deliveries/:id/cancel',
    {
      schema: {
        ...describe('cancelAlertDelivery', 'Do not send a delivery that waits'),
        params: idParams,
        response: { 200: single(deliveryDto(dialect)) },
      },
    },
    async (request) => {
      const { id } = request.params;
      await refuseUnknown(id);
      const delivery = await core.outbox.cancel(id, 'a person cancelled it', actorOf(request));
      // What is being sent is ended, as far as it still can be.
      dispatcher.wake();
      return { data: presentDelivery(delivery, await core.channels.get(delivery.channelId)) };
    },
  );
}
