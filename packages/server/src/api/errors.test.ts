import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { test } from 'node:test';
import { API_ERRORS } from '@upwatch/core';
import { sharedFile } from '@upwatch/core/testing';
import { StoreRefusal, type StoreRefusalCode } from '../stores/port.ts';
import { CONNECTIONS_LOOK_MS } from './http-server.ts';
import { KEY, testApi } from './testing/test-api.ts';

const HTTP = { name: 'shop', type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };

test('a refusal has the fields of the contract and of RFC 9457, and the id that the log has', async () => {
  await using api = await testApi();
  const { body, headers, status } = await api.ask('GET', '/api/v1/monitors/nobody?secret=canary-1');
  assert.equal(headers['content-type'], 'application/problem+json');
  assert.equal(headers['x-request-id'], body.requestId);
  const message = 'id must be a UUID, got "nobody"';
  const got = { code: 'fault.got', params: { value: '"nobody"' } };
  const said = { code: 'fault.of', params: { field: 'id', must: { code: 'must.uuid', params: {} }, got } };
  const { requestId, ...rest } = body;
  assert.deepEqual(rest, {
    type: 'urn:upwatch:problem:validation-failed',
    title: API_ERRORS.VALIDATION_FAILED.title,
    detail: message,
    instance: '/api/v1/monitors/nobody',
    status: 400,
    code: 'VALIDATION_FAILED',
    message,
    timestamp: api.nowMs(),
    said,
    errors: [{ code: 'VALIDATION_FAILED', field: 'id', message, said }],
  });
  assert.equal(status, 400);
  const log = api.log.join('');
  assert.ok(log.includes(requestId));
  assert.ok(!log.includes('canary-1') && !log.includes(KEY));
});

test('every answer carries a request id: the one it was asked with when that is a plain word', async () => {
  await using api = await testApi();
  const asked = async (id: string) =>
    (await api.ask('GET', '/health', undefined, { 'x-request-id': id })).headers['x-request-id'];
  assert.equal(await asked('trace-1'), 'trace-1');
  assert.notEqual(await asked('two words'), 'two words');
  assert.match(String((await api.ask('GET', '/nowhere')).headers['x-request-id']), /^[0-9a-f-]{36}$/);
});

test('malformed JSON: 400 with line and column', async () => {
  await using api = await testApi();
  const answer = await api.ask('POST', '/api/v1/monitors', '{\n  "name": "x",\n}');
  assert.equal(answer.status, 400);
  assert.equal(answer.body.message, 'the body is not valid JSON: line 3, column 1');
  assert.equal(answer.body.code, 'MALFORMED_JSON');
});

test('a body that is no JSON, too long, or in another form is refused as what it is', async () => {
  await using api = await testApi();
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  assert.equal((await api.ask('POST', '/api/v1/monitors', 'a=b', form)).status, 415);
  assert.equal((await api.ask('POST', '/api/v1/monitors', '{}', { 'content-type': 'text/plain' })).status, 415);
  const large = await api.ask('POST', '/api/v1/monitors', `"${'x'.repeat(1024 * 1024)}"`);
  assert.equal(large.status, 413);
  assert.equal(large.body.code, 'BODY_TOO_LARGE');
  assert.equal((await api.ask('POST', '/api/v1/monitors')).body.message, 'body is required');
  const json = { 'content-type': 'application/json; charset=utf-8' };
  assert.equal((await api.ask('POST', '/api/v1/monitors', JSON.stringify(HTTP), json)).status, 201);
});

test('a content type without a body is no body: many clients name one on every POST', async () => {
  await using api = await testApi();
  const { id } = (await api.ask('POST', '/api/v1/monitors', HTTP)).body.data;
  assert.equal((await api.ask('POST', `/api/v1/monitors/${id}/pause`, '')).status, 200);
});

test('a client that is slow to send its headers is not waited for longer than 10 s (S36)', async () => {
  await using api = await testApi();
  assert.ok(api.app.server.headersTimeout + CONNECTIONS_LOOK_MS <= 10_000);
  assert.ok(api.app.server.requestTimeout <= 30_000);
});

test('a path that is not there: 404; one that takes another method: 405 with Allow', async () => {
  await using api = await testApi();
  const missing = await api.ask('GET', '/api/v1/nowhere');
  assert.equal(missing.status, 404);
  assert.equal(missing.body.code, 'ROUTE_NOT_FOUND');
  const wrong = await api.ask('PATCH', '/api/v1/monitors/019b0000-0000-7000-8000-000000000000');
  assert.equal(wrong.status, 405);
  assert.equal(wrong.headers['allow'], 'DELETE, GET, PUT');
  assert.equal((await api.ask('HEAD', '/emails')).status, 405);
});

test('addresses that are not well-formed are refused, not failed (S40)', async () => {
  await using api = await testApi();
  const odd = [
    '/api/v1/monitors/%',
    '/api/v1/monitors/%00',
    '/api/v1/..;/monitors',
    '//x/api',
    '/%2e%2e/%2e%2e/etc/passwd',
  ];
  for (const url of [...odd, `/api/v1/monitors/${'a'.repeat(500)}`, `/api/v1/monitors?search=${'%'.repeat(400)}`]) {
    const answer = await api.ask('GET', url);
    const isFine = answer.status === 200 && url.includes('?search=');
    assert.ok(isFine || (answer.status >= 400 && answer.status < 500), `${url}: ${answer.status} ${answer.text}`);
    assert.ok(answer.headers['x-request-id'], url);
  }
});

