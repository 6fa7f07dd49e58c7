/** Jobs that report by themselves: the addresses they report to, open to whoever has the token, and what they reported. */
import type { Signal } from '@upwatch/core/heartbeat';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { BeatsOverflow } from '../../engine/beats/beat-watch.ts';
import { isPassive } from '../../engine/looking-places.ts';
import type { Api, RouteContext } from '../api-instance.ts';
import { actorOf } from '../caller.ts';
import type { ApiDeps } from '../deps.ts';
import { existingMonitor, showMonitor } from '../monitor-views.ts';
import { invalid, Problem } from '../problem.ts';
import { monitorDto } from '../schemas/monitors.ts';
import { single } from '../schemas/paging.ts';
import { clamped, pathNumber, time, whole } from '../schemas/values.ts';
import { idParams, operation } from './operation.ts';

/** Of what a job sends along, kept bytes; assertions see all of it, up to a megabyte. */
const PAYLOAD_KEPT_BYTES = 4096;
const RUN_ID = /^[\w.:-]{1,64}$/;
const tags = ['Heartbeats'];

const tokenParams = z.object({ token: z.string().min(1).max(200) });
const endingParams = tokenParams.extend({ ending: z.string().max(20) });
const pingQuery = z.looseObject({
  rid: z.string().regex(RUN_ID, 'must be 1 to 64 letters, digits, dots, colons, dashes and underscores').optional(),
});
const taken = z.object({ ok: z.literal(true) }).meta({ id: 'HeartbeatPingResponse' });
const DESCRIPTION =
  'Without an ending: success. `/start`, `/success`, `/fail` and `/log`, or the exit code of the job (`/0` is success). ' +
  '`rid` names the run. A body is kept, up to 4 KiB, and assertions see it. An answer of 2xx means that it is on disk.';

/** How the end of the address names what happened. */
function kindOf(ending: string): Pick<Signal, 'kind' | 'exitCode'> | undefined {
  if (ending === 'start' || ending === 'success' || ending === 'log') return { kind: ending };
  if (ending === 'fail') return { kind: 'failure' };
  const exitCode = /^\d{1,3}$/.test(ending) ? Number(ending) : undefined;
  if (exitCode === undefined || exitCode > 255) return undefined;
  return { kind: exitCode === 0 ? 'success' : 'failure', exitCode };
}

/** Where jobs report. No key: the token is the secret, and whoever has it may say one thing only. */
export function pingRoutes(app: Api, { deps, dialect }: RouteContext): void {
  takeAnyBody(app);
  const described = { description: DESCRIPTION, tags, security: [] };
  const schema = { querystring: pingQuery, response: { 200: taken } };

  async function receive(request: FastifyRequest, token: string, how: Pick<Signal, 'kind' | 'exitCode'>) {
    const { rid } = request.query as z.output<typeof pingQuery>;
    const body = Buffer.isBuffer(request.body) ? request.body : undefined;
    const payload = body?.subarray(0, PAYLOAD_KEPT_BYTES).toString('utf8');
    const signal: Signal = {
      ...how,
      atMs: deps.clock.wall(),
      ...(rid !== undefined && { runId: rid }),
      ...(payload !== undefined && payload !== '' && { payload }),
    };
    if (!(await heardBy(deps, token, { signal, ...(body && { body }) })))
      throw new Problem('NOT_FOUND', 'nobody reports by this token');
    return { ok: true as const };
  }

  for (const [method, operationId, how] of [
    ['GET', 'pingHeartbeat', 'without a body'],
    ['POST', 'reportHeartbeat', 'with a body'],
  ] as const) {
    app.route({
      method,
      url: '/heartbeat/:token',
      schema: { operationId, summary: `Report a success, ${how}`, ...described, params: tokenParams, ...schema },
      handler: async (request) => receive(request, request.params.token, { kind: 'success' }),
    });
    if (dialect === 'compat') continue;
    app.route({
      method,
      url: '/heartbeat/:token/:ending',
      schema: {
        operationId: `${operationId}As`,
        summary: `Report a start, an end or an exit code, ${how}`,
        ...described,
        params: endingParams,
        ...schema,
      },
      handler: async (request) => {
        const { token, ending } = request.params;
        const signal = kindOf(ending);
        if (!signal)
          throw invalid(
            'ending',
            `ending must be start, success, fail, log or an exit code from 0 to 255, got "${ending}"`,
          );
        return receive(request, token, signal);
      },
    });
  }
  // Not in the document: HEAD is GET without an answer.
  app.route({
    method: 'HEAD',
    url: '/heartbeat/:token',
    schema: { hide: true },
    handler: async (request, reply) => {
      await receive(request, (request.params as z.output<typeof tokenParams>).token, { kind: 'success' });
      return reply.send();
    },
  });
}

