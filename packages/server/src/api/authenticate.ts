/**
 * Who asks: a Bearer key, found by its hash, so that nothing is compared character by character; or, where a session
 * counts, whoever is signed in.
 */
import type { Clock } from '@upwatch/core';
import type { FastifyRequest } from 'fastify';
import type { Accounts } from '../accounts/accounts.ts';
import type { SignedIn } from '../accounts/signed-in.ts';
import type { ServerConfig } from '../config.ts';
import type { ApiKey, CoreStore } from '../stores/port.ts';
import { hashApiKey } from './api-key.ts';
import { type Caller, callerOfKey, callerOfMember, type KeyCaller, type MemberCaller } from './caller.ts';
import { Problem } from './problem.ts';
import { demandOwnPage, mayRead } from './same-origin.ts';
import { visitorOf } from './session-cookie.ts';

/** `lastUsedAt` is as true as this, milliseconds: a write for every request would cost more than the request. */
const TOUCH_EVERY_MS = 60_000;
const KEY_CHARACTERS_MAX = 512;

export interface Authenticator {
  /** The key, or undefined when the request names none. @throws Problem UNAUTHORIZED for one that does not work */
  keyOf(request: FastifyRequest): Promise<KeyCaller | undefined>;
  /** @throws Problem UNAUTHORIZED also when there is none */
  demandKey(request: FastifyRequest): Promise<KeyCaller>;
  /** Whoever is signed in; never by a request that shows a key. @throws Problem FORBIDDEN from a page that is not ours */
  memberOf(request: FastifyRequest): Promise<MemberCaller | undefined>;
  /** The same of whoever still owes a second factor, too. */
  enteringOf(request: FastifyRequest): Promise<SignedIn | undefined>;
  /** Whether somebody who is signed in asks to be shown something, also by a link from elsewhere. */
  isReader(request: FastifyRequest): Promise<boolean>;
  /** Whether a caller of before still is one. */
  holds(caller: Caller): Promise<boolean>;
  /** By key or by session. @throws Problem UNAUTHORIZED, FORBIDDEN */
  demand(request: FastifyRequest): Promise<Caller>;
}

/** Looks keys and sessions up in the store each time, so that ending one takes effect at once. */
export function createAuthenticator(
  {
    core,
    clock,
    config,
  }: {
    readonly core: Pick<CoreStore, 'apiKeys'>;
    readonly clock: Clock;
    readonly config: Pick<ServerConfig, 'publicUrl'>;
  },
  accounts: Pick<Accounts, 'sessionOf' | 'enteringOf' | 'holds'>,
): Authenticator {
  const touchedAtMs = new Map<number, number>();

  async function touch({ key }: KeyCaller): Promise<void> {
    const now = clock.wall();
    const last = Math.max(touchedAtMs.get(key.id) ?? 0, key.lastUsedAtMs ?? 0);
    if (Math.abs(now - last) < TOUCH_EVERY_MS) return;
    touchedAtMs.set(key.id, now);
    await core.apiKeys.touch(key.id, now);
  }

  async function keyOf(request: FastifyRequest): Promise<KeyCaller | undefined> {
    const header = request.headers.authorization;
    if (header === undefined || header === '') return undefined;
    const token = /^Bearer +(\S+) *$/i.exec(header)?.[1];
    if (token === undefined) throw unauthorized('Authorization must be "Bearer" and an API key');
    if (token.length > KEY_CHARACTERS_MAX) throw unauthorized('the API key is not known');
    const key = await core.apiKeys.byHash(hashApiKey(token));
    const fault = faultOf(key, clock.wall());
    if (key === undefined || fault !== undefined) throw unauthorized(`the API key ${fault}`);
    const caller = callerOfKey(key);
    // A disk that is full must not lock anyone out: when the key was last used is not worth a refusal.
    await touch(caller).catch((error: unknown) => request.log.warn({ err: error }, 'last use of an API key not kept'));
    return caller;
  }

  function sessionIn(request: FastifyRequest): { readonly token: string; readonly address: string } | undefined {
    if (request.headers.authorization !== undefined) return undefined;
    const { sessionToken: token, address } = visitorOf(request, config);
    return token === undefined ? undefined : { token, address };
  }

  async function bySession(request: FastifyRequest, find: Accounts['sessionOf']): Promise<SignedIn | undefined> {
    const shown = sessionIn(request);
    if (!shown) return undefined;
    demandOwnPage(request, config);
    return find(shown.token, shown.address);
  }

  async function memberOf(request: FastifyRequest): Promise<MemberCaller | undefined> {
    const signedIn = await bySession(request, accounts.sessionOf);
    return signedIn && callerOfMember(signedIn);
  }

  return {
    keyOf,
    memberOf,
    async isReader(request) {
      const shown = mayRead(request, config) ? sessionIn(request) : undefined;
      return shown !== undefined && (await accounts.sessionOf(shown.token, shown.address)) !== undefined;
    },
    enteringOf: (request) => bySession(request, accounts.enteringOf),
    async holds(caller) {
      if (caller.type === 'member') return accounts.holds(caller.session);
      return faultOf(await core.apiKeys.byHash(caller.key.hash), clock.wall()) === undefined;
    },
    async demandKey(request) {
      const key = await keyOf(request);
      if (key === undefined) throw unauthorized('an API key is needed: Authorization: Bearer uw_…');
      return key;
    },
    async demand(request) {
      const caller = (await keyOf(request)) ?? (await memberOf(request));
      if (caller === undefined)
        throw unauthorized('an API key is needed (Authorization: Bearer uw_…), or a session that has not ended');
      return caller;
    },
  };
}

/** Why a key does not work. */
function faultOf(key: ApiKey | undefined, nowMs: number): string | undefined {
  if (key === undefined) return 'is not known';
  if (key.revokedAtMs !== undefined) return 'was revoked';
  return key.expiresAtMs !== undefined && key.expiresAtMs <= nowMs ? 'has expired' : undefined;
}

function unauthorized(message: string): Problem {
  return new Problem('UNAUTHORIZED', message, { headers: { 'www-authenticate': 'Bearer' } });
}
