/** Makes Uptime Kuma databases, row by row, in a directory that goes when the test ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';
import { KUMA_TABLES } from './kuma-tables.ts';

type Value = null | number | string;
type Values = Readonly<Record<string, Value>>;

export interface KumaDatabase {
  readonly path: string;
  readonly dir: string;
  /** The database itself, open as Uptime Kuma has it. */
  readonly sqlite: DatabaseSync;
  /** @returns the row's id */
  insert(table: string, values: Values): number;
  update(table: string, id: number, values: Values): void;
}

export function kumaDatabase(t: TestContext): KumaDatabase {
  const dir = mkdtempSync(join(tmpdir(), 'upwatch-kuma-'));
  const path = join(dir, 'kuma.db');
  const sqlite = new DatabaseSync(path);
  t.after(() => {
    if (sqlite.isOpen) sqlite.close();
    rmSync(dir, { recursive: true, force: true });
  });
  sqlite.exec('PRAGMA journal_mode = WAL');
  for (const [table, columns] of Object.entries(KUMA_TABLES)) sqlite.exec(ddlOf(table, columns));
  return {
    path,
    dir,
    sqlite,
    insert(table, values) {
      const names = Object.keys(values);
      const marks = names.map(() => '?').join(', ');
      const statement = sqlite.prepare(`INSERT INTO "${table}" (${names.map(quoted).join(', ')}) VALUES (${marks})`);
      return Number(statement.run(...Object.values(values)).lastInsertRowid);
    },
    update(table, id, values) {
      const sets = Object.keys(values).map((name) => `${quoted(name)} = ?`);
      sqlite.prepare(`UPDATE "${table}" SET ${sets.join(', ')} WHERE id = ?`).run(...Object.values(values), id);
    },
  };
}

function quoted(name: string): string {
  return `"${name}"`;
}

/** `interval INTEGER NN =20` */
function ddlOf(table: string, columns: readonly string[]): string {
  const parts = columns.map((column) => {
    const [, name = '', type = '', isNeeded, , value] =
      /^(\S+) (\S+?(?:\([^)]*\))?)( NN)?( =(.*))?$/.exec(column) ?? [];
    if (name === 'id') return '"id" INTEGER PRIMARY KEY AUTOINCREMENT';
    const fallback = value === undefined ? '' : ` DEFAULT ${value.startsWith('DATETIME') ? `(${value})` : value}`;
    return `${quoted(name)} ${type}${isNeeded ? ' NOT NULL' : ''}${fallback}`;
  });
  return `CREATE TABLE ${quoted(table)} (${parts.join(', ')})`;
}

/** Monitors need little: a name, a type, and where to look. @returns the row's id */
export function monitorIn(kuma: KumaDatabase, values: Values): number {
  return kuma.insert('monitor', { name: 'shop', type: 'http', url: 'https://shop.example/', interval: 60, ...values });
}

/** @returns the row's id */
export function notificationIn(kuma: KumaDatabase, config: Readonly<Record<string, unknown>>): number {
  const name = String(config['name'] ?? config['type']);
  return kuma.insert('notification', { name, user_id: 1, config: JSON.stringify({ name, ...config }) });
}