const REFUSALS: readonly (readonly [StoreRefusalCode, number, string])[] = [
  ['not_found', 404, 'NOT_FOUND'],
  ['duplicate_name', 409, 'DUPLICATE_NAME'],
  ['conflict', 409, 'CONFLICT'],
  ['in_use', 409, 'IN_USE'],
  ['disk_full', 507, 'DISK_FULL'],
  ['busy', 503, 'BUSY'],
];

for (const [refusal, status, code] of REFUSALS) {
  test(`a store that refuses with ${refusal} is answered as ${status} ${code}`, async () => {
    await using api = await testApi();
    const refuse = async () => {
      throw new StoreRefusal(refusal, 'because');
    };
    Object.assign(api.core.tags, { create: refuse });
    const answer = await api.ask('POST', '/api/v1/tags', { name: 'x' });
    assert.equal(answer.status, status);
    assert.equal(answer.body.code, code);
    assert.equal(answer.headers['retry-after'] !== undefined, refusal === 'busy');
  });
}

test('a fault of ours is a 500 that says nothing of it, and the log says all', async () => {
  await using api = await testApi();
  const fail = async () => {
    throw new Error('canary in the engine room');
  };
  Object.assign(api.core.tags, { create: fail });
  const answer = await api.ask('POST', '/api/v1/tags', { name: 'x' });
  assert.equal(answer.status, 500);
  assert.ok(!answer.text.includes('canary'));
  assert.ok(api.log.join('').includes('canary in the engine room'));
});

test('whatever bytes come as a body, the answer is no 5xx; what is not JSON is a 400', async (context) => {
  const file = sharedFile('corpora/json-parsing.json');
  if (file === undefined) return context.skip('the case files are not beside the checkout');
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as {
    cases: readonly { id: string; expected: { parse: string }; bytes_b64?: string }[];
  };
  await using api = await testApi();
  for (const { id, expected, bytes_b64 } of cases) {
    for (const url of ['/api/v1/monitors', '/compat/api/v1/tags', '/status']) {
      const { statusCode, payload } = await api.inject({
        method: 'POST',
        url,
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', host: 'localhost' },
        // One case is a rule rather than bytes: an array in an object, fifty thousand times.
        payload: bytes_b64 === undefined ? '[{"":'.repeat(50_000) : Buffer.from(bytes_b64, 'base64'),
      });
      assert.ok(statusCode < 500, `${id} ${url}: ${statusCode} ${payload}`);
      if (expected.parse === 'reject') assert.equal(statusCode, 400, `${id} ${url}: ${payload}`);
    }
  }
});

test('a URL that cannot be watched is refused, and one that can is kept as it is sent', async (context) => {
  const file = sharedFile('corpora/url-idna.json');
  if (file === undefined) return context.skip('the case files are not beside the checkout');
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as {
    cases: readonly {
      id: string;
      kind: string;
      input: string;
      expected: { valid: boolean; href?: string; monitorable?: boolean };
    }[];
  };
  await using api = await testApi();
  for (const { id, kind, input, expected } of cases) {
    const body = { name: id, type: 'HTTP', config: { url: input, method: 'GET' } };
    const answer = await api.ask('POST', '/api/v1/monitors', body);
    const isWatchable = expected.valid && expected.monitorable !== false;
    assert.ok(answer.status < 500, `${id}: ${answer.text}`);
    // The other kinds are of names alone, and say nothing of a whole URL.
    if (kind === 'url' && !isWatchable) assert.equal(answer.status, 400, `${id} ${input}: ${answer.text}`);
    if (answer.status !== 201) assert.equal(answer.body.errors[0].field, 'config.url', answer.text);
  }
});

test('a name is given back as it was sent, or refused', async (context) => {
  const file = sharedFile('corpora/naughty-strings.json');
  if (file === undefined) return context.skip('the case files are not beside the checkout');
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: readonly { id: string; input: string }[] };
  await using api = await testApi();
  for (const { id, input } of cases) {
    const tag = await api.ask('POST', '/api/v1/tags', { name: input });
    assert.ok([201, 400, 409].includes(tag.status), `${id}: ${tag.text}`);
    if (tag.status === 201) assert.equal(tag.body.data.name, input, id);
    const incident = await api.ask('POST', '/api/v1/incidents', { title: 'x', severity: 'DOWN', body: input });
    assert.ok([201, 400].includes(incident.status), `${id}: ${incident.text}`);
    if (incident.status === 201) assert.equal(incident.body.data.updates[0].body ?? '', input, id);
  }
  for (const line of api.log.join('').trimEnd().split('\n')) JSON.parse(line);
});

test('bytes that are not HTTP, and headers without end, are answered on the wire', async () => {
  await using api = await testApi();
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = api.app.server.address() as { port: number };
  const say = async (text: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(text);
    let heard = '';
    for await (const chunk of socket) heard += String(chunk);
    return heard;
  };
  assert.match(await say('GARBAGE\r\n\r\n'), /^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/);
  const long = `GET / HTTP/1.1\r\nHost: x\r\n${`A: ${'x'.repeat(1000)}\r\n`.repeat(100)}\r\n`;
  assert.match(await say(long), /^HTTP\/1\.1 431 Request Header Fields Too Large\r\n[^]*\r\nDate: \w{3}, /);
  const smuggled = 'POST /status HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}';
  assert.match(await say(smuggled), /^HTTP\/1\.1 400 Bad Request\r\n/);
});
