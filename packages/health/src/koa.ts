/** Health endpoints of a Koa application. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HealthAnswer } from './answer.ts';
import type { Health } from './health.ts';
import { requestOfNode } from './node-answer.ts';
import { markProbe } from './probe-mark.ts';

/** What is used of Koa's context. */
export interface KoaHealthContext {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly ip: string;
  status: number;
  body: unknown;
  readonly set: (headers: Record<string, string>) => void;
}

/**
 * A middleware that answers probes. The address of whoever asks is `ctx.ip`, which heeds Koa's setting `proxy`.
 * @example
 * const app = new Koa();
 * app.use(koaHealth(createHealth({ version: '1.4.2' })));
 */
export function koaHealth(health: Health): (ctx: KoaHealthContext, next: () => Promise<unknown>) => Promise<unknown> {
  return (ctx, next) => {
    const answering = health.answer(requestOfNode(ctx.req, ctx.ip));
    return answering === undefined ? next() : answering.then((answer) => answerOnKoa(ctx, answer));
  };
}

function answerOnKoa(ctx: KoaHealthContext, answer: HealthAnswer): void {
  markProbe(ctx.res, answer);
  ctx.status = answer.status;
  ctx.body = answer.body;
  // After the body, which brings a type and a length of its own.
  ctx.set({ ...answer.headers });
}
