/** A server that may not enter its own network: monitors, channels and webhooks on loopback are never connected to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hook, serverOf, watching } from './testing/declared-server.ts';
import { scriptedTarget } from './testing/loopback.ts';

interface Delivery {
  readonly status: string;
  readonly errorMessage: string | null;
}

test('with UPWATCH_EGRESS=public nothing reaches what is inside, and it is said why', {
  timeout: 60_000,
}, async (t) => {
  const [target, sink] = [await scriptedTarget(t), await scriptedTarget(t)];
  const declared = {
    server: { egress: 'public' },
    alertChannels: [hook(sink)],
    monitors: [watching('inside', target)],
  };
  const call = await serverOf(t, declared);
  const [monitor]: { id: string }[] = await call('/monitors');
  let status = 'unknown';
  while (status === 'unknown')
    status = ((await call(`/monitors/${monitor!.id}`)) as { currentStatus: string }).currentStatus;
  const results: { details: unknown }[] = await call(`/monitors/${monitor!.id}/results`);
  assert.match(JSON.stringify(results[0]), /"connect.blocked"/);
  const [channel]: { id: string }[] = await call('/alert-channels');
  let deliveries: readonly Delivery[] = [];
  while (!deliveries.some((one) => one.status === 'FAILED'))
    deliveries = await call(`/alert-channels/${channel!.id}/deliveries`);
  assert.match(deliveries[0]!.errorMessage!, /may not connect to that address \(UPWATCH_EGRESS/);
  const body = { url: `${sink.url}/events`, subscribedEvents: ['incident.created'] };
  const { id }: { id: string } = await call('/webhooks', body);
  const tried: { success: boolean; message: string } = await call(`/webhooks/${id}/test`, {});
  assert.equal(tried.success, false);
  assert.match(tried.message, /may not connect to that address/);
  assert.deepEqual([target.requests.length, sink.requests.length], [0, 0]);
});
