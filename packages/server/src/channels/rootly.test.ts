import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertMessage } from '@upwatch/core';
import type { SendContext } from './port.ts';
import { rootly } from './rootly.ts';
import { opening, recovery } from './testing/alerts.ts';
import type { Received, Reply } from './testing/http-sink.ts';
import { assertUnderstood } from './testing/answers.ts';
import { type SinkReply, deliver } from './testing/deliver.ts';

const KEY = 'canary0123456789';
const INCIDENT = '0199aa00-0000-7000-8000-000000000002';
const SEVERITIES = [
  { id: 'V-0', type: 'severities', attributes: { slug: 'sev0', name: 'SEV 0' } },
  { id: 'V-1', type: 'severities', attributes: { slug: 'sev1', name: 'Major' } },
];
const json = (body: object, status = 200): Reply => ({ status, body: JSON.stringify(body) });

/** A Rootly whose one incident has a status, and is found by its label when it is listed. */
const organisation =
  ({ status = 'started', listed = [] as readonly object[] } = {}): SinkReply =>
  ({ method, path }: Received) => {
    if (path.startsWith('/v1/severities')) return json({ data: SEVERITIES });
    if (method === 'GET' && path.startsWith('/v1/incidents?')) return json({ data: listed });
    return json({ data: { id: 'R-1', type: 'incidents', attributes: { status } } }, method === 'POST' ? 201 : 200);
  };
const send = (
  message: AlertMessage,
  reply: SinkReply = organisation(),
  context: Partial<SendContext> = {},
  settings = {},
) => deliver(rootly, (apiUrl) => ({ apiUrl, apiKey: KEY, ...settings }), { message, reply, context });
const known = { openingExternalId: 'R-1' };
const callsIn = (received: readonly Received[]) =>
  received.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
const ours = { id: 'R-7', type: 'incidents', attributes: { labels: { upwatch_incident: INCIDENT } } };
const another = { id: 'R-8', type: 'incidents', attributes: { labels: { upwatch_incident: 'other' } } };

test('an opening starts an incident with a label that names ours, and remembers what it is called', async () => {
  const { outcome, received, bodies } = await send(opening());
  assert.equal(outcome.type === 'sent' && outcome.externalId, 'R-1');
  assert.deepEqual(callsIn(received), ['GET /v1/incidents', 'POST /v1/incidents']);
  const asked = new URL(received[0]!.path, 'http://x').searchParams;
  assert.equal(asked.get('filter[labels]'), `upwatch_incident:${INCIDENT}`);
  const { headers } = received[1]!;
  assert.deepEqual([headers.authorization, headers['content-type']], [`Bearer ${KEY}`, 'application/vnd.api+json']);
  const { type, attributes } = bodies[0].data;
  assert.equal(type, 'incidents');
  const { summary, ...rest } = attributes;
  assert.deepEqual(rest, {
    title: 'shop is down in local since 12:04: the certificate has expired',
    labels: { source: 'upwatch', upwatch_incident: INCIDENT },
    started_at: '2026-11-21T12:04:07.000Z',
    kind: 'normal',
  });
  assert.match(summary, /Why: The certificate has expired/);
});

test('an attempt that is repeated finds what the lost one made, and no other incident', async () => {
  const found = await send(opening(), organisation({ listed: [another, ours] }));
  assert.deepEqual(callsIn(found.received), ['GET /v1/incidents', 'GET /v1/incidents/R-7', 'PUT /v1/incidents/R-7']);
  assert.equal(found.outcome.type === 'sent' && found.outcome.externalId, 'R-7');
  const notFound = await send(opening(), organisation({ listed: [another] }));
  assert.deepEqual(callsIn(notFound.received), ['GET /v1/incidents', 'POST /v1/incidents']);
});

test('where nobody may look, an incident is started all the same', async () => {
  const { outcome } = await send(opening(), ({ method }) =>
    method === 'GET' ? { status: 403 } : json({ data: { id: 'R-1' } }, 201),
  );
  assert.equal(outcome.type, 'sent');
});

