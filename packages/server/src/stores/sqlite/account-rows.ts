/** Passwords, sessions and devices as rows, and rows as them. */
import type { Session } from '../port.ts';
import { parsed, present } from './rows.ts';

export interface MemberPasswordTable {
  member_id: number;
  hash: string;
  changed_at_ms: number;
}

export interface SessionTable {
  id: string;
  token_hash: string;
  member_id: number;
  authenticated_by: string;
  address: string;
  user_agent: string | null;
  created_at_ms: number;
  last_seen_at_ms: number;
  expires_at_ms: number;
}

export interface KnownDeviceTable {
  member_id: number;
  token_hash: string;
  address: string;
  last_seen_at_ms: number;
}

export interface PasswordResetTable {
  member_id: number;
  token_hash: string;
  expires_at_ms: number;
}

export function readSession(row: SessionTable): Session {
  return {
    id: row.id,
    memberId: row.member_id,
    authenticatedBy: parsed<Session['authenticatedBy']>(row.authenticated_by),
    address: row.address,
    ...present({ userAgent: row.user_agent }),
    createdAtMs: row.created_at_ms,
    lastSeenAtMs: row.last_seen_at_ms,
    expiresAtMs: row.expires_at_ms,
  };
}
