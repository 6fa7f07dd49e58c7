import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ApiError,
  AuthError,
  ConflictError,
  NotFoundError,
  RateLimitError,
  ServerError,
  TransportError,
  ValidationError,
} from './errors.ts';
import { problem, type Reply, rig } from './testing/fake-server.ts';

const GOOD: Reply = { json: { data: { id: 'a' } } };
const LOST = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') });

test('every status has its class, and each is an ApiError with code, request and fields', async () => {
  const classes = [
    [400, ValidationError],
    [422, ValidationError],
    [401, AuthError],
    [403, AuthError],
    [404, NotFoundError],
    [409, ConflictError],
    [412, ConflictError],
    [429, RateLimitError],
    [500, ServerError],
    [507, ServerError],
    [405, ApiError],
  ] as const;
  for (const [status, type] of classes) {
    const { client } = rig([problem(status, 'SOME_CODE')], { retries: 0 });
    await assert.rejects(client.auth.me(), (error) => {
      assert.ok(error instanceof ApiError, String(status));
      assert.equal(error.constructor, type);
      assert.equal(error.name, type.name);
      assert.equal(error.status, status);
      assert.equal(error.code, 'SOME_CODE');
      assert.equal(error.requestId, 'request-1');
      assert.equal(error.message, `GET /api/v1/auth/me: ${status} SOME_CODE: because of SOME_CODE`);
      return true;
    });
  }
});

test('a refusal names each field', async () => {
  const errors = [{ code: 'VALIDATION_FAILED', field: 'name', message: 'name must not be blank' }];
  const { client } = rig([{ status: 400, json: { code: 'VALIDATION_FAILED', message: 'two faults', errors } }]);
  await assert.rejects(client.tags.create({ name: ' ' }), (error) => {
    assert.ok(error instanceof ValidationError);
    assert.deepEqual(error.errors, errors);
    return true;
  });
});

test('a refusal that is not of Upwatch has a code that says so, and the status decides', async () => {
  for (const text of ['<html>no</html>', 'null', '[]', '{"code":5,"errors":[null,{}]}']) {
    const { client } = rig([{ status: 404, text }]);
    await assert.rejects(client.auth.me(), (error) => {
      assert.ok(error instanceof NotFoundError && error.code === 'UNKNOWN', text);
      return true;
    });
  }
});

test('what may be repeated is repeated, with the same idempotency key, until it is answered', async () => {
  for (const reply of [LOST, problem(502, 'X'), problem(504, 'X'), 'silence'] as const) {
    const { client, sent, waits } = rig([reply, reply, GOOD]);
    assert.deepEqual(await client.tags.create({ name: 'blue' }), { id: 'a' });
    assert.deepEqual(waits, [250, 500]);
    assert.equal(new Set(sent.map(({ headers }) => headers.get('idempotency-key'))).size, 1);
    assert.deepEqual(sent[2]?.body, { name: 'blue' });
  }
});

test('a change that may have been made is not sent a second time', async () => {
  for (const reply of [LOST, problem(502, 'X'), 'silence'] as const) {
    const { client, sent } = rig([reply, GOOD]);
    await assert.rejects(client.monitors.pause('a'));
    assert.equal(sent.length, 1);
    const keyed = rig([reply, GOOD]);
    await keyed.client.monitors.pause('a', { idempotencyKey: 'mine' });
    assert.equal(keyed.sent.length, 2);
  }
});

test('a server that is too busy is asked again when it said, whatever was asked', async () => {
  const busy = problem(503, 'BUSY', { 'retry-after': '5' });
  const limited = problem(429, 'RATE_LIMITED', { 'retry-after': 'Sat, 31 Jan 2026 12:00:02 GMT' });
  const { client, waits } = rig([busy, limited, GOOD], { random: 0 });
  await client.monitors.pause('a');
  assert.deepEqual(waits, [5_000, 2_000]);
});

test('a server that wants more patience than a minute is not waited for, and the caller is told how much', async () => {
  const { client, waits } = rig([problem(429, 'RATE_LIMITED', { 'retry-after': '120' })]);
  await assert.rejects(client.auth.me(), (error) => error instanceof RateLimitError && error.retryAfterMs === 120_000);
  assert.deepEqual(waits, []);
});

