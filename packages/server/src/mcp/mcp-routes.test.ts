import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { ServerConfig } from '../config.ts';
import { monitorChange } from '../api/testing/changes.ts';
import { observationOf } from '../api/testing/quiet-engine.ts';
import { KEY, testApi, type TestApi } from '../api/testing/test-api.ts';
import { openIncidentOf } from '../api/testing/walk-operations.ts';
import { ANSWER_LETTERS_MAX } from './answer.ts';
import { isOwnOrigin } from './own-origin.ts';

async function listening(t: TestContext, config: Partial<ServerConfig> = {}) {
  const api = await testApi({ config });
  t.after(async () => api[Symbol.asyncDispose]());
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = api.app.server.address() as AddressInfo;
  return { api, url: `http://127.0.0.1:${port}/mcp` };
}

async function connected(t: TestContext, url: string, headers: Record<string, string> = {}): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  const requestInit = { headers: { authorization: `Bearer ${KEY}`, ...headers } };
  // The library's own types are not made for exactOptionalPropertyTypes.
  const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit }) as Parameters<
    Client['connect']
  >[0];
  t.after(async () => client.close());
  await client.connect(transport);
  return client;
}

async function called(client: Client, name: string, args: Record<string, unknown> = {}) {
  const { content, isError } = await client.callTool({ name, arguments: args });
  const [first] = content as readonly { readonly text: string }[];
  return { text: first!.text, isError: isError === true };
}

async function monitorIn(api: TestApi, name = 'shop') {
  const config = { url: 'http://shop.example/', method: 'GET' };
  const made = await api.ask('POST', '/api/v1/monitors', { name, type: 'HTTP', config });
  return made.body.data as { readonly id: string };
}

test('the official client reads over HTTP, with the key of the API, and cannot write', async (t) => {
  const { api, url } = await listening(t);
  const { id } = await monitorIn(api);
  const client = await connected(t, url);
  const { tools } = await client.listTools();
  assert.ok(tools.length > 30 && tools.every(({ annotations }) => annotations?.readOnlyHint === true));
  const { data } = JSON.parse((await called(client, 'monitors_list', { search: 'shop' })).text);
  assert.deepEqual(
    data.map((one: { id: string }) => one.id),
    [id],
  );
  const refused = await called(client, 'monitors_delete', { id });
  assert.ok(refused.isError && refused.text.includes('writes=1'), refused.text);
  assert.equal((await api.ask('GET', `/api/v1/monitors/${id}`)).status, 200);
});

test('with ?writes=1 a tool changes what is there, as the API does: a fault is told field by field', async (t) => {
  const { api, url } = await listening(t);
  const { id } = await monitorIn(api);
  const client = await connected(t, `${url}?writes=1&tools=monitors`);
  const names = new Set((await client.listTools()).tools.map((tool) => tool.name));
  assert.ok(names.has('monitors_update') && !names.has('tags_create'));
  const bad = await called(client, 'monitors_update', { id, frequencySeconds: 0 });
  assert.ok(bad.isError && bad.text.startsWith('VALIDATION_FAILED (400)\nfrequencySeconds must'), bad.text);
  assert.equal((await called(client, 'monitors_update', { id, name: 'store' })).isError, false);
  assert.equal((await api.ask('GET', `/api/v1/monitors/${id}`)).body.data.name, 'store');
});

test('an incident is explained in sentences, and the newest one when none is named', async (t) => {
  const { api, url } = await listening(t);
  const client = await connected(t, url);
  assert.equal((await called(client, 'explain')).text, 'there has been no incident yet');
  const { incident } = await openIncidentOf(api);
  const incidentId = incident.id;
  const newest = await called(client, 'explain');
  assert.ok(!newest.isError && newest.text.endsWith(`incident ${incidentId}`), newest.text);
  assert.deepEqual(await called(client, 'explain', { incidentId }), newest);
  assert.match(
    (await called(client, 'explain', { incidentId: '0199aa00-0000-7000-8000-00000000000f' })).text,
    /^NOT_FOUND/,
  );
});

