import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { CHANNEL_CONFIG, CHANNELS, channelOf } from './index.ts';

const URL = 'https://hooks.example/a';

test('every channel is found by the type that the contract spells', () => {
  const types = CHANNELS.map(({ type }) => type);
  assert.deepEqual(types, [...new Set(types)].sort(), 'each once, in their order');
  for (const channel of CHANNELS) assert.equal(channelOf(channel.type), channel);
  assert.equal(channelOf('toString'), undefined);
});

test("the contract's own settings are taken, with null where it has null", () => {
  const settings = [
    { channelType: 'slack', webhookUrl: URL },
    { channelType: 'slack', webhookUrl: URL, mentionText: null },
    { channelType: 'email', recipients: ['a@example.com'] },
    { channelType: 'webhook', url: URL, signingSecret: null, customHeaders: null },
    { channelType: 'webhook', url: 'http://127.0.0.1:6667/x', customHeaders: { 'X-A': 'b', 'X-B': null } },
  ];
  for (const one of settings) assert.deepEqual(CHANNEL_CONFIG.parse(one), one);
});

test('a wrong setting is refused with its field and what was expected, never with its value', () => {
  const rows: readonly (readonly [unknown, path: string, message: RegExp])[] = [
    [{ channelType: 'fax' }, 'channelType', /./],
    [{ channelType: 'slack', webhookUrl: '' }, 'webhookUrl', /must not be empty/],
    [{ channelType: 'slack', webhookUrl: 'canary' }, 'webhookUrl', /must be an absolute URL/],
    [{ channelType: 'slack', webhookUrl: 'ftp://canary.example' }, 'webhookUrl', /must begin with http/],
    [{ channelType: 'slack', webhookUrl: 'file:///canary' }, 'webhookUrl', /must begin with http/],
    [
      { channelType: 'webhook', url: 'https://u:canary@h.example' },
      'url',
      /must not hold a user or password; put them into customHeaders/,
    ],
    [{ channelType: 'webhook', url: URL, extra: 'canary' }, '', /extra/],
    [{ channelType: 'webhook', url: URL, signingSecret: 'canary' }, 'signingSecret', /at least 8/],
    [{ channelType: 'webhook', url: URL, signingSecret: 'whsec_canary!!' }, 'signingSecret', /base64 after whsec_/],
    [{ channelType: 'webhook', url: URL, signingSecret: 'whsec_' }, 'signingSecret', /./],
    [{ channelType: 'webhook', url: URL, customHeaders: { 'a b': 'canary' } }, 'customHeaders.a b', /./],
    [{ channelType: 'webhook', url: URL, customHeaders: { A: 'b\r\ncanary: x' } }, 'customHeaders.A', /one line/],
    [{ channelType: 'webhook', url: URL, customHeaders: { Host: 'canary' } }, 'customHeaders.Host', /set by Upwatch/],
    [
      { channelType: 'webhook', url: URL, customHeaders: { 'Webhook-Id': 'canary' } },
      'customHeaders.Webhook-Id',
      /set by Upwatch/,
    ],
    [{ channelType: 'email', recipients: [] }, 'recipients', /at least one/],
    [{ channelType: 'email', recipients: ['canary'] }, 'recipients.0', /e-mail address/],
    [{ channelType: 'email', recipients: ['a@b.example\r\nBcc: canary@b.example'] }, 'recipients.0', /e-mail address/],
  ];
  for (const [config, path, message] of rows) {
    const { error } = CHANNEL_CONFIG.safeParse(config);
    assert.ok(error, JSON.stringify(config));
    assert.equal(error.issues[0]?.path.join('.'), path, JSON.stringify(error.issues));
    assert.match(error.issues.map((issue) => issue.message).join(), message);
    assert.ok(!error.issues.some((issue) => issue.message.includes('canary')), JSON.stringify(error.issues));
  }
});

test('a mail server of the channel is checked whole', () => {
  const smtp = { host: 'm.example', port: 587, security: 'starttls', from: 'Upwatch <a@example.com>' };
  const of = (change: object) =>
    CHANNEL_CONFIG.safeParse({ channelType: 'email', recipients: ['a@example.com'], smtp: { ...smtp, ...change } });
  assert.ok(of({}).success);
  assert.ok(of({ user: 'u', password: '' }).success);
  for (const change of [
    { port: 0 },
    { port: 70_000 },
    { security: 'maybe' },
    { from: 'nobody' },
    { from: 'a@b.example\r\nBcc: c@d.example' },
    { host: '' },
    { tls: true },
  ])
    assert.ok(!of(change).success, JSON.stringify(change));
});

test('the schema can be written into the API document', () => {
  const document = z.toJSONSchema(CHANNEL_CONFIG);
  assert.equal(document.oneOf?.length ?? document.anyOf?.length, CHANNELS.length);
});
