/** SQLite, over the application's own database (node:sqlite, better-sqlite3) or a file that the check opens. */
import type { CheckNote, HealthCheck } from '../check.ts';
import { CheckFailure } from './check-failure.ts';
import { type CheckSettings, checkOf } from './check-settings.ts';
import { installed } from './running/installed.ts';
import { codeOf, messageOf, otherFailure } from './running/network-failure.ts';

/** A `DatabaseSync` of node:sqlite or a `Database` of better-sqlite3, as far as the check uses it. */
export interface SqliteDatabase {
  prepare(sql: string): { get(): unknown };
  exec(sql: string): unknown;
}

/** A file that the check opens for each run and closes again, with node:sqlite (Node 22.5 and newer). */
export interface SqliteOptions {
  readonly path: string;
}

/** What is tried, beside how the check is run. */
export interface SqliteSettings extends CheckSettings {
  /**
   * Whether to begin a transaction that could write, and to undo it: fails while another process holds the lock, and on a
   * read-only disk.
   * @default false
   */
  readonly writes?: boolean;
}

type Opened = SqliteDatabase & { close(): void };

/** Extended codes hold the primary one in their low byte (https://sqlite.org/rescode.html). */
const PRIMARY: Readonly<Record<number, string>> = {
  5: 'locked by another writer',
  6: 'a table is locked',
  8: 'read-only',
  10: 'the disk can not be read or written',
  11: 'the file is damaged',
  13: 'the disk is full',
  14: 'the file can not be opened',
  26: 'the file is not a database',
};
const NAMES: Readonly<Record<string, number>> = {
  SQLITE_BUSY: 5,
  SQLITE_LOCKED: 6,
  SQLITE_READONLY: 8,
  SQLITE_IOERR: 10,
  SQLITE_CORRUPT: 11,
  SQLITE_FULL: 13,
  SQLITE_CANTOPEN: 14,
  SQLITE_NOTADB: 26,
};

/**
 * Reads the schema of a SQLite database from its file, and begins a transaction when told to. It blocks like every statement of
 * these libraries: the busy timeout of the connection is how long.
 * @param target a database of node:sqlite or better-sqlite3, or a path
 * @throws {CheckFailure} from `run`; {TypeError} when `target` is neither
 * @example
 * const database = new DatabaseSync(':memory:');
 * console.log(await sqliteCheck(database, { writes: true }).run(AbortSignal.timeout(2_000)));
 * database.close();
 */
export function sqliteCheck(target: SqliteDatabase | SqliteOptions, settings: SqliteSettings = {}): HealthCheck {
  if (typeof target !== 'object' || target === null || !('prepare' in target || 'path' in target))
    throw new TypeError(`target must be a database or { path }, got ${typeof target}`);
  const place = 'path' in target ? target.path : 'SQLite';
  return checkOf(async () => {
    try {
      if ('prepare' in target) return ask(target, settings);
      const database = await opened(target.path, settings);
      try {
        return ask(database, settings);
      } finally {
        database.close();
      }
    } catch (error) {
      throw failureOf(error, place);
    }
  }, settings);
}

async function opened(path: string, { writes = false }: SqliteSettings): Promise<Opened> {
  type DatabaseClass = new (path: string, options: object) => Opened;
  const { DatabaseSync } = await installed<{ DatabaseSync: DatabaseClass }>('node:sqlite');
  // A missing file is a failure, not to be created; and SQLite makes one for whoever may write.
  return new DatabaseSync(writes ? `file:${encodeURI(path)}?mode=rw` : path, { readOnly: !writes });
}

function ask(database: SqliteDatabase, { writes = false }: SqliteSettings): CheckNote {
  const row = database.prepare('select count(*) as tables from sqlite_master').get() as { readonly tables: number };
  if (writes) {
    database.exec('begin immediate');
    database.exec('rollback');
  }
  return `${row.tables} tables and indexes${writes ? ', can be written' : ''}`;
}

function failureOf(error: unknown, place: string): CheckFailure {
  if (error instanceof CheckFailure) return error;
  const number = (error as { readonly errcode?: number } | null)?.errcode ?? numberOf(codeOf(error));
  const meaning = number === undefined ? undefined : PRIMARY[number & 0xff];
  if (meaning) return new CheckFailure('FAILED', `${place}: ${meaning} (${messageOf(error)})`, { cause: error });
  return otherFailure(error, place);
}

/** `SQLITE_IOERR_READ` of better-sqlite3. */
function numberOf(code: string | undefined): number | undefined {
  const [, name = ''] = /^(SQLITE_[A-Z]+)/.exec(code ?? '') ?? [];
  return NAMES[name];
}
