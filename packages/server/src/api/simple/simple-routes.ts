/** The simple API: targets in, status out. Four paths beside the full API, for clients that know only these. */
import rateLimit from '@fastify/rate-limit';
import { z } from 'zod';
import type { Api } from '../api-instance.ts';
import type { Authenticator } from '../authenticate.ts';
import type { ApiDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { nameOf } from '../schemas/values.ts';
import { admitSimple } from './simple-access.ts';
import { mailDownTargets } from './simple-mail.ts';
import { currentStates } from './simple-state.ts';
import { targetsOf } from './simple-targets.ts';
import { watchTargets } from './simple-watch.ts';

const REQUESTS_PER_MINUTE = 600;
/** What 0 stands for in `POST /status/queue`. */
const WORKERS_DEFAULT = 5;
const QUEUE_DEFAULT = 3;
/** Lists of targets that are taken over or wait for that. */
const LISTS_WAITING_MAX = 32;

const target = z.strictObject({
  title: nameOf(200),
  // How long it may be is told with its credentials left out.
  endpoint: z.string().min(1),
  expected_http_code: z.int().min(100).max(599).nullish(),
});
const targetsBody = z
  .strictObject({ targets: z.array(target).min(1).max(10_000) })
  .meta({ example: { targets: [{ title: 'shop', endpoint: 'https://shop.example/', expected_http_code: 200 }] } });
const queueBody = z
  .strictObject({ worker_thread: z.int().min(0).max(10_000), queue_size: z.int().min(0).max(1_000_000) })
  .meta({ example: { worker_thread: 5, queue_size: 3 } });

const envelope = <Data extends z.ZodType>(category: string, data: Data) =>
  z.object({ category: z.literal(category), data, message: z.string() });

const stateShape = {
  actual_response: z.int().nullable(),
  elapsed: z.string().nullable(),
  endpoint: z.string(),
  expected_response: z.int(),
  is_down: z.boolean(),
  is_up: z.boolean(),
  timestamp: z.string().nullable(),
  title: z.string(),
};
const state = z.object({ ...stateShape, targets: z.array(z.object(stateShape)) });
const queue = z.object({ worker_thread: z.int(), queue_size: z.int(), running: z.int(), queued: z.int() });

export async function simpleRoutes(app: Api, deps: ApiDeps, authenticator: Authenticator): Promise<void> {
  app.addHook('onRequest', async (request) => admitSimple(request, deps.config, authenticator));
  await app.register(rateLimit, {
    max: REQUESTS_PER_MINUTE,
    timeWindow: 60_000,
    cache: 1000,
    errorResponseBuilder: (_request, { after }) =>
      new Problem('RATE_LIMITED', `at most ${REQUESTS_PER_MINUTE} requests a minute; try again in ${after}`),
  });
  statusRoutes(app, deps);
  queueRoutes(app, deps);
  mailRoute(app, deps);
}

/** Open or behind a key, as `simple-access.ts` says. */
const describe = (operationId: string, summary: string) => ({
  operationId,
  summary,
  tags: ['Simple'],
  security: [{}, { bearerAuth: [] }],
});

function statusRoutes(app: Api, deps: ApiDeps): void {
  const inTurn = turns();

  app.post(
    '/status',
    {
      schema: {
        ...describe('watchTargets', 'Watch targets, every 300 s'),
        body: targetsBody,
        response: {
          201: envelope(
            'success',
            z.object({
              targets: z.array(
                z.object({ id: z.string(), title: z.string(), endpoint: z.string(), expected_http_code: z.int() }),
              ),
            }),
          ),
        },
      },
    },
    async (request, reply) => {
      const wanted = request.body.targets.map(({ title, endpoint, expected_http_code }) => ({
        title,
        endpoint,
        expectedHttpCode: expected_http_code ?? deps.config.simple.expectedHttpCode,
      }));
      const actor = { name: request.caller?.name ?? 'simple API' };
      const watched = await inTurn(() => watchTargets(wanted, actor, deps));
      const targets = watched.map(({ monitor, title, endpoint, expectedHttpCode }) => ({
        id: monitor.id,
        title,
        endpoint,
        expected_http_code: expectedHttpCode,
      }));
      const message = `${targets.length} ${targets.length === 1 ? 'target is' : 'targets are'} watched.`;
      return reply.code(201).send({ category: 'success', data: { targets }, message });
    },
  );

  app.get(
    '/status',
    {
      schema: {
        ...describe('getStatus', 'Show the newest target, and all of them'),
        response: { 200: envelope('success', state) },
      },
    },
    async () => {
      const known = await targetsOf(deps);
      const targets = await currentStates(known, deps);
      const current = targets.at(-1);
      const isPaused = known.at(-1)?.monitor.isEnabled === false;
      if (!current) throw new Problem('NOT_FOUND', 'there is no target yet: make one with POST /status');
      const unknown = isPaused ? 'paused' : 'not known to be up or down';
      const message = `${current.title} is ${current.is_up ? 'up' : current.is_down ? 'down' : unknown}.`;
      return { category: 'success', data: { ...current, targets: [...targets] }, message };
    },
  );
}

/** Runs what it is given one after the other. */
function turns(): <T>(work: () => Promise<T>) => Promise<T> {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    if (waiting === LISTS_WAITING_MAX) {
      throw new Problem('BUSY', 'other lists of targets are being taken over', { headers: { 'retry-after': '5' } });
    }
    waiting++;
    const done = last.then(work).finally(() => waiting--);
    // Whoever asked hears of a failure; the next one only waits for the end.
    last = done.catch(() => undefined);
    return done;
  };
}

function queueRoutes(app: Api, deps: ApiDeps): void {
  const answer = envelope('success', queue);

  async function figures() {
    const { concurrency, queueMax } = deps.engine.limits();
    const { running, queued } = await deps.engine.stats();
    return { worker_thread: concurrency, queue_size: queueMax, running, queued };
  }

  app.post(
    '/status/queue',
    {
      schema: {
        ...describe('setQueue', 'Set how many looks run at once, and how many may wait; 0 means 5 and 3'),
        body: queueBody,
        response: { 200: answer },
      },
    },
    async (request) => {
      const { worker_thread, queue_size } = request.body;
      await deps.engine.setLimits({
        concurrency: worker_thread || WORKERS_DEFAULT,
        queueMax: queue_size || QUEUE_DEFAULT,
      });
      return { category: 'success', data: await figures(), message: 'The queue was changed.' };
    },
  );

  app.get(
    '/status/queue',
    { schema: { ...describe('getQueue', 'Show how many looks run and wait'), response: { 200: answer } } },
    async () => ({ category: 'success', data: await figures(), message: 'The queue as it is now.' }),
  );
}

function mailRoute(app: Api, deps: ApiDeps): void {
  let isSending = false;
  app.get(
    '/emails',
    {
      schema: {
        ...describe('mailDownTargets', 'Mail the state of all down targets to the e-mail channels'),
        response: { 200: envelope('email_sent_success', z.null()) },
      },
    },
    async () => {
      if (isSending) throw new Problem('BUSY', 'e-mails are being sent already', { headers: { 'retry-after': '5' } });
      isSending = true;
      try {
        return { category: 'email_sent_success', data: null, message: await mailDownTargets(deps) };
      } finally {
        isSending = false;
      }
    },
  );
}
