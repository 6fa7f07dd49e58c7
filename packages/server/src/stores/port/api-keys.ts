import type { Actor } from './audit.ts';
import type { MemberRole } from './organization.ts';

/** What a key may do at most: each holds those before it. */
export const KEY_SCOPES = ['read', 'write', 'admin'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

export interface ApiKey {
  readonly id: number;
  readonly name: string;
  /** SHA-256 of the key, hex. The key itself is never kept. */
  readonly hash: string;
  /** The first characters, for recognition: `uw_3fK9…`. */
  readonly hint: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly lastUsedAtMs?: number;
  readonly revokedAtMs?: number;
  readonly expiresAtMs?: number;
  /** That of whoever made it: no key may do more than its maker. */
  readonly role: MemberRole;
  readonly scopes: readonly KeyScope[];
}

/** @default all scopes, and those that an OWNER has */
export type NewApiKey = Pick<ApiKey, 'name' | 'hash' | 'hint' | 'expiresAtMs'> &
  Partial<Pick<ApiKey, 'role' | 'scopes'>>;

/** Keys of the API. */
export interface ApiKeyStore {
  create(key: NewApiKey, actor: Actor): Promise<ApiKey>;
  update(
    id: number,
    change: Partial<Pick<ApiKey, 'name' | 'hash' | 'hint' | 'revokedAtMs'>>,
    actor: Actor,
  ): Promise<ApiKey>;
  delete(id: number, actor: Actor): Promise<void>;
  byHash(hash: string): Promise<ApiKey | undefined>;
  list(): Promise<readonly ApiKey[]>;
  touch(id: number, atMs: number): Promise<void>;
}
