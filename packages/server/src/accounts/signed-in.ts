/** Who comes, and who they turn out to be. */
import type { Actor, Factor, Member, Session } from '../stores/port.ts';
import type { Standing } from './factors.ts';
import { hashToken, isTokenLike } from './secret-token.ts';

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

/** By what somebody has shown who they are. */
export interface Shown {
  readonly by: readonly Factor[];
  /** As it was kept when it was compared. */
  readonly passwordHash?: string;
}

/** Who it is, for the audit trail. */
export function actorOfMember({ id, email, name }: Member): Actor {
  return { name: name ?? email, member: { id, email } };
}

/** What the device is known by, where it has anything that could be. */
export function deviceHashOf({ deviceToken }: Pick<Visitor, 'deviceToken'>): string | undefined {
  return deviceToken !== undefined && isTokenLike(deviceToken) ? hashToken(deviceToken) : undefined;
}
