/** The connection to `core.db`: queries, and transactions that wait out a lock without stopping the event loop. */
import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '@upwatch/core';
import { Kysely, type Transaction } from 'kysely';
import { StoreRefusal } from '../port.ts';
import { nodeSqliteDialect } from './dialect.ts';
import type { CoreTables } from './schema.ts';
import { asRefusal, isBusy } from './sqlite-error.ts';

/** How long a write waits for another program's lock before it is refused as `busy`. */
const LOCK_PATIENCE_MS = 5_000;
const LOCK_WAITS_MS = [5, 10, 25, 50, 100] as const;
/** Above this the log must shrink before anything more is written: only a foreign reader lets it grow so far. */
const WAL_MAX_BYTES = 200 * 1024 * 1024;

export type CoreTransaction = Transaction<CoreTables>;

/** Queries on `core.db`. */
export interface CoreDatabase {
  /** For reading, outside any transaction. */
  readonly query: Kysely<CoreTables>;
  /**
   * One transaction. `work` awaits nothing but its own queries, and may be run again when the lock was not to be had.
   * @throws StoreRefusal disk_full, busy
   */
  readonly write: <T>(work: (tx: CoreTransaction) => Promise<T>) => Promise<T>;
  /** The same with the bare connection, for the paths where each microsecond counts. */
  readonly writeBare: (
    work: (database: DatabaseSync) => void,
    limits?: { readonly patienceMs: number },
  ) => Promise<void>;
  /** Cuts the log back where nobody reads it. Never waits. */
  readonly tidy: () => void;
  readonly close: () => Promise<void>;
}

export interface CoreDatabaseOptions {
  readonly database: DatabaseSync;
  readonly file: string;
  readonly clock: Clock;
  readonly lockPatienceMs?: number;
  readonly walMaxBytes?: number;
}

export function coreDatabase(options: CoreDatabaseOptions): CoreDatabase {
  const { database, file, clock } = options;
  const query = new Kysely<CoreTables>({ dialect: nodeSqliteDialect(database) });
  const log = walGuard(database, file, options.walMaxBytes ?? WAL_MAX_BYTES);
  const patienceMs = options.lockPatienceMs ?? LOCK_PATIENCE_MS;

  /** Tries until the lock is had or patience ends; other queries go on between tries. */
  const patiently = async <T>(attempt: () => Promise<T>, longestMs = patienceMs): Promise<T> => {
    const startedMs = clock.monotonic();
    for (let tries = 0; ; tries++) {
      try {
        log.refuseOverfull();
        return await attempt();
      } catch (error) {
        const waitMs = LOCK_WAITS_MS[Math.min(tries, LOCK_WAITS_MS.length - 1)]!;
        const isOver = clock.monotonic() - startedMs + waitMs > longestMs;
        if (isOver || !isBusy(error)) throw asRefusal(error, file);
        await delay(waitMs);
      }
    }
  };

  return {
    query,
    write: (work) => patiently(() => query.transaction().execute(work)),
    writeBare: (work, limits) =>
      patiently(() => query.connection().execute(async () => inTransaction(database, work)), limits?.patienceMs),
    tidy: log.tidy,
    close: async () => {
      // Whoever holds the connection ends first.
      await query.connection().execute(async () => undefined);
      await query.destroy();
    },
  };
}

function inTransaction(database: DatabaseSync, work: (database: DatabaseSync) => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work(database);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** Bounds the write-ahead log. A reader in another program that never ends keeps SQLite from reusing it. */
function walGuard(
  database: DatabaseSync,
  file: string,
  maxBytes: number,
): { readonly refuseOverfull: () => void; readonly tidy: () => void } {
  const sizeOf = (): number => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  const truncate = (): void => {
    // A reader in the way is told in the answer's row, not thrown; it is asked again at the next turn.
    if (!database.isTransaction) database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  };
  return {
    refuseOverfull: () => {
      if (sizeOf() <= maxBytes) return;
      truncate();
      if (sizeOf() <= maxBytes) return;
      throw new StoreRefusal(
        'busy',
        `a program that reads ${file} keeps its log from shrinking: end it, then try again`,
      );
    },
    tidy: () => {
      if (sizeOf() > 0) truncate();
    },
  };
}
