import assert from 'node:assert/strict';
import { test } from 'node:test';
import { channelOf } from '../../channels/index.ts';
import { startHttpSink, startRawSink } from '../../channels/testing/http-sink.ts';
import { startSmtpSink } from '../../channels/testing/smtp-sink.ts';
import { startRig } from '../testing/dispatcher-rig.ts';

/** A dispatcher with the real channels. */
const startReal = (change: object = {}) => startRig((options) => ({ ...options, channelOf, ...change }));

test('a test message arrives, and nothing of it is kept', async () => {
  await using rig = await startReal({ publicUrl: 'https://upwatch.example' });
  await using sink = await startHttpSink(() => ({ status: 200, body: 'ok' }));
  const outcome = await rig.dispatcher.test('slack', { channelType: 'slack', webhookUrl: `${sink.url}/services/x` });
  assert.equal(outcome.type, 'sent');
  const { text } = JSON.parse(sink.received[0]!.body) as { text: string };
  assert.equal(text, ':bell: *TEST* This is a test: alerts of Upwatch will arrive here.');
  assert.equal((await rig.store.outbox.open(10)).length, 0);
  assert.deepEqual(rig.events, []);
});

test("a wrong URL fails at set-up with the provider's code and message, the secret masked (A13)", async () => {
  await using rig = await startReal();
  await using sink = await startHttpSink(({ path }) => ({ status: 404, body: `no_service at ${path}` }));
  const webhookUrl = `${sink.url}/services/T000/B000/canarycanarycanary`;
  const outcome = await rig.dispatcher.test('slack', { channelType: 'slack', webhookUrl });
  assert.equal(outcome.type, 'reject');
  assert.equal(outcome.statusCode, 404);
  assert.match(outcome.responseExcerpt ?? '', /^no_service at ••••/);
  assert.ok(!JSON.stringify(outcome).includes('canarycanary'), JSON.stringify(outcome));
});

test('settings that are not valid, and types that there are not, are refused before anything is sent (A13)', async () => {
  await using rig = await startReal();
  const wrong = await rig.dispatcher.test('slack', { channelType: 'slack', webhookUrl: 'canary' });
  assert.deepEqual(wrong, {
    type: 'reject',
    reason: 'the settings are not valid: webhookUrl must be an absolute URL, such as https://example.com/hook',
  });
  const unknown = await rig.dispatcher.test('fax', {});
  assert.deepEqual(unknown, { type: 'reject', reason: 'there is no channel of type "fax"' });
});

test("mail goes through the server's mail server; a refusal keeps the password out (A13)", async () => {
  await using taking = await startSmtpSink();
  await using refusing = await startSmtpSink({
    extensions: ['AUTH PLAIN'],
    replies: { AUTH: '535 5.7.8 canary-password is wrong' },
  });
  await using rig = await startReal({ smtp: taking.settings });
  const mail = { channelType: 'email', recipients: ['a@example.com'] };
  assert.equal((await rig.dispatcher.test('email', mail)).type, 'sent');
  const { host, port, security, from } = refusing.settings;
  const smtp = { host, port, security, from, user: 'up', password: 'canary-password' };
  const outcome = await rig.dispatcher.test('email', { ...mail, smtp });
  assert.equal(outcome.type, 'reject');
  assert.equal(outcome.statusCode, 535);
  assert.ok(!JSON.stringify(outcome).includes('canary-password'));
  assert.equal(taking.mails.length, 1);
});

test('a test message to a provider that hangs ends at the deadline', async () => {
  await using rig = await startReal();
  await using sink = await startRawSink(() => undefined);
  const testing = rig.dispatcher.test('webhook', { channelType: 'webhook', url: sink.url });
  await rig.time.advance(31_000);
  const outcome = await testing;
  assert.equal(outcome.type, 'retry');
  assert.match(outcome.type === 'retry' ? outcome.reason : '', /no answer before the deadline/);
});
