/** The directory that holds everything a server keeps. One server at a time may hold it. */
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { refuseNetworkFileSystem } from './file-system.ts';
import { isBusy, sqliteCodeOf } from './sqlite-error.ts';
import { StartRefusal } from './start-refusal.ts';

/**
 * The locks that this process holds. Without a reference from here, the garbage collector could close a lock whose
 * owner keeps nothing but the paths, and a second server would start.
 */
const held = new Set<DatabaseSync>();

/** A data directory that nobody else can take until it is closed or the process ends, however it ends. */
export interface DataDirectory {
  /** Absolute, without symbolic links. */
  readonly path: string;
  /** `core.db`: what we promise to keep. */
  readonly coreFile: string;
  /** `history.db`: what was seen. */
  readonly historyFile: string;
  close(): void;
}

/**
 * Makes the directory where it is missing, and takes it.
 *
 * The lock is SQLite's own on an empty database: the kernel drops it with the process, so a kill -9 leaves nothing
 * stale behind. The process id lies beside it for people to read; nothing is decided on it. Nothing else in this
 * process may open `upwatch.lock`: closing any descriptor of a file drops the process's POSIX locks on it.
 * @throws StartRefusal in_use, unwritable, network_file_system
 */
export function openDataDirectory(directory: string): DataDirectory {
  const path = makeDirectory(directory);
  refuseNetworkFileSystem(path);
  const lock = takeLock(path);
  const pidFile = join(path, 'upwatch.pid');
  writeFileSync(pidFile, `${process.pid}\n`);
  return {
    path,
    coreFile: join(path, 'core.db'),
    historyFile: join(path, 'history.db'),
    close: () => {
      if (!lock.isOpen) return;
      rmSync(pidFile, { force: true });
      held.delete(lock);
      lock.close();
    },
  };
}

function makeDirectory(directory: string): string {
  try {
    makeWithParents(resolve(directory));
    return realpathSync(directory);
  } catch (error) {
    throw error instanceof StartRefusal ? error : unwritable(directory, error);
  }
}

/** Node's own `recursive` never returns where a parent takes no entries, such as `/proc` (seen with 24 and 26). */
function makeWithParents(path: string): void {
  if (isFile(path)) throw notADirectory(path);
  if (existsSync(path)) return;
  makeWithParents(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another start may have been quicker, and a link that leads nowhere is not there for `existsSync`.
    if (!existsSync(path)) throw error;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
}

function notADirectory(path: string): StartRefusal {
  return new StartRefusal(
    'unwritable',
    `${path} is not a directory: give the data directory another place with --data`,
  );
}

function takeLock(path: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    // A creating write shows at once whether the directory can be written; access(2) says yes to root.
    writeFileSync(join(path, '.upwatch-write-test'), '');
    rmSync(join(path, '.upwatch-write-test'));
    lock = new DatabaseSync(join(path, 'upwatch.lock'), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    held.add(lock);
    return lock;
  } catch (error) {
    lock?.close();
    if (!isBusy(error)) throw unwritable(path, error);
    const holder = readPid(path);
    throw new StartRefusal(
      'in_use',
      `${path} is in use by ${holder === undefined ? 'another process' : `pid ${holder}`}: stop that server or give this one another directory`,
    );
  }
}

function readPid(path: string): string | undefined {
  try {
    const text = readFileSync(join(path, 'upwatch.pid'), 'utf8').trim();
    return /^\d{1,10}$/.test(text) ? text : undefined;
  } catch {
    // The other one has taken the lock and not yet written its id: the refusal stands without it.
    return undefined;
  }
}

function unwritable(path: string, error: unknown): StartRefusal {
  const { code, message }: NodeJS.ErrnoException = error instanceof Error ? error : new Error(String(error));
  const reason = code === undefined || sqliteCodeOf(error) !== undefined ? message : code;
  const who = process.getuid ? ` by uid ${process.getuid()}` : '';
  return new StartRefusal('unwritable', `${path} cannot be written${who} (${reason})`, error);
}
