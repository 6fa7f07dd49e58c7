/** Dependencies over loopback: real targets, a real sink, a whole server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedTarget } from './testing/loopback.ts';
import { hook, serverOf, watching } from './testing/declared-server.ts';

const PATIENCE = { timeout: 60_000 };

test('a monitor that fails has its router looked at at once, and only the router is told of', PATIENCE, async (t) => {
  const [router, shop, sink] = [await scriptedTarget(t), await scriptedTarget(t), await scriptedTarget(t)];
  const call = await serverOf(t, {
    alertChannels: [hook(sink)],
    monitors: [
      { ...watching('shop', shop), dependsOn: ['router'] },
      // Its first look of its own may be an hour away.
      { ...watching('router', router), frequencySeconds: 3600 },
    ],
  });
  await shop.requested(2);
  router.statusCode = 503;
  shop.statusCode = 503;
  await sink.requested(1);
  assert.match(sink.requests[0]!.body, /router is down/);
  let incidents: { id: string; status: string; monitorName: string }[] = [];
  const isOpen = (name: string) => incidents.some((one) => one.monitorName === name && one.status === 'CONFIRMED');
  while (!isOpen('shop')) incidents = await call('/incidents');
  await shop.requested(shop.requests.length + 4);
  assert.equal(sink.requests.length, 1);
  const { id } = incidents.find(({ monitorName }) => monitorName === 'shop')!;
  const { updates }: { updates: { body: string | null }[] } = await call(`/incidents/${id}`);
  assert.ok(updates.some(({ body }) => body?.startsWith('Nobody is told for now: router, which it depends on, ')));
});
