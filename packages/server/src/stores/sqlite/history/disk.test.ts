import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { LookRows } from '@upwatch/core';
import { lookAt, rowsOf, SHOP, slotsOf, wholeLook } from '../../testing/history-samples.ts';
import { StartRefusal } from '../start-refusal.ts';
import { openHistoryStore } from './history-store.ts';
import { SEGMENT_BYTES } from './recent-looks.ts';
import { listeningLog, temporaryHistory, type TemporaryHistory } from './testing/temporary-history.ts';

/** Holds the write lock, as another program may. */
function lock(file: string): Disposable {
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  return { [Symbol.dispose]: () => other.close() };
}

function monitorsAt(second: number, monitors: number): LookRows {
  const rows = new LookRows(monitors);
  for (let key = 0; key < monitors; key++) {
    // Bodies that do not compress away.
    rows.push({ ...lookAt(second), monitorKey: key, bodyBytes: (key * 7919 + second * 104_729) % 1_000_003 });
  }
  return rows;
}

test('while the disk refuses, looks stay readable in memory; afterwards they are written', async () => {
  await using rig = await temporaryHistory();
  rig.store.append('local', rowsOf([lookAt(0)]), [{ monitorKey: SHOP.key, observation: wholeLook(0, {}) }]);
  {
    using _held = lock(rig.file);
    await assert.rejects(rig.store.flush(), { errcode: 5 });
    assert.equal(rig.store.stats().buffered, 1);
    assert.equal((await rig.store.looks(SHOP, { limit: 5 }))[0]!.facts?.remoteAddress, '192.0.2.1');
    await rig.pass(3 * 3_600_000);
    await assert.rejects(rig.store.flush());
  }
  await rig.store.flush();
  assert.equal(rig.store.stats().buffered, 0);
  await rig.reopen();
  assert.equal((await rig.store.looks(SHOP, { limit: 5 }))[0]!.facts?.remoteAddress, '192.0.2.1');
  assert.deepEqual(rig.logged, [
    'error history cannot be written: looks wait in memory',
    'error history cannot be sealed: it waits in its journal',
    'info history is written again',
  ]);
});

test('a refusal that outlasts the buffer costs the oldest looks, which are counted', async () => {
  await using rig = await temporaryHistory({ bufferBytesMax: 3 * SEGMENT_BYTES });
  {
    using _held = lock(rig.file);
    for (let second = 0; second < 20; second++) rig.store.append('local', monitorsAt(second, 1000), []);
  }
  const { buffered, lost } = rig.store.stats();
  assert.equal(buffered + lost, 20_000);
  assert.ok(buffered >= 8192 && buffered <= 3 * 4096, `${buffered} buffered`);
  await rig.store.flush();
  await rig.reopen();
  const kept = await rig.store.looks(SHOP, { limit: 100 });
  assert.equal(kept[0]!.row.slotMs, lookAt(19).slotMs);
  assert.ok(kept.length < 20);
});

test('a full disk loses nothing within the bound, and sealing goes on when there is room again', async () => {
  await using rig = await temporaryHistory();
  for (let second = 0; second < 3600; second += 60) rig.store.append('local', monitorsAt(second, 200), []);
  await rig.store.flush();
  const pages = limitPages(rig);
  for (let second = 3600; second < 7200; second += 60) rig.store.append('local', monitorsAt(second, 200), []);
  await assert.rejects(rig.store.flush(), { errcode: 13 });
  await rig.pass(7_200_000);
  assert.equal((await rig.store.looks(SHOP, { limit: 500 })).length, 120);
  pages.lift();
  await rig.store.flush();
  await rig.pass(3_600_000);
  await rig.reopen();
  assert.equal((await rig.store.looks(SHOP, { limit: 500 })).length, 120);
  const inJournal = countOf(rig, 'journal');
  assert.equal(inJournal, 0, 'everything is sealed');
});

/** SQLite refuses to grow the file, as on a full disk. */
function limitPages(rig: TemporaryHistory): { lift(): void } {
  const { database } = rig;
  const { page_count: pages } = database.prepare('PRAGMA page_count').get() as { page_count: number };
  database.exec(`PRAGMA max_page_count = ${pages}`);
  return { lift: () => database.exec('PRAGMA max_page_count = 4294967294') };
}

function countOf({ file }: TemporaryHistory, table: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  const { n } = database.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number };
  database.close();
  return n;
}

