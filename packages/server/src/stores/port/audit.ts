import type { JsonObject } from '@upwatch/core';
import type { Page, PageRequest } from './paging.ts';

export interface AuditEntry {
  readonly id: string;
  /** Counts up, line by line; never used again. */
  readonly number: number;
  readonly atMs: number;
  /** The name of the member or of the API key, `config file` or `system`. */
  readonly actor: string;
  readonly actorType?: 'key' | 'member';
  /** The id of the API key, or of the member. */
  readonly actorId?: number;
  /** Of the member, as it was then. */
  readonly actorEmail?: string;
  /** `monitor.created` */
  readonly action: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName?: string;
  /** What was other before; nothing that is secret. */
  readonly before?: JsonObject;
  /** The same, as it is since. */
  readonly after?: JsonObject;
}

/** What a line says, before it has its place in the trail. */
export type AuditedChange = Omit<AuditEntry, 'number'>;

/** What of settings a line may say, once all that is secret in them is masked. */
export interface AuditMasks {
  readonly channel: (type: string, config: JsonObject) => JsonObject;
  readonly monitor: (config: JsonObject) => JsonObject;
}

/** Which lines are asked for: those that fit all that is given. */
export interface AuditFilter {
  readonly action?: string;
  readonly actorId?: number;
  readonly actorType?: 'key' | 'member';
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
  /** The member, where it is one. */
  readonly member?: { readonly id: number; readonly email: string };
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
