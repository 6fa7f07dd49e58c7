import type { Actor } from './audit.ts';
import type { Page, PageRequest } from './paging.ts';

export interface Tag {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** A new tag or an existing one, by name: creating one that exists uses it. */
export interface TagRequest {
  readonly name: string;
  readonly color?: string;
}

/** Tags of monitors. */
export interface TagStore {
  create(tag: TagRequest, actor: Actor): Promise<Tag>;
  update(id: string, change: { readonly name?: string; readonly color?: string }, actor: Actor): Promise<Tag>;
  delete(id: string, actor: Actor): Promise<void>;
  get(id: string): Promise<Tag | undefined>;
  byIds(ids: readonly string[]): Promise<readonly Tag[]>;
  list(page: PageRequest): Promise<Page<Tag>>;
  /** How many monitors have each, by its id; those that none has are left out. */
  monitorCounts(): Promise<ReadonlyMap<string, number>>;
}
