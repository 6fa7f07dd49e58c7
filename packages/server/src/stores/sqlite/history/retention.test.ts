import assert from 'node:assert/strict';
import type { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { LookRows } from '@upwatch/core';
import { HISTORY_T0, lookAt, rowsOf, SHOP, slotsOf } from '../../testing/history-samples.ts';
import { temporaryHistory } from './testing/temporary-history.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

test('under steady load the file stops growing: what is dropped makes room for what comes', async () => {
  await using rig = await temporaryHistory({ retention: { rawDays: 2, rollupDays: 4 } });
  const sizes: number[] = [];
  for (let hour = 0; hour < 24 * 10; hour++) {
    const rows = new LookRows(6 * 120);
    for (let i = 0; i < 120; i++) {
      for (let key = 0; key < 6; key++) rows.push({ ...lookAt(hour * 3600 + i * 30), monitorKey: key });
    }
    rig.store.append('local', rows, []);
    await rig.pass(HOUR_MS);
    if (hour % 24 === 23) sizes.push(pagesOf(rig.database));
  }
  assert.ok(sizes[9]! <= sizes[5]! * 1.2, `pages by day: ${sizes.join(' ')}`);
});

function pagesOf(database: DatabaseSync): number {
  return (database.prepare('PRAGMA page_count').get() as { page_count: number }).page_count;
}

test('after much was dropped the file gives its space back', async () => {
  await using rig = await temporaryHistory();
  rig.database.exec(`
    CREATE TABLE ballast (bytes BLOB);
    INSERT INTO ballast SELECT zeroblob(1000000) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30) SELECT i FROM n);
    DROP TABLE ballast;
  `);
  const before = pagesOf(rig.database);
  await rig.pass(HOUR_MS);
  assert.ok(pagesOf(rig.database) * 3 < before * 2, `${before} pages, then ${pagesOf(rig.database)}`);
});

test('a wall clock that jumps ten years and back neither empties the history nor leaves looks from the future in it', async () => {
  await using rig = await temporaryHistory();
  rig.store.append('local', rowsOf([lookAt(0), lookAt(60)]), []);
  await rig.pass(3 * HOUR_MS);
  const years = 10 * 365 * DAY_MS;
  rig.clock.jump(years);
  rig.store.append('local', rowsOf([{ ...lookAt(0), slotMs: rig.clock.wall() }]), []);
  await rig.pass(10 * 60_000);
  assert.equal((await rig.store.looks(SHOP, { limit: 5 })).length, 3);
  rig.clock.jump(-years);
  rig.store.append('local', rowsOf([lookAt(4 * 3600)]), []);
  await rig.pass(10 * 60_000);
  for (let hour = 0; hour < 3; hour++) await rig.pass(HOUR_MS);
  await rig.reopen();
  const slots = [4 * 3600, 60, 0].map((second) => lookAt(second).slotMs);
  assert.deepEqual(slotsOf(await rig.store.looks(SHOP, { limit: 5 })), slots);
  assert.deepEqual(slotsOf(await rig.store.latest(SHOP)), slots.slice(0, 1));
  assert.ok(rig.logged[0]?.startsWith('warn the clock jumped'));
});

test('facts in use for longer than looks are kept stay', async () => {
  await using rig = await temporaryHistory();
  const observation = {
    monitorId: SHOP.id,
    region: 'local',
    slotMs: HISTORY_T0,
    generation: 1,
    kind: 'scheduled' as const,
    startedAtMs: HISTORY_T0,
    latenessMs: 0,
    phases: { totalMs: 1 },
    attempts: [],
    facts: { statusCode: 200, remoteAddress: '192.0.2.9' },
    assertions: [],
  };
  rig.store.append('local', rowsOf([lookAt(0)]), [{ monitorKey: SHOP.key, observation }]);
  for (let day = 0; day < 20; day++) {
    rig.store.append('local', rowsOf([lookAt(day * 86_400 + 60)]), []);
    await rig.pass(DAY_MS);
  }
  const [newest] = await rig.store.looks(SHOP, { limit: 1 });
  assert.equal(newest!.facts?.remoteAddress, '192.0.2.9');
});

test('sealing in the smallest slices comes to the same as in one go', async () => {
  await using rig = await temporaryHistory();
  for (let i = 0; i < 240; i++) {
    const rows = new LookRows(60);
    for (let key = 0; key < 60; key++) rows.push({ ...lookAt(i * 30), monitorKey: key });
    rig.store.append('local', rows, []);
  }
  rig.clock.move(3 * HOUR_MS);
  let slices = 0;
  while (await rig.store.tend(rig.clock.wall(), 0)) {
    slices++;
    if (slices % 20 === 0) assert.equal((await rig.store.looks(SHOP, { limit: 500 })).length, 240);
    if (slices % 50 === 0) rig.store.append('local', rowsOf([{ ...lookAt(slices / 50), monitorKey: 3 }]), []);
  }
  assert.ok(slices > 100, `${slices} slices`);
  assert.equal((await rig.store.looks(SHOP, { limit: 500 })).length, 240);
  assert.equal((await rig.store.looks({ key: 3, id: 'three' }, { limit: 500 })).length, 240 + Math.floor(slices / 50));
});

test('after years in the future the clock may come back: looks are kept and rolled up again', async () => {
  await using rig = await temporaryHistory();
  const years = 10 * 365 * DAY_MS;
  rig.clock.jump(years);
  for (let day = 0; day < 3; day++) {
    rig.store.append('local', rowsOf([{ ...lookAt(0), slotMs: rig.clock.wall() }]), []);
    await rig.pass(DAY_MS);
  }
  rig.clock.jump(-years);
  await rig.pass(0);
  for (let day = 3; day < 6; day++) {
    rig.store.append('local', rowsOf([lookAt(day * 86_400), lookAt(day * 86_400 + 60)]), []);
    await rig.pass(DAY_MS);
  }
  assert.equal((await rig.store.looks(SHOP, { limit: 50 })).length, 6);
  const rollups = await rig.store.rollups(SHOP.key, { fromMs: 0, toMs: 2 * HISTORY_T0 }, DAY_MS);
  assert.deepEqual(
    rollups.map(({ looks }) => looks.up),
    [2, 2, 2],
  );
});
