/** What every history promises. Run over each implementation by a test beside it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LookRows, type LookRow, type Observation } from '@upwatch/core';
import type { HistoryStore, Rollup } from '../port.ts';
import {
  HISTORY_T0,
  type HistoryRig,
  lookAt,
  type OpenHistory,
  rowsOf,
  SHOP,
  slotsOf,
  wholeLook,
} from './history-samples.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Declares the tests. */
export function historyContract(name: string, open: OpenHistory): void {
  const promise = (title: string, run: (rig: HistoryRig) => Promise<void>): void => {
    test(`${name}: ${title}`, async () => {
      await using rig = await open();
      await run(rig);
    });
  };
  looksContract(promise);
  factsContract(promise);
  rollupsContract(promise);
  lastingContract(promise);
}

type PromiseOf = (title: string, run: (rig: HistoryRig) => Promise<void>) => void;

function looksContract(promise: PromiseOf): void {
  promise('a look is seen at once, before anything is written', async ({ store }) => {
    store.append('local', rowsOf([lookAt(0)]), []);
    assert.deepEqual(slotsOf(await store.looks(SHOP, { limit: 10 })), [HISTORY_T0]);
    assert.deepEqual(slotsOf(await store.latest(SHOP)), [HISTORY_T0]);
    assert.equal((await store.rollups(SHOP.key, dayOf(0), HOUR_MS))[0]!.looks.up, 1);
  });

  promise('a look keeps every field, buffered, written and sealed', async (rig) => {
    const look: LookRow = {
      ...lookAt(30),
      kind: 'confirming',
      outcome: 'down',
      attempts: 3,
      latenessMs: 4,
      statusCode: 503,
      bodyBytes: 1234,
      failureCode: 'status.unexpected',
      phases: { dnsMs: 0.5, tcpMs: 1.2, ttfbMs: 81.92, downloadMs: 0, totalMs: 83.2 },
    };
    const slotted = { ...look, slotMs: look.slotMs + 1 };
    rig.store.append('local', rowsOf([lookAt(30), slotted]), []);
    for (const pass of [() => rig.store.flush(), () => rig.reopen(), () => rig.pass(2 * HOUR_MS), () => rig.reopen()]) {
      const [newest] = await rig.store.looks(SHOP, { limit: 1 });
      assert.deepEqual(newest, { region: 'local', row: slotted });
      await pass();
    }
    assert.deepEqual((await rig.store.looks(SHOP, { limit: 1 }))[0]!.row, slotted);
  });

  promise('looks come newest first, of one slot by region, and page on without a gap or a repeat', async (rig) => {
    for (const region of ['west', 'east', 'north']) {
      rig.store.append(region, rowsOf(range(0, 200).map((i) => lookAt(i * 60))), []);
    }
    await rig.pass(2.5 * HOUR_MS);
    const all = await rig.store.looks(SHOP, { limit: 1000 });
    assert.equal(all.length, 600);
    assert.deepEqual(
      all.slice(0, 3).map(({ region }) => region),
      ['east', 'north', 'west'],
    );
    const paged = [];
    let before: { slotMs: number; region: string } | undefined;
    do {
      const page = await rig.store.looks(SHOP, { limit: 7, ...(before && { before }) });
      paged.push(...page);
      const last = page.at(-1);
      before = last && { slotMs: last.row.slotMs, region: last.region };
    } while (before);
    assert.deepEqual(paged, all);
  });

  promise('looks are found by span, region and outcome', async (rig) => {
    const outcomes = ['up', 'degraded', 'down', 'unknown'] as const;
    rig.store.append('a', rowsOf(range(0, 120).map((i) => ({ ...lookAt(i * 60), outcome: outcomes[i % 4]! }))), []);
    rig.store.append('b', rowsOf([lookAt(90)]), []);
    await rig.pass(1.5 * HOUR_MS);
    const span = { fromMs: HISTORY_T0 + 3600_000, toMs: HISTORY_T0 + 3600_000 + 4 * MINUTE_MS };
    const count = async (query: object): Promise<number> =>
      (await rig.store.looks(SHOP, { limit: 500, ...query })).length;
    assert.equal(await count({ span }), 4);
    assert.equal(await count({ span, passed: true }), 2);
    assert.equal(await count({ span, passed: false }), 2);
    assert.equal(await count({ region: 'b' }), 1);
    assert.equal(await count({ region: 'nowhere' }), 0);
    assert.equal(await count({ span: { toMs: HISTORY_T0 } }), 0);
  });

  promise('a look that is handed over again is kept once, whether the first was sealed or not', async (rig) => {
    const batch = rowsOf(range(0, 10).map((i) => lookAt(i * 30)));
    for (const pass of [0, 0, 2 * HOUR_MS, 2 * HOUR_MS]) {
      rig.store.append('local', batch, []);
      await rig.store.flush();
      assert.equal((await rig.store.looks(SHOP, { limit: 100 })).length, 10);
      assert.equal((await rig.store.rollups(SHOP.key, dayOf(0), DAY_MS))[0]!.looks.up, 10);
      await rig.pass(pass);
    }
    assert.equal((await rig.store.looks(SHOP, { limit: 100 })).length, 10);
    assert.equal((await rig.store.rollups(SHOP.key, dayOf(0), DAY_MS))[0]!.looks.up, 10);
  });

  promise('a late look joins its hour and day, however long those are sealed', async (rig) => {
    rig.store.append('local', rowsOf([lookAt(0), lookAt(60)]), []);
    await rig.pass(2.2 * DAY_MS);
    rig.store.append('local', rowsOf([lookAt(30)]), []);
    for (const wait of [0, HOUR_MS]) {
      await rig.pass(wait);
      assert.deepEqual(slotsOf(await rig.store.looks(SHOP, { limit: 9 })), [60, 30, 0].map(atSecond));
      for (const spanMs of [MINUTE_MS, HOUR_MS, DAY_MS]) {
        assert.equal(upIn(await rig.store.rollups(SHOP.key, dayOf(0), spanMs)), 3, `by ${spanMs} ms`);
      }
    }
  });

  promise('the newest look of each region survives a restart, sealed or not', async (rig) => {
    rig.store.append('a', rowsOf([lookAt(0), lookAt(60)]), []);
    await rig.pass(3 * HOUR_MS);
    rig.store.append('b', rowsOf([lookAt(3600 * 3 + 90), lookAt(3600 * 3 + 30)]), []);
    for (const pass of [() => rig.store.flush(), () => rig.reopen(), () => rig.pass(0)]) {
      await pass();
      assert.deepEqual(slotsOf(await rig.store.latest(SHOP)), [60, 3600 * 3 + 90].map(atSecond));
    }
  });

  promise('a monitor that was never looked at has nothing, and no query throws', async ({ store }) => {
    store.append('local', rowsOf([lookAt(0)]), []);
    const other = { key: 99, id: 'other' };
    assert.deepEqual(await store.looks(other, { limit: 5 }), []);
    assert.deepEqual(await store.latest(other), []);
    assert.deepEqual(await store.rollups(other.key, dayOf(0), HOUR_MS), []);
    assert.deepEqual(await store.rollups(SHOP.key, { fromMs: 5, toMs: 5 }, HOUR_MS), []);
  });

  promise('looks that make no sense are counted and harm nothing', async ({ store }) => {
    const rows = rowsOf([lookAt(0), lookAt(1), lookAt(2), lookAt(3)]);
    rows.slotMs.set([Number.NaN, -5, 1e18], 0);
    rows.monitorKey[3] = 2 ** 32 - 1;
    store.append('local', rows, []);
    store.append('local', new LookRows(0), []);
    assert.equal(store.stats().lost, 4);
    await store.flush();
  });
}

