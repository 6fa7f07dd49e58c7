import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertMessage } from '@upwatch/core';
import { datadog } from './datadog.ts';
import type { SendContext } from './port.ts';
import { opening, recovery, STARTED_MS } from './testing/alerts.ts';
import type { Reply } from './testing/http-sink.ts';
import { assertUnderstood } from './testing/answers.ts';
import { deliver } from './testing/deliver.ts';

const KEY = 'canary0123456789abcdef0123456789';
const INCIDENT = '0199aa00-0000-7000-8000-000000000002';
const ACCEPTED: Reply = { status: 202, body: '{"status":"ok","event":{"id":1}}' };
const send = (message: AlertMessage, reply: Reply = ACCEPTED, context: Partial<SendContext> = {}) =>
  deliver(datadog, (apiUrl) => ({ apiUrl, apiKey: KEY, tags: 'env:prod, team:web ,,' }), { message, reply, context });

test('an opening is an error event, tagged, under the key of its incident', async () => {
  const { outcome, received, bodies } = await send(opening());
  assert.equal(outcome.type, 'sent');
  assert.deepEqual(
    received.map(({ method, path, headers }) => [method, path, headers['dd-api-key']]),
    [['POST', '/api/v1/events', KEY]],
  );
  const { text, ...rest } = bodies[0];
  assert.deepEqual(rest, {
    title: 'DOWN: shop is down in local since 12:04: the certificate has expired',
    alert_type: 'error',
    priority: 'normal',
    date_happened: 1_795_262_657,
    aggregation_key: INCIDENT,
    tags: ['source:upwatch', 'monitor:shop', 'tone:down', 'failure:tls.expired', 'env:prod', 'team:web'],
  });
  assert.match(text, /^DOWN: shop is down[^]*Why: The certificate has expired/);
});

test('a recovery is a success under the same key; each kind has its type', async () => {
  const rows = [
    [recovery(), 'success', 'normal'],
    [opening({ severity: 'DEGRADED' }), 'warning', 'normal'],
    [opening({ severity: 'MAINTENANCE' }), 'info', 'low'],
    [opening({ kind: 'NOTICE' }), 'warning', 'normal'],
    [opening({ kind: 'TEST' }), 'info', 'low'],
  ] as const;
  for (const [message, type, priority] of rows) {
    const { bodies } = await send(message);
    assert.deepEqual([bodies[0].alert_type, bodies[0].priority], [type, priority]);
    if (message.kind === 'INCIDENT_RESOLVED') assert.equal(bodies[0].aggregation_key, INCIDENT);
  }
});

test('a name calls nobody and begins no Markdown (A08)', async () => {
  const name = '%%% @all @slack-ops a@b.example';
  const { bodies } = await send(opening({ monitorName: name, headline: `${name} is down`, target: name }));
  for (const text of [bodies[0].title, bodies[0].text]) {
    assert.doesNotMatch(text, /@(?!\u200b)/);
    assert.doesNotMatch(text, /^%%%/);
  }
});

test('texts are cut to what Datadog takes (A10)', async () => {
  const long = '@🔥'.repeat(5_000);
  const { bodies } = await send(opening({ monitorName: long, headline: long, target: long }));
  const { title, text, tags } = bodies[0];
  assert.ok(title.length <= 500 && text.length <= 4_000 && tags[1].length <= 200);
  for (const one of [title, text, tags[1]]) assert.match(one, /… \(\+\d+\)$/);
});

test('an event older than Datadog takes is dated when it is sent', async () => {
  for (const [hours, isDated] of [
    [16, true],
    [20, false],
  ] as const) {
    const { bodies } = await send(opening(), ACCEPTED, { nowMs: STARTED_MS + hours * 3_600_000 });
    assert.equal('date_happened' in bodies[0], isDated);
  }
});

test('site and tags are checked, and shown without the key', () => {
  const of = (settings: object) => datadog.config.safeParse({ channelType: 'datadog', apiKey: KEY, ...settings });
  for (const good of [{}, { site: null, tags: null }, { site: 'us5.datadoghq.com' }, { site: 'datadoghq.eu' }])
    assert.ok(of(good).success, JSON.stringify(good));
  for (const site of ['https://datadoghq.eu', 'datadoghq', 'a/b.example', 'evil.example:80', ''])
    assert.match(of({ site }).error?.issues[0]?.message ?? '', /must be a Datadog site/, site);
  assert.equal(of({ tags: `a:${'b'.repeat(200)}` }).error?.issues[0]?.path[0], 'tags');
  const shown = datadog.display({ channelType: 'datadog', apiKey: KEY, site: 'datadoghq.eu', tags: 'env:prod' });
  assert.deepEqual(shown, { site: 'datadoghq.eu' });
});

test('what Datadog answers is understood, and never repeats the key (A01)', async () => {
  await assertUnderstood(
    [
      [{ status: 200, body: '<html>Sign in</html>' }, 'reject', /not that it has the message/],
      [{ status: 403, body: '{"errors":["Forbidden"]}' }, 'reject', /credentials.*Forbidden/],
      [{ status: 400, body: '{"errors":["Payload is not in the expected format"]}' }, 'reject', /expected format/],
      [{ status: 429, headers: { 'retry-after': '7' } }, 'retry', /429/],
      [{ status: 500 }, 'retry', /500/],
    ],
    (reply) => send(opening(), reply),
  );
});
