import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure } from '@upwatch/core';
import { CHANNELS } from '../../channels/index.ts';
import type { SendContext, SendOutcome } from '../../channels/port.ts';
import type { ServerConfig } from '../../config.ts';
import { observationOf } from '../testing/quiet-engine.ts';
import { recordLooks } from '../testing/recorded-looks.ts';
import { KEY, testApi } from '../testing/test-api.ts';
import { ask } from './testing/ask.ts';

const SHOP = { title: 'shop', endpoint: 'http://127.0.0.1:8080', expected_http_code: 204 };

test('targets are watched every 300 s, as ordinary monitors with the tag simple', async () => {
  await using api = await testApi();
  const answer = await ask(api, 'POST', '/status', {
    targets: [SHOP, { title: 'docs', endpoint: 'http://127.0.0.1:8081/x' }],
  });
  assert.equal(answer.status, 201, answer.text);
  assert.equal(answer.body.category, 'success');
  assert.equal(answer.body.message, '2 targets are watched.');
  const monitors = (await api.ask('GET', '/api/v1/monitors?tags=simple&sort=createdAt')).body.data;
  assert.deepEqual(
    monitors.map((monitor: { name: string; frequencySeconds: number }) => [monitor.name, monitor.frequencySeconds]),
    [
      ['shop', 300],
      ['docs', 300],
    ],
  );
  const [{ config, assertions }] = monitors;
  assert.deepEqual(config.retry, {
    attemptsMax: 4,
    backoffMs: 300,
    backoffFactor: 2,
    statusCodes: [501, 502, 503, 504],
  });
  assert.equal(config.timeoutMs, 5000);
  assert.deepEqual(assertions[0].config, { type: 'status_code', expected: '204', operator: 'equals' });
  assert.equal(monitors[1].assertions[0].config.expected, '200');
  assert.equal(api.engine.changed.length, 2);
});

test('the same title and endpoint again is updated, not doubled; another endpoint under the title is another target', async () => {
  await using api = await testApi();
  await ask(api, 'POST', '/status', { targets: [SHOP] });
  await ask(api, 'POST', '/status', { targets: [{ ...SHOP, expected_http_code: 200 }, SHOP] });
  const other = { ...SHOP, endpoint: 'http://127.0.0.1:9090' };
  assert.equal((await ask(api, 'POST', '/status', { targets: [other] })).status, 201);
  const names = (await api.ask('GET', '/api/v1/monitors?sort=createdAt')).body.data.map(
    (one: { name: string }) => one.name,
  );
  assert.deepEqual(names, ['shop', 'shop (2)']);
  const { data } = (await ask(api, 'GET', '/status')).body;
  assert.deepEqual([data.title, data.endpoint], ['shop', 'http://127.0.0.1:9090']);
  assert.equal(data.targets.length, 2);
});

test('the status of the newest target has exactly the fields that clients know, and all targets beside them', async () => {
  await using api = await testApi();
  const { id } = (await ask(api, 'POST', '/status', { targets: [SHOP] })).body.data.targets[0];
  const { key } = (await api.core.monitors.get(id))!;
  const slotMs = Date.UTC(2023, 0, 24, 12, 32, 41);
  api.pass(slotMs - api.nowMs() + 1000);
  const look = observationOf({ monitorId: id, slotMs, phases: { totalMs: 152.4 }, facts: { statusCode: 204 } });
  recordLooks(api.history, key, [look]);
  const { status, body } = await ask(api, 'GET', '/status');
  const state = {
    actual_response: 204,
    elapsed: '0.15 seconds',
    endpoint: 'http://127.0.0.1:8080',
    expected_response: 204,
    is_down: false,
    is_up: true,
    timestamp: '2023-01-24 12:32:41',
    title: 'shop',
  };
  assert.equal(status, 200);
  assert.deepEqual(body, { category: 'success', data: { ...state, targets: [state] }, message: 'shop is up.' });
  assert.equal(api.engine.looks.length, 0);
});

test('a target that nothing has looked at yet is looked at while its client waits', async () => {
  await using api = await testApi();
  await ask(api, 'POST', '/status', { targets: [SHOP] });
  api.engine.nextLook = async () => observationOf({ failure: failure('connect.refused'), facts: {} });
  const { data, message } = (await ask(api, 'GET', '/status')).body;
  assert.deepEqual([data.is_up, data.is_down, data.actual_response], [false, true, null]);
  assert.equal(message, 'shop is down.');
  assert.equal(api.engine.looks.length, 1);
});

