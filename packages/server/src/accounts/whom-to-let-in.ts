/** Whom a single sign-on lets in: claims and what is known go in, a decision comes out. Touches nothing. */
import type { SignInProvider } from '../settings/sign-in-providers.ts';
import type { Member, MemberRole } from '../stores/port.ts';

/** Of the ID token, after it was verified. */
export interface Claims {
  readonly subject: string;
  readonly email: string | undefined;
  readonly isEmailVerified: boolean;
  readonly name: string | undefined;
  /** What `roleClaim` holds. */
  readonly groups: readonly string[];
}

/** Why somebody does not come in; the sign-in page has a sentence for each. */
export type Refusal = 'unverified' | 'domain' | 'unknown' | 'link' | 'suspended' | 'setup';

export type Decision =
  | { readonly type: 'enter'; readonly member: Member }
  | { readonly type: 'link'; readonly member: Member }
  | { readonly type: 'claim'; readonly email: string; readonly name: string }
  | { readonly type: 'make'; readonly email: string; readonly name: string; readonly role: MemberRole }
  | { readonly type: 'refuse'; readonly refusal: Refusal };

export interface Known {
  /** Whoever this identity is of. */
  readonly linked: Member | undefined;
  /** Whoever has the address. */
  readonly named: Member | undefined;
  /** Whoever is wholly signed in in this browser. */
  readonly signedIn: Member | undefined;
  /** The first owner is still to come. */
  readonly isSetupOpen: boolean;
}

const RANKS: readonly MemberRole[] = ['VIEWER', 'MEMBER', 'ADMIN'];

export function whomToLetIn(claims: Claims, provider: SignInProvider, known: Known): Decision {
  const { email, isEmailVerified } = claims;
  if (known.isSetupOpen) return refuse('setup');
  // An address that anybody could have typed in there says nothing.
  if (email === undefined || !isEmailVerified) return refuse('unverified');
  if (!isOfDomains(email, provider.domains)) return refuse('domain');
  const { linked, named, signedIn } = known;
  if (linked) return linked.status === 'ACTIVE' ? { type: 'enter', member: linked } : refuse('suspended');
  const name = claims.name?.trim().slice(0, 200) || email;
  if (!named) return made({ email, name }, claims, provider);
  if (named.status === 'INVITED') return { type: 'claim', email, name };
  if (named.status !== 'ACTIVE') return refuse('suspended');
  // Whoever runs the provider could name any address: that somebody is the same person they say here themselves, once.
  return signedIn?.id === named.id ? { type: 'link', member: named } : refuse('link');
}

function made(
  who: { readonly email: string; readonly name: string },
  { groups }: Claims,
  { makesMembers, roles = {}, role: otherwise }: SignInProvider,
): Decision {
  if (!makesMembers) return refuse('unknown');
  const granted = groups.flatMap((group) => (Object.hasOwn(roles, group) ? [roles[group]!] : []));
  const role = granted.toSorted((a, b) => RANKS.indexOf(b) - RANKS.indexOf(a))[0] ?? otherwise;
  return role === undefined ? refuse('unknown') : { type: 'make', ...who, role };
}

function isOfDomains(email: string, domains: readonly string[] | undefined): boolean {
  if (domains === undefined) return true;
  return domains.includes(email.slice(email.lastIndexOf('@') + 1).toLowerCase());
}

function refuse(refusal: Refusal): Decision {
  return { type: 'refuse', refusal };
}
