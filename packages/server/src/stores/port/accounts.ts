import type { Actor } from './audit.ts';
import type { Member } from './organization.ts';

/** By what somebody has shown who they are. */
export type Factor =
  | 'password'
  /** A code by the clock. */
  | 'totp'
  | 'recovery'
  | 'passkey'
  /** Single sign-on. */
  | 'oidc'
  /** More than one, as the provider of a single sign-on says. */
  | 'mfa';

/** A browser that somebody signed in with. */
export interface Session {
  readonly id: string;
  readonly memberId: number;
  readonly authenticatedBy: readonly Factor[];
  /** Where it was seen last, as the address that the server saw. */
  readonly address: string;
  readonly userAgent?: string;
  readonly createdAtMs: number;
  readonly lastSeenAtMs: number;
  /** However much it is used. */
  readonly expiresAtMs: number;
}

/** What a session is opened with. */
export interface NewSession extends Pick<Session, 'authenticatedBy' | 'address' | 'expiresAtMs'> {
  /** SHA-256 of the cookie's value, hex. The value itself is never kept. */
  readonly tokenHash: string;
  readonly userAgent: string | undefined;
  /** SHA-256 of what the device is known again by; undefined while a second factor is to come. */
  readonly deviceHash: string | undefined;
  /** The password that was shown, as it was kept then: refuses `conflict` where it is another one by now. */
  readonly passwordHash?: string;
}

/** Somebody who may sign in by password. */
export interface Account {
  readonly member: Member;
  /** As PHC string. Absent for who never set one. */
  readonly passwordHash?: string;
}

/** One that was just opened. */
export interface OpenedSession extends Session {
  /** Of the same member, which ended with it: one may be signed in at so many places. */
  readonly evictedIds: readonly string[];
}

/** Sessions of one member at once; beyond, the one that was unused longest ends. */
export const SESSIONS_MAX = 50;

/** Passwords, sessions, and the links that lead to a new password. */
export interface AccountStore {
  /** Whether anybody can sign in at all. */
  hasActiveMember(): Promise<boolean>;
  /** Makes the first owner, ACTIVE. Refuses `conflict` once there is an ACTIVE member. */
  setUp(owner: { readonly name: string; readonly email: string; readonly passwordHash: string }): Promise<Member>;
  byEmail(email: string): Promise<Account | undefined>;
  byId(memberId: number): Promise<Account | undefined>;
  rename(memberId: number, name: string, actor: Actor): Promise<Member>;
  /** Ends their sessions but the one that is named, and every link that led to a new password. */
  setPassword(
    memberId: number,
    passwordHash: string,
    actor: Actor,
    kept?: { readonly sessionId: string },
  ): Promise<void>;

  /** Opens a session, ends those of theirs that are too many, and remembers the device. Refuses `not_found` for one that is not ACTIVE. */
  openSession(memberId: number, session: NewSession, actor: Actor): Promise<OpenedSession>;
  /** With whose it is; only of an ACTIVE member. */
  sessionByHash(tokenHash: string): Promise<{ readonly session: Session; readonly member: Member } | undefined>;
  /** The newest first. */
  sessionsOf(memberId: number): Promise<readonly Session[]>;
  touchSession(id: string, seen: { readonly atMs: number; readonly address: string }): Promise<void>;
  /** @returns whether it was there, and theirs */
  endSession(memberId: number, id: string, actor: Actor): Promise<boolean>;
  endOtherSessions(memberId: number, keptId: string, actor: Actor): Promise<number>;

  /** Whether they signed in from this device, or from this address, before. */
  isKnown(
    memberId: number,
    from: { readonly deviceHash: string | undefined; readonly address: string },
  ): Promise<{ readonly device: boolean; readonly address: boolean }>;

  /** Takes the place of the link before it. */
  offerReset(
    memberId: number,
    link: { readonly tokenHash: string; readonly expiresAtMs: number },
    actor: Actor,
  ): Promise<void>;
  /** Whose link it is, if it holds at that time. */
  resetOf(tokenHash: string, nowMs: number): Promise<Member | undefined>;
  /** Sets the password once: the link, and every session of theirs, ends. Refuses `not_found` when it does not hold. */
  takeReset(tokenHash: string, passwordHash: string, nowMs: number): Promise<Member>;

  /** An open invite that has not expired, and the member it makes. */
  openInvite(tokenHash: string, nowMs: number): Promise<Member | undefined>;
  /** Makes the member ACTIVE, once. Refuses `not_found` when the invite does not hold. */
  acceptInvite(
    tokenHash: string,
    given: { readonly name: string; readonly passwordHash: string },
    nowMs: number,
  ): Promise<Member>;

  /** That a sign-in came to nothing. @param memberId undefined where there is no such account */
  recordFailure(memberId: number | undefined, from: { readonly address: string }): Promise<void>;
}
