/** Who asks: an API key, or a member by their session. */
import type { FastifyRequest } from 'fastify';
import { actorOfMember, type SignedIn } from '../accounts/signed-in.ts';
import type { Authority } from '../accounts/permissions.ts';
import { type Actor, type ApiKey, KEY_SCOPES } from '../stores/port.ts';
import { Problem } from './problem.ts';

interface Known extends Authority {
  /** Tells callers apart, wherever something is counted or kept for each. */
  readonly id: string;
  readonly name: string;
}

export interface KeyCaller extends Known {
  readonly type: 'key';
  readonly key: ApiKey;
}

export interface MemberCaller extends Known, SignedIn {
  readonly type: 'member';
}

export type Caller = KeyCaller | MemberCaller;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; undefined where that is not asked. */
    caller: Caller | undefined;
  }
}

export function callerOfKey(key: ApiKey): KeyCaller {
  const { id, name, role, scopes } = key;
  return { type: 'key', id: `key:${id}`, name, role, scopes, key };
}

export function callerOfMember(signedIn: SignedIn): MemberCaller {
  const { id, name, email, role } = signedIn.member;
  return { type: 'member', id: `member:${id}`, name: name ?? email, role, scopes: KEY_SCOPES, ...signedIn };
}

/** Who asks, behind the door. */
export function callerOf(request: Pick<FastifyRequest, 'caller'>): Caller {
  if (request.caller === undefined) throw new Problem('UNAUTHORIZED', 'an API key is needed, or a session');
  return request.caller;
}

/** Who is signed in. @throws Problem FORBIDDEN for a key */
export function memberOf(request: Pick<FastifyRequest, 'caller'>): MemberCaller {
  const caller = callerOf(request);
  if (caller.type !== 'member')
    throw new Problem('FORBIDDEN', 'this is for whoever is signed in, and not for API keys');
  return caller;
}

/** Who did it, for the audit trail. */
export function actorOf(request: Pick<FastifyRequest, 'caller'>): Actor {
  const caller = callerOf(request);
  return caller.type === 'key' ? { name: caller.name, keyId: caller.key.id } : actorOfMember(caller.member);
}

/** What of a caller ends: its event streams go with it. */
export function holdersOf(caller: Caller): readonly string[] {
  return caller.type === 'key' ? [caller.id] : [caller.id, sessionHolder(caller.session.id)];
}

export function keyHolder(keyId: number): string {
  return `key:${keyId}`;
}

export function memberHolder(memberId: number): string {
  return `member:${memberId}`;
}

export function sessionHolder(sessionId: string): string {
  return `session:${sessionId}`;
}
