/** Reads an Uptime Kuma database (SQLite, 1.x and 2.x), without ever writing to it. */
import type { DatabaseSync } from 'node:sqlite';
import { flagOf, jsonOf, numberOf, type Row, textOf } from '@upwatch/server/foreign';
import { UsageError } from '../../exit.ts';
import { openToRead, tablesOf, unreadable } from '../sqlite-file.ts';
import type { KumaData, KumaPages } from './kuma-data.ts';

/** Tables whose content has no place in Upwatch, or goes there in another way. */
const OTHERS = ['proxy', 'docker_host', 'remote_browser', 'api_key'] as const;

/** @throws UsageError for a database that is not Uptime Kuma's, or is damaged */
export function readKumaDatabase(path: string): KumaData {
  const database = openToRead(path);
  try {
    return dataOf(database, path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw unreadable(path, error);
  } finally {
    database.close();
  }
}

function dataOf(database: DatabaseSync, path: string): KumaData {
  const tables = tablesOf(database);
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
    statusPages: pagesOf(rows),
    others: new Map(
      [...OTHERS, ...(tables.has('status_page') ? [] : ['group'])]
        .filter((table) => tables.has(table))
        .map((table) => [table, countOf(database, table)]),
    ),
    serverTimeZone: serverTimeZoneOf(rows('setting')),
  };
}

function pagesOf(rows: (table: string) => readonly Row[]): KumaPages {
  return {
    pages: rows('status_page'),
    domains: grouped(rows('status_page_cname'), 'status_page_id', (row) => textOf(row, 'domain')),
    groups: grouped(byWeight(rows('group')), 'status_page_id', (row) => row),
    incidents: grouped(rows('incident'), 'status_page_id', (row) => row),
    maintenance: grouped(rows('maintenance_status_page'), 'status_page_id', (row) => numberOf(row, 'maintenance_id')),
    members: grouped(byWeight(rows('monitor_group')), 'group_id', (row) => row),
  };
}

/** As Uptime Kuma shows them. */
function byWeight(rows: readonly Row[]): readonly Row[] {
  const placeOf = (row: Row): number => numberOf(row, 'weight') ?? 0;
  return rows.toSorted((a, b) => placeOf(a) - placeOf(b));
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
