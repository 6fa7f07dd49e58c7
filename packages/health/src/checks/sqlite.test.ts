import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, test } from 'node:test';
import { sqliteCheck } from './sqlite.ts';
import { failure, note } from './testing/outcome.ts';

describe('the check of SQLite', () => {
  const directory = mkdtempSync(join(tmpdir(), 'upwatch-sqlite-'));
  after(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'shop.db');
  const other = new DatabaseSync(path);
  other.exec('create table orders (id integer primary key)');

  test('reads the file, and begins a transaction when told to', async () => {
    for (const target of [other, { path }]) {
      assert.deepEqual(await note(sqliteCheck(target)), { message: '1 tables and indexes' });
      assert.deepEqual(await note(sqliteCheck(target, { writes: true })), {
        message: '1 tables and indexes, can be written',
      });
    }
  });

  test('tells that another holds the lock', async () => {
    other.exec('begin immediate');
    const { code, message } = await failure(sqliteCheck({ path }, { writes: true }));
    assert.equal(code, 'FAILED');
    assert.equal(message, `${path}: locked by another writer (database is locked)`);
    other.exec('rollback');
  });

  test('tells a file that is not there, without making one, and one that is no database', async () => {
    const gone = join(directory, 'gone.db');
    for (const writes of [false, true])
      assert.match(
        (await failure(sqliteCheck({ path: gone }, { writes }))).message,
        /gone\.db: the file can not be opened/,
      );
    const text = join(directory, 'text.db');
    writeFileSync(text, 'not a database at all, but long enough to be looked at'.repeat(20));
    assert.match((await failure(sqliteCheck({ path: text }))).message, /text\.db: the file is not a database/);
  });

  test('understands the codes of better-sqlite3', async () => {
    const busy = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY_SNAPSHOT' });
    const shaped = {
      prepare: () => ({ get: () => ({ tables: 1 }) }),
      exec: () => {
        throw busy;
      },
    };
    assert.equal(
      (await failure(sqliteCheck(shaped, { writes: true }))).message,
      'SQLite: locked by another writer (database is locked)',
    );
  });

  test('tells a database that the application has closed', async () => {
    other.close();
    assert.equal((await failure(sqliteCheck(other))).code, 'FAILED');
  });

  test('refuses a target that is none of its kinds', () => {
    assert.throws(
      () => sqliteCheck('shop.db' as never),
      /^TypeError: target must be a database or \{ path \}, got string$/,
    );
  });
});
