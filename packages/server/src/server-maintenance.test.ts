/** Maintenance over loopback: a real target, a real sink, a whole server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedTarget } from './testing/loopback.ts';
import { hook, serverOf, watching } from './testing/declared-server.ts';

const PATIENCE = { timeout: 60_000 };

test('what goes down in a window tells nobody, and once when it ends and it is still down', PATIENCE, async (t) => {
  const [target, sink] = [await scriptedTarget(t), await scriptedTarget(t)];
  const call = await serverOf(t, { alertChannels: [hook(sink)], monitors: [watching('shop', target)] });
  const window: { id: string } = await call('/maintenance-windows', { durationSeconds: 3600, reason: 'Patches' });
  await target.requested(1);
  target.statusCode = 503;
  let incidents: { id: string; status: string }[] = [];
  while (incidents[0]?.status !== 'CONFIRMED') incidents = await call('/incidents');
  // The looks that follow would each have told it.
  await target.requested(target.requests.length + 2);
  assert.deepEqual(sink.requests, []);
  const { updates }: { updates: { body: string | null }[] } = await call(`/incidents/${incidents[0].id}`);
  assert.ok(
    updates.some(({ body }) => /^Nobody is told for now: maintenance until .* \(Patches\)\.$/.test(body ?? '')),
  );
  await call(`/maintenance-windows/${window.id}/end`, {});
  await sink.requested(1);
  await target.requested(target.requests.length + 2);
  target.statusCode = 200;
  await sink.requested(2);
  const types = sink.requests.map(({ body }) => (JSON.parse(body) as { type: string }).type);
  assert.deepEqual(types, ['incident.created', 'incident.resolved']);
});

test(
  'a window that pauses checks lets no request reach the target, and they go on when it ends',
  PATIENCE,
  async (t) => {
    const [paused, other] = [await scriptedTarget(t), await scriptedTarget(t)];
    const call = await serverOf(t, { monitors: [watching('shop', paused), watching('blog', other)] });
    await paused.requested(1);
    const monitors: { id: string; name: string }[] = await call('/monitors');
    const { id } = monitors.find(({ name }) => name === 'shop')!;
    const body = { durationSeconds: 3600, monitorId: id, pauseChecks: true };
    const window: { id: string } = await call('/maintenance-windows', body);
    const shown: { currentStatus: string; maintenance: object } = await call(`/monitors/${id}`);
    assert.equal(shown.currentStatus, 'paused');
    assert.ok(shown.maintenance);
    // One may have been on its way.
    await other.requested(other.requests.length + 2);
    const seen = paused.requests.length;
    await other.requested(other.requests.length + 3);
    assert.equal(paused.requests.length, seen);
    await call(`/maintenance-windows/${window.id}/end`, {});
    await paused.requested(seen + 2);
    const after: { currentStatus: string } = await call(`/monitors/${id}`);
    assert.equal(after.currentStatus, 'up');
  },
);

test('a window that the config file declares holds from the first look on', PATIENCE, async (t) => {
  const [target, other] = [await scriptedTarget(t), await scriptedTarget(t)];
  const startsAt = new Date(Date.now() - 60_000).toISOString();
  const maintenance = [{ name: 'move', startsAt, durationSeconds: 3600, tags: ['moving'], pauseChecks: true }];
  const monitors = [{ ...watching('shop', target), tags: ['moving'] }, watching('blog', other)];
  const call = await serverOf(t, { monitors, maintenance });
  await other.requested(3);
  assert.deepEqual(target.requests, []);
  const windows: { name: string; status: string }[] = await call('/maintenance-windows?filter=active');
  assert.deepEqual(
    windows.map(({ name, status }) => [name, status]),
    [['move', 'active']],
  );
});
