import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { goesDown, newChannel, newMonitor, OPERATOR, sampleId } from '../testing/samples.ts';
import { EVERYTHING } from '../testing/opened-store.ts';
import { coreStoreOn, openCoreStore } from './core-store.ts';
import { openDatabase } from './database.ts';
import { CORE_KIND } from './migrations/index.ts';
import { closing, temporaryDirectory, tickingClock } from './testing/temporary-store.ts';

test('on a full disk every write is refused whole, and the first one after it succeeds', async () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'core.db');
  const connection = openDatabase(file, CORE_KIND, { upwatch: '0.1.0', nowMs: 0 });
  await using store = closing(coreStoreOn(connection, { file, clock: tickingClock() }));
  await store.channels.create(newChannel(1), OPERATOR);
  await store.monitors.create(newMonitor(1), [], OPERATOR);
  const audited = await store.audit.list(EVERYTHING);

  const pages = Number(connection.prepare('PRAGMA page_count').get()?.['page_count']);
  connection.exec(`PRAGMA max_page_count = ${pages}`);
  const large = newMonitor(2, { config: { url: 'https://a.example/', body: 'x'.repeat(50_000) } });
  const commit = goesDown(1, sampleId(1), [newChannel(1).id]);
  const look = { ...commit.observation!, facts: { bodyExcerpt: 'x'.repeat(50_000) } };
  for (let round = 0; round < 3; round++) {
    const refused = {
      name: 'StoreRefusal',
      code: 'disk_full',
      message: /core\.db cannot be written: the disk is full/,
    };
    await assert.rejects(store.monitors.create(large, [{ name: 'new' }], OPERATOR), refused);
    await assert.rejects(store.commit([{ ...commit, observation: look }]), refused);
  }
  assert.equal((await store.monitors.all()).length, 1);
  assert.equal((await store.tags.list(EVERYTHING)).total, 0);
  assert.equal((await store.states.all()).size, 0);
  assert.deepEqual(await store.outbox.open(10), []);
  assert.deepEqual(await store.audit.list(EVERYTHING), audited);

  connection.exec('PRAGMA max_page_count = 1000000');
  await store.commit([{ ...commit, observation: look }]);
  await store.monitors.create(large, [], OPERATOR);
  assert.equal((await store.outbox.open(10)).length, 1);
  assert.deepEqual(await store.health(), { isWritable: true });
});

test('a lock held by another program is waited out while reads go on, and refused as busy when it lasts', async () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'core.db');
  await using store = closing(openCoreStore({ file, clock: tickingClock(), lockPatienceMs: 300 }));
  await store.monitors.create(newMonitor(1), [], OPERATOR);
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  const refused = { name: 'StoreRefusal', code: 'busy', message: /core\.db is locked by another program/ };
  await assert.rejects(store.commit([goesDown(1, sampleId(1), [])]), refused);
  assert.equal((await store.health()).isWritable, false);

  const waiting = store.monitors.create(newMonitor(2), [], OPERATOR);
  assert.equal((await store.monitors.all()).length, 1, 'reads go on');
  other.exec('ROLLBACK');
  other.close();
  assert.equal((await waiting).key, 2);
});

test('a reader that never ends cannot make the log grow without bound', async () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'core.db');
  const walMaxBytes = 2 * 1024 * 1024;
  await using store = closing(openCoreStore({ file, clock: tickingClock(), lockPatienceMs: 100, walMaxBytes }));
  await store.settings.set('blob', { text: 'first' });
  const reader = new DatabaseSync(file, { readOnly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM settings').get();
  const fill = async () => {
    for (let i = 0; i < 100; i++) await store.settings.set('blob', { text: `${i}`.repeat(50_000) });
  };
  await assert.rejects(fill(), { code: 'busy' });
  const size = () => statSync(`${file}-wal`).size;
  assert.ok(size() < 2 * walMaxBytes, `${size()}`);
  reader.close();
  await store.settings.set('blob', { text: 'last' });
  await store.tend?.(0);
  assert.ok(size() < walMaxBytes / 2, `${size()}`);
});

test('what is past its time goes, and nothing else', async () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'core.db');
  const clock = tickingClock();
  await using store = closing(openCoreStore({ file, clock }));
  await store.channels.create(newChannel(1), OPERATOR);
  for (const number of [1, 2]) await store.monitors.create(newMonitor(number), [], OPERATOR);
  await store.commit([goesDown(1, sampleId(1), [newChannel(1).id]), goesDown(2, sampleId(2), [newChannel(1).id])]);
  const [ended, waiting] = await store.outbox.open(10);
  await store.outbox.setStatus(ended!.id, 'DELIVERED');
  const day = 86_400_000;
  await store.tend?.(clock.wall() + 89 * day);
  assert.equal((await store.outbox.counts()).DELIVERED, 1);
  await store.tend?.(clock.wall() + 91 * day);
  assert.deepEqual(await store.outbox.counts(), {
    PENDING: 1,
    RETRY_PENDING: 0,
    DELIVERED: 0,
    FAILED: 0,
    CANCELLED: 0,
  });
  assert.deepEqual(await store.outbox.open(10), [waiting]);
  assert.equal((await store.audit.list(EVERYTHING)).total, 3);
  await store.tend?.(clock.wall() + 401 * day);
  assert.equal((await store.audit.list(EVERYTHING)).total, 0);
});
