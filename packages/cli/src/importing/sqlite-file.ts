/** Databases of others, which are never written to. */
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../exit.ts';

const MAGIC = 'SQLite format 3\0';

/** Whether the file begins as SQLite's do. @throws UsageError when it cannot be read */
export function isDatabase(path: string): boolean {
  const start = Buffer.alloc(MAGIC.length);
  const file = openSync(path, 'r');
  try {
    return readSync(file, start, 0, start.length, 0) === start.length && start.toString('latin1') === MAGIC;
  } finally {
    closeSync(file);
  }
}

/**
 * A database in use is read beside its writer. A copy without its `-shm` file, in a directory that may not be written
 * to, cannot be opened so: nobody changes that one, and it is read as it stands.
 * @throws UsageError when it cannot be read
 */
export function openToRead(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    database.prepare('SELECT count(*) FROM sqlite_master').get();
    return database;
  } catch (error) {
    if (existsSync(`${path}-wal`)) throw unreadable(path, error);
    const url = pathToFileURL(path);
    url.searchParams.set('immutable', '1');
    try {
      return new DatabaseSync(url, { readOnly: true });
    } catch {
      throw unreadable(path, error);
    }
  }
}

export function tablesOf(database: DatabaseSync): ReadonlySet<string> {
  const rows = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[];
  return new Set(rows.map(({ name }) => name));
}

export function unreadable(path: string, cause: unknown): UsageError {
  return new UsageError(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
}
