/** Signing in and out: what is typed goes in, sessions come out. Knows nothing of HTTP but the refusals that it throws. */
import { invalid, Problem } from '../api/problem.ts';
import { type Member, nameKey, type Session } from '../stores/port.ts';
import { type AccountLinks, createAccountLinks } from './account-links.ts';
import { createPasswordHasher, KNOWN, type PasswordHasher } from './password-hash.ts';
import { demandGood } from './password-rules.ts';
import { createSessions, type SessionDeps, type Sessions } from './sessions.ts';
import { isSetupCode } from './setup-code.ts';
import { createSignInLimits } from './sign-in-limits.ts';
import { actorOfMember, deviceHashOf, type Opened, type SignedIn, type Visitor } from './signed-in.ts';
import { type Try, Tries } from './tries.ts';

/** Sign-ins that failed are written down as often a minute; more are counted in the log. */
const FAILURES_KEPT_PER_MINUTE = 60;
/** Whoever signed in just now need not show again who they are. */
const FRESH_MS = 10 * 60_000;

export interface Accounts extends Sessions, AccountLinks {
  /** Whether the first owner is still to come. */
  isSetupOpen(): Promise<boolean>;
  /** @throws Problem CONFLICT once there is an owner; VALIDATION_FAILED for a wrong code */
  setUp(asked: SetupRequest, visitor: Visitor): Promise<Opened>;
  /** @throws Problem UNAUTHORIZED, the same whatever is wrong; RATE_LIMITED */
  signIn(asked: { readonly email: string; readonly password: string }, visitor: Visitor): Promise<Opened>;
  /** Before who they are is to be shown by something else: by the password, or by having signed in just now. @throws Problem VALIDATION_FAILED, RATE_LIMITED */
  confirm(who: SignedIn, password: string | undefined): Promise<void>;
  /** A try at what is to be guessed. @throws Problem RATE_LIMITED */
  guess(from: Pick<Visitor, 'address'>): Try;
  /** Writes down that somebody tried to sign in, and could not. @param memberId undefined where nobody is known to it */
  failed(memberId: number | undefined, from: Pick<Visitor, 'address'>): Promise<void>;
  /**
   * By the password before it; the first, by having signed in just now.
   * @throws Problem VALIDATION_FAILED, RATE_LIMITED
   */
  changePassword(who: SignedIn, asked: { readonly current: string | undefined; readonly next: string }): Promise<void>;
  hasPassword(member: Pick<Member, 'id'>): Promise<boolean>;
}

interface SetupRequest {
  readonly code: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export interface AccountsDeps extends SessionDeps {
  /** Printed at the start; undefined where there is an owner. */
  readonly setupCode?: string | undefined;
  readonly hasher?: PasswordHasher | undefined;
}

export function createAccounts(deps: AccountsDeps): Accounts {
  const { store, clock, log, setupCode, hasher = createPasswordHasher() } = deps;
  const limits = createSignInLimits(clock);
  const sessions = createSessions(deps);
  const failures = new Tries(clock, FAILURES_KEPT_PER_MINUTE);
  let settingUp: Promise<unknown> = Promise.resolve();

  async function failed(memberId: number | undefined, { address }: Pick<Visitor, 'address'>): Promise<void> {
    if (typeof failures.take('') === 'number') log.warn({ address }, 'a sign-in failed; too many to keep each');
    else await store.recordFailure(memberId, { address });
  }

  async function setUpInTurn({ name, email, password }: SetupRequest, visitor: Visitor): Promise<Opened> {
    if (await store.hasActiveMember()) throw setupOver();
    demandGood('password', password, email);
    const passwordHash = await hasher.hash(password);
    const member = await store.setUp({ name, email, passwordHash });
    return sessions.enter(member, { by: ['password'], passwordHash }, visitor);
  }

  /** A password that is shown again. @throws Problem VALIDATION_FAILED, RATE_LIMITED */
  async function check({ id }: Member, password: string, field: 'password' | 'currentPassword'): Promise<void> {
    const attempt = limits.confirm(id);
    const account = await store.byId(id);
    if (!(await hasher.verify(password, account?.passwordHash, KNOWN)))
      throw invalid(field, `${field} is not the password`);
    attempt.giveBack();
  }

  async function hasPassword({ id }: Pick<Member, 'id'>): Promise<boolean> {
    return (await store.byId(id))?.passwordHash !== undefined;
  }

  function isFresh({ createdAtMs }: Session): boolean {
    return clock.wall() - createdAtMs < FRESH_MS;
  }

  /** Whoever comes by a provider or a passkey has no password to show. @throws Problem VALIDATION_FAILED */
  async function demandNone(member: Member, session: Session): Promise<void> {
    if (await hasPassword(member))
      throw invalid('currentPassword', 'currentPassword must be given: there is a password');
    if (isFresh(session)) return;
    throw invalid(
      'currentPassword',
      'currentPassword is none yet, and you signed in too long ago to set the first: sign in again',
    );
  }

  return {
    ...sessions,
    ...createAccountLinks({ store, clock, hasher, limits, sessions }),
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
      const attempt = await limits.signIn({
        emailKey: nameKey(email),
        address: visitor.address,
        deviceHash: known.device ? deviceHash : undefined,
        isKnownAddress: known.address,
      });
      const isRight = await hasher.verify(password, account?.passwordHash, attempt.rank).catch((error: unknown) => {
        // Nothing was compared: it was no try.
        attempt.giveBack();
        throw error;
      });
      if (!account || !isRight || account.member.status !== 'ACTIVE') {
        await failed(account?.member.id, visitor);
        throw new Problem('UNAUTHORIZED', 'the e-mail address or the password is wrong');
      }
      attempt.giveBack();
      return sessions.enter(account.member, { by: ['password'], passwordHash: account.passwordHash! }, visitor);
    },
    hasPassword,
    async confirm({ member, session }, password) {
      if (password !== undefined) return check(member, password, 'password');
      if (isFresh(session)) return;
      throw invalid('password', 'password must be given: you signed in too long ago for this to be done without it');
    },
    async changePassword({ session, member }, { current, next }) {
      if (current !== undefined) await check(member, current, 'currentPassword');
      else await demandNone(member, session);
      demandGood('newPassword', next, member.email);
      await store.setPassword(member.id, await hasher.hash(next), actorOfMember(member), { sessionId: session.id });
    },
  };
}

function setupOver(): Problem {
  return new Problem('CONFLICT', 'there is an owner already: sign in, or ask to be invited');
}
