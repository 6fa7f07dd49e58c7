import type { SignedIn } from '../../accounts/accounts.ts';
import { standingOf } from '../../accounts/factors.ts';
import type { Member, Session } from '../../stores/port.ts';
import { isoTime } from './time.ts';

/** By what anybody can sign in here. */
const METHODS = { password: true as const, passkey: false, oidc: [] };

export function presentUser({ id, name, email, role }: Member) {
  return { id, name: name ?? email, email, role };
}

/** What the sign-in page is told. @param endsAtMs when the session ends */
export function presentSignedIn({ member, session }: SignedIn, endsAtMs: number) {
  const { state, secondFactors } = standingOf(session.authenticatedBy, []);
  const user = presentUser(member);
  return { state, user, methods: METHODS, secondFactors: [...secondFactors], expiresAt: isoTime(endsAtMs) };
}

export function presentSignedOut(state: 'setup' | 'signed_out') {
  return { state, user: null, methods: METHODS, secondFactors: [], expiresAt: null };
}

export function presentSession(session: Session, currentId: string) {
  const { id, createdAtMs, lastSeenAtMs, address, userAgent, authenticatedBy } = session;
  return {
    id,
    createdAt: isoTime(createdAtMs),
    lastSeenAt: isoTime(lastSeenAtMs),
    address,
    userAgent: userAgent ?? null,
    authenticatedBy: [...authenticatedBy],
    isCurrent: id === currentId,
  };
}