const damages: Readonly<Record<string, (file: string) => void>> = {
  'a file of zero bytes': (file) => truncateSync(file, 0),
  'a garbage header': (file) =>
    writeFileSync(file, Buffer.concat([Buffer.alloc(100, 7), readFileSync(file).subarray(100)])),
  'a file cut in half': (file) => truncateSync(file, Math.floor(readFileSync(file).length / 2 / 4096) * 4096),
  'a database of another program': (file) => {
    truncateSync(file, 0);
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE theirs (x)');
    other.close();
  },
};
for (const [damage, make] of Object.entries(damages)) {
  test(`${damage} is set aside with its bytes, and a new history begun`, async () => {
    await using rig = await temporaryHistory();
    for (let second = 0; second < 600; second += 10) rig.store.append('local', monitorsAt(second, 50), []);
    await rig.store.close();
    make(rig.file);
    copyFileSync(rig.file, join(rig.directory, 'damaged'));
    await rig.reopen();
    assert.deepEqual(await rig.store.looks(SHOP, { limit: 5 }), []);
    rig.store.append('local', rowsOf([lookAt(700)]), []);
    await rig.reopen();
    assert.deepEqual(slotsOf(await rig.store.looks(SHOP, { limit: 5 })), [lookAt(700).slotMs]);
    const aside = readdirSync(rig.directory).find((name) => /^history\.db\.corrupt-[0-9TZ-]+$/.test(name));
    assert.deepEqual(readFileSync(join(rig.directory, aside!)), readFileSync(join(rig.directory, 'damaged')));
    assert.deepEqual(rig.logged, ['error history is damaged: it was set aside and a new one begun']);
  });
}

test('damage found while running sets the file aside; what memory holds goes on', async () => {
  await using rig = await temporaryHistory();
  rig.store.append('local', monitorsAt(0, 2000), []);
  await rig.store.flush();
  rig.database.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA shrink_memory');
  const bytes = readFileSync(rig.file);
  bytes.fill(0xee, 8192, bytes.length);
  writeFileSync(rig.file, bytes);
  rig.store.append('local', monitorsAt(60, 2000), []);
  await assert.rejects(rig.store.flush(), { errcode: 11 });
  await rig.store.flush();
  await rig.reopen();
  assert.deepEqual(
    slotsOf(await rig.store.looks(SHOP, { limit: 5 })),
    [60, 0].map((second) => lookAt(second).slotMs),
  );
});

test('a history written by a newer version is refused and left as it is', async () => {
  await using rig = await temporaryHistory();
  rig.database.exec("INSERT INTO schema_steps VALUES (99, 'from the future', '9.9.9', 0)");
  await rig.store.close();
  const before = readFileSync(rig.file);
  const options = {
    file: rig.file,
    clock: rig.clock,
    log: listeningLog([]),
    retention: { rawDays: 7, rollupDays: 400 },
  };
  assert.throws(
    () => openHistoryStore(options),
    (error) => error instanceof StartRefusal && error.code === 'newer_version' && error.message.includes('9.9.9'),
  );
  assert.deepEqual(readFileSync(rig.file), before);
  await undoFuture(rig);
});

/** So that the rig can close what it opened. */
async function undoFuture(rig: TemporaryHistory): Promise<void> {
  const database = new DatabaseSync(rig.file);
  database.exec('DELETE FROM schema_steps WHERE number = 99');
  database.close();
  await rig.reopen();
}

test('a block whose bytes changed on disk is left out and told of; the other hours stay', async () => {
  await using rig = await temporaryHistory();
  for (const hour of [0, 1]) rig.store.append('local', rowsOf([lookAt(hour * 3600), lookAt(hour * 3600 + 60)]), []);
  await rig.pass(3 * 3_600_000);
  rig.database.exec(
    "UPDATE block SET looks = CAST(substr(looks, 1, 20) || x'ff' || substr(looks, 22) AS BLOB) WHERE id = (SELECT min(id) FROM block)",
  );
  assert.deepEqual(
    slotsOf(await rig.store.looks(SHOP, { limit: 5 })),
    [3660, 3600].map((second) => lookAt(second).slotMs),
  );
  assert.deepEqual(rig.logged, ['error an hour of a monitor cannot be read: its looks are lost']);
});

test('damage is told of once a minute, however much of it is read', async () => {
  await using rig = await temporaryHistory();
  for (let hour = 0; hour < 20; hour++) rig.store.append('local', rowsOf([lookAt(hour * 3600)]), []);
  await rig.pass(22 * 3_600_000);
  rig.database.exec('UPDATE block SET totals = zeroblob(30)');
  const span = { fromMs: lookAt(0).slotMs, toMs: lookAt(86_400).slotMs };
  const read = () => rig.store.rollups(SHOP.key, span, 3_600_000);
  assert.ok((await read()).every(({ looks }) => looks.up === 0));
  await read();
  assert.equal(rig.logged.length, 1);
  rig.clock.move(60_000);
  await read();
  assert.equal(rig.logged.length, 2);
});
