/** Second factors as rows, and rows as them. */
import type { Passkey } from '../port.ts';
import { parsed, present } from './rows.ts';
import type { Flag } from './schema.ts';

export interface MemberTotpTable {
  member_id: number;
  sealed_id: string;
  confirmed_at_ms: number | null;
  last_step: number;
}

export interface PasskeyTable {
  id: string;
  member_id: number;
  name: string;
  credential_id: string;
  public_key: string;
  counter: number;
  transports: string;
  is_backed_up: Flag;
  created_at_ms: number;
  last_used_at_ms: number | null;
}

export function readPasskey(row: PasskeyTable): Passkey {
  return {
    id: row.id,
    memberId: row.member_id,
    name: row.name,
    credentialId: row.credential_id,
    publicKey: row.public_key,
    counter: row.counter,
    transports: parsed<readonly string[]>(row.transports),
    isBackedUp: row.is_backed_up === 1,
    createdAtMs: row.created_at_ms,
    ...present({ lastUsedAtMs: row.last_used_at_ms }),
  };
}
