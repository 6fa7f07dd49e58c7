/** Health endpoints of a Fastify application, 5. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HealthAnswer } from './answer.ts';
import type { Health } from './health.ts';
import { requestOfNode } from './node-answer.ts';
import { markProbe } from './probe-mark.ts';

interface Logger {
  child(bindings: Record<string, unknown>): Logger;
}

/** What is used of Fastify's request. */
export interface FastifyHealthRequest {
  readonly raw: IncomingMessage;
  readonly ip: string;
}

/** What is used of Fastify's reply. */
export interface FastifyHealthReply {
  readonly raw: ServerResponse;
  log: unknown;
  code(status: number): unknown;
  headers(values: Record<string, string>): unknown;
  send(body: string): unknown;
}

/** What is used of Fastify's instance. */
export interface FastifyHealthInstance {
  addHook(
    name: 'onRequest',
    hook: (request: FastifyHealthRequest, reply: FastifyHealthReply, done: (error?: Error) => void) => void,
  ): unknown;
}

/**
 * A plugin that answers probes in a hook, before bodies are read; register it before plugins that limit rates or demand a session.
 * The address of whoever asks is `request.ip`, which heeds Fastify's setting `trustProxy`.
 * @example
 * const app = fastify();
 * await app.register(fastifyHealth(createHealth({ version: '1.4.2' })));
 */
export function fastifyHealth(health: Health): (app: FastifyHealthInstance) => Promise<void> {
  const plugin = async (app: FastifyHealthInstance): Promise<void> => {
    app.addHook('onRequest', (request, reply, done) => {
      const answering = health.answer(requestOfNode(request.raw, request.ip));
      if (answering === undefined) done();
      else void answerOnFastify(answering, request, reply);
    });
  };
  // Not in a context of its own: a probe is answered wherever in the application its path would lead.
  return Object.assign(plugin, { [Symbol.for('skip-override')]: true });
}

async function answerOnFastify(
  answering: Promise<HealthAnswer>,
  { raw }: FastifyHealthRequest,
  reply: FastifyHealthReply,
): Promise<void> {
  const answer = await answering;
  markProbe(reply.raw, answer);
  // What decides about logging sees the request alone.
  markProbe(raw, answer);
  // Fastify writes the address when a request comes, which is hidden, and not when it is completed.
  if (answer.status >= 400) reply.log = (reply.log as Logger).child({ probe: raw.url, failed: answer.failed });
  reply.code(answer.status);
  reply.headers({ ...answer.headers });
  reply.send(answer.body);
}
