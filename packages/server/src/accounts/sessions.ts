/** Sessions: how one is opened in the place of the one before, whose it is, and how long it lasts. */
import type { Clock } from '@upwatch/core';
import type { Logger } from 'pino';
import type { AccountStore, Factor, FactorStore, Member, Session } from '../stores/port.ts';
import { isEnough, type Standing, standingOf } from './factors.ts';
import { hashToken, isTokenLike, makeToken, type SecretToken } from './secret-token.ts';
import { actorOfMember, deviceHashOf, type Opened, type Shown, type SignedIn, type Visitor } from './signed-in.ts';

/** A session ends after so long without use, and after so long however much it is used. */
interface SessionLife {
  readonly idleMs: number;
  readonly absoluteMs: number;
}

const HOUR_MS = 3_600_000;
const SESSION_LIFE: SessionLife = { idleMs: 24 * HOUR_MS, absoluteMs: 30 * 24 * HOUR_MS };
/** When a session was used is as true as this: a write for every request would cost more than the request. */
const TOUCH_EVERY_MS = 60_000;
const USER_AGENT_CHARACTERS_MAX = 300;
/** So long a session waits for its second factor. */
const SECOND_FACTOR_WITHIN_MS = 10 * 60_000;
/** Sessions of which it is known here when they were used last. */
const SEEN_MAX = 10_000;

const FULL: Standing = { state: 'signed_in', secondFactors: [] };

export interface Sessions {
  /** Opens a session for who has shown who they are, in the place of the one that the visitor had. */
  enter(member: Member, how: Shown, visitor: Visitor): Promise<Opened>;
  /** Whose session this is, if it still holds; being asked counts as use. Whoever still owes a second factor is not signed in. */
  sessionOf(token: string, address: string): Promise<SignedIn | undefined>;
  /** The same of whoever still owes a second factor, too. */
  enteringOf(token: string, address: string): Promise<SignedIn | undefined>;
  /** Whether it has not ended, here or by a command beside this server; being asked this is no use of it. */
  holds(session: Session): Promise<boolean>;
  /** When it ends, unless it is used. */
  endsAtMs(session: Session): number;
}

export interface SessionDeps {
  readonly store: AccountStore;
  readonly factors: Pick<FactorStore, 'enrolmentOf'>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  readonly life?: SessionLife | undefined;
}

export function createSessions({ store, factors, clock, log, life = SESSION_LIFE }: SessionDeps): Sessions {
  const seenAtMs = new Map<string, number>();

  async function enter(member: Member, how: Shown, visitor: Visitor): Promise<Opened> {
    // A value that was there before the sign-in is never taken up: whoever planted it would be signed in too.
    const session = makeToken();
    const device = await deviceOf(member.id, visitor);
    const standing = await standingFor(member.id, how.by);
    const { evictedIds, ...opened } = await store.openSession(
      member.id,
      {
        tokenHash: session.hash,
        authenticatedBy: how.by,
        address: visitor.address,
        userAgent: visitor.userAgent?.slice(0, USER_AGENT_CHARACTERS_MAX),
        deviceHash: standing.state === 'signed_in' ? device.hash : undefined,
        expiresAtMs: clock.wall() + life.absoluteMs,
        ...(how.passwordHash !== undefined && { passwordHash: how.passwordHash }),
      },
      actorOfMember(member),
    );
    const endedIds = [...evictedIds, ...(await endBefore(visitor))];
    return { session: opened, member, standing, token: session.token, deviceToken: device.token, endedIds };
  }

  async function standingFor(memberId: number, shown: readonly Factor[]): Promise<Standing> {
    return isEnough(shown) ? FULL : standingOf(shown, await factors.enrolmentOf(memberId));
  }

  /** That with which somebody signed in here before ends with the new one. */
  async function endBefore({ sessionToken }: Visitor): Promise<readonly string[]> {
    const before = sessionToken === undefined ? undefined : await find(sessionToken);
    if (before) await store.endSession(before.member.id, before.session.id, actorOfMember(before.member));
    return before ? [before.session.id] : [];
  }

  async function deviceOf(memberId: number, visitor: Visitor): Promise<SecretToken> {
    const { deviceToken } = visitor;
    const deviceHash = deviceHashOf(visitor);
    if (deviceToken === undefined || deviceHash === undefined) return makeToken();
    const isKnown = (await store.isKnown(memberId, { deviceHash, address: '' })).device;
    return isKnown ? { token: deviceToken, hash: deviceHash } : makeToken();
  }

  async function find(token: string): Promise<SignedIn | undefined> {
    if (!isTokenLike(token)) return undefined;
    const found = await store.sessionByHash(hashToken(token));
    if (!found || endsAtMs(found.session) <= clock.wall()) return undefined;
    const { authenticatedBy, createdAtMs } = found.session;
    const standing = await standingFor(found.member.id, authenticatedBy);
    if (standing.state === 'signed_in') return { ...found, standing };
    // Also of those who signed in before a second factor was asked for.
    return createdAtMs + SECOND_FACTOR_WITHIN_MS > clock.wall() ? { ...found, standing } : undefined;
  }

  function endsAtMs({ id, lastSeenAtMs, expiresAtMs }: Session): number {
    return Math.min(expiresAtMs, Math.max(lastSeenAtMs, seenAtMs.get(id) ?? 0) + life.idleMs);
  }

  async function touch({ id, lastSeenAtMs }: Session, address: string): Promise<void> {
    const now = clock.wall();
    if (now - Math.max(lastSeenAtMs, seenAtMs.get(id) ?? 0) < TOUCH_EVERY_MS) return;
    seenAtMs.delete(id);
    seenAtMs.set(id, now);
    if (seenAtMs.size > SEEN_MAX) seenAtMs.delete(seenAtMs.keys().next().value!);
    await store.touchSession(id, { atMs: now, address });
  }

  async function enteringOf(token: string, address: string): Promise<SignedIn | undefined> {
    const found = await find(token);
    // A disk that is full must not lock anyone out.
    if (found)
      await touch(found.session, address).catch((error: unknown) =>
        log.warn({ err: error }, 'use of a session not kept'),
      );
    return found;
  }

  return {
    enter,
    enteringOf,
    endsAtMs,
    async holds({ id, memberId }) {
      const kept = (await store.sessionsOf(memberId)).find((one) => one.id === id);
      return kept !== undefined && endsAtMs(kept) > clock.wall();
    },
    async sessionOf(token, address) {
      const found = await enteringOf(token, address);
      return found?.standing.state === 'signed_in' ? found : undefined;
    },
  };
}
