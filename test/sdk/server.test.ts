/** The client and a real server on loopback. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AuthError,
  ConflictError,
  type Monitor,
  NotFoundError,
  ServerError,
  TransportError,
  Upwatch,
  ValidationError,
} from '@upwatch/sdk';
import { observationOf } from '../../packages/server/src/api/testing/quiet-engine.ts';
import { recordLooks } from '../../packages/server/src/api/testing/recorded-looks.ts';
import { startHttpSink } from '../../packages/server/src/channels/testing/http-sink.ts';
import { listening } from './testing/listening.ts';

const SHOP = { type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } } as const;

test('a monitor is made, read, changed, paused and deleted', async () => {
  await using server = await listening();
  const { monitors } = server.client;
  const made = await monitors.create({ ...SHOP, name: 'shop', frequencySeconds: 300, regions: ['local'] });
  assert.match(made.id, /^[0-9a-f-]{36}$/);
  assert.deepEqual([made.name, made.enabled, made.regions], ['shop', true, ['local']]);
  assert.deepEqual(await monitors.get(made.id), made);
  const changed = await monitors.update(made.id, { frequencySeconds: 60 }, { ifMatch: made.generation });
  assert.equal(changed.frequencySeconds, 60);
  assert.equal((await monitors.pause(made.id)).enabled, false);
  assert.equal(await monitors.delete(made.id), undefined);
  await assert.rejects(monitors.get(made.id), NotFoundError);
});

test('a monitor is kept with the regions that it names, also before a probe stands there, and it is warned of them', async () => {
  await using server = await listening();
  const made = await server.client.monitors.create({
    name: 'shop',
    type: 'HTTP',
    config: { url: 'https://shop.example/', method: 'GET' },
    frequencySeconds: 300,
    regions: ['us-east', 'eu-west'],
  });
  const { id, name, enabled, regions, warnings } = made;
  assert.match(id, /^[0-9a-f-]{36}$/);
  assert.deepEqual({ name, enabled, regions }, { name: 'shop', enabled: true, regions: ['us-east', 'eu-west'] });
  assert.deepEqual(warnings, [
    'regions[0] names a region from which nobody looks: "us-east"',
    'regions[1] names a region from which nobody looks: "eu-west"',
  ]);
});

test('every list ends, by pages and by cursors', async () => {
  await using server = await listening();
  const { client, api } = server;
  const made: Monitor[] = [];
  for (const name of ['a', 'b', 'c', 'd', 'e']) made.push(await client.monitors.create({ ...SHOP, name }));
  const names: string[] = [];
  for await (const { name } of client.monitors.list({ size: 2, sort: ['name,desc'] })) names.push(name);
  assert.deepEqual(names, ['e', 'd', 'c', 'b', 'a']);
  const { id } = made[0]!;
  const { key } = (await api.core.monitors.get(id))!;
  const looks = [1, 2, 3, 4, 5, 6, 7].map((minutesAgo) =>
    observationOf({ monitorId: id, kind: 'scheduled', slotMs: api.nowMs() - minutesAgo * 60_000 }),
  );
  recordLooks(api.history, key, looks);
  const pages = [];
  for await (const page of client.monitors.results.list(id, { limit: 3 }).pages()) pages.push(page.data.length);
  assert.deepEqual(pages, [3, 3, 1]);
  assert.equal((await client.apiKeys.list()).data.length, 1);
});

test('what the server refuses is an error of its class, which names the request and the field', async () => {
  await using server = await listening();
  const { client } = server;
  await assert.rejects(client.monitors.create({ ...SHOP, name: 'a', frequencySeconds: 0 }), (error) => {
    assert.ok(error instanceof ValidationError);
    assert.equal(error.code, 'VALIDATION_FAILED');
    assert.deepEqual(
      error.errors.map(({ field }) => field),
      ['frequencySeconds'],
    );
    assert.match(
      error.message,
      /^POST \/api\/v1\/monitors: 400 VALIDATION_FAILED: frequencySeconds must be at least 1/,
    );
    assert.match(error.requestId!, /^[0-9a-f-]{36}$/);
    return true;
  });
  const { id, generation } = await client.monitors.create({ ...SHOP, name: 'a' });
  await client.monitors.pause(id);
  await assert.rejects(
    client.monitors.update(id, { frequencySeconds: 60 }, { ifMatch: generation }),
    (error) => error instanceof ConflictError && error.status === 412,
  );
  await client.tags.create({ name: 'blue' });
  await assert.rejects(
    client.tags.create({ name: 'blue' }),
    (error) => error instanceof ConflictError && error.status === 409,
  );
  await assert.rejects(server.clientWith({ token: 'uw_wrong' }).auth.me(), AuthError);
  const lost = server.clientWith({ baseUrl: 'http://127.0.0.1:1', retries: 0 });
  await assert.rejects(lost.auth.me(), (error) => error instanceof TransportError && error.kind === 'network');
});

test('what stands beside the API is there, too: health, readiness, metrics, itself', async () => {
  await using server = await listening();
  const { client } = server;
  assert.deepEqual(await client.server.health(), { status: 'ok' });
  assert.equal((await client.server.ready()).checks['database']?.status ?? 'ok', 'ok');
  assert.match(await client.server.metrics(), /^# HELP /m);
  assert.ok((await client.server.self()) instanceof Object);
});

test('a server that is gone for a moment is asked until it is back', async () => {
  await using server = await listening();
  let lost = 2;
  const client = server.clientWith({
    time: { now: () => Date.now(), random: () => 0, wait: quick },
    fetch: async (input, init) => (lost-- > 0 ? Promise.reject(new TypeError('fetch failed')) : fetch(input, init)),
  });
  const { id } = await client.tags.create({ name: 'blue' });
  assert.equal((await client.tags.get(id)).name, 'blue');
  await assert.rejects(
    server
      .clientWith({
        fetch: async () => new Response('', { status: 500 }),
        time: { now: () => 0, random: () => 0, wait: quick },
      })
      .auth.me(),
    ServerError,
  );
});

test('a redirect is not followed: the token goes nowhere else', async () => {
  await using elsewhere = await startHttpSink(() => ({ status: 200, body: '{"data":{}}' }));
  await using moved = await startHttpSink(() => ({ status: 307, headers: { location: `${elsewhere.url}/` } }));
  const client = new Upwatch({ token: 'uw_x', baseUrl: moved.url });
  await assert.rejects(client.auth.me(), (error) => error instanceof TransportError && error.status === 307);
  assert.deepEqual([moved.received.length, elsewhere.received.length], [1, 0]);
});

/** A pause takes no time, a bound is never reached. */
async function quick(ms: number): Promise<void> {
  if (ms >= 30_000) await new Promise(() => undefined);
}
