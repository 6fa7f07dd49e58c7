import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertMessage } from '@upwatch/core';
import { incidentIo } from './incident-io.ts';
import type { SendContext } from './port.ts';
import { contextFor, opening, recovery } from './testing/alerts.ts';
import type { Received, Reply } from './testing/http-sink.ts';
import { assertUnderstood } from './testing/answers.ts';
import { type SinkReply, deliver } from './testing/deliver.ts';

const KEY = 'canary0123456789';
const INCIDENT = '0199aa00-0000-7000-8000-000000000002';
const STATUSES = [
  { id: 'S-LEARN', category: 'learning', rank: 7 },
  { id: 'S-CLOSED', category: 'closed', rank: 9 },
  { id: 'S-LIVE', category: 'live', rank: 2 },
  { id: 'S-TRIAGE', category: 'triage', rank: 1 },
];
const json = (body: object, status = 200): Reply => ({ status, body: JSON.stringify(body) });

/** An incident.io whose one incident is in a category; a status that it refuses is named. */
const organisation =
  (category = 'live', refuses?: string): SinkReply =>
  ({ method, path, body }: Received) => {
    if (path === '/v1/incident_statuses') return json({ incident_statuses: STATUSES });
    if (refuses !== undefined && body.includes(refuses))
      return json({ type: 'validation_error', errors: [{ message: 'not permitted' }] }, 422);
    const incident = { id: 'I-1', incident_status: { category } };
    return json({ incident }, method === 'POST' && path === '/v2/incidents' ? 201 : 200);
  };
const send = (
  message: AlertMessage,
  reply: SinkReply = organisation(),
  context: Partial<SendContext> = {},
  settings = {},
) => deliver(incidentIo, (apiUrl) => ({ apiUrl, apiKey: KEY, ...settings }), { message, reply, context });
const known = { openingExternalId: 'I-1' };
const callsIn = (received: readonly Received[]) => received.map(({ method, path }) => `${method} ${path}`);

test('an opening declares an incident once, by the id of ours, and remembers what it is called', async () => {
  const settings = { severityId: '01SEV', visibility: 'private' };
  const { outcome, received, bodies } = await send(opening(), organisation(), {}, settings);
  assert.equal(outcome.type === 'sent' && outcome.externalId, 'I-1');
  assert.deepEqual(callsIn(received), ['POST /v2/incidents']);
  assert.equal(received[0]?.headers.authorization, `Bearer ${KEY}`);
  const { summary, ...rest } = bodies[0];
  assert.deepEqual(rest, {
    idempotency_key: INCIDENT,
    visibility: 'private',
    severity_id: '01SEV',
    name: 'shop is down in local since 12:04: the certificate has expired',
  });
  assert.match(summary, /Why: The certificate has expired/);
});

test('a recovery closes the incident and says for how long', async () => {
  const { outcome, received, bodies } = await send(recovery(), organisation(), known);
  assert.equal(outcome.type, 'sent');
  assert.deepEqual(callsIn(received), [
    'GET /v2/incidents/I-1',
    'GET /v1/incident_statuses',
    'POST /v2/incidents/I-1/actions/edit',
  ]);
  assert.deepEqual([bodies[0].incident.incident_status_id, bodies[0].notify_incident_channel], ['S-CLOSED', true]);
  assert.match(bodies[0].incident.summary, /^shop is up again after 12 min 5 s/);
});

test('where an organisation looks back on each incident, it goes there instead', async () => {
  const { outcome, bodies } = await send(recovery(), organisation('live', 'S-CLOSED'), known);
  assert.equal(outcome.type, 'sent');
  assert.deepEqual(
    bodies.map(({ incident }) => incident.incident_status_id),
    ['S-CLOSED', 'S-LEARN'],
  );
});

test('what somebody closed, declined or merged, and what is gone, is left as it is', async () => {
  for (const category of ['closed', 'declined', 'merged', 'canceled', 'learning']) {
    const { outcome, received } = await send(recovery(), organisation(category), known);
    assert.deepEqual([outcome.type, received.length], ['sent', 1], category);
  }
  const gone = await send(recovery(), { status: 404 }, known);
  assert.deepEqual([gone.outcome.type, gone.received.length], ['sent', 1]);
  assert.equal((await send(recovery(), { status: 503 }, known)).outcome.type, 'retry');
});

