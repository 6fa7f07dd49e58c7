import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertMessage } from '@upwatch/core';
import type { SendContext } from './port.ts';
import { pushover } from './pushover.ts';
import { opening, recovery } from './testing/alerts.ts';
import type { Reply } from './testing/http-sink.ts';
import { type SinkReply, deliver } from './testing/deliver.ts';

const USER = 'canaryuser0123456789abcdefghij';
const TOKEN = 'canarytoken123456789abcdefghij';
const INCIDENT = '0199aa00-0000-7000-8000-000000000002';
const ACCEPTED: Reply = { status: 200, body: '{"status":1,"request":"647d2300"}' };

async function send(
  message: AlertMessage,
  settings = {},
  reply: SinkReply = ACCEPTED,
  context: Partial<SendContext> = {},
) {
  const sent = await deliver(pushover, (apiUrl) => ({ apiUrl, userKey: USER, appToken: TOKEN, ...settings }), {
    message,
    reply,
    context,
  });
  const forms = sent.received.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  return { outcome: sent.outcome, received: sent.received, forms, form: forms.at(-1)! };
}

test('an opening is a form with keys, title, text and a link to the incident', async () => {
  const { outcome, received, form } = await send(opening(), { sound: 'siren' });
  assert.equal(outcome.type, 'sent');
  assert.deepEqual(
    received.map(({ method, path, headers }) => [method, path, headers['content-type']]),
    [['POST', '/1/messages.json', 'application/x-www-form-urlencoded']],
  );
  const { message, ...rest } = form;
  assert.deepEqual(rest, {
    token: TOKEN,
    user: USER,
    title: 'DOWN: shop',
    priority: '0',
    timestamp: '1795262657',
    url: `https://upwatch.example/incidents/${INCIDENT}`,
    url_title: 'Open in Upwatch',
    sound: 'siren',
  });
  assert.match(message ?? '', /^shop is down in local[^]*Why: The certificate has expired/);
});

test('an emergency says how often and how long it is repeated, and is known by its incident', async () => {
  const usual = (await send(opening(), { priority: '2' })).form;
  assert.deepEqual([usual['priority'], usual['retry'], usual['expire'], usual['tags']], ['2', '60', '3600', INCIDENT]);
  const own = (await send(opening(), { priority: 'emergency', retrySeconds: 30, expireSeconds: 10_800 })).form;
  assert.deepEqual([own['priority'], own['retry'], own['expire']], ['2', '30', '10800']);
});

test('a recovery first ends the repeats of an emergency, then tells', async () => {
  const { received, forms } = await send(recovery(), { priority: '2' });
  assert.deepEqual(
    received.map(({ path }) => path),
    [`/1/receipts/cancel_by_tag/${INCIDENT}.json`, '/1/messages.json'],
  );
  assert.deepEqual(forms[0], { token: TOKEN });
  assert.deepEqual([forms[1]?.['title'], forms[1]?.['priority'], forms[1]?.['retry']], ['UP: shop', '0', undefined]);
  assert.equal((await send(recovery(), { priority: '1' })).received.length, 1);
});

test('that it is up is told even when there is nothing to end, and once only when ending has to wait', async () => {
  const byPath =
    (status: number): SinkReply =>
    ({ path }) =>
      path.includes('cancel') ? { status } : ACCEPTED;
  const refused = await send(recovery(), { priority: '2' }, byPath(404));
  assert.deepEqual([refused.outcome.type, refused.received.length], ['sent', 2]);
  const waiting = await send(recovery(), { priority: '2' }, byPath(503));
  assert.deepEqual([waiting.outcome.type, waiting.received.length], ['retry', 1]);
});

test('only what is down is an emergency; what calls for nothing is never more than normal', async () => {
  const rows = [
    [{}, '2', '2'],
    [{ severity: 'DEGRADED' }, '2', '1'],
    [{ severity: 'DEGRADED' }, '1', '1'],
    [{ severity: 'MAINTENANCE' }, '2', '0'],
    [{ kind: 'NOTICE' }, '2', '0'],
    [{ kind: 'TEST' }, '2', '0'],
    [{ kind: 'TEST' }, 'lowest', '-2'],
    [{}, '-1', '-1'],
    [{}, null, '0'],
  ] as const;
  for (const [change, priority, expected] of rows) {
    const { form } = await send(opening(change), { priority });
    assert.equal(form['priority'], expected, JSON.stringify([change, priority]));
    assert.equal('retry' in form, expected === '2');
  }
});

test('texts are cut to what Pushover takes; a digest names its monitors (A10)', async () => {
  const long = '🔥'.repeat(10_000);
  const { form } = await send(opening({ monitorName: long, headline: long, target: long }));
  assert.ok(form['title']!.length <= 250 && form['message']!.length <= 1_024);
  for (const text of [form['title']!, form['message']!]) assert.match(text, /… \(\+\d+\)$/);
  const digest = { total: 3, headlines: ['a is down', 'b is down'] };
  assert.match((await send(opening({ digest }))).form['message']!, /- a is down\n- b is down\n- and 1 more/);
});

test('wrong settings are refused by their field, and what is shown holds no key', () => {
  const of = (settings: object) =>
    pushover.config.safeParse({ channelType: 'pushover', userKey: USER, appToken: TOKEN, ...settings });
  for (const [field, value] of [
    ['priority', '3'],
    ['sound', 'a b'],
    ['retrySeconds', 29],
    ['expireSeconds', 10_801],
    ['userKey', ''],
    ['appToken', 'two words'],
  ] as const)
    assert.equal(of({ [field]: value }).error?.issues[0]?.path[0], field);
  assert.deepEqual(pushover.display(of({ priority: '1', sound: 'siren' }).data!), { priority: '1' });
});

test('what Pushover answers is understood, and never repeats a key (A01)', async () => {
  const rows: readonly (readonly [Reply, type: string, reason: RegExp])[] = [
    [{ status: 200, body: '{"status":0,"errors":["user is disabled"]}' }, 'reject', /user is disabled/],
    [{ status: 200, body: '<html>Sign in</html>' }, 'reject', /not that it has the message/],
    [
      { status: 400, body: '{"token":"invalid","errors":["application token is invalid"],"status":0}' },
      'reject',
      /token is invalid/,
    ],
    [{ status: 429, headers: { 'retry-after': '7' } }, 'retry', /429/],
    [{ status: 500 }, 'retry', /500/],
  ];
  for (const [reply, type, reason] of rows) {
    const { outcome } = await send(opening(), {}, reply);
    assert.equal(outcome.type, type, JSON.stringify(reply));
    assert.match(outcome.type === 'sent' ? '' : outcome.reason, reason);
    assert.ok(!JSON.stringify(outcome).includes('canary'));
  }
});
