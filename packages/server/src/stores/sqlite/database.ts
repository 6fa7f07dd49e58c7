/** Opens a SQLite file of ours: checked before it is touched, migrated, with the pragmas that our promises rest on. */
import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { DatabaseKind, Version } from './database-kind.ts';
import { syncToDisk } from './file-system.ts';
import { inspectDatabase } from './inspect.ts';
import { migrate } from './migrate.ts';
import { StartRefusal } from './start-refusal.ts';

/** 3.51.3 is the first with the fix for the WAL-reset bug that could damage a file at a checkpoint. */
const OLDEST_SQLITE = [3, 51, 3] as const;
/**
 * How long SQLite itself waits for a lock, in milliseconds. It waits inside the call and so stops the event loop:
 * longer waits are made outside, without holding anything (`CoreDatabase.write`).
 */
const BUSY_TIMEOUT_MS = 20;
/** The write-ahead log is cut back to this after a checkpoint. */
const WAL_KEPT_BYTES = 16 * 1024 * 1024;

/**
 * Opens or makes a database. An existing file is inspected through a read-only connection first: one that is damaged,
 * foreign or from a newer Upwatch is left exactly as it is.
 * @throws StartRefusal corrupt, newer_version, sqlite_too_old, disk_full, unwritable
 */
export function openDatabase(file: string, kind: DatabaseKind, version: Version): DatabaseSync {
  refuseOldSqlite();
  if (existsSync(file)) inspectDatabase(file, kind, version);
  else makeDatabase(file, kind, version);
  const database = connect(file, kind.synchronous);
  try {
    migrate(database, file, kind, version);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * A new database is made under another name and renamed when it is whole, so that a file of zero bytes or without
 * tables is always damage and never a first start that was cut short.
 */
function makeDatabase(file: string, kind: DatabaseKind, version: Version): void {
  const draft = `${file}.new`;
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(draft + ending, { force: true });
  // Nothing rests on a draft: it is forced to disk once, when it is whole, and not with each step.
  const database = connect(draft, 'OFF');
  try {
    database.exec(`PRAGMA application_id = ${kind.applicationId}`);
    migrate(database, draft, { ...kind, isBackedUp: false }, version);
  } finally {
    database.close();
  }
  // It will hold secrets of channels.
  chmodSync(draft, 0o600);
  // Its pages before its name: a name that lives through a power cut alone would be an empty file.
  syncToDisk(draft);
  renameSync(draft, file);
  syncToDisk(file);
  syncToDisk(dirname(file));
}

function connect(file: string, synchronous: DatabaseKind['synchronous'] | 'OFF'): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  try {
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = ${synchronous};
      PRAGMA journal_size_limit = ${WAL_KEPT_BYTES};
      PRAGMA trusted_schema = OFF;
    `);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function refuseOldSqlite(): void {
  const found = process.versions.sqlite ?? '0';
  if (!isOlder(found, OLDEST_SQLITE)) return;
  throw new StartRefusal(
    'sqlite_too_old',
    `SQLite ${OLDEST_SQLITE.join('.')} or newer is needed, this Node.js (${process.version}) carries ${found}: use a newer Node.js`,
  );
}

/** Whether a dotted version is older than another. */
export function isOlder(found: string, wanted: readonly number[]): boolean {
  const numbers = found.split('.').map(Number);
  for (const [place, least] of wanted.entries()) {
    const number = numbers[place] ?? 0;
    if (number !== least) return number < least;
  }
  return false;
}