test('a first look that cannot be made leaves a target unknown, not down', async () => {
  await using api = await testApi();
  await ask(api, 'POST', '/status', { targets: [SHOP] });
  api.engine.nextLook = async () => {
    throw new Error('the probe is busy');
  };
  const { status, body } = await ask(api, 'GET', '/status');
  assert.equal(status, 200);
  assert.deepEqual([body.data.is_up, body.data.is_down, body.data.timestamp], [false, false, null]);
});

test('before there is a target: 404, in the envelope that clients know', async () => {
  await using api = await testApi();
  const { status, body } = await ask(api, 'GET', '/status');
  assert.equal(status, 404);
  assert.deepEqual(
    { category: body.category, data: body.data, message: body.message },
    { category: 'error', data: null, message: 'there is no target yet: make one with POST /status' },
  );
});

const REFUSED: readonly (readonly [body: unknown, message: RegExp])[] = [
  [{}, /^targets is required$/],
  [{ targets: [] }, /^targets must not be empty/],
  [{ targets: [{ title: 'x' }] }, /^targets\[0\]\.endpoint is required$/],
  [{ targets: [SHOP, { ...SHOP, endpoint: 'ftp://x' }] }, /^targets\[1\]\.endpoint must begin with http/],
  [
    { targets: [{ ...SHOP, expected_http_code: 99 }] },
    /^targets\[0\]\.expected_http_code must be at least 100, got 99$/,
  ],
  [{ targets: [{ ...SHOP, title: '' }] }, /^targets\[0\]\.title must not be empty/],
  [{ targets: [SHOP], more: 1 }, /^more is not a known field$/],
];

for (const [body, message] of REFUSED) {
  test(`${JSON.stringify(body).slice(0, 90)} is refused whole`, async () => {
    await using api = await testApi();
    const answer = await ask(api, 'POST', '/status', body);
    assert.equal(answer.status, 400);
    assert.match(answer.body.message, message);
    assert.equal(answer.body.category, 'error');
    assert.equal(api.engine.changed.length, 0);
  });
}

test('the queue is set and shown; 0 means the defaults 5 and 3', async () => {
  await using api = await testApi();
  const set = await ask(api, 'POST', '/status/queue', { worker_thread: 12, queue_size: 34 });
  assert.deepEqual(set.body.data, { worker_thread: 12, queue_size: 34, running: 1, queued: 0 });
  await ask(api, 'POST', '/status/queue', { worker_thread: 0, queue_size: 0 });
  assert.deepEqual((await ask(api, 'GET', '/status/queue')).body, {
    category: 'success',
    data: { worker_thread: 5, queue_size: 3, running: 1, queued: 0 },
    message: 'The queue as it is now.',
  });
  assert.equal((await ask(api, 'POST', '/status/queue', { worker_thread: -1, queue_size: 1 })).status, 400);
});

test('down targets are mailed to the e-mail channels on request, and only when there are any', async () => {
  const mails: { headline: string; context: SendContext }[] = [];
  const channels = CHANNELS.map((channel) => ({
    ...channel,
    send: async (_config: unknown, message: { headline: string }, context: SendContext) => {
      mails.push({ headline: message.headline, context });
      return { type: 'sent' } as const;
    },
  }));
  await using api = await testApi({ deps: { channels } });
  assert.equal((await ask(api, 'GET', '/emails')).status, 409);
  const config = { channelType: 'email', recipients: ['me@example.org'] };
  assert.equal((await api.ask('POST', '/api/v1/alert-channels', { name: 'mail', config })).status, 201);
  const { id } = (await ask(api, 'POST', '/status', { targets: [SHOP] })).body.data.targets[0];
  const nothing = await ask(api, 'GET', '/emails');
  assert.deepEqual(nothing.body, {
    category: 'email_sent_success',
    data: null,
    message: 'No target is down, so no e-mail was sent.',
  });
  const { key } = (await api.core.monitors.get(id))!;
  const down = {
    monitorId: id,
    slotMs: api.nowMs(),
    failure: failure('status.unexpected'),
    facts: { statusCode: 503 },
  };
  recordLooks(api.history, key, [observationOf(down)]);
  assert.equal((await ask(api, 'GET', '/emails')).body.message, 'The state of 1 target was sent by e-mail.');
  assert.deepEqual(
    mails.map(({ headline }) => headline),
    ['1 target is down: shop (answered 503, expected 204, at 2026-01-02 03:04:05 UTC)'],
  );
});