/** The address that jobs set up for Uptime Kuma report to: `/api/push/TOKEN?status=up&msg=OK&ping=12`. */
export function pushRoutes(app: Api, deps: ApiDeps): void {
  takeAnyBody(app);
  app.route({
    method: ['GET', 'POST', 'PUT', 'HEAD'],
    url: '/api/push/:token',
    schema: { hide: true },
    handler: async (request, reply: FastifyReply) => {
      const { token } = request.params as { readonly token: string };
      const query = request.query as Readonly<Record<string, unknown>>;
      const said = typeof query['msg'] === 'string' ? query['msg'].slice(0, PAYLOAD_KEPT_BYTES) : '';
      const signal: Signal = {
        kind: query['status'] === 'down' ? 'failure' : 'success',
        atMs: deps.clock.wall(),
        ...(said !== '' && { payload: said }),
      };
      if (await heardBy(deps, token, { signal })) return reply.send({ ok: true });
      return reply.code(404).send({ ok: false, msg: 'Monitor not found or not active.' });
    },
  });
}

async function heardBy(
  { beats }: ApiDeps,
  token: string,
  received: Parameters<ApiDeps['beats']['receive']>[1],
): Promise<boolean> {
  try {
    return await beats.receive(token, received);
  } catch (error) {
    if (!(error instanceof BeatsOverflow)) throw error;
    throw new Problem('BUSY', error.message, { headers: { 'retry-after': '1' } });
  }
}

/** Jobs send logs, forms, JSON and nonsense: all of it is bytes. */
function takeAnyBody(app: Api): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: FastifyRequest, body: Buffer) => body);
}

const signalDto = z
  .object({
    id: whole,
    at: time,
    kind: z.enum(['start', 'success', 'failure', 'log']),
    runId: z.string().nullable(),
    exitCode: whole.nullable(),
    payload: z.string().nullable(),
  })
  .meta({ id: 'HeartbeatSignalDto' });
const signalQuery = z.strictObject({
  cursor: pathNumber.optional(),
  limit: clamped({ min: 1, max: 200, default: 50 }),
});

/** The token that a new monitor is to have. @throws Problem for a monitor whose type has none */
export function pingTokenOf(
  { pingToken, type }: { readonly pingToken?: string | null | undefined; readonly type: string },
  deps: Pick<ApiDeps, 'checkTypes'>,
): string | undefined {
  if (pingToken === undefined || pingToken === null) return undefined;
  if (isPassive(type, deps)) return pingToken;
  throw invalid('pingToken', `pingToken must be left out for a ${type} monitor, which is looked at`);
}

/** What a monitor's owner sees and does. */
export function heartbeatRoutes(app: Api, context: RouteContext): void {
  const { deps, dialect } = context;
  const describe = (operationId: string, summary: string) => operation({ operationId, summary, tags });

  app.post(
    '/monitors/:id/rotate-token',
    {
      schema: {
        ...describe('rotateMonitorToken', 'Give a heartbeat monitor a new ping address; the one before holds no more'),
        params: idParams,
        response: { 200: single(monitorDto(dialect)) },
      },
    },
    async (request) => {
      const monitor = await existingMonitor(request.params.id, context);
      demandPassive(monitor.type, deps);
      await deps.beats.setToken(monitor, undefined, actorOf(request));
      return { data: await showMonitor(monitor, context) };
    },
  );

  if (dialect === 'compat') return;
  app.get(
    '/monitors/:id/signals',
    {
      schema: {
        ...describe('listMonitorSignals', 'List what the job of a heartbeat monitor reported, newest first'),
        params: idParams,
        querystring: signalQuery,
        response: {
          200: z.object({ data: z.array(signalDto), nextCursor: z.string().nullable(), hasMore: z.boolean() }),
        },
      },
    },
    async (request) => {
      const monitor = await existingMonitor(request.params.id, context);
      const { cursor, limit } = request.query;
      const given = { limit: limit + 1, ...(cursor !== undefined && { beforeId: cursor }) };
      const found = await deps.core.heartbeats.signals(monitor.id, given);
      const page = found.slice(0, limit);
      const data = page.map(({ id, atMs, kind, runId, exitCode, payload }) => ({
        id,
        at: new Date(atMs).toISOString(),
        kind,
        runId: runId ?? null,
        exitCode: exitCode ?? null,
        payload: payload ?? null,
      }));
      const hasMore = found.length > page.length;
      return { data, nextCursor: hasMore ? String(page.at(-1)!.id) : null, hasMore };
    },
  );
}

function demandPassive(type: string, deps: ApiDeps): void {
  if (isPassive(type, deps)) return;
  throw new Problem('CONFLICT', `only monitors that report by themselves have a token; this one is of type ${type}`);
}
