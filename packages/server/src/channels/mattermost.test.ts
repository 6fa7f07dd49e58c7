import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mattermost } from './mattermost.ts';
import { opening, overlong, recovery } from './testing/alerts.ts';
import { assertToldApart } from './testing/answers.ts';
import { deliver } from './testing/deliver.ts';

const settings = (url: string) => ({ webhookUrl: `${url}/hooks/canarycanary` });
const TAKEN = { status: 200, body: 'ok' };

test('an opening arrives as one message with a coloured bar', async () => {
  const { outcome, request, received, json } = await deliver(mattermost, settings, { reply: TAKEN });
  assert.deepEqual(outcome, { type: 'sent', statusCode: 200, responseExcerpt: 'ok' });
  assert.equal(received.length, 1);
  assert.deepEqual([request.method, request.path], ['POST', '/hooks/canarycanary']);
  const [{ fallback, ...attachment }] = json.attachments;
  assert.match(fallback, /^shop is down in local since/);
  assert.equal(json.text, '🔴 **DOWN** shop is down in local since 12:04: the certificate has expired');
  assert.deepEqual(Object.keys(json), ['text', 'attachments']);
  assert.deepEqual(attachment, {
    color: '#d92d20',
    text: [
      '**Why** The certificate has expired: it was valid until 2026-11-20',
      '[Open in Upwatch](https://upwatch.example/incidents/0199aa00-0000-7000-8000-000000000002)',
    ].join('\n'),
    fields: [
      { title: 'What', value: 'https:\u200b//shop.example/health', short: true },
      { title: 'Where', value: 'local', short: true },
      { title: 'Since', value: '2026-11-21 12:04:07 UTC', short: true },
      { title: 'Status code', value: '503', short: true },
      { title: 'Failure', value: 'tls.expired', short: true },
      {
        title: 'Timings',
        value: 'DNS 1.3 ms · TCP 20 ms · TLS 31 ms · first byte 210 ms · total 263 ms',
        short: false,
      },
    ],
  });
});

test('it goes to the channel and has the icon of the settings', async () => {
  const { json } = await deliver(
    mattermost,
    (url) => ({ ...settings(url), channel: 'ops', iconUrl: 'https://upwatch.example/icon.png' }),
    { reply: TAKEN },
  );
  assert.deepEqual([json.channel, json.icon_url], ['ops', 'https://upwatch.example/icon.png']);
});

test('a recovery is green, and a late and a gathered message say so', async () => {
  const up = await deliver(mattermost, settings, { message: recovery(), reply: TAKEN });
  assert.equal(up.json.text, '🟢 **UP** shop is up again after 12 min 5 s');
  assert.equal(up.json.attachments[0].color, '#12b76a');
  const { json } = await deliver(mattermost, settings, {
    message: opening({ digest: { total: 3, headlines: ['a is down', '1. b_c is down'] } }),
    context: {
      late: { byMs: 3_600_000, nowTrue: 'It is still down now.' },
      actions: [{ label: 'Acknowledge', url: 'https://upwatch.example/act?t=(a)' }],
    },
    reply: TAKEN,
  });
  const { text } = json.attachments[0];
  assert.ok(text.includes('\n- a is down\n- 1\\. b\\_c is down\n- and 1 more\n'));
  assert.match(text, /\n\*This message comes 1 h late: .* It is still down now\.\*\n/);
  assert.ok(text.endsWith(' · [Acknowledge](https://upwatch.example/act?t=%28a%29)'));
});

test('what a name says to Mattermost stays text, and calls nobody (A08)', async () => {
  const name = '- @channel <!here> <https://evil.example|x> **b** [y](https://evil.example) #tag ~town :smile: `c`';
  const { json } = await deliver(mattermost, settings, {
    message: opening({ monitorName: name, headline: name, target: name, regions: [name] }),
    reply: TAKEN,
  });
  const escaped =
    '\\- @\u200bchannel ‹\\!here\\> ‹https:\u200b//evil.example\\|x\\> \\*\\*b\\*\\* \\[y\\]\\(https:\u200b//evil.example\\)' +
    ' \\#\u200btag \\~\u200btown :\u200bsmile: \\`c\\`';
  assert.equal(json.attachments[0].fields[0].value, escaped);
  assert.equal(json.text, `🔴 **DOWN** ${escaped}`);
  assert.ok(!/<|@\w/.test(JSON.stringify(json)));
});

test('a message is as long as Mattermost takes (A10)', async () => {
  for (const message of overlong(['a', '🔥', '*', '@'])) {
    const { request, json } = await deliver(mattermost, settings, { message, reply: TAKEN });
    assert.ok(json.text.length <= 4_000 && request.body.length <= 16_000);
    assert.match(json.text, /… \\\(\\?\+\d+\\\)$/);
  }
});

test("Mattermost's answers are told apart", async () => {
  await assertToldApart(
    [
      [200, '', 'sent'],
      [200, 'ok\n', 'sent'],
      [200, '{"id":"x","message":"no"}', 'reject'],
      [200, '<html>Sign in</html>', 'reject'],
      [400, '{"id":"web.incoming_webhook.invalid.app_error","message":"Invalid webhook."}', 'reject'],
      [403, '{"message":"This webhook is not permitted to post to the requested channel."}', 'reject'],
      [
        404,
        '{"message":"Couldn\'t find the channel.","status_code":404}',
        'reject',
        /\("Couldn't find the channel\."\)$/,
      ],
      [429, 'limit exceeded', 'retry'],
      [500, '{"message":"Unable to save"}', 'retry'],
    ],
    (reply) => deliver(mattermost, settings, { reply }),
  );
});

test('what is shown holds no secret', () => {
  const config = mattermost.config.parse({
    channelType: 'mattermost',
    webhookUrl: 'https://chat.example/hooks/canarycanaryWXYZ',
    channel: 'ops',
    iconUrl: null,
  });
  assert.deepEqual(mattermost.display(config), { webhookUrl: 'https://chat.example/••••WXYZ', channel: 'ops' });
});
