/** Health documents over loopback: real targets, a real sink, a whole server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedTarget } from './testing/loopback.ts';
import { hook, serverOf, watching } from './testing/declared-server.ts';

const PATIENCE = { timeout: 60_000 };
const WELL = '{"status":"healthy","checks":{"database":{"status":"ok","response_time_ms":2},"redis":"ok"}}';
const SICK = WELL.replace('{"status":"ok",', '{"status":"error","message":"connection refused",').replace(
  'healthy',
  'unhealthy',
);

interface Reported {
  readonly name: string;
  readonly status: string;
  readonly lastDay: readonly { readonly up: number; readonly down: number }[];
}

test(
  'two services that lose one database are one message, which names it; the database has a history',
  PATIENCE,
  async (t) => {
    const [checkout, search, sink] = [await scriptedTarget(t), await scriptedTarget(t), await scriptedTarget(t)];
    for (const target of [checkout, search]) target.body = WELL;
    const read = (name: string, target: typeof checkout): object => ({
      ...watching(name, target),
      config: { url: target.url, method: 'GET', retry: { attemptsMax: 1 }, health: 'auto' },
    });
    const call = await serverOf(t, {
      alertChannels: [hook(sink)],
      monitors: [read('checkout', checkout), read('search', search)],
    });
    await checkout.requested(2);
    await search.requested(2);
    // A lying 200.
    for (const target of [checkout, search]) target.body = SICK;
    await sink.requested(1);
    assert.match(
      sink.requests[0]!.body,
      /is down in local since \d\d:\d\d UTC: database \(connection refused, 2 ms\); redis ok/,
    );
    const monitors: { id: string; currentStatus: string }[] = await call('/monitors');
    let shared: { name: string; status: string; monitors: { status: string }[] }[] = [];
    while (shared[0]?.monitors.filter(({ status }) => status === 'down').length !== 2)
      shared = await call('/dependencies');
    assert.deepEqual([shared[0]?.name, shared[0]?.status], ['database', 'down']);
    await checkout.requested(checkout.requests.length + 3);
    await search.requested(search.requests.length + 3);
    assert.equal(sink.requests.length, 1);
    const [database, redis]: Reported[] = await call(`/monitors/${monitors[0]!.id}/dependencies`);
    assert.deepEqual(
      [database?.name, database?.status, redis?.name, redis?.status],
      ['database', 'down', 'redis', 'up'],
    );
    const days: Reported['lastDay'] = database?.lastDay ?? [];
    assert.ok(days.reduce((sum, { up }) => sum + up, 0) >= 1);
  },
);
