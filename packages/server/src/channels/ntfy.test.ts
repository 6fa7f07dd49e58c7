import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ntfy } from './ntfy.ts';
import { opening, overlong, recovery } from './testing/alerts.ts';
import { assertToldApart } from './testing/answers.ts';
import { deliver } from './testing/deliver.ts';

const settings = (url: string) => ({ serverUrl: url, topic: 'canary-topic', token: 'tk_canarycanary' });
const TAKEN = { status: 200, body: '{"id":"xE73Iyuabi","time":1,"event":"message"}' };

test('an opening arrives as an urgent notification that opens the incident', async () => {
  const { outcome, request, received, json } = await deliver(ntfy, settings, { reply: TAKEN });
  assert.deepEqual(outcome, { type: 'sent', statusCode: 200, responseExcerpt: TAKEN.body, externalId: 'xE73Iyuabi' });
  assert.equal(received.length, 1);
  assert.deepEqual([request.method, request.path], ['POST', '/']);
  assert.equal(request.headers.authorization, 'Bearer tk_canarycanary');
  const url = 'https://upwatch.example/incidents/0199aa00-0000-7000-8000-000000000002';
  assert.deepEqual(json, {
    topic: 'canary-topic',
    title: 'DOWN shop',
    message: [
      'shop is down in local since 12:04: the certificate has expired',
      '',
      'Why: The certificate has expired: it was valid until 2026-11-20',
      '',
      'What: https://shop.example/health',
      'Where: local',
      'Since: 2026-11-21 12:04:07 UTC',
      'Status code: 503',
      'Failure: tls.expired',
      'Timings: DNS 1.3 ms · TCP 20 ms · TLS 31 ms · first byte 210 ms · total 263 ms',
      '',
      url,
    ].join('\n'),
    priority: 5,
    tags: ['red_circle'],
    click: url,
    actions: [{ action: 'view', label: 'Open in Upwatch', url }],
  });
});

test('a user and a password, or nothing, open the topic', async () => {
  const login = (url: string) => ({ serverUrl: url, topic: 't', user: 'ups', password: 'canary:wörd' });
  const { request, outcome } = await deliver(ntfy, login, {
    reply: ({ headers }) => ({ status: 403, body: JSON.stringify({ error: `you sent ${headers.authorization}` }) }),
  });
  const encoded = Buffer.from('ups:canary:wörd').toString('base64');
  assert.equal(request.headers.authorization, `Basic ${encoded}`);
  assert.ok(!JSON.stringify(outcome).includes(encoded), 'what a server repeats is masked');
  const open = await deliver(ntfy, (url) => ({ serverUrl: url, topic: 't' }), { reply: TAKEN });
  assert.equal(open.request.headers.authorization, undefined);
});

test('the worse, the more urgent', async () => {
  const rows = [
    [opening(), 5],
    [opening({ severity: 'DEGRADED' }), 4],
    [recovery(), 3],
    [opening({ kind: 'NOTICE' }), 3],
    [opening({ kind: 'TEST' }), 3],
    [opening({ severity: 'MAINTENANCE' }), 2],
  ] as const;
  for (const [message, priority] of rows) {
    const { json } = await deliver(ntfy, settings, { message, reply: TAKEN });
    assert.equal(json.priority, priority, `${message.kind} ${message.severity}`);
  }
});

test('a recovery, a late and a gathered message say so, with at most three buttons', async () => {
  const up = await deliver(ntfy, settings, { message: recovery(), reply: TAKEN });
  assert.deepEqual([up.json.title, up.json.tags], ['UP shop', ['green_circle']]);
  const actions = ['a', 'b', 'c'].map((label) => ({ label, url: `https://upwatch.example/${label}` }));
  const { json } = await deliver(ntfy, settings, {
    message: opening({ digest: { total: 3, headlines: ['a is down'] } }),
    context: { late: { byMs: 3_600_000, nowTrue: 'It is still down now.' }, actions },
    reply: TAKEN,
  });
  assert.ok(json.message.includes('\n- a is down\n- and 2 more\n'));
  assert.match(json.message, /This message comes 1 h late: .* It is still down now\./);
  assert.deepEqual(
    json.actions.map(({ label }: { label: string }) => label),
    ['Open in Upwatch', 'a', 'b'],
  );
});

test('what a name says stays text, on its own line (A08)', async () => {
  const name = '**b** <b>x</b>\r\nPriority: 1\u202e';
  const { json } = await deliver(ntfy, settings, {
    message: opening({ monitorName: name, headline: name, target: name }),
    reply: TAKEN,
  });
  assert.equal(json.title, 'DOWN **b** <b>x</b> Priority: 1');
  assert.ok(json.message.includes('\nWhat: **b** <b>x</b> Priority: 1\n'));
  assert.ok(!('markdown' in json));
});

test('a text stays a text: longer ones would become a file (A10)', async () => {
  for (const message of overlong(['a', '🔥', '"', '中'], (long) => ({ monitorName: long }))) {
    const { request, json } = await deliver(ntfy, settings, { message, reply: TAKEN });
    assert.ok(Buffer.byteLength(json.message) <= 4_096 && Buffer.byteLength(request.body) <= 8_192);
    assert.match(json.message, /… \(\+\d+\)/);
    assert.ok(json.message.endsWith(json.click));
  }
});

test("ntfy's answers are told apart", async () => {
  await assertToldApart(
    [
      [200, '<html>Welcome</html>', 'reject'],
      [400, '{"code":40009,"http":400,"error":"invalid request: topic invalid"}', 'reject'],
      [401, '{"code":40101,"http":401,"error":"unauthorized"}', 'reject'],
      [403, '{"code":40301,"http":403,"error":"forbidden"}', 'reject', /\("forbidden"\)$/],
      [429, '{"code":42901,"http":429,"error":"limit reached: too many requests"}', 'retry'],
      [507, '{"code":50701,"http":507,"error":"cannot publish to UnifiedPush topic"}', 'retry'],
    ],
    (reply) => deliver(ntfy, settings, { reply }),
  );
});

test('settings that contradict each other are refused, unsaid', () => {
  const rows: readonly (readonly [object, string, RegExp])[] = [
    [{ topic: 'a/canary' }, 'topic', /must be 1 to 64 letters/],
    [{ token: 'canary', user: 'u', password: 'canary' }, 'token', /must not stand beside user/],
    [{ user: 'u' }, 'password', /must be given with user/],
    [{ password: 'canary' }, 'user', /must be given with password/],
    [{ user: 'u:canary', password: 'canary' }, 'user', /must not hold a colon/],
    [{ serverUrl: 'https://ntfy.example/canary' }, 'serverUrl', /without a path/],
  ];
  for (const [change, path, message] of rows) {
    const { error } = ntfy.config.safeParse({ channelType: 'ntfy', topic: 't', ...change });
    assert.equal(error?.issues[0]?.path.join('.'), path);
    assert.match(error?.issues[0]?.message ?? '', message);
    assert.ok(!JSON.stringify(error?.issues.map((issue) => issue.message)).includes('canary'));
  }
  assert.deepEqual(ntfy.display(ntfy.config.parse({ channelType: 'ntfy', topic: 't', serverUrl: null })), {
    serverUrl: 'https://ntfy.sh',
  });
});
