/** Signing in and out: what is typed goes in, sessions come out. Knows nothing of HTTP but the refusals that it throws. */
import type { Clock } from '@upwatch/core';
import type { Logger } from 'pino';
import { invalid, notFound, Problem } from '../api/problem.ts';
import type { AccountStore, Actor, Factor, FactorStore, Member, Session } from '../stores/port.ts';
import { nameKey } from '../stores/sqlite/rows.ts';
import { isEnough, type Standing, standingOf } from './factors.ts';
import { createPasswordHasher, type PasswordHasher } from './password-hash.ts';
import { passwordFault } from './password-rules.ts';
import { makeResetLink } from './reset-link.ts';
import { type SecretToken, hashToken, isTokenLike, makeToken } from './secret-token.ts';
import { isSetupCode } from './setup-code.ts';
import { createSignInLimits, type SignInLimits } from './sign-in-limits.ts';
import { type Try, Tries } from './tries.ts';

/** A session ends after so long without use, and after so long however much it is used. */
interface SessionLife {
  readonly idleMs: number;
  readonly absoluteMs: number;
}

const HOUR_MS = 3_600_000;
const SESSION_LIFE: SessionLife = { idleMs: 24 * HOUR_MS, absoluteMs: 30 * 24 * HOUR_MS };
/** When a session was used is as true as this: a write for every request would cost more than the request. */
const TOUCH_EVERY_MS = 60_000;
/** Sign-ins that failed are written down as often a minute; more are counted in the log. */
const FAILURES_KEPT_PER_MINUTE = 60;
const USER_AGENT_CHARACTERS_MAX = 300;
/** So long a session waits for its second factor. */
const SECOND_FACTOR_WITHIN_MS = 10 * 60_000;
/** Whoever signed in just now need not show again who they are. */
const FRESH_MS = 10 * 60_000;

/** Where somebody comes from. */
export interface Visitor {
  readonly address: string;
  readonly userAgent: string | undefined;
  /** What the session's cookie holds. */
  readonly sessionToken: string | undefined;
  /** What the device is known by. */
  readonly deviceToken: string | undefined;
}

/** Who is signed in, or half so. */
export interface SignedIn {
  readonly session: Session;
  readonly member: Member;
  readonly standing: Standing;
}

/** Who has just signed in: with what their browser is to keep. */
export interface Opened extends SignedIn {
  readonly token: string;
  readonly deviceToken: string;
  /** The sessions that ended with it: that of the same browser, and what were too many. */
  readonly endedIds: readonly string[];
}

export interface Accounts {
  /** Whether the first owner is still to come. */
  isSetupOpen(): Promise<boolean>;
  /** @throws Problem CONFLICT once there is an owner; VALIDATION_FAILED for a wrong code */
  setUp(asked: SetupRequest, visitor: Visitor): Promise<Opened>;
  /** @throws Problem UNAUTHORIZED, the same whatever is wrong; RATE_LIMITED */
  signIn(asked: { readonly email: string; readonly password: string }, visitor: Visitor): Promise<Opened>;
  /** Opens a session for who has shown who they are, in the place of the one that the visitor had. */
  enter(member: Member, how: Shown, visitor: Visitor): Promise<Opened>;
  /** Whose session this is, if it still holds; being asked counts as use. Whoever still owes a second factor is not signed in. */
  sessionOf(token: string, address: string): Promise<SignedIn | undefined>;
  /** The same of whoever still owes a second factor, too. */
  enteringOf(token: string, address: string): Promise<SignedIn | undefined>;
  /** When it ends, unless it is used. */
  endsAtMs(session: Session): number;
  /** Before who they are is to be shown by something else: by the password, or by having signed in just now. @throws Problem VALIDATION_FAILED, RATE_LIMITED */
  confirm(who: SignedIn, password: string | undefined): Promise<void>;
  /** A try at what is to be guessed. @throws Problem RATE_LIMITED */
  guess(from: Pick<Visitor, 'address'>): Try;
  /** Writes down that somebody tried to sign in, and could not. @param memberId undefined where nobody is known to it */
  failed(memberId: number | undefined, from: Pick<Visitor, 'address'>): Promise<void>;
  changePassword(who: SignedIn, asked: { readonly current: string; readonly next: string }): Promise<void>;
  /** Whom the invite makes a member. @throws Problem NOT_FOUND */
  invited(token: string, visitor: Pick<Visitor, 'address'>): Promise<Member>;
  accept(token: string, asked: { readonly name: string; readonly password: string }, visitor: Visitor): Promise<Opened>;
  /** A link that leads to a new password, once. */
  offerReset(memberId: number, actor: Actor): Promise<{ readonly token: string; readonly expiresAtMs: number }>;
  /** @returns whose sessions have all ended */
  reset(token: string, password: string, visitor: Pick<Visitor, 'address'>): Promise<Member>;
}

