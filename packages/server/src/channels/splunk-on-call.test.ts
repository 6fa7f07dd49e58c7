import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertMessage } from '@upwatch/core';
import type { SendContext } from './port.ts';
import { splunkOnCall } from './splunk-on-call.ts';
import { opening, recovery } from './testing/alerts.ts';
import type { Reply } from './testing/http-sink.ts';
import { assertUnderstood } from './testing/answers.ts';
import { deliver } from './testing/deliver.ts';

const KEY = 'canary01-2345-6789-abcd-ef0123456789';
const INCIDENT = '0199aa00-0000-7000-8000-000000000002';
const ACCEPTED: Reply = { status: 200, body: `{"result":"success","entity_id":"${INCIDENT}"}` };
const send = (message: AlertMessage, reply: Reply = ACCEPTED, context: Partial<SendContext> = {}) =>
  deliver(splunkOnCall, (apiUrl) => ({ apiUrl, apiKey: KEY, routingKey: 'web team/eu' }), { message, reply, context });

test('an opening is critical, at the path of key and routing key, with the incident as its entity', async () => {
  const actions = [{ label: 'Acknowledge', url: 'https://upwatch.example/a/1' }];
  const { outcome, received, bodies } = await send(opening(), ACCEPTED, { actions });
  assert.equal(outcome.type, 'sent');
  assert.deepEqual(
    received.map(({ method, path }) => [method, path]),
    [['POST', `/integrations/generic/20131114/alert/${KEY}/web%20team%2Feu`]],
  );
  const { state_message: said, ...rest } = bodies[0];
  assert.deepEqual(rest, {
    message_type: 'CRITICAL',
    entity_id: INCIDENT,
    entity_display_name: 'shop is down in local since 12:04: the certificate has expired',
    state_start_time: 1_795_262_647,
    timestamp: 1_795_262_657,
    monitoring_tool: 'Upwatch',
    monitor_name: 'shop',
    failure_code: 'tls.expired',
    'vo_annotate.u.Open in Upwatch': `https://upwatch.example/incidents/${INCIDENT}`,
    'vo_annotate.u.Acknowledge': 'https://upwatch.example/a/1',
  });
  assert.match(said, /Why: The certificate has expired: it was valid until 2026-11-20/);
});

test('each kind has its type, and only what is down or degraded can call somebody', async () => {
  const rows = [
    [opening(), 'CRITICAL'],
    [opening({ kind: 'INCIDENT_REOPENED' }), 'CRITICAL'],
    [opening({ severity: 'DEGRADED' }), 'WARNING'],
    [opening({ severity: 'MAINTENANCE' }), 'INFO'],
    [opening({ kind: 'NOTICE' }), 'INFO'],
    [recovery(), 'RECOVERY'],
  ] as const;
  for (const [message, type] of rows) {
    const { bodies } = await send(message);
    assert.deepEqual([bodies[0].message_type, bodies[0].entity_id], [type, INCIDENT]);
  }
  const { bodies } = await send(opening({ kind: 'TEST' }), ACCEPTED, { key: 'test:1' });
  assert.deepEqual([bodies[0].message_type, bodies[0].entity_id], ['INFO', 'test:1']);
});

test('texts are cut to what Splunk On-Call takes (A10)', async () => {
  const long = '🔥'.repeat(30_000);
  const { bodies } = await send(opening({ monitorName: long, headline: long, target: long }));
  assert.ok(bodies[0].state_message.length <= 20_480 && bodies[0].entity_display_name.length <= 500);
  assert.match(bodies[0].state_message, /… \(\+\d+\)$/);
});

test('a 200 that says failure is one; the key in the path is in no outcome (A01, A04)', async () => {
  await assertUnderstood(
    [
      [{ status: 200, body: '{"result":"failure","message":"Unknown routing key"}' }, 'reject', /Unknown routing key/],
      [
        { status: 200, body: '{"result":"failure","messages":["No such key","Sorry"]}' },
        'reject',
        /No such key; Sorry/,
      ],
      [{ status: 200, body: '<html>Sign in</html>' }, 'reject', /not that it has the message/],
      [{ status: 403 }, 'reject', /credentials/],
      [{ status: 404 }, 'reject', /404/],
      [{ status: 429, headers: { 'retry-after': '7' } }, 'retry', /429/],
      [{ status: 500 }, 'retry', /500/],
    ],
    (reply) => send(opening(), reply),
  );
});

test('the routing key is shown, the API key is not', () => {
  const settings = { channelType: 'splunk_oncall', apiKey: KEY, routingKey: 'web' } as const;
  assert.deepEqual(splunkOnCall.display(settings), { routingKey: 'web' });
});
