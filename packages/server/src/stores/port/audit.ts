import type { Page, PageRequest } from './paging.ts';

export interface AuditEntry {
  readonly id: string;
  readonly atMs: number;
  /** The API key's name, `config file` or `system`. */
  readonly actor: string;
  /** `monitor.created` */
  readonly action: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName?: string;
}

/** Who does a thing, for the audit trail. */
export interface Actor {
  readonly name: string;
}

/** Who did what, when. */
export interface AuditStore {
  list(page: PageRequest): Promise<Page<AuditEntry>>;
  /**
   * What monitors that are gone were called when they were deleted, as long as the trail reaches.
   * @param sinceMs none was deleted before
   */
  namesOfDeleted(monitorIds: readonly string[], sinceMs: number): Promise<ReadonlyMap<string, string>>;
}