test('a severity is found by slug or name; a test says when there is none, an alert comes without it', async () => {
  const uuid = '0199aa00-0000-7000-8000-00000000abcd';
  for (const [severity, expected] of [
    ['sev1', 'V-1'],
    ['MAJOR', 'V-1'],
    [uuid, uuid],
    ['sev9', undefined],
    [null, undefined],
  ] as const) {
    const { outcome, bodies } = await send(opening(), organisation(), {}, { severity });
    assert.equal(outcome.type, 'sent');
    assert.equal(bodies[0].data.attributes.severity_id, expected);
  }
  const { outcome, bodies } = await send(opening({ kind: 'TEST' }), organisation(), {}, { severity: 'sev9' });
  assert.equal(bodies.length, 0);
  assert.match(outcome.type === 'reject' ? outcome.reason : '', /no severity "sev9".*one of sev0, sev1/);
});

test('a recovery resolves the incident and says for how long', async () => {
  const { outcome, received, bodies } = await send(recovery(), organisation(), known);
  assert.equal(outcome.type, 'sent');
  assert.deepEqual(callsIn(received), ['GET /v1/incidents/R-1', 'PUT /v1/incidents/R-1/resolve']);
  assert.match(bodies[0].data.attributes.resolution_message, /^shop is up again after 12 min 5 s/);
});

test('what somebody ended, and what is gone, is left as it is', async () => {
  for (const status of ['resolved', 'closed', 'cancelled']) {
    const { outcome, received } = await send(recovery(), organisation({ status }), known);
    assert.deepEqual([outcome.type, received.length], ['sent', 1], status);
  }
  assert.equal((await send(recovery(), { status: 404 }, known)).outcome.type, 'sent');
  assert.equal((await send(recovery(), { status: 503 }, known)).outcome.type, 'retry');
});

test('told again, an incident is renewed, and started again where it had ended; a lost one has a successor', async () => {
  const again = opening({ kind: 'INCIDENT_REOPENED' });
  const get = 'GET /v1/incidents/R-1';
  const put = 'PUT /v1/incidents/R-1';
  assert.deepEqual(callsIn((await send(again, organisation(), known)).received), [get, put]);
  const ended = await send(again, organisation({ status: 'resolved' }), known);
  assert.deepEqual(callsIn(ended.received), [get, `${put}/restart`, put]);
  const lost = await send(
    again,
    ({ method }) => (method === 'GET' ? { status: 404 } : json({ data: { id: 'R-2' } }, 201)),
    known,
  );
  assert.deepEqual(callsIn(lost.received), [get, 'POST /v1/incidents']);
});

test('a test is of the kind for tests and resolved; a notice waits in triage; an unknown past is on record', async () => {
  const tried = await send(opening({ kind: 'TEST' }), organisation(), { key: 'test:1' });
  assert.deepEqual(callsIn(tried.received), [
    'POST /v1/incidents',
    'GET /v1/incidents/R-1',
    'PUT /v1/incidents/R-1/resolve',
  ]);
  assert.equal(tried.bodies[0].data.attributes.kind, 'test');
  const notice = await send(opening({ kind: 'NOTICE' }));
  assert.equal(notice.bodies[0].data.attributes.status, 'in_triage');
  const past = await send(recovery(), organisation(), { tellsWholeStory: true });
  const { kind, status, started_at: started, resolved_at: resolved } = past.bodies[0].data.attributes;
  assert.deepEqual([kind, status], ['backfilled', 'resolved']);
  assert.deepEqual([started, resolved], ['2026-11-21T12:04:07.000Z', '2026-11-21T12:16:12.000Z']);
});

test('what Rootly answers is understood, and never repeats the key (A01)', async () => {
  await assertUnderstood(
    [
      [{ status: 200, body: '<html>Sign in</html>' }, 'reject', /not that it has the message/],
      [json({ errors: [{ title: 'Severity is required', status: '422' }] }, 422), 'reject', /Severity is required/],
      [json({ errors: ['Title is too long'] }, 422), 'reject', /Title is too long/],
      [json({ errors: [{ title: 'Invalid token' }] }, 401), 'reject', /credentials.*Invalid token/],
      [{ status: 429, headers: { 'retry-after': '7' } }, 'retry', /429/],
      [{ status: 500 }, 'retry', /500/],
    ],
    (reply) => send(opening(), reply),
  );
});