function factsContract(promise: PromiseOf): void {
  promise('a row borrows the facts that came before it; a failed look is kept whole', async (rig) => {
    const first = wholeLook(0, {});
    const failed = wholeLook(120, {
      failure: { class: 'status', code: 'status.unexpected', message: 'expected 2xx, got 500' },
      facts: { statusCode: 500, remoteAddress: '192.0.2.1', bodyExcerpt: 'oops' },
    });
    const again = wholeLook(180, {});
    const down: LookRow = { ...lookAt(120), outcome: 'down', statusCode: 500, failureCode: 'status.unexpected' };
    rig.store.append(
      'local',
      rowsOf([lookAt(0), lookAt(60), down, lookAt(180), lookAt(240)]),
      toKeep(first, failed, again),
    );
    for (const pass of [() => rig.store.flush(), () => rig.reopen(), () => rig.pass(2 * HOUR_MS), () => rig.reopen()]) {
      const [fifth, fourth, third, second] = await rig.store.looks(SHOP, { limit: 4 });
      assert.equal(second!.facts?.remoteAddress, '192.0.2.1');
      assert.equal(second!.facts?.statusCode, 200);
      assert.equal(second!.observation, undefined);
      assert.deepEqual(third!.observation, failed);
      assert.deepEqual(third!.facts, failed.facts);
      assert.equal(fourth!.facts?.statusCode, 200);
      assert.equal(fifth!.facts?.bodyExcerpt, undefined);
      await pass();
    }
  });

  promise(
    'a monitor that is down for a day keeps every row, the first looks whole and then one in ten minutes',
    async (rig) => {
      const looks: LookRow[] = [];
      const wholes: Observation[] = [];
      for (let i = 0; i < 2880; i++) {
        looks.push({ ...lookAt(i * 30), outcome: 'down', statusCode: 0, failureCode: 'connect.refused' });
        wholes.push(
          wholeLook(i * 30, { facts: {}, failure: { class: 'connect', code: 'connect.refused', message: `${i}` } }),
        );
      }
      rig.store.append('local', rowsOf(looks), toKeep(...wholes));
      await rig.pass(1.2 * DAY_MS);
      const kept = await rig.store.looks(SHOP, { limit: 5000 });
      assert.equal(kept.length, 2880);
      const whole = kept.filter(({ observation }) => observation !== undefined).toReversed();
      assert.deepEqual(
        whole.slice(0, 20).map(({ row }) => row.slotMs),
        range(0, 20).map((i) => atSecond(i * 30)),
      );
      assert.ok(whole.length > 100 && whole.length <= 200, `${whole.length} kept whole`);
    },
  );

  promise('facts that come in turn, as from several addresses, are kept once each', async (rig) => {
    const wholes = range(0, 100).map((i) =>
      wholeLook(i * 30, { facts: { statusCode: 200, remoteAddress: `192.0.2.${i % 3}` } }),
    );
    rig.store.append('local', rowsOf(range(0, 100).map((i) => lookAt(i * 30))), toKeep(...wholes));
    await rig.pass(2 * HOUR_MS);
    const kept = (await rig.store.looks(SHOP, { limit: 100 })).toReversed();
    assert.deepEqual(
      kept.map(({ facts }) => facts?.remoteAddress),
      range(0, 100).map((i) => `192.0.2.${i % 3}`),
    );
  });
}

function rollupsContract(promise: PromiseOf): void {
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

function lastingContract(promise: PromiseOf): void {
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

function toKeep(...observations: readonly Observation[]) {
  return observations.map((observation) => ({ monitorKey: SHOP.key, observation }));
}

function upIn(rollups: readonly Rollup[]): number {
  return rollups.reduce((sum, { looks }) => sum + looks.up, 0);
}

function dayOf(day: number) {
  return { fromMs: HISTORY_T0 + day * DAY_MS, toMs: HISTORY_T0 + (day + 1) * DAY_MS };
}

function atSecond(second: number): number {
  return HISTORY_T0 + second * 1000;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** So that an implementation's own tests can wait for housekeeping. */
export async function tendAll(store: HistoryStore, nowMs: number): Promise<void> {
  while (await store.tend(nowMs, 1000));
}
