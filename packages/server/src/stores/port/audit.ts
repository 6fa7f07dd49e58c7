import type { Page, PageRequest } from './paging.ts';

export interface AuditEntry {
  readonly id: string;
  /** Counts up, line by line; never used again. */
  readonly number: number;
  readonly atMs: number;
  /** The API key's name, `config file` or `system`. */
  readonly actor: string;
  /** The id of the API key, where it was one. */
  readonly actorId?: number;
  /** `monitor.created` */
  readonly action: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName?: string;
}

/** What a line says, before it has its place in the trail. */
export type AuditedChange = Omit<AuditEntry, 'number'>;

/** Which lines are asked for: those that fit all that is given. */
export interface AuditFilter {
  readonly action?: string;
  readonly actorId?: number;
  readonly resourceType?: string;
  /** Epoch milliseconds, both included. */
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** Who does a thing, for the audit trail. */
export interface Actor {
  readonly name: string;
  /** Of the API key, where it is one. */
  readonly keyId?: number;
}

/** Who did what, when. */
export interface AuditStore {
  /** The newest first. */
  list(page: PageRequest, filter?: AuditFilter): Promise<Page<AuditEntry>>;
  /**
   * What monitors that are gone were called when they were deleted, as long as the trail reaches.
   * @param sinceMs none was deleted before
   */
  namesOfDeleted(monitorIds: readonly string[], sinceMs: number): Promise<ReadonlyMap<string, string>>;
}
