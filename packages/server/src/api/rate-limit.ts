/** How often one key may ask. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyReply } from 'fastify';
import { type Api, callerOf } from './api-instance.ts';
import { Problem } from './problem.ts';

/** Generous: it is there to stop a loop gone wild, not a user. */
export const RATE_LIMIT_PER_MINUTE = 6000;
export const RATE_WINDOW_MS = 60_000;

/** Limits everything registered in this scope, counted together by key. */
export async function limitRate(app: Api, max: number = RATE_LIMIT_PER_MINUTE): Promise<void> {
  app.addHook('onSend', async (_request, reply, payload) => {
    sayAsTheDraftDoes(reply);
    return payload;
  });
  await app.register(rateLimit, {
    max,
    timeWindow: RATE_WINDOW_MS,
    cache: 1000,
    keyGenerator: (request) => `key:${callerOf(request).id}`,
    errorResponseBuilder: (_request, { after, max: allowed }) =>
      new Problem('RATE_LIMITED', `a key may make ${allowed} requests a minute; try again in ${after}`),
  });
}

const HEADERS = [
  ['x-ratelimit-limit', 'ratelimit-limit'],
  ['x-ratelimit-remaining', 'ratelimit-remaining'],
  ['x-ratelimit-reset', 'ratelimit-reset'],
] as const;

/** The same under the names of the IETF's draft (draft-ietf-httpapi-ratelimit-headers-06). */
function sayAsTheDraftDoes(reply: FastifyReply): void {
  for (const [ours, theirs] of HEADERS) {
    const value = reply.getHeader(ours);
    if (value !== undefined) void reply.header(theirs, value);
  }
}

/** What the key has left, as the headers of this answer say. */
export function remainingOf(reply: FastifyReply): number {
  return Number(reply.getHeader('x-ratelimit-remaining') ?? RATE_LIMIT_PER_MINUTE);
}
