import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { IMPORT_KINDS } from '../kinds.ts';
import { DAY_MS, HOUR_MS } from '../history/past.ts';
import { filesOf } from '../testing/files.ts';

const T0 = Date.UTC(2026, 2, 10);
const GATUS = IMPORT_KINDS.find(({ name }) => name === 'gatus')!;
const CONFIG =
  'endpoints: [{ name: front page, group: core, url: "https://shop.example", conditions: ["[STATUS] == 200"] }]';

/** The tables as Gatus makes them. */
function store(t: TestContext) {
  const [config = ''] = filesOf(t, { 'config.yaml': CONFIG });
  const path = join(config, '..', 'data.db');
  const sqlite = new DatabaseSync(path);
  t.after(() => sqlite.close());
  sqlite.exec(`
    CREATE TABLE endpoints (endpoint_id INTEGER PRIMARY KEY, endpoint_key TEXT UNIQUE, endpoint_name TEXT, endpoint_group TEXT);
    CREATE TABLE endpoint_results (endpoint_result_id INTEGER PRIMARY KEY, endpoint_id INTEGER, success INTEGER, errors TEXT,
      status INTEGER, duration INTEGER, timestamp TIMESTAMP);
    CREATE TABLE endpoint_uptimes (endpoint_uptime_id INTEGER PRIMARY KEY, endpoint_id INTEGER, hour_unix_timestamp INTEGER,
      total_executions INTEGER, successful_executions INTEGER, total_response_time INTEGER);
    INSERT INTO endpoints VALUES (7, 'core_front-page', 'front page', 'core')`);
  const result = sqlite.prepare('INSERT INTO endpoint_results VALUES (NULL, 7, ?, ?, 200, ?, ?)');
  const uptime = sqlite.prepare('INSERT INTO endpoint_uptimes VALUES (NULL, 7, ?, ?, ?, ?)');
  return {
    files: [config, path],
    result: (atMs: number, isUp: boolean) => {
      const time = new Date(atMs).toISOString().replace('T', ' ').replace('Z', '456789 +0000 UTC');
      result.run(isUp ? 1 : 0, isUp ? '' : 'timeout|~|reset', 84_000_000, time);
    },
    uptime: (atMs: number, all: number, up: number) => uptime.run(atMs / 1000, all, up, all * 90),
  };
}

test('results, hours and days of its store are read; a day stands at its first hour', async (t) => {
  const { files, result, uptime } = store(t);
  uptime(T0 - 9 * DAY_MS, 1440, 1400);
  uptime(T0 - 8 * DAY_MS, 1440, 1440);
  for (let hour = -30; hour <= 1; hour++) uptime(T0 + hour * HOUR_MS, 60, 57);
  for (let minute = 0; minute < 100; minute++) result(T0 + 20 * 60_000 + minute * 60_000, minute !== 3);
  const imported = await GATUS.read(files, {});
  const { ref } = imported.things.find(({ section }) => section === 'monitors')!;
  using reader = (await GATUS.openPast!(files))!;
  assert.equal(reader.summary, '100 results, 34 sums of hours and days');
  const parts = [...reader.read(ref, { fromMs: 0, toMs: Infinity })];
  const counts = Map.groupBy(parts, ({ type }) => type);
  assert.deepEqual(
    counts.get('day')!.map((part) => [part.fromMs, 'totals' in part && part.totals.up]),
    [
      [T0 - 9 * DAY_MS, 1400],
      [T0 - 8 * DAY_MS, 1440],
    ],
  );
  assert.equal(counts.get('hour')!.length, 31, 'the first hour has some of its results');
  const [hour] = counts.get('hour')!;
  const latency = { averageMs: 90, minMs: 90, maxMs: 90 };
  assert.deepEqual(hour, { type: 'hour', fromMs: T0 - 30 * HOUR_MS, totals: { up: 57, down: 3, latency } });
  const [looks] = counts.get('looks')!;
  assert.ok(looks?.type === 'looks');
  assert.equal(looks.looks.length, 60);
  assert.deepEqual(looks.looks[0], { atMs: T0 + HOUR_MS, outcome: 'up', latencyMs: 84 });
  assert.deepEqual([...reader.read('endpoint:other', { fromMs: 0, toMs: Infinity })], []);
});

test('without a store there is no past, and another database is refused', async (t) => {
  const { files } = store(t);
  assert.equal(await GATUS.openPast!(files.slice(0, 1)), undefined);
  const other = join(files[0]!, '..', 'other.db');
  const sqlite = new DatabaseSync(other);
  sqlite.exec('CREATE TABLE monitor (id INTEGER)');
  sqlite.close();
  await assert.rejects(async () => GATUS.openPast!([other]), /is no Gatus database: it has no table endpoints/);
});
