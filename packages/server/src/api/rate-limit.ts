/** How often one caller may ask. */
import type { Clock } from '@upwatch/core';
import rateLimit, { type FastifyRateLimitStore, type FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { FastifyReply } from 'fastify';
import type { Api } from './api-instance.ts';
import { callerOf } from './caller.ts';
import { Problem } from './problem.ts';

/** Generous: it is there to stop a loop gone wild, not a user. */
export const RATE_LIMIT_PER_MINUTE = 6000;
export const RATE_WINDOW_MS = 60_000;

/** Keys counted at once; the one that was quiet longest is forgotten first. */
const KEYS_MAX = 1000;

/**
 * How often each key has asked within its minute, over all scopes that are limited together. A count for each, and not
 * the times of thousands, as `Tries` keeps them: here it does not matter that two minutes meet.
 */
export class RateCounts implements FastifyRateLimitStore {
  readonly #clock: Clock;
  readonly #counts = new Map<string, { readonly startedMs: number; count: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  incr(key: string, done: (error: null, result: { current: number; ttl: number }) => void, windowMs: number): void {
    const nowMs = this.#clock.monotonic();
    const known = this.#counts.get(key);
    const current = known && known.startedMs + windowMs > nowMs ? known : { startedMs: nowMs, count: 0 };
    current.count++;
    this.#counts.delete(key);
    this.#counts.set(key, current);
    if (this.#counts.size > KEYS_MAX) this.#counts.delete(this.#counts.keys().next().value!);
    done(null, { current: current.count, ttl: current.startedMs + windowMs - nowMs });
  }

  child(): this {
    return this;
  }
}

/** Limits everything registered in this scope, counted together by key. */
export async function limitRate(app: Api, counts: RateCounts): Promise<void> {
  app.addHook('onSend', async (_request, reply, payload) => {
    sayAsTheDraftDoes(reply);
    return payload;
  });
  await app.register(rateLimit, {
    max: RATE_LIMIT_PER_MINUTE,
    timeWindow: RATE_WINDOW_MS,
    store: storeOf(counts),
    keyGenerator: (request) => callerOf(request).id,
    errorResponseBuilder: (_request, { after, max: allowed }) =>
      new Problem('RATE_LIMITED', `a key, or a member, may make ${allowed} requests a minute; try again in ${after}`),
  });
}

/** The library makes its store itself. */
function storeOf(counts: RateCounts): FastifyRateLimitStoreCtor {
  return class {
    readonly incr = counts.incr.bind(counts);
    readonly child = (): RateCounts => counts;
  };
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
