/** What every history promises of single looks, and of the facts that come with them. */
import assert from 'node:assert/strict';
import { type LookRow, LookRows, type Observation } from '@upwatch/core';
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
  slotsOf,
  toKeep,
  upIn,
  wholeLook,
  type PromiseOf,
} from './history-samples.ts';

export function looksContract(promise: PromiseOf): void {
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
      assert.ok(paged.length <= all.length);
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

export function factsContract(promise: PromiseOf): void {
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
      const gaps = whole.slice(20).map(({ row }, i) => row.slotMs - whole[19 + i]!.row.slotMs);
      assert.ok(
        gaps.every((gapMs) => gapMs >= 10 * MINUTE_MS),
        `kept again after ${Math.min(...gaps)} ms`,
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
