import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { Heartbeat } from './heartbeat.ts';

async function rigOf(t: TestContext, given: { method?: 'GET' | 'POST' } = {}) {
  const rig = {
    status: 200,
    fault: undefined as string | undefined,
    seen: [] as string[],
    said: [] as string[],
    nowMs: 0,
  };
  const server = http.createServer((request, response) => {
    rig.seen.push(`${request.method} ${request.url}`);
    response.writeHead(rig.status).end('ok');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const heartbeat = new Heartbeat({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ping/s3cret`,
    intervalSeconds: 60,
    method: given.method ?? 'GET',
    clock: { wall: () => rig.nowMs, monotonic: () => rig.nowMs },
    faultOf: async () => rig.fault,
    onTrouble: (message) => rig.said.push(message),
    onRecovery: (message) => rig.said.push(message),
  });
  t.after(() => heartbeat.close());
  const pass = (ms: number): Promise<void> => {
    rig.nowMs += ms;
    return heartbeat.tick();
  };
  return Object.assign(rig, { server, heartbeat, pass });
}

test('it is given at once and then once an interval', async (t) => {
  const rig = await rigOf(t);
  await rig.pass(0);
  await rig.pass(59_999);
  assert.deepEqual(rig.seen, ['GET /ping/s3cret']);
  await rig.pass(1);
  assert.equal(rig.seen.length, 2);
  assert.deepEqual(rig.heartbeat.state, { state: 'given', lastGivenAtMs: 60_000 });
  assert.deepEqual(rig.said, []);
});

test('it can be a POST', async (t) => {
  const rig = await rigOf(t, { method: 'POST' });
  await rig.pass(0);
  assert.deepEqual(rig.seen, ['POST /ping/s3cret']);
});

test('it is withheld while the server is not well, which is said once', async (t) => {
  const rig = await rigOf(t);
  rig.fault = 'the disk is full';
  await rig.pass(0);
  await rig.pass(60_000);
  assert.deepEqual(rig.seen, []);
  assert.equal(rig.heartbeat.state.state, 'withheld');
  rig.fault = undefined;
  await rig.pass(60_000);
  assert.equal(rig.seen.length, 1);
  assert.deepEqual(rig.said, ['no heartbeat is given: the disk is full', 'the heartbeat is given again']);
});

test('one that fails is said once, without the URL, and tried again at the next interval', async (t) => {
  const rig = await rigOf(t);
  rig.status = 503;
  await rig.pass(0);
  await rig.pass(60_000);
  assert.deepEqual(rig.said, ['the heartbeat could not be given: answered 503']);
  rig.server.closeAllConnections();
  rig.server.close();
  rig.status = 200;
  await rig.pass(60_000);
  assert.equal(rig.heartbeat.state.state, 'failed');
  assert.ok(!rig.said.join().includes('s3cret'));
});
