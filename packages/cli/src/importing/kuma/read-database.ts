/** Reads an Uptime Kuma database (SQLite, 1.x and 2.x), without ever writing to it. */
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../../exit.ts';
import { flagOf, jsonOf, numberOf, type Row, textOf } from '../fields.ts';
import type { KumaData } from './kuma-data.ts';

const MAGIC = 'SQLite format 3\0';
/** Tables whose content has no place in Upwatch, or goes there in another way. */
const OTHERS = ['proxy', 'docker_host', 'remote_browser', 'api_key', 'incident', 'heartbeat'] as const;

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

/** @throws UsageError for a database that is not Uptime Kuma's, or is damaged */
export function readKumaDatabase(path: string): KumaData {
  const database = opened(path);
  try {
    return dataOf(database, path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} cannot be read: ${messageOf(error)}`, { cause: error });
  } finally {
    database.close();
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
    others: new Map(OTHERS.filter((table) => tables.has(table)).map((table) => [table, countOf(database, table)])),
    serverTimeZone: serverTimeZoneOf(rows('setting')),
  };
}

function countOf(database: DatabaseSync, table: string): number {
  const row = database.prepare(`SELECT count(*) AS n FROM "${table}"`).get();
  return (row && numberOf(row, 'n')) ?? 0;
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

/** Whether a status page, or anything else, is switched on. */
export function isActive(row: Row): boolean {
  return flagOf(row, 'active') ?? true;
}
