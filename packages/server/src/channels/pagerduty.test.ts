import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertMessage } from '@upwatch/core';
import { pagerduty } from './pagerduty.ts';
import type { SendContext } from './port.ts';
import { opening, recovery } from './testing/alerts.ts';
import type { Reply } from './testing/http-sink.ts';
import { deliver } from './testing/deliver.ts';

const KEY = 'canary0123456789abcdef0123456789';
const ACCEPTED: Reply = { status: 202, body: '{"status":"success","message":"Event processed","dedup_key":"x"}' };
const send = (message: AlertMessage, reply: Reply = ACCEPTED, context: Partial<SendContext> = {}, settings = {}) =>
  deliver(pagerduty, (apiUrl) => ({ apiUrl, routingKey: KEY, ...settings }), { message, reply, context });
const INCIDENT = '0199aa00-0000-7000-8000-000000000002';

test('an opening triggers one alert, known by the incident, with every fact and link', async () => {
  const actions = [{ label: 'Acknowledge', url: 'https://upwatch.example/a/1' }];
  const { outcome, received, bodies } = await send(opening(), ACCEPTED, { actions });
  assert.equal(outcome.type, 'sent');
  assert.deepEqual(
    received.map(({ method, path }) => [method, path]),
    [['POST', '/v2/enqueue']],
  );
  assert.deepEqual(bodies, [
    {
      routing_key: KEY,
      event_action: 'trigger',
      dedup_key: INCIDENT,
      client: 'Upwatch',
      client_url: `https://upwatch.example/incidents/${INCIDENT}`,
      payload: {
        summary: 'shop is down in local since 12:04: the certificate has expired',
        source: 'https://shop.example/health',
        severity: 'critical',
        timestamp: '2026-11-21T12:04:17.000Z',
        component: 'shop',
        class: 'tls.expired',
        custom_details: {
          Why: 'The certificate has expired: it was valid until 2026-11-20',
          What: 'https://shop.example/health',
          Where: 'local',
          Since: '2026-11-21 12:04:07 UTC',
          'Status code': '503',
          Failure: 'tls.expired',
          Timings: 'DNS 1.3 ms · TCP 20 ms · TLS 31 ms · first byte 210 ms · total 263 ms',
        },
      },
      links: [
        { href: `https://upwatch.example/incidents/${INCIDENT}`, text: 'Open in Upwatch' },
        { href: 'https://upwatch.example/a/1', text: 'Acknowledge' },
      ],
    },
  ]);
});

test('a recovery resolves that alert; a reopening triggers it again', async () => {
  const { bodies } = await send(recovery());
  assert.equal(bodies.length, 1);
  assert.deepEqual([bodies[0].event_action, bodies[0].dedup_key], ['resolve', INCIDENT]);
  assert.equal(bodies[0].payload.summary, 'shop is up again after 12 min 5 s');
  const [again] = (await send(opening({ kind: 'INCIDENT_REOPENED' }))).bodies;
  assert.deepEqual([again.event_action, again.dedup_key], ['trigger', INCIDENT]);
});

test('a test and an end of which nobody knew the beginning are on record and page nobody', async () => {
  const own = { key: 'test:1' };
  for (const [message, context, key] of [
    [opening({ kind: 'TEST' }), own, 'test:1'],
    [recovery(), { tellsWholeStory: true }, INCIDENT],
  ] as const) {
    const { bodies } = await send(message, ACCEPTED, context, { severityOverride: 'critical' });
    assert.deepEqual(
      bodies.map((body) => [body.event_action, body.dedup_key]),
      [
        ['trigger', key],
        ['resolve', key],
      ],
    );
    assert.equal(bodies[0].payload.severity, 'info');
  }
});

test('a severity that is set counts for what is down or degraded, and for nothing else', async () => {
  const rows = [
    [{}, {}, 'critical'],
    [{ severity: 'DEGRADED' }, {}, 'warning'],
    [{ severity: 'MAINTENANCE' }, {}, 'info'],
    [{}, { severityOverride: 'error' }, 'error'],
    [{ severity: 'DEGRADED' }, { severityOverride: 'error' }, 'error'],
    [{ kind: 'NOTICE' }, { severityOverride: 'error' }, 'info'],
    [{}, { severityOverride: null }, 'critical'],
  ] as const;
  for (const [change, settings, expected] of rows) {
    const { bodies } = await send(opening(change), ACCEPTED, {}, settings);
    assert.equal(bodies[0].payload.severity, expected);
  }
});

test('a digest names its monitors, a late alert what is true now, and a long name is cut (A03, A10)', async () => {
  const long = '🔥'.repeat(10_000);
  const late = { byMs: 3_600_000, nowTrue: 'It is still down now.' };
  const digest = { total: 3, headlines: ['a is down', 'b is down'] };
  const { bodies } = await send(opening({ digest }), ACCEPTED, { late });
  const { custom_details: details } = bodies[0].payload;
  assert.deepEqual(details.Monitors, ['a is down', 'b is down', 'and 1 more']);
  assert.match(String(details.Notes), /1 h late.*It is still down now\./);
  const cutShort = await send(opening({ monitorName: long, headline: long, target: long }));
  const summary: string = cutShort.bodies[0].payload.summary;
  assert.ok(summary.length <= 1_024 && summary.isWellFormed());
  assert.match(summary, /… \(\+\d{4}\)$/);
  assert.ok(cutShort.received[0]!.body.length < 20_000);
});

test('what PagerDuty answers is understood, and never repeats the key (A01)', async () => {
  const invalid = `{"status":"invalid event","message":"Event object is invalid","errors":["Length of 'routing_key' is incorrect"]}`;
  const rows: readonly (readonly [Reply, type: string, reason: RegExp])[] = [
    [{ status: 204 }, 'sent', /^$/],
    [{ status: 202, body: invalid }, 'reject', /Event object is invalid/],
    [{ status: 200, body: '<html>Sign in</html>' }, 'reject', /not that it has the message/],
    [{ status: 400, body: invalid }, 'reject', /Event object is invalid: Length of 'routing_key' is incorrect/],
    [{ status: 403 }, 'reject', /credentials/],
    [{ status: 429, headers: { 'retry-after': '7' } }, 'retry', /429/],
    [{ status: 503, body: '<html>' }, 'retry', /503/],
  ];
  for (const [reply, type, reason] of rows) {
    const { outcome } = await send(opening(), reply);
    assert.equal(outcome.type, type, JSON.stringify(reply));
    assert.match(outcome.type === 'sent' ? '' : outcome.reason, reason);
    if (reply.status === 429) assert.equal(outcome.type === 'retry' && outcome.retryAfterMs, 7_000);
    assert.ok(!JSON.stringify(outcome).includes('canary'));
  }
});

test('what is shown of the settings holds no key', () => {
  const settings = { channelType: 'pagerduty', routingKey: KEY, severityOverride: 'error' } as const;
  assert.deepEqual(pagerduty.display(settings), { severityOverride: 'error' });
});
