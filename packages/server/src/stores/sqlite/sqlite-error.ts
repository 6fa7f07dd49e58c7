/** What SQLite's result codes mean to us. Never decided on the text of a message. */
import { StoreRefusal } from '../port.ts';

const SQLITE_ERROR = 1;
const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;
const SQLITE_PROTOCOL = 15;
const SQLITE_NOTADB = 26;
const SQLITE_CONSTRAINT_PRIMARYKEY = 1555;
const SQLITE_CONSTRAINT_UNIQUE = 2067;

/** SQLite's extended result code of an error thrown by `node:sqlite`, or undefined for any other error. */
export function sqliteCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}

/** Another connection holds the lock: waiting helps. */
export function isBusy(error: unknown): boolean {
  const primary = (sqliteCodeOf(error) ?? 0) & 0xff;
  return primary === SQLITE_BUSY || primary === SQLITE_LOCKED || primary === SQLITE_PROTOCOL;
}

/** The bytes on disk are not what SQLite wrote. */
export function isCorrupt(error: unknown): boolean {
  const primary = (sqliteCodeOf(error) ?? 0) & 0xff;
  return primary === SQLITE_CORRUPT || primary === SQLITE_NOTADB;
}

/** The tables are not those that the statement expects. */
export function isSqlMismatch(error: unknown): boolean {
  return sqliteCodeOf(error) === SQLITE_ERROR;
}

/** A row with this unique value is there already. */
export function isDuplicate(error: unknown): boolean {
  const code = sqliteCodeOf(error);
  return code === SQLITE_CONSTRAINT_UNIQUE || code === SQLITE_CONSTRAINT_PRIMARYKEY;
}

/**
 * What the file system refuses becomes a StoreRefusal `disk_full`, with the true reason in its message; a lock that
 * outlasted our patience `busy`; anything else stays as it is.
 */
export function asRefusal(error: unknown, file: string): unknown {
  if (isBusy(error))
    return new StoreRefusal('busy', `${file} is locked by another program; try again in a few seconds`);
  const reason = WRITE_FAILURES[(sqliteCodeOf(error) ?? 0) & 0xff];
  if (reason === undefined) return error;
  const refusal = new StoreRefusal('disk_full', `${file} cannot be written: ${reason}`);
  refusal.cause = error;
  return refusal;
}

const WRITE_FAILURES: Readonly<Record<number, string>> = {
  [SQLITE_FULL]: 'the disk is full',
  [SQLITE_READONLY]: 'the file or its file system is read-only',
  [SQLITE_IOERR]: 'the disk reports an error or is full',
  [SQLITE_CANTOPEN]: 'a file beside it cannot be opened',
  [SQLITE_CORRUPT]: 'it is damaged; stop the server and restore a backup',
  [SQLITE_NOTADB]: 'it was overwritten; stop the server and restore a backup',
};
