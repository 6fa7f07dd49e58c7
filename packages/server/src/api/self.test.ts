import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newChannel, newMonitor, OPERATOR } from '../stores/testing/samples.ts';
import { testApi } from './testing/test-api.ts';

const SOUND = { problems: [], isWritable: true, freeBytes: 1e9, clock: { jumps: 0 } } as const;
const FILES = { coreBytes: 4096, historyBytes: 8192, freeBytes: 1e9 };

test('a server that is well says ok, with what it looks at, keeps and tells', async () => {
  await using api = await testApi();
  await api.core.channels.create(newChannel(1), OPERATOR);
  const { status, body } = await api.ask('GET', '/api/v1/self');
  assert.equal(status, 200);
  const { data } = body;
  assert.deepEqual([data.status, data.reasons, data.version], ['ok', [], '0.1.0']);
  assert.deepEqual(data.outbox, { waiting: 0, oldestAgeSeconds: null });
  assert.deepEqual([data.looking.looksTotal, data.process.loopDelayP99Ms], [7, 12]);
  assert.deepEqual([data.storage.isWritable, data.storage.disk_full, data.heartbeat], [true, false, null]);
  assert.deepEqual(
    data.channels.map((channel: { lastSuccessAt: unknown }) => channel.lastSuccessAt),
    [null],
  );
});

test('an impaired network is a reason, with why and since when', async () => {
  const problem = { trouble: 'network', sinceMs: Date.UTC(2026, 0, 2), detail: '7 hosts fell silent' } as const;
  const self = {
    view: () => ({ ...SOUND, problems: [problem] }),
    loopDelayP99Ms: () => 0,
    heartbeat: () => ({ state: 'withheld' }) as const,
    files: async () => FILES,
  };
  await using api = await testApi({ deps: { self } });
  const { data } = (await api.ask('GET', '/api/v1/self')).body;
  assert.equal(data.status, 'impaired');
  assert.deepEqual(data.reasons, [
    {
      code: 'network',
      status: 'impaired',
      message: 'our own network does not work: 7 hosts fell silent',
      since: '2026-01-02T00:00:00.000Z',
    },
  ]);
  assert.deepEqual(data.network, {
    isImpaired: true,
    reason: '7 hosts fell silent',
    since: '2026-01-02T00:00:00.000Z',
  });
  assert.deepEqual(data.heartbeat, { state: 'withheld', lastGivenAt: null });
});

test('a monitor without a fresh result is stale, and the oldest is named', async () => {
  await using api = await testApi();
  for (const n of [1, 2]) await api.core.monitors.create(newMonitor(n), [], OPERATOR);
  api.engine.overdue.set(newMonitor(1).id, 5_000);
  api.engine.overdue.set(newMonitor(2).id, 65_000);
  const { data } = (await api.ask('GET', '/api/v1/self')).body;
  assert.equal(data.status, 'degraded');
  assert.deepEqual(
    [data.looking.staleMonitors, data.looking.oldestOverdue.monitorId, data.looking.oldestOverdue.overdueSeconds],
    [2, newMonitor(2).id, 65],
  );
  assert.equal((await api.ask('GET', `/api/v1/monitors/${newMonitor(1).id}`)).body.data.isStale, true);
  const compat = await api.ask('GET', `/compat/api/v1/monitors/${newMonitor(1).id}`);
  assert.equal(compat.body.data.isStale, undefined);
});

test('an engine that does not answer is impaired, and the rest is said all the same', async () => {
  await using api = await testApi();
  api.engine.stats = async () => Promise.reject(new Error('gone'));
  const { status, body } = await api.ask('GET', '/api/v1/self');
  assert.deepEqual([status, body.data.status, body.data.reasons[0].code], [200, 'impaired', 'engine']);
  assert.equal(body.data.looking.running, null);
});

test('only with a key, and not in the dialect of the contract', async () => {
  await using api = await testApi();
  assert.equal((await api.inject({ method: 'GET', url: '/api/v1/self' })).statusCode, 401);
  assert.equal((await api.ask('GET', '/compat/api/v1/self')).status, 404);
});
