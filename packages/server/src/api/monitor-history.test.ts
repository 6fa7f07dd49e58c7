import assert from 'node:assert/strict';
import { test } from 'node:test';
import { observationOf } from './testing/quiet-engine.ts';
import { recordLooks } from './testing/recorded-looks.ts';
import { type TestApi, testApi } from './testing/test-api.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const iso = (ms: number): string => new Date(ms).toISOString();

async function rig(t: { after(done: () => Promise<void>): void }) {
  const api = await testApi();
  t.after(async () => api[Symbol.asyncDispose]());
  const body = { name: 'shop', type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
  const { id } = (await api.ask('POST', '/api/v1/monitors', { ...body, frequencySeconds: 60 })).body.data;
  const path = `/api/v1/monitors/${id}/history`;
  const midnightMs = Math.floor(api.nowMs() / DAY) * DAY;
  const bring = async (past: object, source = 'uptime-kuma') => api.ask('PUT', `${path}/${source}`, past);
  return { api, id, path, midnightMs, bring };
}

/** A look a minute, of which one an hour failed. */
function hourFrom(fromMs: number) {
  return Array.from({ length: 60 }, (_, minute) => {
    const at = iso(fromMs + minute * MINUTE);
    return minute === 30 ? { at, outcome: 'down' } : { at, outcome: 'up', latencyMs: 100 };
  });
}

async function uptimeOf(api: TestApi, id: string, window: string) {
  const { body } = await api.ask('GET', `/api/v1/monitors/${id}/uptime?window=${window}`);
  return [body.passedChecks, body.totalChecks, body.avgLatencyMs];
}

test('the past counts into uptime and charts of every length, and is shown as what it is', async (t) => {
  const { api, id, path, midnightMs, bring } = await rig(t);
  const looks = hourFrom(midnightMs + HOUR);
  const latency = { averageMs: 100, minMs: 100, maxMs: 100 };
  const hours = [{ from: iso(midnightMs - 3 * DAY), up: 50, down: 10, latency }];
  const days = [{ from: iso(midnightMs - 60 * DAY), up: 1400, degraded: 20, down: 20, latency }];
  const { status, body } = await bring({ looks, hours, days });
  assert.deepEqual([status, body.data.added], [200, { looks: 60, hours: 1, days: 1 }], JSON.stringify(body));
  assert.deepEqual((await bring({ looks, hours, days })).body.data.added, { looks: 0, hours: 0, days: 0 });

  assert.deepEqual(await uptimeOf(api, id, '24h'), [59, 60, 99.84]);
  assert.deepEqual((await uptimeOf(api, id, '7d')).slice(0, 2), [109, 120]);
  assert.deepEqual((await uptimeOf(api, id, '90d')).slice(0, 2), [109 + 1420, 120 + 1440]);
  const summary = (await api.ask('GET', `/api/v1/monitors/${id}/results/summary?chartWindow=90d`)).body;
  assert.deepEqual(summary.latestPerRegion, [], 'a source is no region that is looked from');
  assert.deepEqual(
    summary.chartData.map((bucket: { bucket: string }) => bucket.bucket),
    [midnightMs - 60 * DAY, midnightMs - 3 * DAY, midnightMs].map(iso),
  );
  const [newest] = (await api.ask('GET', `/api/v1/monitors/${id}/results?limit=1`)).body.data;
  assert.deepEqual([newest.region, newest.outcome, newest.responseTimeMs], ['imported:uptime-kuma', 'up', 100]);
  assert.deepEqual((await api.ask('GET', path)).body.data, {
    ...{ monitorId: id, ownFrom: null, keptFrom: iso(midnightMs - 400 * DAY) },
    imported: [{ source: 'uptime-kuma', from: iso(midnightMs - 60 * DAY), to: iso(midnightMs + 2 * HOUR) }],
  });
  assert.deepEqual((await api.ask('GET', '/api/v1/incidents')).body.data, []);
});

test('nothing is taken from the first look of our own on', async (t) => {
  const { api, id, path, midnightMs, bring } = await rig(t);
  const firstMs = midnightMs + HOUR + 30 * MINUTE;
  const monitor = (await api.core.monitors.get(id))!;
  recordLooks(api.history, monitor.key, [observationOf({ monitorId: id, slotMs: firstMs, kind: 'scheduled' })]);
  const { body } = await bring({
    looks: hourFrom(midnightMs + HOUR),
    hours: [{ from: iso(midnightMs), up: 3, down: 0 }],
  });
  assert.deepEqual(body.data, { added: { looks: 30, hours: 1, days: 0 }, refused: { tooOld: 0, tooNew: 30 } });
  assert.equal((await api.ask('GET', path)).body.data.ownFrom, iso(firstMs));
  assert.deepEqual((await uptimeOf(api, id, '24h')).slice(0, 2), [34, 34]);
});

test('what is no past is refused with the field', async (t) => {
  const { bring, midnightMs } = await rig(t);
  const at = iso(midnightMs);
  const refusals: readonly (readonly [object, RegExp])[] = [
    [{ looks: [{ at: 'yesterday', outcome: 'up' }] }, /looks\[0\]\.at/],
    [{ looks: [{ at, outcome: 'pending' }] }, /looks\[0\]\.outcome/],
    [{ looks: [{ at, outcome: 'up', latencyMs: -1 }] }, /looks\[0\]\.latencyMs/],
    [{ looks: Array.from({ length: 5001 }, () => ({ at, outcome: 'up' })) }, /looks/],
    [
      { hours: [{ from: iso(midnightMs + MINUTE), up: 1, down: 0 }] },
      /hours\[0\]\.from must be the beginning of an hour \(UTC\), got \\"[\d-]{10}T00:01:00\.000Z/,
    ],
    [{ days: [{ from: iso(midnightMs + HOUR), up: 1, down: 0 }] }, /days\[0\]\.from must be midnight/],
    [
      { hours: [{ from: at, up: 1, down: 0, latency: { averageMs: 9, minMs: 1, maxMs: 5 } }] },
      /averageMs must lie between/,
    ],
    [{ incidents: [] }, /incidents/],
  ];
  for (const [past, expected] of refusals) {
    const { status, text } = await bring(past);
    assert.equal(status, 400, text);
    assert.match(text, expected);
  }
  assert.equal((await bring({}, 'UPPER')).status, 400);
});

test('the bars of a status page show the past, too', async (t) => {
  const { api, id, midnightMs, bring } = await rig(t);
  await bring({ days: [{ from: iso(midnightMs - 60 * DAY), up: 1368, down: 72 }] });
  const page = (await api.ask('POST', '/api/v1/status-pages', { name: 'Shop', slug: 'shop' })).body.data;
  const component = { name: 'Shop', type: 'MONITOR', monitorId: id };
  const made = await api.ask('POST', `/api/v1/status-pages/${page.id}/components`, component);
  assert.equal(made.status, 201, made.text);
  const uptime = await api.ask('GET', `/api/v1/status-pages/${page.id}/components/${made.body.data.id}/uptime?days=90`);
  const bars = uptime.body.data ?? uptime.body;
  assert.equal(uptime.status, 200, uptime.text);
  assert.equal(JSON.stringify(bars).includes('"uptimePercentage":95'), true, uptime.text);
});
