import type { Actor } from './audit.ts';
import type { Member, MemberRole } from './organization.ts';

/** Who somebody is to a provider of single sign-on. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

/** One that a member has linked. */
export interface LinkedIdentity extends Identity {
  /** Made of the other two: equal for equal ones. */
  readonly id: string;
  readonly memberId: number;
  readonly createdAtMs: number;
}

/** Whether somebody can come by an issuer: there is a provider of it. */
export type OpensBy = (issuer: string) => boolean;

/** Who comes by single sign-on. */
export interface IdentityStore {
  /** Oldest first. */
  identitiesOf(memberId: number): Promise<readonly LinkedIdentity[]>;
  /**
   * Refuses `conflict` where neither a password nor a passkey nor another identity by which one can come is left.
   * @returns whether it was there, and theirs
   */
  unlink(memberId: number, id: string, by: { readonly actor: Actor; readonly opens: OpensBy }): Promise<boolean>;
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
