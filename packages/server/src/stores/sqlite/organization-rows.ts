/** The organisation, its members and its invites as rows, and rows as them. */
import type { Generated, Selectable } from 'kysely';
import type { Invite, Member, Organization, Workspace } from '../port.ts';
import { present } from './rows.ts';
import type { Flag } from './schema.ts';

export interface OrganizationTable {
  id: number;
  name: string;
  email: string | null;
  size: string | null;
  industry: string | null;
  website_url: string | null;
  demands_second_factor: Generated<Flag>;
}

export interface WorkspaceTable {
  id: number;
  name: string;
  created_at_ms: number;
  updated_at_ms: number;
}

export interface MemberTable {
  id: Generated<number>;
  email: string;
  email_key: string;
  name: string | null;
  role: string;
  status: string;
  created_at_ms: number;
}

export interface InviteTable {
  id: Generated<number>;
  email: string;
  email_key: string;
  role_offered: string;
  token_hash: string;
  expires_at_ms: number;
  consumed_at_ms: number | null;
  revoked_at_ms: number | null;
  created_at_ms: number;
}

export function readOrganization(row: Omit<OrganizationTable, 'demands_second_factor'>): Organization {
  const { name, email, size, industry, website_url: websiteUrl } = row;
  return { name, ...present({ email, size, industry, websiteUrl }) };
}

export function readWorkspace(row: WorkspaceTable): Workspace {
  return { id: row.id, name: row.name, createdAtMs: row.created_at_ms, updatedAtMs: row.updated_at_ms };
}

export function readMember(row: Selectable<MemberTable>): Member {
  return {
    id: row.id,
    email: row.email,
    ...present({ name: row.name }),
    role: row.role as Member['role'],
    status: row.status as Member['status'],
    createdAtMs: row.created_at_ms,
  };
}

export function readInvite(row: Selectable<InviteTable>): Invite {
  return {
    id: row.id,
    email: row.email,
    roleOffered: row.role_offered as Invite['roleOffered'],
    tokenHash: row.token_hash,
    expiresAtMs: row.expires_at_ms,
    ...present({ consumedAtMs: row.consumed_at_ms, revokedAtMs: row.revoked_at_ms }),
    createdAtMs: row.created_at_ms,
  };
}
