import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gotify } from './gotify.ts';
import { opening, overlong, recovery } from './testing/alerts.ts';
import { assertToldApart } from './testing/answers.ts';
import { deliver } from './testing/deliver.ts';

const settings = (url: string) => ({ serverUrl: `${url}/gotify/`, appToken: 'Acanary.canary' });
const TAKEN = { status: 200, body: '{"id":25,"appid":5,"message":"x","date":"2026-11-21T12:04:18Z"}' };

test('an opening arrives as a message that rings and opens the incident', async () => {
  const { outcome, request, received, json } = await deliver(gotify, settings, { reply: TAKEN });
  assert.deepEqual(outcome, { type: 'sent', statusCode: 200, responseExcerpt: TAKEN.body, externalId: '25' });
  assert.equal(received.length, 1);
  assert.deepEqual([request.method, request.path], ['POST', '/gotify/message']);
  assert.equal(request.headers['x-gotify-key'], 'Acanary.canary');
  const { message, ...rest } = json;
  const url = 'https://upwatch.example/incidents/0199aa00-0000-7000-8000-000000000002';
  assert.deepEqual(rest, {
    title: '🔴 DOWN shop',
    priority: 8,
    extras: {
      'client::display': { contentType: 'text/plain' },
      'client::notification': { click: { url } },
    },
  });
  assert.ok(
    message.startsWith(
      'shop is down in local since 12:04: the certificate has expired\n\nWhy: The certificate has expired',
    ),
  );
  assert.ok(message.endsWith(`\n\n${url}`));
});

test('the worse, the more urgent', async () => {
  const rows = [
    [opening(), 8],
    [opening({ severity: 'DEGRADED' }), 6],
    [recovery(), 5],
    [opening({ kind: 'TEST' }), 5],
    [opening({ kind: 'NOTICE' }), 4],
    [opening({ severity: 'MAINTENANCE' }), 2],
  ] as const;
  for (const [message, priority] of rows) {
    const { json } = await deliver(gotify, settings, { message, reply: TAKEN });
    assert.equal(json.priority, priority, `${message.kind} ${message.severity}`);
  }
});

test('a recovery, a late and a gathered message say so; what can be done is a line', async () => {
  const up = await deliver(gotify, settings, { message: recovery(), reply: TAKEN });
  assert.deepEqual([up.json.title, up.json.priority], ['🟢 UP shop', 5]);
  const { json } = await deliver(gotify, settings, {
    message: opening({ digest: { total: 3, headlines: ['a is down'] } }),
    context: {
      late: { byMs: 3_600_000, nowTrue: 'It is still down now.' },
      actions: [{ label: 'Acknowledge', url: 'https://upwatch.example/a' }],
    },
    reply: TAKEN,
  });
  assert.ok(json.message.includes('\n- a is down\n- and 2 more\n'));
  assert.match(json.message, /This message comes 1 h late: .* It is still down now\./);
  assert.ok(json.message.endsWith('\nAcknowledge: https://upwatch.example/a'));
});

test('what a name says stays text, on its own line (A08)', async () => {
  const name = '**b** ![x](https://evil.example/x.png)\n# h';
  const { json } = await deliver(gotify, settings, {
    message: opening({ monitorName: name, headline: name, target: name }),
    reply: TAKEN,
  });
  assert.ok(json.message.includes('\nWhat: **b** ![x](https://evil.example/x.png) # h\n'));
  assert.equal(json.extras['client::display'].contentType, 'text/plain');
});

test('a message stays readable in a list (A10)', async () => {
  for (const message of overlong(['a', '🔥', '"'], (long) => ({ monitorName: long }))) {
    const { request, json } = await deliver(gotify, settings, { message, reply: TAKEN });
    assert.ok(Buffer.byteLength(request.body) <= 16_000 && json.title.length <= 250);
    assert.match(json.message, /… \(\+\d+\)/);
  }
});

test("Gotify's answers are told apart", async () => {
  await assertToldApart(
    [
      [200, '<html>Welcome</html>', 'reject'],
      [200, '{"ok":true}', 'reject'],
      [400, '{"error":"Bad Request","errorCode":400,"errorDescription":"Field \'message\' is required"}', 'reject'],
      [
        401,
        '{"error":"Unauthorized","errorCode":401,"errorDescription":"you need to provide a valid token"}',
        'reject',
        /\("you need to provide a valid token"\)$/,
      ],
      [404, '{"error":"Not Found","errorCode":404,"errorDescription":"page not found"}', 'reject'],
      [429, '', 'retry'],
      [500, '{"error":"Internal Server Error","errorCode":500}', 'retry'],
    ],
    (reply) => deliver(gotify, settings, { reply }),
  );
});

test('a token that cannot stand in a header is refused, unsaid', () => {
  const { error } = gotify.config.safeParse({
    channelType: 'gotify',
    serverUrl: 'https://push.example',
    appToken: 'canary\r\nx: y',
  });
  assert.equal(error?.issues[0]?.path.join('.'), 'appToken');
  assert.ok(!error?.issues[0]?.message.includes('canary'));
  const config = gotify.config.parse({ channelType: 'gotify', ...settings('https://push.example') });
  assert.deepEqual(gotify.display(config), { serverUrl: 'https://push.example/••••' });
});
