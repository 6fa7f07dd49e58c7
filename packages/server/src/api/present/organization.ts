import type { Invite, Member, MemberRole, Organization, Workspace } from '../../stores/port.ts';
import type { Dialect } from '../dialect.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

/** There is one organisation on one server; the contract wants it named. */
export const ORGANIZATION_ID = 1;
/** And one workspace in it. */
export const WORKSPACE_ID = 1;

export function presentOrganization({ name, email, size, industry, websiteUrl }: Organization) {
  return {
    id: ORGANIZATION_ID,
    name,
    email: email ?? null,
    size: size ?? null,
    industry: industry ?? null,
    websiteUrl: websiteUrl ?? null,
  };
}

export function presentWorkspace({ id, name, createdAtMs, updatedAtMs }: Workspace) {
  return { id, createdAt: isoTime(createdAtMs), updatedAt: isoTime(updatedAtMs), name, orgId: ORGANIZATION_ID };
}

/** The contract knows no VIEWER: of what it knows, a MEMBER is next. */
function roleIn(dialect: Dialect, role: MemberRole): MemberRole {
  return dialect === 'compat' && role === 'VIEWER' ? 'MEMBER' : role;
}

export function presentMember({ id, email, name, role, status, createdAtMs }: Member, dialect: Dialect) {
  return {
    userId: id,
    email,
    name: name ?? null,
    orgRole: roleIn(dialect, role),
    status,
    createdAt: isoTime(createdAtMs),
  };
}

/** Its hash is nobody's business. */
export function presentInvite(invite: Invite, dialect: Dialect) {
  const { id, email, roleOffered, expiresAtMs, consumedAtMs, revokedAtMs } = invite;
  return {
    inviteId: id,
    email,
    roleOffered: roleIn(dialect, roleOffered),
    expiresAt: isoTime(expiresAtMs),
    consumedAt: isoTimeOrNull(consumedAtMs),
    revokedAt: isoTimeOrNull(revokedAtMs),
  };
}
