import type { Actor } from './audit.ts';
import type { Page, PageRequest } from './paging.ts';

/** Who runs this server. There is one. */
export interface Organization {
  readonly name: string;
  readonly email?: string;
  readonly size?: string;
  readonly industry?: string;
  readonly websiteUrl?: string;
}

/** There is one. */
export interface Workspace {
  readonly id: number;
  readonly name: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** From the one who may do most to the one who may do least. */
export type MemberRole = 'OWNER' | 'ADMIN' | 'MEMBER' | 'VIEWER';
export type MemberStatus = 'INVITED' | 'ACTIVE' | 'SUSPENDED' | 'LEFT' | 'REMOVED' | 'DECLINED';

/** A person who may use Upwatch, or is asked to. */
export interface Member {
  readonly id: number;
  readonly email: string;
  readonly name?: string;
  readonly role: MemberRole;
  readonly status: MemberStatus;
  readonly createdAtMs: number;
}

/** That somebody is asked to become a member. */
export interface Invite {
  readonly id: number;
  readonly email: string;
  readonly roleOffered: MemberRole;
  /** SHA-256 of the token, hex. The token itself is never kept. */
  readonly tokenHash: string;
  readonly expiresAtMs: number;
  readonly consumedAtMs?: number;
  readonly revokedAtMs?: number;
  readonly createdAtMs: number;
}

/** What there may be at once. */
export const INVITES_MAX = 1000;

export interface OrganizationStore {
  get(): Promise<Organization>;
  update(change: (current: Organization) => Organization, actor: Actor): Promise<Organization>;
  workspace(): Promise<Workspace>;
  renameWorkspace(name: string, actor: Actor): Promise<Workspace>;
  /** Oldest first; those that were removed too. */
  members(page: PageRequest): Promise<Page<Member>>;
  /**
   * With a status that is not INVITED, open invites of theirs are revoked; with another role or status their sessions end.
   * Refuses `conflict` where no OWNER that is ACTIVE would be left.
   * @param change what it throws is thrown, and nothing is changed
   */
  updateMember(id: number, change: (current: Member) => Pick<Member, 'role' | 'status'>, actor: Actor): Promise<Member>;
  /** Their sessions end. Refuses `conflict` where no OWNER that is ACTIVE would be left. @param check what it throws is thrown */
  deleteMember(id: number, actor: Actor, check?: (current: Member) => void): Promise<void>;
  /** Newest first. */
  invites(): Promise<readonly Invite[]>;
  /** They become a member that is INVITED. Refuses `conflict` for one that is a member, or whose invite is open. */
  invite(invite: Pick<Invite, 'email' | 'roleOffered' | 'tokenHash' | 'expiresAtMs'>, actor: Actor): Promise<Invite>;
  /** Another token takes the place of the one before. Refuses `conflict` for one that is consumed or revoked. */
  renewInvite(
    id: number,
    token: Pick<Invite, 'tokenHash' | 'expiresAtMs'>,
    actor: Actor,
    check?: (current: Invite) => void,
  ): Promise<Invite>;
  /** Refuses `conflict` for one that is consumed; one that is revoked stays so. */
  revokeInvite(id: number, actor: Actor, check?: (current: Invite) => void): Promise<void>;
}
