/** Reads an Uptime Kuma database (SQLite, 1.x and 2.x), without ever writing to it. */
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../../exit.ts';
import { flagOf, jsonOf, numberOf, type Row, textOf } from '../fields.ts';
import type { PastLook, PastOfMonitors } from '../imported.ts';
import type { KumaData } from './kuma-data.ts';

const MAGIC = 'SQLite format 3\0';
/** Tables whose content has no place in Upwatch, or goes there in another way. */
const OTHERS = ['proxy', 'docker_host', 'remote_browser', 'api_key', 'incident'] as const;

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

/** An open database; closing it ends the reading of history too. */
export interface OpenKuma extends Disposable {
  readonly data: KumaData;
}

/** @throws UsageError for a database that is not Uptime Kuma's, or is damaged */
export function openKumaDatabase(path: string): OpenKuma {
  const database = opened(path);
  try {
    return { data: dataOf(database, path), [Symbol.dispose]: () => database.close() };
  } catch (error) {
    database.close();
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

/**
 * A database in use is read beside its writer. A copy without its `-shm` file, in a directory that may not be written
 * to, cannot be opened so: nobody changes that one, and it is read as it stands.
 */
function opened(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    database.prepare('SELECT count(*) FROM sqlite_master').get();
    return database;
  } catch (error) {
    if (existsSync(`${path}-wal`))
      throw new UsageError(`${path} cannot be read: ${messageOf(error)}`, { cause: error });
    const url = pathToFileURL(path);
    url.searchParams.set('immutable', '1');
    try {
      return new DatabaseSync(url, { readOnly: true });
    } catch {
      throw new UsageError(`${path} cannot be read: ${messageOf(error)}`, { cause: error });
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function dataOf(database: DatabaseSync, path: string): KumaData {
  const names = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[];
  const tables = new Set(names.map(({ name }) => name));
  const missing = ['monitor', 'heartbeat', 'notification'].filter((table) => !tables.has(table));
  if (missing.length > 0) {
    throw new UsageError(`${path} is no Uptime Kuma database: it has no table ${missing.join(', ')}`);
  }
  const rows = (table: string): readonly Row[] =>
    tables.has(table) ? database.prepare(`SELECT * FROM "${table}"`).all() : [];
  return {
    source: `Uptime Kuma ${tables.has('stat_hourly') ? '2.x' : '1.x'} database`,
    monitors: rows('monitor'),
    notifications: rows('notification'),
    tags: rows('tag'),
    maintenance: rows('maintenance'),
    notificationIds: grouped(rows('monitor_notification'), 'monitor_id', (row) => numberOf(row, 'notification_id')),
    monitorTags: grouped(rows('monitor_tag'), 'monitor_id', (row) => {
      const tagId = numberOf(row, 'tag_id');
      return tagId === undefined ? undefined : { tagId, value: textOf(row, 'value') ?? '' };
    }),
    maintained: grouped(rows('monitor_maintenance'), 'maintenance_id', (row) => numberOf(row, 'monitor_id')),
    statusPages: rows('status_page'),
    others: new Map(OTHERS.map((table) => [table, rows(table).length])),
    serverTimeZone: serverTimeZoneOf(rows('setting')),
    history: historyOf(database),
  };
}

function grouped<T>(rows: readonly Row[], by: string, read: (row: Row) => T | undefined): ReadonlyMap<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const [key, value] = [numberOf(row, by), read(row)];
    if (key === undefined || value === undefined) continue;
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return groups;
}

function serverTimeZoneOf(settings: readonly Row[]): string {
  const setting = settings.find(({ key }) => key === 'serverTimezone');
  const value = setting && (jsonOf(setting, 'value') ?? textOf(setting, 'value'));
  return typeof value === 'string' && value !== '' ? value : 'UTC';
}

/** 0 down, 1 up; 2 is a failure that was tried again, 3 is maintenance, when nothing was looked at. */
const OUTCOMES: Readonly<Record<number, PastLook['outcome']>> = { 0: 'down', 1: 'up', 2: 'down' };

function historyOf(database: DatabaseSync): PastOfMonitors {
  const counted = database
    .prepare('SELECT monitor_id, count(*) AS looks FROM heartbeat WHERE status IN (0, 1, 2) GROUP BY monitor_id')
    .all() as readonly Row[];
  return {
    counts: new Map(counted.map((row) => [`monitor:${String(row['monitor_id'])}`, numberOf(row, 'looks') ?? 0])),
    *looks(ref, sinceMs) {
      const since = new Date(sinceMs).toISOString().replace('T', ' ').slice(0, 23);
      const query = database.prepare(
        'SELECT time, status, ping, msg FROM heartbeat WHERE monitor_id = ? AND time >= ? AND status IN (0, 1, 2) ORDER BY time',
      );
      for (const row of query.iterate(Number(ref.split(':')[1]), since)) yield* lookOf(row);
    },
  };
}

/** Times are UTC without saying so. */
function* lookOf(row: Row): Iterable<PastLook> {
  const text = textOf(row, 'time') ?? '';
  const atMs = Date.parse(`${text.replace(' ', 'T')}${/[Zz]|[+-]\d\d:?\d\d$/.test(text) ? '' : 'Z'}`);
  const outcome = OUTCOMES[numberOf(row, 'status') ?? -1];
  if (Number.isNaN(atMs) || outcome === undefined) return;
  const [durationMs, message] = [numberOf(row, 'ping'), textOf(row, 'msg')];
  yield {
    atMs,
    outcome,
    ...(durationMs !== undefined && durationMs >= 0 && { durationMs }),
    ...(message !== undefined && outcome === 'down' && { message }),
  };
}

/** Whether a status page, or anything else, is switched on. */
export function isActive(row: Row): boolean {
  return flagOf(row, 'active') ?? true;
}
