import assert from 'node:assert/strict';
import { test } from 'node:test';
import { observationOf } from './testing/quiet-engine.ts';
import { recordLooks } from './testing/recorded-looks.ts';
import { testApi } from './testing/test-api.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const iso = (ms: number): string => new Date(ms).toISOString();
const NONE = { up: 0, degraded: 0, down: 0, unknown: 0, maintenance: 0, avgLatencyMs: null };

test('the last day of some monitors comes hour by hour, each counted by how its looks came out', async () => {
  await using api = await testApi();
  const made = async (name: string) => {
    const body = { name, type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
    return (await api.ask('POST', '/api/v1/monitors', body)).body.data.id as string;
  };
  const [shop, quiet] = [await made('shop'), await made('quiet')];
  const hourMs = Math.floor(api.nowMs() / HOUR) * HOUR;
  const monitor = (await api.core.monitors.get(shop))!;
  const look = (slotMs: number, isUp: boolean) =>
    observationOf({
      monitorId: shop,
      slotMs,
      phases: { totalMs: 40 },
      ...(!isUp && { failure: { class: 'status', code: 'status.unexpected', message: 'got 503' } as const }),
    });
  recordLooks(api.history, monitor.key, [
    look(hourMs - 25 * HOUR, false),
    look(hourMs - 2 * HOUR + MINUTE, true),
    look(hourMs - 2 * HOUR + 2 * MINUTE, false),
    look(hourMs + MINUTE, true),
  ]);
  await api.history.flush();
  const unknown = '019b0000-0000-7000-8000-000000000000';
  const asked = `/api/v1/dashboard/last-day?monitorIds=${quiet},${unknown},${shop}`;
  const { status, body } = await api.ask('GET', asked);
  assert.equal(status, 200, JSON.stringify(body));
  const [first, second] = body.data;
  assert.deepEqual([body.data.length, first.monitorId, second.monitorId], [2, quiet, shop]);
  assert.equal(first.latest, null);
  assert.equal(first.hours.length, 24);
  for (const { startsAt, ...counts } of first.hours) assert.deepEqual(counts, NONE, startsAt);
  const last = second.hours.at(-1);
  assert.deepEqual([last.startsAt, last.up, last.down, last.avgLatencyMs], [iso(hourMs), 1, 0, 40]);
  const before = second.hours.at(-3);
  assert.deepEqual([before.up, before.down], [1, 1]);
  assert.equal(
    second.hours.reduce((sum: number, hour: { down: number }) => sum + hour.down, 0),
    1,
    'no older look',
  );
  assert.deepEqual([second.latest.timestamp, second.latest.responseTimeMs], [iso(hourMs + MINUTE), 40]);
});

test('what names no monitor, or too many, is refused and says why', async () => {
  await using api = await testApi();
  for (const [ids, reason] of [
    ['', /monitorIds/],
    ['shop', /monitorIds/],
    [Array.from({ length: 101 }, () => '019b0000-0000-7000-8000-000000000000').join(), /100/],
  ] as const) {
    const { status, body } = await api.ask('GET', `/api/v1/dashboard/last-day?monitorIds=${ids}`);
    assert.equal(status, 400);
    assert.match(body.message, reason);
  }
});
