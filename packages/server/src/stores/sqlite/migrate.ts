/** Brings a database to the present schema: step by step, each step whole or not at all, safe to kill at any point. */
import { existsSync, readFileSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { DatabaseKind, Migration, Version } from './database-kind.ts';
import { syncToDisk } from './file-system.ts';
import { StartRefusal } from './start-refusal.ts';

/** The version of the package that this file is in, or is bundled into: all of ours have the same. */
export function upwatchVersion(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
    if (folder === dirname(folder)) throw new Error(`no package.json above ${import.meta.dirname}`);
  }
}

/**
 * Runs the steps that are missing. An existing database that is backed up is copied beside itself first.
 * @throws StartRefusal disk_full, before anything was changed
 */
export function migrate(database: DatabaseSync, file: string, kind: DatabaseKind, version: Version): void {
  database.exec(`CREATE TABLE IF NOT EXISTS schema_steps (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL, upwatch TEXT NOT NULL, applied_at_ms INTEGER NOT NULL
  )`);
  const done = newestStep(database)?.number ?? 0;
  if (done === kind.migrations.length) return;
  if (kind.isBackedUp && done > 0) backUp(database, file, done);
  for (const [place, migration] of kind.migrations.entries()) {
    if (place >= done) runStep(database, place + 1, migration, version);
  }
}

function runStep(database: DatabaseSync, number: number, migration: Migration, version: Version): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    database.exec(migration.sql);
    database
      .prepare('INSERT INTO schema_steps (number, name, upwatch, applied_at_ms) VALUES (?, ?, ?, ?)')
      .run(number, migration.name, version.upwatch, Math.round(version.nowMs));
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw new Error(`migration ${number} (${migration.name}) failed and was rolled back`, { cause: error });
  }
}

/**
 * An older Upwatch does not know what a newer one meant by its tables.
 * @throws StartRefusal newer_version
 */
export function refuseNewer(
  database: DatabaseSync,
  file: string,
  migrations: readonly Migration[],
  version: Version,
): void {
  const newest = newestStep(database);
  if (newest === undefined || newest.number <= migrations.length) return;
  throw new StartRefusal(
    'newer_version',
    `${file} was written by Upwatch ${newest.upwatch} (schema ${newest.number}, "${newest.name}"), which is newer than this Upwatch ${version.upwatch} (schema ${migrations.length}): start that version, or restore a backup made before the upgrade`,
  );
}

interface Step {
  readonly number: number;
  readonly name: string;
  readonly upwatch: string;
}

function newestStep(database: DatabaseSync): Step | undefined {
  const statement = database.prepare('SELECT number, name, upwatch FROM schema_steps ORDER BY number DESC LIMIT 1');
  return statement.get() as unknown as Step | undefined;
}

/** The copy appears under its name only when it is whole and on disk. */
function backUp(database: DatabaseSync, file: string, step: number): void {
  refuseFullDisk(file);
  const copy = `${file}.backup-schema-${step}`;
  const draft = `${copy}.new`;
  rmSync(draft, { force: true });
  database.prepare('VACUUM INTO ?').run(draft);
  syncToDisk(draft);
  renameSync(draft, copy);
  syncToDisk(dirname(file));
}

/** A copy of everything, a log as large again, and room to go on. */
function refuseFullDisk(file: string): void {
  const wal = `${file}-wal`;
  const size = statSync(file).size + (existsSync(wal) ? statSync(wal).size : 0);
  const needed = 2 * size + 16 * 1024 * 1024;
  const { bavail, bsize } = statfsSync(dirname(file));
  if (bavail * bsize >= needed) return;
  throw new StartRefusal(
    'disk_full',
    `upgrading ${file} needs ${needed} bytes free beside it, there are ${bavail * bsize}: nothing was changed`,
  );
}