test('each e-mail channel is sent to whatever becomes of the others; only when none took it, it is a failure', async () => {
  const failing = new Map<string, () => Promise<SendOutcome>>();
  const sentTo: string[] = [];
  const channels = CHANNELS.map((channel) => ({
    ...channel,
    send: async (config: unknown) => {
      const [recipient] = (config as { recipients: string[] }).recipients;
      sentTo.push(recipient!);
      return failing.get(recipient!)?.() ?? ({ type: 'sent' } as const);
    },
  }));
  await using api = await testApi({ deps: { channels } });
  for (const name of ['one', 'two', 'three']) {
    const config = { channelType: 'email', recipients: [`${name}@example.org`] };
    assert.equal((await api.ask('POST', '/api/v1/alert-channels', { name, config })).status, 201);
  }
  const { id } = (await ask(api, 'POST', '/status', { targets: [SHOP] })).body.data.targets[0];
  const { key } = (await api.core.monitors.get(id))!;
  const down = { monitorId: id, slotMs: api.nowMs(), failure: failure('connect.refused'), facts: {} };
  recordLooks(api.history, key, [observationOf(down)]);

  failing.set('one@example.org', async () => ({ type: 'retry', reason: 'no server answered' }));
  failing.set('two@example.org', async () => {
    throw new Error('broken');
  });
  const partly = await ask(api, 'GET', '/emails');
  assert.equal(partly.status, 200, partly.text);
  assert.equal(partly.body.category, 'email_sent_success');
  assert.match(partly.body.message, /^The state of 1 target was sent by e-mail\. Not sent: /);
  assert.match(partly.body.message, /channel "one": no server answered/);
  assert.match(partly.body.message, /channel "two": /);
  assert.doesNotMatch(partly.body.message, /"three"/);
  assert.deepEqual(sentTo.toSorted(), ['one@example.org', 'three@example.org', 'two@example.org']);

  failing.set('three@example.org', async () => ({ type: 'reject', reason: 'unknown recipient' }));
  const failed = await ask(api, 'GET', '/emails');
  assert.equal(failed.status, 502);
  assert.match(failed.body.message, /channel "three": unknown recipient/);

  await api.core.monitors.update(id, (now) => ({ ...now, isEnabled: false }), [], { name: 'test' });
  assert.equal((await ask(api, 'GET', '/emails')).body.message, 'No target is down, so no e-mail was sent.');
});

const ACCESS: readonly (readonly [
  why: string,
  config: Partial<ServerConfig>,
  headers: Record<string, string>,
  status: number,
])[] = [
  ['on loopback', {}, {}, 404],
  ['on loopback by name', {}, { host: 'localhost:3000' }, 404],
  ['with a key, wherever', { host: '0.0.0.0' }, { authorization: `Bearer ${KEY}` }, 404],
  ['with a wrong key', {}, { authorization: 'Bearer no' }, 401],
  ['when the world can reach the server', { host: '0.0.0.0' }, {}, 401],
  ['when a proxy can', { publicUrl: 'https://up.example' }, {}, 401],
  ['when a proxy did', {}, { 'x-forwarded-for': '192.0.2.1' }, 401],
  ['under a foreign name (DNS rebinding)', {}, { host: 'evil.example:3000' }, 401],
  ['from a foreign page', {}, { origin: 'https://evil.example' }, 403],
  ['from an image on a foreign page', {}, { 'sec-fetch-site': 'cross-site' }, 403],
  ['when it is opened to all', { host: '0.0.0.0', simpleApi: 'open' }, { host: 'up.example' }, 404],
  ['when a key is always asked for', { simpleApi: 'key' }, {}, 401],
  ['when it is switched off', { simpleApi: 'off' }, { authorization: `Bearer ${KEY}` }, 404],
];

for (const [why, config, headers, status] of ACCESS) {
  test(`the simple API ${why}: ${status === 404 ? 'not refused for who asks' : status}`, async () => {
    await using api = await testApi({ config });
    assert.equal((await ask(api, 'GET', '/status', undefined, headers)).status, status);
  });
}
