import type { SignedIn } from '../../accounts/signed-in.ts';
import type { Member, Session } from '../../stores/port.ts';
import { isoTime } from './time.ts';

/** By what anybody can sign in here. */
export interface SignInMethods {
  readonly password: true;
  readonly passkey: boolean;
  readonly oidc: readonly { readonly id: string; readonly name: string }[];
}

export function presentUser({ id, name, email, role }: Member) {
  return { id, name: name ?? email, email, role };
}

/** What the sign-in page is told. @param endsAtMs when the session ends */
export function presentSignedIn(
  { member, standing }: SignedIn,
  methods: SignInMethods,
  { hasPassword, endsAtMs }: { readonly hasPassword: boolean; readonly endsAtMs: number },
) {
  const { state, secondFactors } = standing;
  const user = presentUser(member);
  return {
    state,
    user,
    hasPassword,
    methods: presentMethods(methods),
    secondFactors: [...secondFactors],
    expiresAt: isoTime(endsAtMs),
  };
}

export function presentSignedOut(state: 'setup' | 'signed_out', methods: SignInMethods) {
  return { state, user: null, hasPassword: null, methods: presentMethods(methods), secondFactors: [], expiresAt: null };
}

function presentMethods({ oidc, ...methods }: SignInMethods) {
  return { ...methods, oidc: oidc.map(({ id, name }) => ({ id, name })) };
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
