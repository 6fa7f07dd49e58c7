/** What every history promises of roll-ups, and of what lasts how long. */
import assert from 'node:assert/strict';
import type { LookRow } from '@upwatch/core';
import {
  atSecond,
  DAY_MS,
  dayOf,
  HISTORY_T0,
  HOUR_MS,
  lookAt,
  MINUTE_MS,
  range,
  rowsOf,
  SHOP,
  toKeep,
  upIn,
  wholeLook,
  type PromiseOf,
} from './history-samples.ts';

export function rollupsContract(promise: PromiseOf): void {
  promise('minutes, hours and days agree with the looks, before and after sealing and folding', async (rig) => {
    const looks = range(0, 2880).map((i): LookRow => {
      const isDown = i % 100 === 7;
      const totalMs = 10 + (i % 200);
      return {
        ...lookAt(i * 30),
        ...(isDown && { outcome: 'down', statusCode: 0, failureCode: 'timeout.ttfb' }),
        phases: { tcpMs: 5, totalMs },
      };
    });
    rig.store.append('local', rowsOf(looks), []);
    rig.store.append('other', rowsOf(looks.slice(0, 120)), []);
    for (const wait of [0, 3 * HOUR_MS, 2 * DAY_MS]) {
      await rig.pass(wait);
      for (const spanMs of [5 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, DAY_MS]) {
        const rollups = await rig.store.rollups(SHOP.key, dayOf(0), spanMs);
        assert.equal(rollups.length, DAY_MS / spanMs);
        assert.ok(
          rollups.every((rollup, i) => rollup.bucketMs === HISTORY_T0 + i * spanMs && rollup.spanMs === spanMs),
        );
        assert.equal(upIn(rollups), 3000 - 31);
        assert.equal(
          rollups.reduce((sum, { failureCodes }) => sum + (failureCodes['timeout.ttfb'] ?? 0), 0),
          31,
        );
      }
      const [day] = await rig.store.rollups(SHOP.key, dayOf(0), DAY_MS, 'local');
      assert.deepEqual(day!.looks, { up: 2851, degraded: 0, down: 29, unknown: 0 });
      assert.ok(Math.abs(day!.latency!.p95Ms - 200) <= 2 * 200 * 0.01 + 1, `p95 ${day!.latency!.p95Ms}`);
      assert.ok(Math.abs(day!.latency!.averageMs - 109.5) <= 1.5, `average ${day!.latency!.averageMs}`);
      assert.ok(Math.abs(day!.phases!.tcpMs! - 5) < 0.1);
    }
  });

  promise('the edges of a span are widened to whole units', async ({ store }) => {
    store.append('local', rowsOf(range(0, 120).map((i) => lookAt(i * 60))), []);
    const middle = { fromMs: HISTORY_T0 + 30 * MINUTE_MS + 1, toMs: HISTORY_T0 + 31 * MINUTE_MS + 1 };
    assert.equal(upIn(await store.rollups(SHOP.key, middle, MINUTE_MS)), 2);
    assert.equal(upIn(await store.rollups(SHOP.key, middle, HOUR_MS)), 60);
    assert.equal(upIn(await store.rollups(SHOP.key, middle, DAY_MS)), 120);
  });

  promise('a span that is not of whole minutes is refused', async ({ store }) => {
    await assert.rejects(store.rollups(SHOP.key, dayOf(0), 1500), RangeError);
  });
}

export function lastingContract(promise: PromiseOf): void {
  promise('looks go after their days, the totals of hours and days stay', async (rig) => {
    rig.store.append('local', rowsOf(range(0, 240).map((i) => lookAt(i * 30))), toKeep(wholeLook(0, {})));
    await rig.pass(9.5 * DAY_MS);
    assert.deepEqual(await rig.store.looks(SHOP, { limit: 5 }), []);
    for (const spanMs of [HOUR_MS, DAY_MS]) {
      assert.equal(upIn(await rig.store.rollups(SHOP.key, dayOf(0), spanMs)), 240);
    }
    const [hour] = await rig.store.rollups(SHOP.key, dayOf(0), 5 * MINUTE_MS);
    assert.equal(hour!.spanMs, HOUR_MS);
    rig.store.append('local', rowsOf([lookAt(15)]), []);
    assert.equal(rig.store.stats().lost, 1, 'a look for an hour that is gone');
    await rig.pass(400 * DAY_MS);
    assert.deepEqual(await rig.store.rollups(SHOP.key, dayOf(0), DAY_MS), []);
  });

  promise('a deleted monitor is unreadable at once and for good; the others stay', async (rig) => {
    const other = { key: 8, id: 'other' };
    const looks = range(0, 50).flatMap((i) => [lookAt(i * 30), { ...lookAt(i * 30), monitorKey: other.key }]);
    rig.store.append('local', rowsOf(looks), toKeep(wholeLook(0, {})));
    await rig.pass(1.5 * DAY_MS);
    rig.store.append('local', rowsOf([lookAt(3600 * 36)]), []);
    await rig.store.forget(SHOP.key);
    rig.store.append('local', rowsOf([lookAt(3600 * 36 + 60)]), []);
    for (const pass of [
      () => rig.store.flush(),
      () => rig.reopen(),
      () => rig.pass(HOUR_MS),
      () => rig.pass(3 * DAY_MS),
    ]) {
      assert.deepEqual(await rig.store.looks(SHOP, { limit: 5 }), []);
      assert.deepEqual(await rig.store.latest(SHOP), []);
      assert.deepEqual(await rig.store.rollups(SHOP.key, dayOf(0), DAY_MS), []);
      assert.equal((await rig.store.looks(other, { limit: 500 })).length, 50);
      await pass();
    }
  });

  promise('what was flushed survives a restart, what was closed in order does too', async (rig) => {
    rig.store.append(
      'local',
      rowsOf(range(0, 5000).map((i) => ({ ...lookAt(0), monitorKey: 1 + (i % 100), slotMs: atSecond(i) }))),
      [],
    );
    assert.equal(rig.store.stats().buffered, 5000);
    await rig.store.flush();
    assert.equal(rig.store.stats().buffered, 0);
    rig.store.append('local', rowsOf([{ ...lookAt(6000), monitorKey: 1 }]), []);
    await rig.reopen();
    assert.equal((await rig.store.looks({ key: 1, id: 'one' }, { limit: 500 })).length, 51);
    assert.ok(rig.store.stats().bytes > 0);
  });
}
