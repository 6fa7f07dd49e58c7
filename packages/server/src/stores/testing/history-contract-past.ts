/** What every history promises of the past that an import brings. */
import assert from 'node:assert/strict';
import { importedRegion, importedRows, LookRows, totalsOfImported } from '@upwatch/core';
import type { HistoryStore, Past, PastTaken } from '../port.ts';
import {
  DAY_MS,
  HISTORY_T0,
  HOUR_MS,
  lookAt,
  MINUTE_MS,
  type PromiseOf,
  range,
  rowsOf,
  SHOP,
  upIn,
} from './history-samples.ts';

const KUMA = importedRegion('uptime-kuma');
const ALWAYS = { fromMs: HISTORY_T0 - 500 * DAY_MS, toMs: HISTORY_T0 + 500 * DAY_MS };
const NOTHING_ADDED = { looks: 0, hours: 0, days: 0 };

const daysAgo = (days: number): number => HISTORY_T0 - days * DAY_MS;

/** A look a minute; every tenth failed. */
function looksFrom(fromMs: number, minutes: number): LookRows {
  return importedRows(
    SHOP.key,
    range(0, minutes).map((minute) => ({
      atMs: fromMs + minute * MINUTE_MS,
      ...(minute % 10 === 9 ? { outcome: 'down' as const } : { outcome: 'up' as const, latencyMs: 50 }),
    })),
  );
}

function totalsFrom(fromMs: number, widthMs: number, count: number) {
  return range(0, count).map((n) => ({
    atMs: fromMs + n * widthMs,
    totals: totalsOfImported({
      looks: { up: widthMs / MINUTE_MS - 6, degraded: 0, down: 6, unknown: 0 },
      latency: { averageMs: 80, minMs: 20, maxMs: 400 },
    }),
  }));
}

function pastOf(past: Partial<Past>): Past {
  return { looks: new LookRows(0), hours: [], days: [], ...past };
}

async function taken(store: HistoryStore, past: Partial<Past>): Promise<PastTaken> {
  const found = await store.takeInPast(SHOP.key, KUMA, pastOf(past));
  assert.ok(found);
  return found;
}

