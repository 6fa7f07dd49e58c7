import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertMessage } from '@upwatch/core';
import type { SendContext } from './port.ts';
import { opening, recovery } from './testing/alerts.ts';
import type { Reply } from './testing/http-sink.ts';
import { type SinkReply, deliver } from './testing/deliver.ts';
import { twilio } from './twilio.ts';

const SID = `AC${'0123456789abcdef'.repeat(2)}`;
const TOKEN = 'canary0123456789abcdef0123456789';
const BASIC = Buffer.from(`${SID}:${TOKEN}`).toString('base64');
const ANNA = '+15005550006';
const BERT = '+4915000000001';
const QUEUED: Reply = { status: 201, body: '{"sid":"SM1","status":"queued","error_code":null}' };

async function send(
  message: AlertMessage,
  settings = {},
  reply: SinkReply = QUEUED,
  context: Partial<SendContext> = {},
) {
  const given = { accountSid: SID, authToken: TOKEN, from: '+15005550001', to: [ANNA], ...settings };
  const sent = await deliver(twilio, (apiUrl) => ({ apiUrl, ...given }), { message, reply, context });
  return {
    outcome: sent.outcome,
    received: sent.received,
    bodies: sent.bodies,
    forms: sent.received.map(({ body }) => Object.fromEntries(new URLSearchParams(body))),
  };
}

test('an alert is one short message, by form, with the account and its token in the header', async () => {
  const { outcome, received, forms } = await send(opening());
  assert.deepEqual(outcome, { type: 'sent', statusCode: 201, responseExcerpt: QUEUED.body, externalId: 'SM1' });
  assert.deepEqual(
    received.map(({ method, path, headers }) => [method, path, headers['content-type'], headers.authorization]),
    [['POST', `/2010-04-01/Accounts/${SID}/Messages.json`, 'application/x-www-form-urlencoded', `Basic ${BASIC}`]],
  );
  assert.deepEqual(forms, [
    {
      To: ANNA,
      From: '+15005550001',
      Body: 'shop is down in local since 12:04: the certificate has expired https://upwatch.example/incidents/0199aa00-0000-7000-8000-000000000002',
    },
  ]);
});

test('a recovery says for how long; a name is text and nothing else (A08)', async () => {
  assert.match((await send(recovery())).forms[0]!['Body']!, /^shop is up again after 12 min 5 s/);
  const name = 'a&To=+15005550009\r\nFrom: x';
  const { forms } = await send(opening({ monitorName: name, headline: `${name} is down` }));
  assert.deepEqual([forms[0]!['To'], Object.keys(forms[0]!)], [ANNA, ['To', 'From', 'Body']]);
  assert.match(forms[0]!['Body']!, /^a&To=\+15005550009 From: x is down/);
});

test('each number gets one; a messaging service sends in place of a number', async () => {
  const from = `MG${'0'.repeat(32)}`;
  const { forms } = await send(opening(), { to: [ANNA, BERT], from });
  assert.deepEqual(
    forms.map((form) => [form['To'], form['MessagingServiceSid'], form['From']]),
    [
      [ANNA, from, undefined],
      [BERT, from, undefined],
    ],
  );
});

/** What Twilio answers for each number. */
const perNumber =
  (replies: Readonly<Record<string, Reply>>): SinkReply =>
  ({ body }) =>
    replies[new URLSearchParams(body).get('To') ?? ''] ?? QUEUED;
const WRONG_NUMBER: Reply = { status: 400, body: '{"code":21211,"message":"The To number is not valid","status":400}' };

test('a number that is wrong keeps nobody else from being told, and is named', async () => {
  const to = [ANNA, BERT];
  for (const wrong of to) {
    const { outcome, received } = await send(opening(), { to }, perNumber({ [wrong]: WRONG_NUMBER }));
    assert.equal(outcome.type, 'sent');
    assert.equal(received.length, 2);
    assert.match(outcome.responseExcerpt ?? '', new RegExp(`not to \\${wrong}: .*The To number is not valid`));
  }
  const { outcome } = await send(opening(), { to }, WRONG_NUMBER);
  assert.equal(outcome.type, 'reject');
});

test('trouble that passes is tried again only while nobody has been told: nobody is told twice', async () => {
  const to = [ANNA, BERT];
  const first = await send(opening(), { to }, perNumber({ [ANNA]: { status: 503 } }));
  assert.deepEqual([first.outcome.type, first.received.length], ['retry', 1]);
  const second = await send(opening(), { to }, perNumber({ [BERT]: { status: 503 } }));
  assert.equal(second.outcome.type, 'sent');
  assert.match(second.outcome.responseExcerpt ?? '', /not to \+4915000000001: the provider answered 503/);
});

test('what Twilio answers is understood (A01)', async () => {
  const rows: readonly (readonly [Reply, type: string, reason: RegExp])[] = [
    [{ status: 201, body: '{"sid":"SM1","status":"failed","error_message":"Blocked"}' }, 'reject', /Blocked/],
    [{ status: 200, body: '<html>Sign in</html>' }, 'reject', /not that it has the message/],
    [
      { status: 401, body: '{"code":20003,"message":"Authenticate","status":401}' },
      'reject',
      /credentials.*Authenticate/,
    ],
    [{ status: 400, body: '{"code":21611,"message":"Queue is full"}' }, 'retry', /Queue is full/],
    [{ status: 400, body: 'null' }, 'reject', /400/],
    [{ status: 429, headers: { 'retry-after': '7' } }, 'retry', /429/],
    [{ status: 500 }, 'retry', /500/],
  ];
  for (const [reply, type, reason] of rows) {
    const { outcome } = await send(opening(), {}, reply);
    assert.equal(outcome.type, type, JSON.stringify(reply));
    assert.match(outcome.type === 'sent' ? '' : outcome.reason, reason);
  }
});

test('wrong settings are refused by their field; the numbers are shown, the token is not', () => {
  const of = (settings: object) =>
    twilio.config.safeParse({
      channelType: 'twilio',
      accountSid: SID,
      authToken: TOKEN,
      from: 'Upwatch',
      to: [ANNA],
      ...settings,
    });
  for (const [field, value] of [
    ['accountSid', 'AC123'],
    ['accountSid', `AC${'0'.repeat(31)}/`],
    ['from', 'a name that is too long'],
    ['from', ''],
    ['to', []],
    ['to', ['0150']],
    ['to', [ANNA, ANNA]],
  ] as const)
    assert.equal(of({ [field]: value }).error?.issues[0]?.path[0], field, JSON.stringify(value));
  for (const from of ['Upwatch', '12345', '+15005550001', `MG${'a'.repeat(32)}`]) assert.ok(of({ from }).success, from);
  assert.deepEqual(twilio.display(of({}).data!), { recipients: [ANNA] });
});
