import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertMessage } from '@upwatch/core';
import { opsgenie } from './opsgenie.ts';
import type { SendContext } from './port.ts';
import { opening, recovery } from './testing/alerts.ts';
import type { Reply } from './testing/http-sink.ts';
import { deliver } from './testing/deliver.ts';

const KEY = 'canary01-2345-6789-abcd-ef0123456789';
const INCIDENT = '0199aa00-0000-7000-8000-000000000002';
const ACCEPTED: Reply = { status: 202, body: '{"result":"Request will be processed","took":0.1,"requestId":"r-1"}' };
const send = (message: AlertMessage, reply: Reply = ACCEPTED, context: Partial<SendContext> = {}) =>
  deliver(opsgenie, (apiUrl) => ({ apiUrl, apiKey: KEY }), { message, reply, context });

test('an opening creates an alert whose alias is the incident, with the key in its header', async () => {
  const { outcome, received, bodies } = await send(opening());
  assert.equal(outcome.type, 'sent');
  assert.deepEqual(
    received.map(({ method, path, headers }) => [method, path, headers.authorization]),
    [['POST', '/v2/alerts', `GenieKey ${KEY}`]],
  );
  const { description, ...rest } = bodies[0];
  assert.deepEqual(rest, {
    alias: INCIDENT,
    message: 'shop is down in local since 12:04: the certificate has expired',
    priority: 'P1',
    source: 'Upwatch',
    entity: 'shop',
    tags: ['upwatch', 'down', 'tls.expired'],
    details: {
      What: 'https://shop.example/health',
      Where: 'local',
      Since: '2026-11-21 12:04:07 UTC',
      'Status code': '503',
      Failure: 'tls.expired',
      Timings: 'DNS 1.3 ms · TCP 20 ms · TLS 31 ms · first byte 210 ms · total 263 ms',
      'Open in Upwatch': `https://upwatch.example/incidents/${INCIDENT}`,
    },
  });
  assert.match(description, /Why: The certificate has expired: it was valid until 2026-11-20/);
});

test('a recovery closes the alert by its alias and says how long it was down', async () => {
  const { received, bodies } = await send(recovery());
  assert.deepEqual(
    received.map(({ path }) => path),
    [`/v2/alerts/${INCIDENT}/close?identifierType=alias`],
  );
  assert.equal(bodies[0].source, 'Upwatch');
  assert.match(bodies[0].note, /^shop is up again after 12 min 5 s\n[^]*Lasted: 12 min 5 s/);
});

test('a test and an end of which nobody knew the beginning are created low and closed at once', async () => {
  for (const [message, context, alias] of [
    [opening({ kind: 'TEST' }), { key: 'test:1' }, 'test%3A1'],
    [recovery(), { tellsWholeStory: true }, INCIDENT],
  ] as const) {
    const { received, bodies } = await send(message, ACCEPTED, context);
    assert.deepEqual(
      received.map(({ path }) => path),
      ['/v2/alerts', `/v2/alerts/${alias}/close?identifierType=alias`],
    );
    assert.equal(bodies[0].priority, 'P5');
  }
  const { received } = await send(opening({ kind: 'TEST' }), { status: 401 });
  assert.equal(received.length, 1, 'what was not created is not closed');
});

test('how bad it is decides the priority; a reopening creates under the same alias', async () => {
  const rows = [
    [{}, 'P1'],
    [{ severity: 'DEGRADED' }, 'P3'],
    [{ severity: 'MAINTENANCE' }, 'P5'],
    [{ kind: 'NOTICE' }, 'P5'],
    [{ kind: 'INCIDENT_REOPENED' }, 'P1'],
  ] as const;
  for (const [change, priority] of rows) {
    const { bodies } = await send(opening(change));
    assert.deepEqual([bodies[0].priority, bodies[0].alias], [priority, INCIDENT]);
  }
});

test('texts are cut to what Opsgenie takes; a digest names its monitors in the description (A10)', async () => {
  const long = '🔥'.repeat(20_000);
  const digest = { total: 2, headlines: ['a is down', long] };
  const { bodies } = await send(opening({ monitorName: long, headline: long, target: long, digest }));
  const { message, description, entity } = bodies[0];
  assert.ok(message.length <= 130 && description.length <= 15_000 && entity.length <= 512);
  for (const text of [message, description, entity]) assert.match(text, /… \(\+\d+\)$/);
  const { bodies: whole } = await send(opening({ digest: { total: 5, headlines: ['a is down', 'b is down'] } }));
  assert.match(whole[0].description, /- a is down\n- b is down\n- and 3 more/);
});

test('the region decides where it goes', () => {
  const of = (settings: object) => opsgenie.config.safeParse({ channelType: 'opsgenie', apiKey: KEY, ...settings });
  assert.ok(of({ region: 'eu' }).success && of({ region: null }).success && of({}).success);
  assert.equal(of({ region: 'mars' }).error?.issues[0]?.path.join('.'), 'region');
  assert.deepEqual(opsgenie.display({ channelType: 'opsgenie', apiKey: KEY, region: 'eu' }), { region: 'eu' });
});

test('what Opsgenie answers is understood, and never repeats the key (A01)', async () => {
  const rows: readonly (readonly [Reply, type: string, reason: RegExp])[] = [
    [{ status: 204 }, 'sent', /^$/],
    [{ status: 200, body: '<html>Sign in</html>' }, 'reject', /not that it has the message/],
    [{ status: 422, body: '{"message":"Key format is not valid!","took":0.1}' }, 'reject', /Key format is not valid!/],
    [{ status: 403 }, 'reject', /credentials/],
    [{ status: 429, headers: { 'retry-after': '7' } }, 'retry', /429/],
    [{ status: 503 }, 'retry', /503/],
  ];
  for (const [reply, type, reason] of rows) {
    const { outcome } = await send(opening(), reply);
    assert.equal(outcome.type, type, JSON.stringify(reply));
    assert.match(outcome.type === 'sent' ? '' : outcome.reason, reason);
    assert.ok(!JSON.stringify(outcome).includes('canary'));
  }
});
