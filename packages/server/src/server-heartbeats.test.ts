/** Jobs that report over loopback: a whole server, and a real sink that is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hook, serverOf } from './testing/declared-server.ts';
import { scriptedTarget } from './testing/loopback.ts';

test('a job that fails is told of with its exit code, and its recovery after it', { timeout: 60_000 }, async (t) => {
  const sink = await scriptedTarget(t);
  const monitor = { name: 'backup', type: 'HEARTBEAT', config: { cron: '0 3 * * *', gracePeriod: 600 } };
  const call = await serverOf(t, { alertChannels: [hook(sink)], monitors: [monitor] });
  const [made]: { id: string; pingUrl: string; currentStatus: string }[] = await call('/monitors');
  assert.equal(made!.currentStatus, 'unknown');
  const token = made!.pingUrl.split('/').at(-1)!;
  await call(`/heartbeat/${token}/start?rid=1`, {}).catch(() => undefined);
  await call(`/heartbeat/${token}/7?rid=1`, { reason: 'no space' }).catch(() => undefined);
  await sink.requested(1);
  const opened = JSON.parse(sink.requests[0]!.body) as { type: string };
  assert.equal(opened.type, 'incident.created');
  assert.match(sink.requests[0]!.body, /exit code 7/);
  const down: { currentStatus: string } = await call(`/monitors/${made!.id}`);
  assert.equal(down.currentStatus, 'down');
  await call(`/heartbeat/${token}`, {}).catch(() => undefined);
  await sink.requested(2);
  assert.equal((JSON.parse(sink.requests[1]!.body) as { type: string }).type, 'incident.resolved');
  const results: { passed: boolean; details: { checkDetails: { check_type: string } } }[] = await call(
    `/monitors/${made!.id}/results`,
  );
  assert.deepEqual(
    results.map(({ passed }) => passed),
    [true, false],
  );
  assert.equal(results[0]!.details.checkDetails.check_type, 'heartbeat');
});

test('a failure that was reported once is counted once: another signal has to fail before a policy of two has two', async (t) => {
  const sink = await scriptedTarget(t);
  const incidentPolicy = {
    triggerRules: [{ type: 'consecutive_failures', count: 2, scope: 'per_region', severity: 'down' }],
    confirmation: { type: 'multi_region', minRegionsFailing: 1, maxWaitSeconds: 60 },
    recovery: { consecutiveSuccesses: 1, minRegionsPassing: 1, cooldownMinutes: 0 },
  };
  const job = { type: 'HEARTBEAT', config: { expectedInterval: 86_400 }, incidentPolicy };
  const monitors = Array.from({ length: 30 }, (_, i) => ({ ...job, name: `job ${i}` }));
  const call = await serverOf(t, { alertChannels: [hook(sink)], monitors });
  const made: { id: string; pingUrl: string }[] = await call('/monitors?size=100');
  const report = (how: string) =>
    Promise.all(
      made.map((one) => call(`/heartbeat/${one.pingUrl.split('/').at(-1)}${how}`, {}).catch(() => undefined)),
    );
  const looks = async (): Promise<number> => {
    const each: object[][] = await Promise.all(made.map(({ id }) => call(`/monitors/${id}/results`)));
    return each.flat().length;
  };
  for (const [i, how] of ['/fail', '', '/fail'].entries()) {
    await report(how);
    while ((await looks()) < (i + 1) * made.length);
  }
  assert.deepEqual(await call('/incidents'), []);
  await report('/fail');
  let incidents: object[] = [];
  while (incidents.length < made.length) incidents = await call('/incidents?size=100');
});
