import { z } from 'zod';
import { isPermitted, WORK } from '../../accounts/permissions.ts';
import type { LiveEvent } from '../../live.ts';
import { placeOf } from '../../accounts/origins.ts';
import type { Api } from '../api-instance.ts';
import type { Authenticator } from '../authenticate.ts';
import { callerOf, holdersOf } from '../caller.ts';
import { operation } from '../routes/operation.ts';
import { id } from '../schemas/values.ts';
import type { EventStreams } from './event-streams.ts';

const TYPES = [
  'phase',
  'observation',
  'verdict',
  'incident',
  'delivery',
  'change',
] as const satisfies readonly LiveEvent['type'][];

const query = z.strictObject({
  monitorId: id.optional().meta({ description: 'Only what is of this monitor.' }),
  types: z
    .string()
    .transform((text) => text.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(TYPES)).min(1))
    .transform((names) => new Set<LiveEvent['type']>(names))
    .optional()
    .meta({ override: { type: 'string', example: TYPES.join(',') }, description: 'Only these, separated by commas.' }),
});

/** The stream of what is happening. */
export function eventRoutes(app: Api, streams: EventStreams, authenticator: Pick<Authenticator, 'holds'>): void {
  app.get(
    '/events',
    {
      schema: {
        ...operation({
          operationId: 'streamEvents',
          summary: 'Follow what is happening (server-sent events)',
          description:
            'Each event has an `id`; a client that comes back with it as `Last-Event-ID` gets what it missed, or one event `reset` when that is kept no longer. A `change` is a line of the audit log, once it is kept.',
          tags: ['Events'],
        }),
        querystring: query,
        response: {
          200: {
            description: 'Events until either side ends it.',
            content: {
              'text/event-stream': { schema: z.string().meta({ example: 'id: 5f1d-7\nevent: verdict\ndata: {}\n\n' }) },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const asks = { callerId: caller.id, address: placeOf(request.ip) };
      streams.refuseTooMany(asks);
      const { monitorId, types } = request.query;
      const lastEventId = request.headers['last-event-id'];
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value);
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
      streams.open(reply.raw, {
        ...asks,
        holders: holdersOf(caller),
        isWithheld: !isPermitted(caller, WORK),
        mayListen: () => authenticator.holds(caller),
        ...(monitorId !== undefined && { monitorId }),
        ...(types && { types }),
        ...(typeof lastEventId === 'string' && { lastEventId }),
      });
    },
  );
}
