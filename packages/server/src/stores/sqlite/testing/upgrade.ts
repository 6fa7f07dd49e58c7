/**
 * An upgrade to be interrupted: `node upgrade.ts FILE` says `begun` and opens a database of yesterday, whose migration
 * takes a while.
 */
import { writeSync } from 'node:fs';
import { openDatabase } from '../database.ts';
import type { DatabaseKind } from '../database-kind.ts';

export const ROWS = 30_000;
const MIGRATIONS = [
  { name: 'things', sql: 'CREATE TABLE things (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT' },
  {
    name: 'size',
    sql: `ALTER TABLE things ADD COLUMN size INTEGER NOT NULL DEFAULT 0; UPDATE things SET size = length(text)`,
  },
  { name: 'index', sql: 'CREATE INDEX things_by_size ON things (size, text)' },
];
export const TODAY: DatabaseKind = {
  applicationId: 0x55707755,
  synchronous: 'FULL',
  isBackedUp: true,
  migrations: MIGRATIONS,
};
export const YESTERDAY: DatabaseKind = { ...TODAY, migrations: MIGRATIONS.slice(0, 1) };

if (import.meta.main) {
  writeSync(1, 'begun\n');
  openDatabase(process.argv[2]!, TODAY, { upwatch: '2.0.0', nowMs: 0 }).close();
}
