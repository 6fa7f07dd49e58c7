import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReportedDependency } from '@upwatch/core';
import { type TestApi, testApi } from './testing/test-api.ts';

const MINUTE = 60_000;

async function monitorOf(api: TestApi, name: string): Promise<string> {
  const config = { url: `https://${name}.example/ready`, method: 'GET', health: 'auto' };
  const { status, body, text } = await api.ask('POST', '/api/v1/monitors', {
    name,
    type: 'HTTP',
    config,
    regions: ['local'],
  });
  assert.equal(status, 201, text);
  return body.data.id;
}

function report(api: TestApi, monitorId: string, slotMs: number, ...dependencies: readonly ReportedDependency[]): void {
  const health = { dialect: 'simple' as const, verdict: 'up' as const, dependencies };
  api.reported.take({ region: 'local', readings: [{ monitorId, slotMs, health }] });
}

const DATABASE: ReportedDependency = { name: 'database', status: 'up', latencyMs: 3 };
const REFUSED: ReportedDependency = { name: 'database', status: 'down', latencyMs: 5, message: 'connection refused' };

test('the dependencies of a monitor: how each is, since when, and its last day', async () => {
  await using api = await testApi();
  const id = await monitorOf(api, 'checkout');
  const startMs = api.nowMs();
  report(api, id, startMs, DATABASE, { name: 'redis', status: 'up' });
  report(api, id, startMs + MINUTE, REFUSED);
  await api.reported.close();
  api.pass(2 * MINUTE);
  const { status, body } = await api.ask('GET', `/api/v1/monitors/${id}/dependencies`);
  assert.equal(status, 200);
  const [database, redis] = body.data;
  assert.deepEqual(
    [database.name, database.status, database.since, database.message, database.uptime24h, database.uptime30d],
    ['database', 'down', new Date(startMs + MINUTE).toISOString(), 'connection refused', 50, 50],
  );
  assert.deepEqual(
    database.lastDay.map(({ up, down, avgLatencyMs, maxLatencyMs }: Record<string, number>) => [
      up,
      down,
      avgLatencyMs,
      maxLatencyMs,
    ]),
    [[1, 1, 4, 5]],
  );
  assert.deepEqual([redis.name, redis.status, redis.latencyMs, redis.lastDay.length], ['redis', 'missing', null, 1]);
});

test('the past of a dependency: by hour for a week, by day beyond', async () => {
  await using api = await testApi();
  const id = await monitorOf(api, 'checkout');
  const name = 'payments/eu:responseTime';
  report(api, id, api.nowMs(), { name, status: 'up', latencyMs: 10 });
  api.pass(26 * 60 * MINUTE);
  report(api, id, api.nowMs(), { name, status: 'down', latencyMs: 30 });
  await api.reported.close();
  const history = async (query: string) =>
    (await api.ask('GET', `/api/v1/monitors/${id}/dependencies/history?name=${encodeURIComponent(name)}${query}`)).body
      .data;
  const week = await history('&window=7d');
  assert.deepEqual([week.uptimePercentage, week.looks, week.avgLatencyMs, week.maxLatencyMs], [50, 2, 20, 30]);
  assert.deepEqual(
    week.chartData.map((point: { bucket: string }) => point.bucket),
    ['2026-01-02T03:00:00.000Z', '2026-01-03T05:00:00.000Z'],
  );
  assert.equal((await history('')).looks, 1);
  const month = await history('&window=30d');
  assert.deepEqual(
    month.chartData.map((point: { bucket: string }) => point.bucket),
    ['2026-01-02T00:00:00.000Z', '2026-01-03T00:00:00.000Z'],
  );
  const refused = await api.ask('GET', `/api/v1/monitors/${id}/dependencies/history`);
  assert.equal(refused.status, 400);
  assert.match(refused.text, /name/);
  assert.equal((await api.ask('GET', `/api/v1/monitors/${crypto.randomUUID()}/dependencies`)).status, 404);
});

test('all dependencies stand together with the monitors that report them, the worst first', async () => {
  await using api = await testApi();
  const checkout = await monitorOf(api, 'checkout');
  const search = await monitorOf(api, 'search');
  report(api, checkout, api.nowMs(), { name: 'redis', status: 'up' }, DATABASE);
  report(api, search, api.nowMs(), { ...REFUSED, name: 'Database' });
  const { body } = await api.ask('GET', '/api/v1/dependencies');
  assert.deepEqual(
    body.data.map(
      ({ name, status, monitors }: { name: string; status: string; monitors: { monitorName: string }[] }) => [
        name,
        status,
        monitors.map(({ monitorName }) => monitorName).toSorted(),
      ],
    ),
    [
      ['database', 'down', ['checkout', 'search']],
      ['redis', 'up', ['checkout']],
    ],
  );
  assert.equal((await api.ask('GET', '/api/v1/dependencies?status=degraded')).body.totalElements, 0);
  assert.equal((await api.ask('GET', '/api/v1/dependencies?status=down')).body.totalElements, 1);
  const second = await api.ask('GET', '/api/v1/dependencies?page=1&size=1');
  assert.deepEqual([second.body.data[0].name, second.body.totalElements, second.body.hasPrev], ['redis', 2, true]);
});
