import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertMessage } from '@upwatch/core';
import type { SendContext } from './port.ts';
import { pushbullet } from './pushbullet.ts';
import { contextFor, opening, recovery } from './testing/alerts.ts';
import { type Reply, startHttpSink } from './testing/http-sink.ts';
import { assertUnderstood } from './testing/answers.ts';
import { deliver } from './testing/deliver.ts';

const TOKEN = 'o.canary0123456789';
const ACCEPTED: Reply = { status: 200, body: '{"active":true,"iden":"ujpah72o0sjAoRtnM0jc"}' };
const send = (message: AlertMessage, reply: Reply = ACCEPTED, context: Partial<SendContext> = {}, settings = {}) =>
  deliver(pushbullet, (apiUrl) => ({ apiUrl, accessToken: TOKEN, ...settings }), { message, reply, context });

test('an opening is a push with a link, known by the key of the alert', async () => {
  const { outcome, received, bodies } = await send(opening());
  assert.deepEqual(outcome.type === 'sent' && outcome.externalId, 'ujpah72o0sjAoRtnM0jc');
  assert.deepEqual(
    received.map(({ method, path, headers }) => [method, path, headers['access-token']]),
    [['POST', '/v2/pushes', TOKEN]],
  );
  const { body, ...rest } = bodies[0];
  assert.deepEqual(rest, {
    type: 'link',
    url: 'https://upwatch.example/incidents/0199aa00-0000-7000-8000-000000000002',
    title: '🔴 DOWN: shop',
    guid: contextFor().key,
  });
  assert.match(
    body,
    /^shop is down in local since 12:04: the certificate has expired\n\nWhy: The certificate has expired/,
  );
  assert.ok(!body.includes('upwatch.example'), 'the link stands where it can be pressed');
});

test('a recovery says for how long; a digest names its monitors', async () => {
  const digest = { total: 3, headlines: ['a is down', 'b is down'] };
  assert.match((await send(recovery())).bodies[0].body, /Lasted: 12 min 5 s/);
  assert.match((await send(opening({ digest }))).bodies[0].body, /- a is down\n- b is down\n- and 1 more/);
});

test('where nobody knows how Upwatch is reached, it is a note without a link', async () => {
  await using sink = await startHttpSink(() => ACCEPTED);
  const { publicUrl: _publicUrl, ...context } = contextFor();
  const settings = { channelType: 'pushbullet', accessToken: TOKEN, apiUrl: sink.url } as const;
  await pushbullet.send(settings, opening(), context);
  const { type, url } = JSON.parse(sink.received[0]!.body);
  assert.deepEqual([type, url], ['note', undefined]);
});

test('one device alone is pushed to when it is named', async () => {
  const { bodies } = await send(opening(), ACCEPTED, {}, { deviceIden: 'ujpah72o0' });
  assert.equal(bodies[0].device_iden, 'ujpah72o0');
  const everywhere = await send(opening(), ACCEPTED, {}, { deviceIden: null });
  assert.ok(!('device_iden' in everywhere.bodies[0]));
  const settings = { channelType: 'pushbullet', accessToken: TOKEN, deviceIden: 'ujpah72o0' } as const;
  assert.deepEqual(pushbullet.display(settings), { deviceIden: 'ujpah72o0' });
});

test('long texts are cut (A10)', async () => {
  const long = '🔥'.repeat(10_000);
  const { bodies } = await send(opening({ monitorName: long, headline: long, target: long }));
  assert.ok(bodies[0].title.length <= 250 && bodies[0].body.length <= 4_000);
  for (const text of [bodies[0].title, bodies[0].body]) assert.match(text, /… \(\+\d+\)$/);
});

test('what Pushbullet answers is understood, and never repeats the token (A01)', async () => {
  const invalid =
    '{"error":{"code":"invalid_access_token","type":"invalid_request","message":"Access token is missing or invalid."}}';
  await assertUnderstood(
    [
      [{ status: 200, body: '<html>Sign in</html>' }, 'reject', /not that it has the message/],
      [{ status: 401, body: invalid }, 'reject', /Access token is missing or invalid/],
      [{ status: 429, headers: { 'retry-after': '7' } }, 'retry', /429/],
      [{ status: 500 }, 'retry', /500/],
    ],
    (reply) => send(opening(), reply),
  );
});
