/** Opens `history.db`. It is droppable: a damaged one is set aside, never mended and never a reason not to start. */
import { renameSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { Logger } from 'pino';
import type { Version } from '../database-kind.ts';
import { openDatabase } from '../database.ts';
import { StartRefusal } from '../start-refusal.ts';
import { HISTORY_DATABASE } from './schema.ts';

/** Large enough that blocks of an hour share a page well, small enough that a flush of a quiet server is cheap. */
const PAGE_BYTES = 8192;
/** The log goes into the file each time it has grown to this: a short stop of the event loop each time, few bytes written twice. */
const CHECKPOINT_BYTES = 1024 * 1024;
const WAL_KEPT_BYTES = 4 * 1024 * 1024;

/**
 * Opens or makes the file. A damaged one, or one of another program, becomes `history.db.corrupt-<time>` and a new one is
 * begun, which is logged as an error.
 * @throws StartRefusal newer_version, sqlite_too_old, disk_full, unwritable
 */
export function openHistoryFile(file: string, version: Version, log: Logger): DatabaseSync {
  const database = openOrSetAside(file, version, log);
  try {
    shape(database);
    database.exec(`
      PRAGMA wal_autocheckpoint = ${CHECKPOINT_BYTES / PAGE_BYTES};
      PRAGMA journal_size_limit = ${WAL_KEPT_BYTES};
    `);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function openOrSetAside(file: string, version: Version, log: Logger): DatabaseSync {
  try {
    return openDatabase(file, HISTORY_DATABASE, version);
  } catch (error) {
    if (!(error instanceof StartRefusal) || error.code !== 'corrupt') throw error;
    setAside(file, version.nowMs, log, error);
    return openDatabase(file, HISTORY_DATABASE, version);
  }
}

/** Moves a damaged history with its log out of the way, under a name that says when. */
export function setAside(file: string, nowMs: number, log: Logger, cause: unknown): void {
  const aside = `${file}.corrupt-${new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-')}`;
  for (const ending of ['', '-wal', '-shm']) {
    try {
      renameSync(file + ending, aside + ending);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  log.error({ err: cause, file, aside }, 'history is damaged: it was set aside and a new one begun');
}

/** Page size and incremental vacuum can only be chosen while there is nothing to lose: on a file just made. */
function shape(database: DatabaseSync): void {
  const { auto_vacuum: vacuum } = database.prepare('PRAGMA auto_vacuum').get() as { auto_vacuum: number };
  if (vacuum === 2) return;
  database.exec(`
    PRAGMA journal_mode = DELETE;
    PRAGMA auto_vacuum = INCREMENTAL;
    PRAGMA page_size = ${PAGE_BYTES};
    VACUUM;
    PRAGMA journal_mode = WAL;
  `);
}

/** Of the file and its log. */
export function bytesOnDisk(file: string): number {
  const sizes = ['', '-wal'].map((ending) => statSync(file + ending, { throwIfNoEntry: false })?.size ?? 0);
  return sizes.reduce((sum, size) => sum + size, 0);
}