test('retries end, and the last failure is told', async () => {
  const { client, sent } = rig([LOST]);
  await assert.rejects(client.auth.me(), (error) => {
    assert.ok(error instanceof TransportError && error.kind === 'network');
    assert.equal(error.message, 'GET /api/v1/auth/me: fetch failed: connect ECONNREFUSED 127.0.0.1:1');
    assert.equal(error.cause, LOST);
    return true;
  });
  assert.equal(sent.length, 3);
  await assert.rejects(client.auth.me({ retries: 0 }));
  assert.equal(sent.length, 4);
});

test('no answer in time is a transport error of its own kind', async () => {
  const { client } = rig(['silence'], { retries: 0 });
  await assert.rejects(client.auth.me(), (error) => {
    assert.ok(error instanceof TransportError && error.kind === 'timeout');
    assert.equal(error.message, 'GET /api/v1/auth/me: no answer within 29999 ms');
    return true;
  });
});

test('an answer whose body never ends is given up in time, too', async () => {
  const stream = new ReadableStream<Uint8Array>({ start: (body) => body.enqueue(new Uint8Array([123])) });
  const { client } = rig([{ stream }], { retries: 0, timeoutMs: 20, time: undefined as never });
  await assert.rejects(client.auth.me(), (error) => error instanceof TransportError && error.kind === 'timeout');
});

test('a signal ends a call while it waits for an answer, between attempts, and before anything is sent', async () => {
  const reason = new Error('enough');
  const waiting = new AbortController();
  const asked = rig([LOST], { fetch: async () => (waiting.abort(reason), new Promise(() => undefined)) });
  await assert.rejects(asked.client.auth.me({ signal: waiting.signal }), (error) => error === reason);
  const between = new AbortController();
  const lost = rig([LOST], {
    time: undefined as never,
    fetch: async () => (setImmediate(() => between.abort(reason)), new Response('{}', { status: 503 })),
  });
  await assert.rejects(lost.client.auth.me({ signal: between.signal, retries: 100 }), (error) => error === reason);
  const { client, sent } = rig([GOOD]);
  await assert.rejects(client.auth.me({ signal: AbortSignal.abort(reason) }), (error) => error === reason);
  assert.equal(sent.length, 0);
});

test('a redirect and a page that is not JSON are said to be none of Upwatch, and not asked for again', async () => {
  const replies: readonly Reply[] = [
    { status: 301, headers: { location: 'https://elsewhere.example/' } },
    { text: '<html>sign in</html>', headers: { 'content-type': 'text/html' } },
  ];
  for (const reply of replies) {
    const { client, sent } = rig([reply]);
    await assert.rejects(client.auth.me(), (error) => error instanceof TransportError && error.kind === 'protocol');
    assert.equal(sent.length, 1);
  }
});

test('a server that is not ready says why: that is an answer, not a failure', async () => {
  const { client, sent } = rig([{ status: 503, json: { status: 'unhealthy' } }]);
  assert.equal((await client.server.ready()).status, 'unhealthy');
  assert.equal(sent.length, 1);
});

test('an error names the request by its path, without what is asked for and without a token in it', async () => {
  const { client } = rig([problem(404, 'NOT_FOUND')]);
  const message = 'because of NOT_FOUND';
  await assert.rejects(client.monitors.results.list('a/b', { region: 'private' }), {
    message: `GET /api/v1/monitors/a/b/results: 404 NOT_FOUND: ${message}`,
  });
  await assert.rejects(client.heartbeats.ping('hush'), {
    message: `GET /api/v1/heartbeat/{token}: 404 NOT_FOUND: ${message}`,
  });
});

test('an answer without end is given up before it fills the memory', async () => {
  const piece = new Uint8Array(8 * 1024 * 1024);
  let pieces = 0;
  const stream = new ReadableStream<Uint8Array>({ pull: (body) => (pieces++, body.enqueue(piece)) });
  const { client } = rig([{ stream }]);
  await assert.rejects(client.auth.me(), (error) => error instanceof TransportError && error.kind === 'protocol');
  assert.ok(pieces < 12, String(pieces));
});
