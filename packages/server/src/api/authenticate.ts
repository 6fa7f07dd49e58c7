/** Who asks: a Bearer key, found by its hash, so that nothing is compared character by character. */
import type { Clock } from '@upwatch/core';
import type { FastifyRequest } from 'fastify';
import type { ApiKey, CoreStore } from '../stores/port.ts';
import { hashApiKey } from './api-key.ts';
import { Problem } from './problem.ts';

/** `lastUsedAt` is as true as this, milliseconds: a write for every request would cost more than the request. */
const TOUCH_EVERY_MS = 60_000;
const KEY_CHARACTERS_MAX = 512;

declare module 'fastify' {
  interface FastifyRequest {
    /** The key the request came with; undefined where none is asked for. */
    apiKey: ApiKey | undefined;
  }
}

export interface Authenticator {
  /** The key, or undefined when the request names none. @throws Problem UNAUTHORIZED for one that does not work */
  keyOf(request: FastifyRequest): Promise<ApiKey | undefined>;
  /** @throws Problem UNAUTHORIZED also when there is none */
  demand(request: FastifyRequest): Promise<ApiKey>;
}

/** Looks keys up in the store each time, so that revoking one takes effect at once. */
export function createAuthenticator(core: Pick<CoreStore, 'apiKeys'>, clock: Clock): Authenticator {
  const touchedAtMs = new Map<number, number>();

  async function touch(key: ApiKey): Promise<void> {
    const now = clock.wall();
    const last = Math.max(touchedAtMs.get(key.id) ?? 0, key.lastUsedAtMs ?? 0);
    if (Math.abs(now - last) < TOUCH_EVERY_MS) return;
    touchedAtMs.set(key.id, now);
    await core.apiKeys.touch(key.id, now);
  }

  async function keyOf(request: FastifyRequest): Promise<ApiKey | undefined> {
    const header = request.headers.authorization;
    if (header === undefined || header === '') return undefined;
    const token = /^Bearer +(\S+) *$/i.exec(header)?.[1];
    if (token === undefined) throw unauthorized('Authorization must be "Bearer" and an API key');
    if (token.length > KEY_CHARACTERS_MAX) throw unauthorized('the API key is not known');
    const key = await core.apiKeys.byHash(hashApiKey(token));
    if (key === undefined) throw unauthorized('the API key is not known');
    if (key.revokedAtMs !== undefined) throw unauthorized('the API key was revoked');
    if (key.expiresAtMs !== undefined && key.expiresAtMs <= clock.wall()) throw unauthorized('the API key has expired');
    // A disk that is full must not lock anyone out: when the key was last used is not worth a refusal.
    await touch(key).catch((error: unknown) => request.log.warn({ err: error }, 'last use of an API key not kept'));
    return key;
  }

  return {
    keyOf,
    async demand(request) {
      const key = await keyOf(request);
      if (key === undefined) throw unauthorized('an API key is needed: Authorization: Bearer uw_…');
      return key;
    },
  };
}

function unauthorized(message: string): Problem {
  return new Problem('UNAUTHORIZED', message, { headers: { 'www-authenticate': 'Bearer' } });
}
