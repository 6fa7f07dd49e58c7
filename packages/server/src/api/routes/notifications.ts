import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Notification } from '../../stores/port.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { callerOf } from '../caller.ts';
import { named, perDialect } from '../dialect.ts';
import { isoTime } from '../present/time.ts';
import { pageQuery, single, table, tableOf } from '../schemas/paging.ts';
import { flag, pathNumber, time, whole } from '../schemas/values.ts';
import { nothing, operation } from './operation.ts';

const describe = (operationId: string, summary: string) => operation({ operationId, summary, tags: ['Notifications'] });

const query = pageQuery.extend({ unreadOnly: flag.optional() });
const params = z.object({ id: pathNumber });
const dto = perDialect((dialect) => {
  return z
    .object({
      id: whole,
      type: z.string().meta({ example: 'incident.opened' }),
      title: z.string(),
      body: z.string().nullable(),
      resourceType: z.string().nullable(),
      resourceId: z.string().nullable(),
      read: z.boolean(),
      createdAt: time,
    })
    .meta(named(dialect, 'NotificationDto'));
});

/** Each member and each key reads for itself. */
function readerOf(request: FastifyRequest): string {
  return callerOf(request).id;
}

function present({ resource, isRead, createdAtMs, ...rest }: Notification & { readonly isRead: boolean }) {
  return {
    id: rest.id,
    type: rest.type,
    title: rest.title,
    body: rest.body ?? null,
    resourceType: resource?.type ?? null,
    resourceId: resource?.id ?? null,
    read: isRead,
    createdAt: isoTime(createdAtMs),
  };
}

/** What happened, for whoever looks into Upwatch itself. */
export function notificationRoutes(app: Api, { deps, dialect }: RouteContext): void {
  const { notifications } = deps.core;

  app.get(
    '/notifications',
    {
      schema: {
        ...describe('listNotifications', 'List what happened, newest first'),
        querystring: query,
        response: { 200: table(dto(dialect)) },
      },
    },
    async (request) => {
      const { page, size, unreadOnly = false } = request.query;
      return tableOf(await notifications.list(readerOf(request), { page, size }, unreadOnly), { page, size }, present);
    },
  );

  app.get(
    '/notifications/unread-count',
    {
      schema: {
        ...describe('countUnreadNotifications', 'Count what this key has not read'),
        response: { 200: single(whole) },
      },
    },
    async (request) => ({ data: await notifications.unreadCount(readerOf(request)) }),
  );

  app.put(
    '/notifications/:id/read',
    {
      schema: { ...describe('readNotification', 'Mark one as read by this key'), params, response: nothing },
    },
    async (request, reply) => {
      await notifications.read(readerOf(request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.put(
    '/notifications/read-all',
    { schema: { ...describe('readAllNotifications', 'Mark all as read by this key'), response: nothing } },
    async (request, reply) => {
      await notifications.readAll(readerOf(request));
      return reply.code(204).send();
    },
  );
}
