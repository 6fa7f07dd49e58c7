/** Looks at a database file before anything is written to it. */
import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { DatabaseKind, Version } from './database-kind.ts';
import { refuseNewer } from './migrate.ts';
import { isBusy, isCorrupt, isSqlMismatch } from './sqlite-error.ts';
import { StartRefusal } from './start-refusal.ts';

/**
 * Up to this size every page is walked at start (1 to 2 ms of CPU a MB, measured); a larger file is only checked at its
 * head, so that start stays under a second. What is damaged further in shows as `corrupt` when it is read.
 */
const WALKED_BYTES_MAX = 128 * 1024 * 1024;

/**
 * The connection is read-only: closing it does not checkpoint, so a file that is refused keeps its bytes.
 * @throws StartRefusal corrupt, newer_version, unwritable
 */
export function inspectDatabase(file: string, kind: DatabaseKind, version: Version): void {
  const { size } = statSync(file);
  if (size === 0) throw damaged(file, 'it is empty');
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true, timeout: 1000 });
    const application = pragma(database, 'application_id');
    if (application !== kind.applicationId) throw damaged(file, 'it is a database of another program');
    refuseNewer(database, file, kind.migrations, version);
    if (size <= WALKED_BYTES_MAX) walk(database, file);
  } catch (error) {
    if (isCorrupt(error) || isSqlMismatch(error)) throw damaged(file, (error as Error).message, error);
    if (error instanceof StartRefusal || isBusy(error)) throw error;
    throw new StartRefusal('unwritable', `${file} cannot be opened: ${(error as Error).message}`, error);
  } finally {
    database?.close();
  }
}

function walk(database: DatabaseSync, file: string): void {
  const found = pragma(database, 'quick_check(1)');
  if (found !== 'ok') throw damaged(file, String(found).replaceAll(/\s+/g, ' '));
}

function pragma(database: DatabaseSync, name: string): unknown {
  return Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
}

function damaged(file: string, reason: string, cause?: unknown): StartRefusal {
  return new StartRefusal(
    'corrupt',
    `${file} is damaged (${reason}). It was left as it is: move it away with its -wal and -shm files, then copy the newest backup (${file}.backup-*, or your own) to ${file} and start again`,
    cause,
  );
}
