import type { Actor } from './audit.ts';

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
}

/** Keys of the API. */
export interface ApiKeyStore {
  create(key: Pick<ApiKey, 'name' | 'hash' | 'hint' | 'expiresAtMs'>, actor: Actor): Promise<ApiKey>;
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
