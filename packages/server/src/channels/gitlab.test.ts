import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gitlab } from './gitlab.ts';
import { opening, recovery } from './testing/alerts.ts';
import { deliver } from './testing/deliver.ts';

const settings = (url: string) => ({
  endpointUrl: `${url}/ops/shop/alerts/notify.json`,
  authorizationKey: 'canary-key',
});
type Given = NonNullable<Parameters<typeof deliver>[2]>;
const send = (given: Given = {}) =>
  deliver(gitlab, settings, { reply: { status: 200, body: '[{"iid":7}]' }, ...given });

test('an opening makes an alert that is known by the incident', async () => {
  const { outcome, request, json } = await send();
  assert.equal(outcome.type, 'sent');
  assert.deepEqual([request.method, request.path], ['POST', '/ops/shop/alerts/notify.json']);
  assert.equal(request.headers.authorization, 'Bearer canary-key');
  assert.deepEqual(json, {
    title: 'shop is down in local since 12:04: the certificate has expired',
    description: json.description,
    start_time: '2026-11-21T12:04:07.000Z',
    service: 'shop',
    monitoring_tool: 'Upwatch',
    hosts: ['https://shop.example/health'],
    severity: 'critical',
    fingerprint: '0199aa00-0000-7000-8000-000000000002',
    upwatch_url: 'https://upwatch.example/incidents/0199aa00-0000-7000-8000-000000000002',
  });
  assert.match(
    json.description,
    /^shop is down in local since 12:04: the certificate has expired\n\nWhy: The certificate has expired/,
  );
});

test('a recovery gives the same alert an end, and a reopened incident none', async () => {
  const { received, json } = await send({ message: recovery() });
  assert.equal(received.length, 1);
  assert.deepEqual(
    [json.fingerprint, json.start_time, json.end_time],
    ['0199aa00-0000-7000-8000-000000000002', '2026-11-21T12:04:07.000Z', '2026-11-21T12:16:12.000Z'],
  );
  assert.equal((await send({ message: opening({ kind: 'INCIDENT_REOPENED' }) })).json.end_time, undefined);
});

test('a test, and an end whose beginning nobody was told, are ended at once', async () => {
  for (const given of [
    { message: opening({ kind: 'TEST' }) },
    { message: recovery(), context: { tellsWholeStory: true } },
  ]) {
    const { received } = await send(given);
    const bodies = received.map(({ body }) => JSON.parse(body));
    assert.deepEqual(
      bodies.map(({ end_time: end }) => end !== undefined),
      [false, true],
    );
    assert.equal(new Set(bodies.map(({ fingerprint }) => fingerprint)).size, 1);
  }
});

test('a name calls nobody and commands nothing where the alert becomes an issue (A08)', async () => {
  const { json } = await send({
    message: opening({ monitorName: '/close @all', headline: '/close @all is down', target: '@root' }),
  });
  assert.doesNotMatch(`${json.title}\n${json.description}`, /@(all|root)|^\s*\//m);
});

test('answers: a wrong key is said so, a busy server gets the time it asks for', async () => {
  const wrong = (await send({ reply: { status: 401, body: '{"message":"401 Unauthorized"}' } })).outcome;
  assert.equal(wrong.type, 'reject');
  assert.match(wrong.type === 'reject' ? wrong.reason : '', /does not accept the credentials/);
  const busy = (await send({ reply: { status: 429, headers: { 'retry-after': '60' } } })).outcome;
  assert.equal(busy.type === 'retry' && busy.retryAfterMs, 60_000);
});
