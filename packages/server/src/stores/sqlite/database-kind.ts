/** What sets one database file of ours apart from another. */

/** One step. Its number is its place in the list, from 1; a released step is never changed. */
export interface Migration {
  readonly name: string;
  /** Statements run in one transaction together with the row that says that they ran. */
  readonly sql: string;
}

/** Who migrates, and when. */
export interface Version {
  /** Version of Upwatch, kept with each step for the message of a refused downgrade. */
  readonly upwatch: string;
  readonly nowMs: number;
}

/** One kind of database file. */
export interface DatabaseKind {
  /** Four letters that tell our files from those of other programs (SQLite's application_id). */
  readonly applicationId: number;
  /** FULL: what was acknowledged survives a power cut. NORMAL: the newest seconds may be lost, never the file. */
  readonly synchronous: 'FULL' | 'NORMAL';
  readonly migrations: readonly Migration[];
  /** Whether a copy is laid beside the file before an existing one is migrated. */
  readonly isBackedUp: boolean;
}