/** By what somebody has shown who they are. */
interface Shown {
  readonly by: readonly Factor[];
  /** As it was kept when it was compared. */
  readonly passwordHash?: string;
}

interface SetupRequest {
  readonly code: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export interface AccountsDeps {
  readonly store: AccountStore;
  readonly factors: Pick<FactorStore, 'enrolmentOf'>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  readonly life?: SessionLife | undefined;
  /** Printed at the start; undefined where there is an owner. */
  readonly setupCode?: string | undefined;
  readonly hasher?: PasswordHasher | undefined;
}

/** Who it is, for the audit trail. */
export function actorOfMember({ id, email, name }: Member): Actor {
  return { name: name ?? email, member: { id, email } };
}

export function createAccounts(deps: AccountsDeps): Accounts {
  const { store, factors, clock, log, life = SESSION_LIFE, setupCode, hasher = createPasswordHasher() } = deps;
  const limits = createSignInLimits(clock);
  const failures = new Tries(clock, FAILURES_KEPT_PER_MINUTE);
  const seenAtMs = new Map<string, number>();
  let settingUp: Promise<unknown> = Promise.resolve();

  async function open(member: Member, how: Shown, visitor: Visitor): Promise<Opened> {
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
    if (!found || found.session.expiresAtMs <= clock.wall()) return undefined;
    if (endsAtMs(found.session) <= clock.wall()) return undefined;
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

  async function failed(memberId: number | undefined, { address }: Pick<Visitor, 'address'>): Promise<void> {
    if (typeof failures.take('') === 'number') log.warn({ address }, 'a sign-in failed; too many to keep each');
    else await store.recordFailure(memberId, { address });
  }

  async function setUpInTurn({ name, email, password }: SetupRequest, visitor: Visitor): Promise<Opened> {
    if (await store.hasActiveMember()) throw setupOver();
    demandGood('password', password, email);
    const passwordHash = await hasher.hash(password);
    const member = await store.setUp({ name, email, passwordHash });
    return open(member, { by: ['password'], passwordHash }, visitor);
  }

  /** A password that is shown again. @throws Problem VALIDATION_FAILED, RATE_LIMITED */
  async function check({ id }: Member, password: string, field: 'password' | 'currentPassword'): Promise<void> {
    const attempt = limits.confirm(id);
    const account = await store.byId(id);
    if (!(await hasher.verify(password, account?.passwordHash, true)))
      throw invalid(field, `${field} is not the password`);
    attempt.giveBack();
  }

  async function used(token: string, address: string): Promise<SignedIn | undefined> {
    const found = await find(token);
    // A disk that is full must not lock anyone out.
    if (found)
      await touch(found.session, address).catch((error: unknown) =>
        log.warn({ err: error }, 'use of a session not kept'),
      );
    return found;
  }

  return {
    endsAtMs,
    enter: open,
    failed,
    guess: ({ address }) => limits.guess(address),
    isSetupOpen: async () => !(await store.hasActiveMember()),
    async setUp(asked, visitor) {
      if (setupCode === undefined || (await store.hasActiveMember())) throw setupOver();
      const guess = limits.guess(visitor.address);
      if (!isSetupCode(asked.code, setupCode))
        throw invalid('code', 'code must be the one that the server printed on its console when it started');
      guess.giveBack();
      // One after the other: those who come too late are told so before their password costs anything.
      const done = settingUp.then(() => setUpInTurn(asked, visitor));
      settingUp = done.catch(() => undefined);
      return done;
    },
    async signIn({ email, password }, visitor) {
      const account = await store.byEmail(email);
      const deviceHash = deviceHashOf(visitor);
      const known = await store.isKnown(account?.member.id ?? -1, { deviceHash, address: visitor.address });
      const attempt = limits.signIn({
        emailKey: nameKey(email),
        address: visitor.address,
        deviceHash: known.device ? deviceHash : undefined,
        isKnownAddress: known.address,
      });
      const isKnown = known.device || known.address;
      const isRight = await hasher.verify(password, account?.passwordHash, isKnown).catch((error: unknown) => {
        // Nothing was compared: it was no try.
        attempt.giveBack();
        throw error;
      });
      if (!account || !isRight || account.member.status !== 'ACTIVE') {
        await failed(account?.member.id, visitor);
        throw new Problem('UNAUTHORIZED', 'the e-mail address or the password is wrong');
      }
      attempt.giveBack();
      return open(account.member, { by: ['password'], passwordHash: account.passwordHash! }, visitor);
    },
    async sessionOf(token, address) {
      const found = await used(token, address);
      return found?.standing.state === 'signed_in' ? found : undefined;
    },
    enteringOf: used,
    async confirm({ member, session }, password) {
      if (password !== undefined) return check(member, password, 'password');
      if (clock.wall() - session.createdAtMs < FRESH_MS) return;
      throw invalid('password', 'password must be given: you signed in too long ago for this to be done without it');
    },
    async changePassword({ session, member }, { current, next }) {
      await check(member, current, 'currentPassword');
      demandGood('newPassword', next, member.email);
      await store.setPassword(member.id, await hasher.hash(next), actorOfMember(member), { sessionId: session.id });
    },
    async invited(token, { address }) {
      const found = await guessed(limits, address, async () =>
        isTokenLike(token) ? store.openInvite(hashToken(token), clock.wall()) : undefined,
      );
      if (!found) throw notFound('invite', 'by this link: it was used, has expired, or was taken back');
      return found;
    },
    async accept(token, { name, password }, visitor) {
      const { email } = await this.invited(token, visitor);
      demandGood('password', password, email);
      const passwordHash = await hasher.hash(password);
      const member = await store.acceptInvite(hashToken(token), { name, passwordHash }, clock.wall());
      return open(member, { by: ['password'], passwordHash }, visitor);
    },
    async offerReset(memberId, actor) {
      const { token, hash, expiresAtMs } = makeResetLink(clock);
      await store.offerReset(memberId, { tokenHash: hash, expiresAtMs }, actor);
      return { token, expiresAtMs };
    },
    async reset(token, password, { address }) {
      const member = await guessed(limits, address, async () =>
        isTokenLike(token) ? store.resetOf(hashToken(token), clock.wall()) : undefined,
      );
      if (!member) throw notFound('link', 'like this: it was used, has expired, or another took its place');
      demandGood('password', password, member.email);
      return store.takeReset(hashToken(token), await hasher.hash(password), clock.wall());
    },
  };
}

/** Sessions of which it is known here when they were used last. */
const SEEN_MAX = 10_000;

const FULL: Standing = { state: 'signed_in', secondFactors: [] };

function setupOver(): Problem {
  return new Problem('CONFLICT', 'there is an owner already: sign in, or ask to be invited');
}

function demandGood(field: 'password' | 'newPassword', password: string, email: string): void {
  const fault = passwordFault(password, { email });
  if (fault !== undefined) throw invalid(field, `${field} ${fault}`);
}

/** Looks for what a link names; what is found was no guess. */
async function guessed<T>(
  limits: SignInLimits,
  address: string,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const guess = limits.guess(address);
  const found = await look();
  if (found !== undefined) guess.giveBack();
  return found;
}

/** What the device is known by, where it has anything that could be. */
export function deviceHashOf({ deviceToken }: Visitor): string | undefined {
  return deviceToken !== undefined && isTokenLike(deviceToken) ? hashToken(deviceToken) : undefined;
}
