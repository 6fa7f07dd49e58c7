import type { Actor } from './audit.ts';
import type { Member, MemberRole } from './organization.ts';

/** Who somebody is to a provider of single sign-on. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

/** Who comes by single sign-on. */
export interface IdentityStore {
  /** Whoever this is, whatever their status. */
  memberOf(identity: Identity): Promise<Member | undefined>;
  /** Refuses `conflict` where the identity is known. */
  link(memberId: number, identity: Identity, actor: Actor): Promise<void>;
  /** Takes up an invite that is open, once. Refuses `not_found` where there is none. */
  claimInvite(claim: {
    readonly email: string;
    readonly name: string;
    readonly identity: Identity;
    readonly nowMs: number;
  }): Promise<Member>;
  /** Makes an ACTIVE member. Refuses `conflict` where the address is known. */
  makeMember(made: {
    readonly email: string;
    readonly name: string;
    readonly role: MemberRole;
    readonly identity: Identity;
  }): Promise<Member>;
}
