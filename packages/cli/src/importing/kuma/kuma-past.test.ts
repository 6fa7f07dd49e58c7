import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { Upwatch } from '@upwatch/sdk';
import { bringPast } from '../history/bring-past.ts';
import { DAY_MS, HOUR_MS, type PastReader } from '../history/past.ts';
import { served, type Served } from '../../testing/served.ts';
import { type KumaDatabase, kumaDatabase, monitorIn } from '../testing/kuma-database.ts';
import { type Beat, pastIn, sumsIn } from '../testing/kuma-past-rows.ts';
import { openKumaPast } from './kuma-past.ts';

const MINUTE_MS = 60_000;
/** They share a server: each has a monitor of its own, which is paused, so that no look of our own comes in between. */
const PAUSED = { active: 0, url: 'http://127.0.0.1:9/', interval: 60 };
let server: Served;
let client: Upwatch;

/** A beat a minute: down, pending and maintenance among them, and a day that was slow. */
function beatsOf(days: number, everyMs = MINUTE_MS): readonly Beat[] {
  const nowMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  const count = (days * DAY_MS) / everyMs;
  return Array.from({ length: count }, (_, n): Beat => {
    const atMs = nowMs - (count - n) * everyMs + 7_123;
    const day = Math.floor(atMs / DAY_MS);
    if (n % 97 === 0) return { atMs, status: 3 };
    if (n % 41 === 0) return { atMs, status: 2, ping: 9999 };
    if (n % 29 < day % 5) return { atMs, status: 0 };
    return { atMs, status: 1, ping: (day % 7 === 0 ? 800 : 40) + (n % 50) };
  });
}

const closings: (() => Promise<void>)[] = [];
before(async () => {
  server = await served({ after: (close) => void closings.push(close) });
  client = new Upwatch({ baseUrl: server.url, token: server.token });
});
after(async () => {
  for (const close of closings) await close();
});

/** As 2.x leaves it: heartbeats of little more than a day and the one or other of before, hours of 29 days, days of a year. */
function kuma2(t: TestContext, name: string) {
  const kuma = kumaDatabase(t);
  const monitor = monitorIn(kuma, { ...PAUSED, name });
  const beats = beatsOf(100, 10 * MINUTE_MS);
  const nowMs = Date.now();
  pastIn(kuma, monitor, beats, ({ atMs, status }) => atMs >= nowMs - 1.3 * DAY_MS || status === 3);
  sumsIn(kuma, monitor, beats, { hour: Math.floor(nowMs / DAY_MS - 29) * DAY_MS, day: 0 });
  return { kuma, monitor, beats };
}

function kumaSums({ sqlite }: KumaDatabase, table: string, fromMs: number) {
  const row = sqlite
    .prepare(
      `SELECT sum(up) AS up, sum(up + down) AS known, sum(ping * up) / sum(up) AS ping FROM ${table} WHERE timestamp >= ?`,
    )
    .get(fromMs / 1000);
  return row as { readonly up: number; readonly known: number; readonly ping: number };
}

/** Sends the past of a monitor that is made for it. */
async function bringing(t: TestContext, path: string, name: string) {
  const config = { url: PAUSED.url, method: 'GET' as const };
  const { id } = await client.monitors.create({ name, type: 'HTTP', config, enabled: false });
  const reader = openKumaPast(path);
  t.after(() => reader[Symbol.dispose]());
  const bring = async (from: PastReader = reader, fromMs?: number) => {
    const monitors = [{ ref: 'monitor:1', id, where: `monitor "${name}"` }];
    return bringPast(from, monitors, client, { source: 'uptime-kuma', fromMs, onProgress: () => undefined });
  };
  return { id, reader, bring };
}

const isNear = (actual: number, expected: number, share: number, what: string): void =>
  assert.ok(Math.abs(actual - expected) <= share * expected, `${what}: ${actual} instead of ${expected}`);