test('told again, an open incident has its summary renewed; a closed one has a successor', async () => {
  for (const message of [opening({ repeats: 1 }), opening({ kind: 'INCIDENT_REOPENED' })]) {
    const open = await send(message, organisation('live'), known);
    assert.deepEqual(callsIn(open.received), ['GET /v2/incidents/I-1', 'POST /v2/incidents/I-1/actions/edit']);
    assert.deepEqual(Object.keys(open.bodies[0].incident), ['summary']);
    const closed = await send(message, organisation('closed'), known);
    assert.deepEqual(callsIn(closed.received), ['GET /v2/incidents/I-1', 'POST /v2/incidents']);
    assert.equal(closed.bodies[0].idempotency_key, contextFor().key);
  }
});

test('a test is an incident of the kind for tests, and ended; a notice waits for somebody to decide', async () => {
  const tried = await send(opening({ kind: 'TEST' }), organisation(), { key: 'test:1' });
  assert.deepEqual([tried.bodies[0].mode, tried.bodies[0].idempotency_key], ['test', 'test:1']);
  assert.equal(tried.bodies[1].incident.incident_status_id, 'S-CLOSED');
  const notice = await send(opening({ kind: 'NOTICE' }));
  assert.equal(notice.bodies[0].incident_status_id, 'S-TRIAGE');
});

test('an end of which nobody knew the beginning is put on record as past', async () => {
  const { bodies } = await send(recovery(), organisation(), { tellsWholeStory: true });
  assert.deepEqual([bodies[0].mode, bodies[0].idempotency_key], ['retrospective', INCIDENT]);
  assert.match(bodies[0].summary, /You were not told when it began/);
});

test('an alert source is given an event that fires and one that resolves, under one key', async () => {
  const settings = { alertSourceConfigId: '01SRC' };
  const taken = json({ status: 'success', message: 'Event accepted', deduplication_key: 'x' }, 202);
  const rows = [
    [opening(), ['firing']],
    [opening({ kind: 'INCIDENT_REOPENED' }), ['firing']],
    [recovery(), ['resolved']],
    [opening({ kind: 'NOTICE' }), ['firing', 'resolved']],
  ] as const;
  for (const [message, expected] of rows) {
    const { outcome, received, bodies } = await send(message, taken, {}, settings);
    assert.equal(outcome.type, 'sent');
    assert.deepEqual(
      bodies.map(({ status }) => status),
      expected,
    );
    assert.deepEqual(new Set(callsIn(received)), new Set(['POST /v2/alert_events/http/01SRC']));
    assert.equal(bodies[0].deduplication_key, INCIDENT);
  }
  const name = '[shop](https://evil.example) **x**';
  const { bodies } = await send(opening({ headline: `${name} is down`, monitorName: name }), taken, {}, settings);
  assert.equal(bodies[0].source_url, `https://upwatch.example/incidents/${INCIDENT}`);
  assert.deepEqual(bodies[0].metadata.state, 'down');
  assert.match(bodies[0].description, /^\\\[shop\\\]\(https:\/\/evil\.example\) \\\*\\\*x\\\*\\\* is down/);
});

test('what incident.io answers is understood, and never repeats the key (A01)', async () => {
  const severity = { type: 'validation_error', errors: [{ code: 'is_required', message: 'A severity is required' }] };
  await assertUnderstood(
    [
      [{ status: 200, body: '<html>Sign in</html>' }, 'reject', /not that it has the message/],
      [json(severity, 422), 'reject', /A severity is required/],
      [json({ errors: [null, 7] }, 401), 'reject', /credentials/],
      [{ status: 429, headers: { 'retry-after': '7' } }, 'retry', /429/],
      [{ status: 500 }, 'retry', /500/],
    ],
    (reply) => send(opening(), reply),
  );
});
