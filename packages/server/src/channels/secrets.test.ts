import assert from 'node:assert/strict';
import { test } from 'node:test';
import { channelOf, maskConfig } from './index.ts';
import { maskFields, maskSecret, scrub, secretsIn } from './secrets.ts';

const SLACK_URL = 'https://hooks.slack.com/services/T00000000/B00000000/canarycanarycanaryWXYZ';
const secretsFor = (type: string, config: Parameters<typeof secretsIn>[0]) =>
  secretsIn(config, channelOf(type)!.secretFields);

test('of a secret at most the last four characters are shown, and nothing of a short one', () => {
  assert.equal(maskSecret('whsec_abcdefgh1234'), '••••1234');
  assert.equal(maskSecret('elevenchars'), '••••');
  assert.equal(maskSecret(''), '••••');
});

test('shown settings keep what tells channels apart and hide what would let another send', () => {
  assert.deepEqual(maskConfig('slack', { channelType: 'slack', webhookUrl: SLACK_URL, mentionText: '<!here>' }), {
    channelType: 'slack',
    webhookUrl: 'https://hooks.slack.com/••••WXYZ',
    mentionText: '<!here>',
  });
  assert.deepEqual(
    maskConfig('webhook', {
      channelType: 'webhook',
      url: 'https://h.example/a?token=canarycanary9999',
      signingSecret: 'whsec_canarycanary1111',
      customHeaders: { Authorization: 'Bearer canarycanary2222', 'X-Short': 'pin', 'X-None': null },
    }),
    {
      channelType: 'webhook',
      url: 'https://h.example/••••9999',
      signingSecret: '••••1111',
      customHeaders: { Authorization: '••••2222', 'X-Short': '••••', 'X-None': null },
    },
  );
  const smtp = {
    host: 'm.example',
    port: 587,
    security: 'starttls',
    user: 'up',
    password: 'canarycanary3333',
    from: 'a@b.c',
  };
  assert.deepEqual(maskConfig('email', { channelType: 'email', recipients: ['a@b.example'], smtp }), {
    channelType: 'email',
    recipients: ['a@b.example'],
    smtp: { ...smtp, password: '••••3333' },
  });
  assert.deepEqual(maskConfig('telegraph', { token: 'canary' }), {});
});

test('secrets in lists are masked and known like any other', () => {
  const config = {
    keys: ['canarycanary1111', { inner: 'canarycanary2222' }],
    people: [{ name: 'ada', token: 'canarycanary3333' }, { name: 'bob' }],
  };
  const fields = ['keys', 'people.token'];
  assert.deepEqual(maskFields(config, fields), {
    keys: ['••••1111', { inner: '••••2222' }],
    people: [{ name: 'ada', token: '••••3333' }, { name: 'bob' }],
  });
  assert.deepEqual(
    new Set(secretsIn(config, fields)),
    new Set(['canarycanary1111', 'canarycanary2222', 'canarycanary3333']),
  );
});

test('what each channel displays holds no secret', () => {
  const slack = channelOf('slack')!;
  const webhook = channelOf('webhook')!;
  const email = channelOf('email')!;
  const shown = JSON.stringify([
    slack.display(slack.config.parse({ channelType: 'slack', webhookUrl: SLACK_URL })),
    webhook.display(
      webhook.config.parse({
        channelType: 'webhook',
        url: 'https://h.example/canarycanary',
        signingSecret: 'canary-signing',
        customHeaders: { Authorization: 'canary-header' },
      }),
    ),
    email.display(
      email.config.parse({
        channelType: 'email',
        recipients: ['a@b.example'],
        smtp: {
          host: 'm.example',
          port: 25,
          security: 'none',
          user: 'u',
          password: 'canary-password',
          from: 'a@b.example',
        },
      }),
    ),
  ]);
  assert.ok(!/canary-|canarycan/.test(shown), shown);
});

test('an answer that repeats a secret, whole or in part, is shown without it', () => {
  const rows = [
    ['slack', { webhookUrl: SLACK_URL }, `cannot post to ${SLACK_URL}`],
    ['slack', { webhookUrl: SLACK_URL }, 'no route /services/T00000000/B00000000/canarycanarycanaryWXYZ'],
    ['slack', { webhookUrl: SLACK_URL }, 'unknown token canarycanarycanaryWXYZ'],
    [
      'webhook',
      { url: 'https://h.example/x%20y?key=canary%2Fcanary', customHeaders: { A: 'b' } },
      'bad key canary/canary',
    ],
    [
      'webhook',
      { url: 'https://h.example', customHeaders: { Authorization: 'Bearer canarycanary' } },
      'token canarycanary?',
    ],
    ['webhook', { url: 'https://h.example', signingSecret: 'canarycanary' }, 'expected canarycanary'],
    ['email', { smtp: { password: 'canary-pass' } }, '535 canary-pass is wrong'],
  ] as const;
  for (const [type, config, answer] of rows) {
    const shown = scrub(answer, secretsFor(type, config));
    assert.ok(!/canary.?canary|canary-pass/.test(shown), shown);
    assert.ok(shown.includes('••••'), shown);
  }
});

test('an answer that repeats a secret as a URL, a form or JSON writes it is shown without it', () => {
  const secret = 'canary "x"/\u00e9+& canary';
  const forms = [
    encodeURIComponent(secret),
    encodeURIComponent(secret).toLowerCase(),
    new URLSearchParams({ key: secret }).toString(),
    JSON.stringify({ key: secret }),
    JSON.stringify({ key: secret }).replaceAll('/', String.raw`\/`),
    secret,
  ];
  for (const form of forms) {
    const shown = scrub(`wrong key: ${form}`, [secret]);
    assert.ok(!shown.includes('canary%') && !/canary.{1,3}x/.test(shown), shown);
    assert.ok(shown.includes('••••'), shown);
  }
  const lone = 'canary \ud800 canary';
  assert.doesNotMatch(scrub(lone, [lone]), /canary canary|^canary/);
});