export function pastContract(promise: PromiseOf): void {
  promise('what was seen elsewhere is read as if it had been seen here: looks, hours and days', async (rig) => {
    const past = {
      days: totalsFrom(daysAgo(40), DAY_MS, 10),
      hours: totalsFrom(daysAgo(30), HOUR_MS, 28 * 24),
      looks: looksFrom(daysAgo(2), 2 * 24 * 60),
    };
    assert.deepEqual(await taken(rig.store, past), {
      added: { looks: 2880, hours: 672, days: 10 },
      refused: { tooOld: 0, tooNew: 0 },
    });
    const up = 10 * 1434 + 672 * 54 + 2880 * 0.9;
    for (const pass of [0, 0, HOUR_MS, 2 * DAY_MS, 0]) {
      assert.equal(upIn(await rig.store.rollups(SHOP.key, ALWAYS, DAY_MS)), up, 'by day');
      assert.equal(upIn(await rig.store.rollups(SHOP.key, ALWAYS, HOUR_MS)), up, 'by hour');
      assert.equal(upIn(await rig.store.rollups(SHOP.key, ALWAYS, MINUTE_MS)), up, 'by minute');
      assert.equal(upIn(await rig.store.rollups(SHOP.key, ALWAYS, DAY_MS, KUMA)), up);
      await (pass === 0 ? rig.reopen() : rig.pass(pass));
    }
    const [look] = await rig.store.looks(SHOP, { limit: 1 });
    assert.deepEqual([look!.region, look!.row.outcome], [KUMA, 'down']);
    const [hour] = await rig.store.rollups(SHOP.key, { fromMs: daysAgo(20), toMs: daysAgo(19) }, HOUR_MS);
    assert.ok(Math.abs(hour!.latency!.averageMs - 80) < 0.1, `${hour!.latency!.averageMs}`);
    const [day] = await rig.store.rollups(SHOP.key, { fromMs: daysAgo(39), toMs: daysAgo(38) }, HOUR_MS);
    assert.deepEqual([day!.spanMs, day!.bucketMs], [DAY_MS, daysAgo(39)], 'where only days are known, hours are days');
  });

  promise('looks past their retention become totals of their hours', async (rig) => {
    assert.equal((await taken(rig.store, { looks: looksFrom(daysAgo(20), 180) })).added.looks, 180);
    assert.deepEqual(await rig.store.looks(SHOP, { limit: 5 }), []);
    const hours = await rig.store.rollups(SHOP.key, ALWAYS, HOUR_MS);
    assert.deepEqual(
      hours.map(({ looks }) => [looks.up, looks.down]),
      Array.from({ length: 3 }, () => [54, 6]),
    );
  });

  promise('the same again adds nothing, and what is known more fully stays', async (rig) => {
    const past = {
      days: totalsFrom(daysAgo(40), DAY_MS, 3),
      hours: totalsFrom(daysAgo(9), HOUR_MS, 100),
      looks: looksFrom(daysAgo(2), 600),
    };
    await taken(rig.store, past);
    for (const wait of [0, DAY_MS, 6 * DAY_MS, 3 * DAY_MS]) {
      await rig.pass(wait);
      assert.deepEqual((await taken(rig.store, past)).added, NOTHING_ADDED, `after ${wait} ms`);
    }
    assert.deepEqual((await taken(rig.store, { looks: looksFrom(daysAgo(2), 30) })).added, NOTHING_ADDED);
    const more = await taken(rig.store, { hours: totalsFrom(daysAgo(2) + 9 * HOUR_MS, HOUR_MS, 2) });
    assert.deepEqual(more.added, { looks: 0, hours: 1, days: 0 }, 'the eleventh hour alone');
    const whole = await taken(rig.store, { days: totalsFrom(daysAgo(2), DAY_MS, 1) });
    assert.equal(whole.added.days, 1, 'the day is known to be more than its hours');
    for (const spanMs of [HOUR_MS, DAY_MS]) {
      const span = { fromMs: daysAgo(2), toMs: daysAgo(1) };
      assert.equal(upIn(await rig.store.rollups(SHOP.key, span, spanMs)), 1434);
    }
  });

  promise('an hour that is sent in parts is put together while single looks are kept', async (rig) => {
    await taken(rig.store, { looks: looksFrom(daysAgo(1), 30) });
    const rest = await taken(rig.store, { looks: looksFrom(daysAgo(1) + 20 * MINUTE_MS, 40) });
    assert.equal(rest.added.looks, 30);
    assert.equal(upIn(await rig.store.rollups(SHOP.key, ALWAYS, MINUTE_MS)), 54);
  });

  promise(
    'nothing is taken of what we looked at ourselves, of what is to come, and of what is dropped',
    async (rig) => {
      rig.store.append('local', rowsOf([lookAt(-3600 * 2 + 90), lookAt(-60)]), []);
      const past = {
        looks: looksFrom(HISTORY_T0 - 3 * HOUR_MS, 300),
        hours: totalsFrom(HISTORY_T0 - 3 * HOUR_MS, HOUR_MS, 5),
        days: [...totalsFrom(daysAgo(1), DAY_MS, 1), ...totalsFrom(daysAgo(401), DAY_MS, 1)],
      };
      assert.deepEqual(await taken(rig.store, past), {
        added: { looks: 62, hours: 0, days: 0 },
        refused: { tooOld: 1, tooNew: 238 + 4 + 1 },
      });
      await rig.pass(3 * DAY_MS);
      assert.equal((await taken(rig.store, past)).refused.tooNew, 238 + 4 + 1, 'sealed and folded as well');
      assert.equal((await rig.store.extent(SHOP.key)).ownFromMs, HISTORY_T0 - 2 * HOUR_MS + 90_000);
    },
  );

  promise('it says from when to when there is something, of ours and of each source', async (rig) => {
    assert.deepEqual(await rig.store.extent(SHOP.key), { imported: [], keptFromMs: daysAgo(400) });
    await taken(rig.store, { days: totalsFrom(daysAgo(40), DAY_MS, 2), looks: looksFrom(daysAgo(1), 90) });
    const spans = [{ region: KUMA, fromMs: daysAgo(40), toMs: daysAgo(1) + 2 * HOUR_MS }];
    assert.deepEqual((await rig.store.extent(SHOP.key)).imported, spans);
    rig.store.append('local', rowsOf([lookAt(5)]), []);
    for (const pass of [
      () => rig.pass(0),
      () => rig.pass(3 * HOUR_MS),
      () => rig.pass(3 * DAY_MS),
      () => rig.reopen(),
    ]) {
      await pass();
      const { ownFromMs, imported } = await rig.store.extent(SHOP.key);
      assert.deepEqual([ownFromMs, imported], [HISTORY_T0 + 5000, spans]);
    }
    assert.deepEqual((await rig.store.extent(99)).imported, [], 'of another monitor');
    assert.deepEqual(
      (await rig.store.latest(SHOP)).map(({ region }) => region),
      ['local'],
      'nobody looks from there',
    );
  });

  promise('days that were not folded yet are, before an import goes on behind them', async (rig) => {
    rig.store.append('local', rowsOf(range(0, 60).map((i) => ({ ...lookAt(i * 60), monitorKey: 8 }))), []);
    await rig.pass(3 * HOUR_MS);
    rig.clock.move(30 * DAY_MS);
    await taken(rig.store, { days: totalsFrom(HISTORY_T0 + 5 * DAY_MS, DAY_MS, 1) });
    await rig.pass(0);
    for (const spanMs of [HOUR_MS, DAY_MS]) {
      assert.equal(upIn(await rig.store.rollups(8, ALWAYS, spanMs)), 60);
      assert.equal(upIn(await rig.store.rollups(SHOP.key, ALWAYS, spanMs)), 1434);
    }
  });

  promise('what was imported of a deleted monitor goes with it', async (rig) => {
    await taken(rig.store, { days: totalsFrom(daysAgo(40), DAY_MS, 2), looks: looksFrom(daysAgo(1), 90) });
    await rig.store.forget(SHOP.key);
    await rig.pass(3 * DAY_MS);
    assert.deepEqual(await rig.store.rollups(SHOP.key, ALWAYS, DAY_MS), []);
    assert.deepEqual((await rig.store.extent(SHOP.key)).imported, []);
  });
}