test('a check looks once with GET alone, and shows neither body nor headers', async (t) => {
  const { api, url } = await listening(t);
  api.engine.nextLook = async () =>
    observationOf({ facts: { statusCode: 200, bodyExcerpt: 'canary-body', headers: { 'x-canary': 'canary-header' } } });
  const client = await connected(t, url);
  const { text } = await called(client, 'check', { address: 'http://shop.example/' });
  assert.equal(JSON.parse(text).phases.dnsMs, 1.25);
  assert.ok(!text.includes('canary'), text);
  await called(client, 'check', { address: 'tls://shop.example:8443' });
  assert.deepEqual(
    api.engine.looks.map(({ type, config }) => [type, config['method'] ?? config['port']]),
    [
      ['HTTP', 'GET'],
      ['TLS', 8443],
    ],
  );
  for (const address of [
    'file:///etc/passwd',
    'tcp://shop.example',
    'http://u:p@shop.example/',
    'shop',
    'http://evil.example/{{secrets.A}}',
  ]) {
    const refused = await called(client, 'check', { address });
    assert.ok(refused.isError && refused.text.startsWith('address must'), refused.text);
  }
  assert.equal(api.engine.looks.length, 2);
});

test('a replay of what was not recorded is refused as the API refuses it', async (t) => {
  const { api, url } = await listening(t);
  const { id } = await monitorIn(api);
  const client = await connected(t, url);
  assert.match(
    (await called(client, 'replay', { monitorId: id })).text,
    /^VALIDATION_FAILED \(400\)\nfrom and to must span looks/,
  );
  assert.match((await called(client, 'replay', { monitorId: id, days: 400 })).text, /^days must be .* got 400$/);
});

test('an argument leads nowhere else: it is one part of a path, whatever is written in it', async (t) => {
  const { url } = await listening(t);
  const client = await connected(t, url);
  for (const id of ['../api-keys', '..', '', '//evil.example/', 'x?y=1']) {
    const { isError, text } = await called(client, 'monitors_get', { id });
    assert.ok(isError && /NOT_FOUND|VALIDATION_FAILED|id must/.test(text), `${id}: ${text}`);
    assert.ok(!text.includes('uw_01'), text);
  }
});

test('what is too long for an answer is cut, and says how to ask for less', async (t) => {
  const { api, url } = await listening(t);
  for (let i = 0; i < 60; i++) await monitorIn(api, `shop ${i} ${'x'.repeat(200)}`);
  const client = await connected(t, url);
  const { text } = await called(client, 'monitors_list', { size: 60 });
  const { data, cut } = JSON.parse(text);
  assert.ok(text.length <= ANSWER_LETTERS_MAX && data.length > 5 && data.length < 60);
  assert.match(cut, /^only the first \d+ of the 60 that came fit into an answer; ask for less by size/);
});

test('events are heard for as long as was asked', async (t) => {
  const { api, url } = await listening(t);
  const client = await connected(t, url);
  const heard = called(client, 'events_stream', { listenSeconds: 1 });
  while (api.interest.length === 0) await new Promise((resolve) => setImmediate(resolve));
  api.live.publish(monitorChange('0199aa00-0000-7000-8000-000000000001'));
  assert.match((await heard).text, /event: change\n/);
});

test('without a key there is nothing, and a page of another origin is refused with one', async (t) => {
  const { api, url } = await listening(t, { publicUrl: 'https://up.example' });
  const body = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
  const headers = { accept: 'application/json, text/event-stream' };
  assert.equal((await api.ask('POST', '/mcp', body, { ...headers, authorization: '' })).status, 401);
  const foreign = await api.ask('POST', '/mcp', body, { ...headers, origin: 'http://evil.example:3000' });
  assert.equal(foreign.status, 403);
  assert.equal((await api.ask('POST', '/mcp', body, { ...headers, origin: 'https://up.example' })).status, 200);
  const got = await api.ask('GET', '/mcp', undefined, headers);
  assert.deepEqual([got.status, got.headers['allow']], [405, 'POST']);
  assert.equal((await api.ask('POST', '/mcp', [body, body], headers)).status, 400);
  await assert.rejects(connected(t, url, { authorization: 'Bearer uw_nobody' }));
  assert.equal((await api.ask('POST', '/mcp', 'x'.repeat(1024 * 1024 + 1), headers)).status, 413);
});

test('own origins are this machine and the public address, and nothing that only begins like them', () => {
  const own = ['http://localhost:3000', 'http://127.0.0.1', 'http://[::1]:8080', 'https://up.example'];
  const foreign = [
    'null',
    '',
    'http://up.example',
    'https://up.example.evil',
    'http://localhost.evil:3000',
    'file://localhost',
  ];
  assert.deepEqual(
    own.filter((one) => !isOwnOrigin(one, 'https://up.example/base')),
    [],
  );
  assert.deepEqual(
    foreign.filter((one) => isOwnOrigin(one, 'https://up.example')),
    [],
  );
});
