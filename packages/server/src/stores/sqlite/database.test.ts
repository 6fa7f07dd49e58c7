import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { T0 } from '../testing/samples.ts';
import { isOlder, openDatabase } from './database.ts';
import type { DatabaseKind } from './database-kind.ts';
import { openCoreStore } from './core-store.ts';
import { temporaryDirectory, tickingClock } from './testing/temporary-store.ts';

const KIND: DatabaseKind = {
  applicationId: 0x55707754,
  synchronous: 'FULL',
  isBackedUp: true,
  migrations: [
    { name: 'first', sql: 'CREATE TABLE things (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT' },
    { name: 'second', sql: 'ALTER TABLE things ADD COLUMN size INTEGER NOT NULL DEFAULT 0' },
  ],
};
const OLDER: DatabaseKind = { ...KIND, migrations: KIND.migrations.slice(0, 1) };
const VERSION = { upwatch: '1.2.3', nowMs: T0 };

function filled(file: string, kind = KIND, rows = 2000): void {
  const database = openDatabase(file, kind, VERSION);
  const insert = database.prepare('INSERT INTO things (text) VALUES (?)');
  database.exec('BEGIN');
  for (let i = 0; i < rows; i++) insert.run(`row ${i} `.repeat(20));
  database.exec('COMMIT');
  database.close();
}

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function withGarbageHead(good: Buffer): Uint8Array {
  return Uint8Array.from(good).fill(0x2a, 0, 100);
}

/** Refused, and not a byte of it changed. */
function assertRefused(file: string, code: string, note = code): void {
  const before = digest(file);
  assert.throws(() => openDatabase(file, KIND, VERSION).close(), { name: 'StartRefusal', code }, note);
  assert.equal(digest(file), before, note);
}

test('a database is opened with the pragmas that the promises rest on', () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'a.db');
  openDatabase(file, KIND, VERSION).close();
  const database = openDatabase(file, KIND, VERSION);
  const pragma = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  assert.equal(pragma('journal_mode'), 'wal');
  assert.equal(pragma('synchronous'), 2);
  assert.equal(pragma('foreign_keys'), 1);
  assert.equal(pragma('application_id'), KIND.applicationId);
  assert.ok(Number(pragma('journal_size_limit')) < 256 * 1024 * 1024);
  assert.equal(statSync(file).mode & 0o077, 0, 'nobody else may read the secrets in it');
  database.close();
});

test('a first start that was killed is begun again', () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'a.db');
  writeFileSync(`${file}.new`, 'half a database');
  writeFileSync(`${file}.new-wal`, 'half a log');
  filled(file);
  assert.ok(!existsSync(`${file}.new`));
});

test('an empty, cut, overwritten or foreign file is refused and left as it is', () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'a.db');
  filled(file);
  const good = readFileSync(file);
  const damages: Readonly<Record<string, () => void>> = {
    empty: () => truncateSync(file, 0),
    'cut in the middle': () => truncateSync(file, Math.floor(good.length / 2)),
    'cut inside the first page': () => truncateSync(file, 100),
    'garbage for a header': () => writeFileSync(file, withGarbageHead(good)),
    'not a database at all': () => writeFileSync(file, 'hello, I am a text\n'.repeat(500)),
  };
  for (const [note, damage] of Object.entries(damages)) {
    writeFileSync(file, good);
    damage();
    assertRefused(file, 'corrupt', note);
  }
  const foreign = join(directory.path, 'foreign.db');
  const other = new DatabaseSync(foreign);
  other.exec('CREATE TABLE theirs (id INTEGER)');
  other.close();
  assertRefused(foreign, 'corrupt', 'of another program');
});

test('a page overwritten anywhere is refused, whichever page it is', () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'a.db');
  filled(file);
  const good = readFileSync(file);
  const pages = good.length / 4096;
  for (let seed = 1; seed <= 20; seed++) {
    writeFileSync(file, good);
    const noise = createHash('sha512').update(`${seed}`).digest();
    const page = 1 + (noise.readUInt32LE(0) % (pages - 1));
    const handle = openSync(file, 'r+');
    writeSync(
      handle,
      Uint8Array.from({ length: 4096 }, (_, i) => noise[i % 64]!),
      0,
      4096,
      page * 4096,
    );
    closeSync(handle);
    assertRefused(file, 'corrupt', `page ${page}`);
  }
});

test('a database from a newer Upwatch is refused with its version and left as it is', () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'a.db');
  openDatabase(file, KIND, { upwatch: '9.8.7', nowMs: T0 }).close();
  const before = digest(file);
  assert.throws(() => openDatabase(file, OLDER, VERSION), {
    code: 'newer_version',
    message: /written by Upwatch 9\.8\.7 \(schema 2, "second"\).*newer than this Upwatch 1\.2\.3 \(schema 1\)/,
  });
  assert.equal(digest(file), before);
});

test('an older database is copied beside itself, then migrated', () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'a.db');
  filled(file, OLDER, 10);
  const database = openDatabase(file, KIND, VERSION);
  assert.deepEqual(
    { ...database.prepare('SELECT count(*) AS rows, sum(size) AS size FROM things').get() },
    { rows: 10, size: 0 },
  );
  database.close();
  const copy = join(directory.path, 'restored.db');
  copyFileSync(`${file}.backup-schema-1`, copy);
  const restored = openDatabase(copy, OLDER, VERSION);
  assert.deepEqual({ ...restored.prepare('SELECT count(*) AS rows FROM things').get() }, { rows: 10 });
  restored.close();
});

test('a migration that fails leaves the database as it was, and the next start goes on', () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'a.db');
  filled(file, OLDER, 10);
  const sql = 'CREATE TABLE halfway (id INTEGER); INSERT INTO things (id) VALUES (NULL)';
  const broken = { ...KIND, migrations: [OLDER.migrations[0]!, { name: 'second', sql }] };
  assert.throws(() => openDatabase(file, broken, VERSION), /migration 2 \(second\) failed and was rolled back/);
  openDatabase(file, OLDER, VERSION).close();
  const database = openDatabase(file, KIND, VERSION);
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
  assert.deepEqual(
    tables.map(({ name }) => name),
    ['schema_steps', 'things'],
  );
  database.close();
});

test('a history without the configuration that it belongs to is not given to new monitors', () => {
  using directory = temporaryDirectory();
  writeFileSync(join(directory.path, 'history.db'), 'whatever');
  const file = join(directory.path, 'core.db');
  assert.throws(() => openCoreStore({ file, clock: tickingClock() }), { name: 'StartRefusal', code: 'corrupt' });
});

test('versions are compared by number', () => {
  assert.ok(isOlder('3.51.2', [3, 51, 3]));
  assert.ok(isOlder('3.9.9', [3, 51, 3]));
  assert.ok(!isOlder('3.51.3', [3, 51, 3]));
  assert.ok(!isOlder('3.53.4', [3, 51, 3]));
  assert.ok(!isOlder('4.0', [3, 51, 3]));
});