test('uptime and response times are those that Uptime Kuma showed', async (t) => {
  const { kuma, beats } = kuma2(t, 'shop');
  const result = await server.cli('import', 'uptime-kuma', kuma.path);
  assert.equal(result.code, 0, result.stderr);
  assert.match(result.stdout, /of the past: \d+ looks, [\d,]+ hours, \d+ days/);
  const [shop] = (await client.monitors.list({ search: 'shop' })).data;
  const { id } = shop!;
  const hourMs = (days: number): number => Math.floor((Date.now() - days * DAY_MS) / HOUR_MS) * HOUR_MS;
  for (const [window, table, days] of [
    ['7d', 'stat_hourly', 7],
    ['30d', 'stat_daily', 30],
    ['90d', 'stat_daily', 90],
  ] as const) {
    const theirs = kumaSums(kuma, table, hourMs(days));
    const ours = await client.monitors.uptime(id, { window });
    assert.deepEqual([ours.passedChecks, ours.totalChecks], [theirs.up, theirs.known], window);
    isNear(ours.avgLatencyMs!, theirs.ping, 0.002, `response time of ${window}`);
  }
  const lastDay = beats.filter(({ atMs, status }) => atMs >= Date.now() - DAY_MS && status !== 3);
  const day = await client.monitors.uptime(id, { window: '24h' });
  assert.ok(Math.abs(day.totalChecks - lastDay.length) <= 1, `${day.totalChecks} of ${lastDay.length} in 24 hours`);
  assert.ok(Math.abs(day.passedChecks - lastDay.filter(({ status }) => status === 1).length) <= 1);

  const rows = kuma.sqlite.prepare('SELECT timestamp, up, down, ping FROM stat_daily').all() as unknown as {
    readonly timestamp: number;
    readonly up: number;
    readonly down: number;
    readonly ping: number;
  }[];
  const byDay = new Map(rows.map((row) => [new Date(row.timestamp * 1000).toISOString(), row]));
  const { chartData } = await client.monitors.results.summarize(id, { chartWindow: '90d' });
  assert.ok(chartData.length >= 90, `${chartData.length} days`);
  for (const { bucket, uptimePercent, avgLatencyMs } of chartData) {
    const theirs = byDay.get(bucket)!;
    assert.ok(Math.abs(uptimePercent! - (100 * theirs.up) / (theirs.up + theirs.down)) < 0.001, bucket);
    isNear(avgLatencyMs!, theirs.ping, 0.005, `response time of ${bucket}`);
  }
  const [newest] = (await client.monitors.results.list(id, { limit: 1 })).data;
  assert.equal(newest!.region, 'imported:uptime-kuma');
  assert.deepEqual((await client.incidents.list()).data, [], 'nothing is decided by it');
});

test('a second run adds nothing, a later one what is new', async (t) => {
  const { kuma, monitor } = kuma2(t, 'again');
  const { bring } = await bringing(t, kuma.path, 'again');
  const added = async (fromMs?: number) => (await bring(undefined, fromMs)).added;
  const weekAgoMs = Math.floor(Date.now() / DAY_MS - 7) * DAY_MS;
  assert.equal((await added(weekAgoMs)).days, 0, 'a week is known by the hour');
  const before = await added();
  assert.ok(before.days > 60 && before.looks === 0, JSON.stringify(before));
  assert.deepEqual(await added(), { looks: 0, hours: 0, days: 0 });
  assert.deepEqual(await added(0), { looks: 0, hours: 0, days: 0 });
  const beats = [5, 4, 3].map((minutes) => ({ atMs: Date.now() - minutes * MINUTE_MS, status: 1, ping: 50 }));
  pastIn(kuma, monitor, beats);
  assert.deepEqual(await added(), { looks: 3, hours: 0, days: 0 });
});

test('a database of 1.x has heartbeats alone: old ones become hours', async (t) => {
  const kuma = kumaDatabase(t);
  kuma.sqlite.exec('DROP TABLE stat_hourly; DROP TABLE stat_daily');
  const beats = beatsOf(60, 20 * MINUTE_MS);
  pastIn(kuma, monitorIn(kuma, PAUSED), beats);
  const { id, bring } = await bringing(t, kuma.path, 'old');
  const known = beats.filter(({ status }) => status !== 3);
  assert.deepEqual((await bring()).added, { looks: known.length, hours: 0, days: 0 });
  const { passedChecks, totalChecks } = await client.monitors.uptime(id, { window: '90d' });
  assert.deepEqual([passedChecks, totalChecks], [known.filter(({ status }) => status === 1).length, known.length]);
});

test('an import that was interrupted goes on where it was', async (t) => {
  const { kuma } = kuma2(t, 'interrupted');
  const { id, reader, bring } = await bringing(t, kuma.path, 'interrupted');
  // More hours than one call may have: the first is there, the second never came.
  kuma.sqlite.exec(`
    WITH RECURSIVE hour(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM hour WHERE n < 1300)
    INSERT INTO stat_hourly (monitor_id, timestamp, up, down, ping)
    SELECT 1, (SELECT min(timestamp) FROM stat_hourly) - 3600 * n, 6, 0, 50 FROM hour;
    DELETE FROM stat_daily`);
  let sent = 0;
  const counted = (partsMax: number): PastReader => ({
    ...reader,
    *read(ref, span) {
      let left = partsMax;
      for (const part of reader.read(ref, span)) {
        if (left-- === 0) throw new Error('the power went');
        sent++;
        yield part;
      }
    },
  });
  const broken = await bring(counted(1400));
  assert.match(broken.failed[0]!.why, /the power went/);
  sent = 0;
  const { added, failed } = await bring(counted(Infinity));
  assert.deepEqual(failed, []);
  assert.ok(added.hours > 900 && sent < 1100, `${added.hours} hours, ${sent} parts sent`);
  assert.deepEqual((await bring()).added, { looks: 0, hours: 0, days: 0 });
  const { up, known } = kumaSums(kuma, 'stat_hourly', 0);
  const ours = await client.monitors.uptime(id, { window: '90d' });
  assert.deepEqual([ours.passedChecks, ours.totalChecks], [up, known]);
});
