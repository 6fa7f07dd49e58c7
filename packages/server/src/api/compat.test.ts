import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { BODY_BYTES_MAX } from './json-body.ts';
import { KEY, testApi } from './testing/test-api.ts';

const MONITORS = '/compat/api/v1/monitors';
const HTTP = { type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' }, managedBy: 'API' };

test('the first requests that come, all at once, are each carried out', async () => {
  await using api = await testApi();
  const names = Array.from({ length: 8 }, (_, i) => `shop ${i}`);
  const answers = await Promise.all(names.map((name) => api.ask('POST', MONITORS, { ...HTTP, name })));
  assert.deepEqual(
    answers.map(({ status }) => status),
    names.map(() => 201),
  );
  const there = (await api.core.monitors.all()).map(({ name }) => name);
  assert.deepEqual(there.toSorted(), names);
});

test('a key has one budget, whichever dialect it speaks', async () => {
  await using api = await testApi();
  const left = async (url: string) => Number((await api.ask('GET', url)).headers['ratelimit-remaining']);
  const before = await left('/api/v1/monitors');
  assert.deepEqual(
    [await left(MONITORS), await left('/api/v1/monitors'), await left(MONITORS)],
    [before - 1, before - 2, before - 3],
  );
  api.pass(60_000);
  assert.equal(await left(MONITORS), before);
});

test('an Idempotency-Key is of one request, in one dialect', async () => {
  await using api = await testApi();
  const headers = { 'idempotency-key': 'once-1' };
  const body = { ...HTTP, name: 'shop' };
  const first = await api.ask('POST', MONITORS, body, headers);
  const again = await api.ask('POST', MONITORS, body, headers);
  assert.deepEqual([first.status, again.status, again.body], [201, 201, first.body]);
  assert.equal((await api.ask('POST', '/api/v1/monitors', body, headers)).status, 422);
});

test("what cannot be answered is refused as everywhere, in the contract's type", async () => {
  await using api = await testApi();
  const refused = async (method: string, url: string, body?: unknown, headers?: Record<string, string>) => {
    const { status, body: problem, headers: answered } = await api.ask(method, url, body, headers);
    assert.equal(answered['content-type'], 'application/json');
    assert.equal(answered['x-request-id'], problem.requestId);
    return [status, problem.code];
  };
  assert.deepEqual(await refused('GET', '/compat/api/v1/nowhere'), [404, 'ROUTE_NOT_FOUND']);
  assert.deepEqual(await refused('PATCH', MONITORS, {}), [405, 'METHOD_NOT_ALLOWED']);
  assert.deepEqual(await refused('GET', MONITORS, undefined, { authorization: 'Bearer wrong' }), [401, 'UNAUTHORIZED']);
  assert.deepEqual(await refused('POST', MONITORS, '{"name":'), [400, 'MALFORMED_JSON']);
  assert.deepEqual(await refused('POST', MONITORS, 'a', { 'content-type': 'text/plain' }), [
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ]);
  assert.deepEqual(await refused('POST', MONITORS, `"${'x'.repeat(BODY_BYTES_MAX)}"`), [413, 'BODY_TOO_LARGE']);
});

test('a request is one line of the log, by its own route', async () => {
  await using api = await testApi();
  const { headers } = await api.ask('GET', `${MONITORS}?size=1`);
  const lines = api.log.filter((line) => line.includes('/compat')).map((line) => JSON.parse(line));
  assert.equal(lines.length, 1);
  const [{ method, path, route, status, by, requestId }] = lines;
  assert.deepEqual(
    { method, path, route, status, by, requestId },
    { method: 'GET', path: MONITORS, route: MONITORS, status: 200, by: 'test', requestId: headers['x-request-id'] },
  );
});

test('a body that comes in pieces after the headers is heard whole', async () => {
  await using api = await testApi();
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = api.app.server.address() as { port: number };
  const body = JSON.stringify({ ...HTTP, name: 'in pieces' });
  const socket = connect(port, '127.0.0.1');
  const heard = (async () => {
    let text = '';
    for await (const bytes of socket) text += String(bytes);
    return text;
  })();
  socket.write(
    `POST ${MONITORS} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${KEY}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n`,
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.write(body.slice(0, 10));
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.write(body.slice(10));
  assert.match(await heard, /^HTTP\/1\.1 201 /);
});
