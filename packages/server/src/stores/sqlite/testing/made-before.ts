/**
 * A new database for a test, copied from one that was made before: making one takes as long as most tests of a store, and
 * there are thousands. It is kept beside the compiled files, under a name that changes with the steps it is made of.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { DatabaseKind } from '../database-kind.ts';
import { openDatabase } from '../database.ts';

const KEPT_IN = resolve(import.meta.dirname, '../../../../../../node_modules/.cache/databases');

/** Lays a database without rows where a store will open it, as if it had been made just now. */
export function placeMadeBefore(file: string, kind: DatabaseKind, nowMs: number): void {
  const steps = createHash('sha256').update(JSON.stringify(kind)).digest('hex').slice(0, 16);
  const kept = join(KEPT_IN, `${steps}.db`);
  if (!existsSync(kept)) make(kept, kind);
  copyFileSync(kept, file);
  const database = new DatabaseSync(file);
  database.exec('PRAGMA synchronous = OFF');
  database.prepare('UPDATE schema_steps SET applied_at_ms = ?').run(Math.round(nowMs));
  database.close();
}

/** Several test files may be at it: each makes its own, and the last is as good as the first. */
function make(kept: string, kind: DatabaseKind): void {
  mkdirSync(KEPT_IN, { recursive: true });
  const own = `${kept}.${process.pid}`;
  openDatabase(own, kind, { upwatch: '0.0.0-test', nowMs: 0 }).close();
  renameSync(own, kept);
}
