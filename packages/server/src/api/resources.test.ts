import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, type Observation } from '@upwatch/core';
import { resultId, slotOfResultId } from './present/result-id.ts';
import { observationOf } from './testing/quiet-engine.ts';
import { recordLooks } from './testing/recorded-looks.ts';
import { type TestApi, testApi } from './testing/test-api.ts';
import { openIncidentOf } from './testing/walk-operations.ts';

const HTTP = { name: 'shop', type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
const NOBODY = '019b0000-0000-7000-8000-000000000000';

async function monitorWithLooks(
  api: TestApi,
  looks: (atMs: number) => readonly Partial<Observation>[],
): Promise<string> {
  const { id } = (await api.ask('POST', '/api/v1/monitors', HTTP)).body.data;
  const { key } = (await api.core.monitors.get(id))!;
  const made = looks(api.nowMs()).map((look) => observationOf({ monitorId: id, kind: 'scheduled', ...look }));
  recordLooks(api.history, key, made);
  return id;
}

test('looks come newest first, page after page, none twice and none left out', async () => {
  await using api = await testApi();
  const id = await monitorWithLooks(api, (atMs) => Array.from({ length: 25 }, (_, i) => ({ slotMs: atMs - i * 1000 })));
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${cursor}`;
    const { body } = await api.ask('GET', `/api/v1/monitors/${id}/results?limit=10${query}`);
    seen.push(...body.data.map((result: { timestamp: string }) => result.timestamp));
    assert.equal(body.hasMore, body.nextCursor !== null);
    cursor = body.nextCursor;
  } while (cursor !== null);
  assert.equal(new Set(seen).size, 25);
  assert.deepEqual(seen, seen.toSorted().toReversed());
});

test('a look shows its phases in fractions, its failure by code and in words, and what was seen of TLS', async () => {
  await using api = await testApi();
  const id = await monitorWithLooks(api, (atMs) => [
    { slotMs: atMs - 1000 },
    { slotMs: atMs, failure: failure('tls.expired', 'on 2026-01-01', 'tls') },
  ]);
  const [down, up] = (await api.ask('GET', `/api/v1/monitors/${id}/results`)).body.data;
  assert.deepEqual([up.passed, up.outcome, up.failureReason, up.responseTimeMs], [true, 'up', null, 14]);
  const { totalMs, ...parts } = up.details.phases;
  assert.deepEqual(parts, { dnsMs: 1.25, tcpMs: 2.5, ttfbMs: 10, downloadMs: 0.5 });
  // History keeps times to a part in a thousand.
  assert.ok(Math.abs(totalMs - 14.25) < 0.02, totalMs);
  assert.deepEqual(
    [down.passed, down.failureCode, down.failureReason, down.severityHint],
    [false, 'tls.expired', 'The certificate has expired: on 2026-01-01', 'down'],
  );
  assert.equal((await api.ask('GET', `/api/v1/monitors/${id}/results?passed=false`)).body.data.length, 1);
  assert.equal((await api.ask('GET', `/api/v1/monitors/${id}/results/${up.id}`)).body.data.id, up.id);
  assert.equal((await api.ask('GET', `/api/v1/monitors/${id}/results/${NOBODY}`)).status, 404);
});

test('the id of a look follows from monitor, region and slot, and gives the slot back', () => {
  const key = { monitorId: NOBODY, region: 'local', slotMs: 1_767_225_600_123 };
  const id = resultId(key);
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(id, resultId({ ...key }));
  assert.notEqual(id, resultId({ ...key, region: 'other' }));
  assert.equal(slotOfResultId(id), key.slotMs);
  assert.equal(slotOfResultId(NOBODY), undefined);
});

test('uptime counts what is known: what nobody could look at is left out', async () => {
  await using api = await testApi();
  const id = await monitorWithLooks(api, (atMs) => [
    ...[1, 2, 3].map((i) => ({ slotMs: atMs - i * 60_000 })),
    { slotMs: atMs - 240_000, failure: failure('connect.refused') },
    { slotMs: atMs - 300_000, failure: failure('probe.overloaded') },
  ]);
  const { body } = await api.ask('GET', `/api/v1/monitors/${id}/uptime?window=24h`);
  assert.deepEqual([body.uptimePercentage, body.totalChecks, body.passedChecks, body.unknownChecks], [75, 4, 3, 1]);
  const summary = (await api.ask('GET', `/api/v1/monitors/${id}/results/summary?chartWindow=24h`)).body;
  assert.deepEqual([summary.uptime24h, summary.uptimeWindow, summary.latestPerRegion.length], [75, 75, 1]);
  assert.ok(summary.chartData.length >= 1);
  for (const query of ['?from=1900-01-01T00:00:00Z&to=2200-01-01T00:00:00Z', '?window=90d']) {
    assert.equal((await api.ask('GET', `/api/v1/monitors/${id}/uptime${query}`)).body.totalChecks, 4, query);
  }
  assert.equal((await api.ask('GET', `/api/v1/monitors/${id}/uptime?from=2027-01-01T00:00:00Z`)).status, 400);
});

test('a summary of one region is of its looks alone; the strict contract knows none', async () => {
  await using api = await testApi();
  const id = await monitorWithLooks(api, (atMs) => [
    ...[1, 2, 3].map((i) => ({ slotMs: atMs - i * 60_000, region: 'eu-west' })),
    { slotMs: atMs - 60_000, region: 'us-east', failure: failure('connect.refused') },
  ]);
  const url = `/monitors/${id}/results/summary`;
  const uptimeOf = async (query: string): Promise<number | null> =>
    (await api.ask('GET', `/api/v1${url}${query}`)).body.uptimeWindow;
  assert.deepEqual(
    [await uptimeOf(''), await uptimeOf('?region=eu-west'), await uptimeOf('?region=us-east')],
    [75, 100, 0],
  );
  assert.equal(await uptimeOf('?region=nowhere'), null);
  assert.equal((await api.ask('GET', `/compat/api/v1${url}?region=eu-west`)).status, 400);
});

test('a look on request shows what came, is not kept, and tells nobody', async () => {
  await using api = await testApi();
  const asked = { type: 'HTTP', config: HTTP.config };
  const { data } = (await api.ask('POST', '/api/v1/monitors/test', asked)).body;
  assert.deepEqual([data.passed, data.statusCode, data.responseHeaders['content-type']], [true, 200, ['text/plain']]);
  assert.equal(api.engine.looks[0]!.monitorId, undefined);
  assert.equal((await api.ask('POST', '/api/v1/monitors/test', { ...asked, type: 'TCP' })).status, 400);
});

test('an incident opened by hand is commented on and resolved, and then stays resolved', async () => {
  await using api = await testApi();
  const opened = await api.ask('POST', '/api/v1/incidents', { title: 'Slow', severity: 'DEGRADED' });
  assert.equal(opened.status, 201);
  const { id, status, source } = opened.body.data.incident;
  assert.deepEqual([status, source], ['CONFIRMED', 'MANUAL']);
  const url = `/api/v1/incidents/${id}`;
  const updated = await api.ask('POST', `${url}/updates`, {
    body: 'Found.',
    newStatus: 'WATCHING',
    notifySubscribers: true,
  });
  assert.equal(updated.body.data.incident.status, 'WATCHING');
  assert.equal(updated.body.data.updates.length, 2);
  assert.equal((await api.ask('POST', `${url}/updates`, { notifySubscribers: true })).status, 400);
  assert.equal((await api.ask('POST', `${url}/resolve`)).body.data.incident.status, 'RESOLVED');
  assert.equal((await api.ask('POST', `${url}/resolve`)).status, 409);
  const again = { newStatus: 'TRIGGERED', notifySubscribers: false };
  assert.equal((await api.ask('POST', `${url}/updates`, again)).status, 409);
  assert.equal((await api.ask('GET', `/api/v1/incidents/${NOBODY}`)).status, 404);
});

test('the status of an automatic incident is its looks’ to decide, but a person may resolve it', async () => {
  await using api = await testApi();
  const { incident } = await openIncidentOf(api);
  const url = `/api/v1/incidents/${incident.id}/updates`;
  const refused = await api.ask('POST', url, { newStatus: 'WATCHING', notifySubscribers: false });
  assert.equal(refused.status, 409);
  assert.match(refused.body.message, /^newStatus must be RESOLVED for an automatic incident, got WATCHING/);
  const resolved = await api.ask('POST', url, { newStatus: 'RESOLVED', body: 'Mended.', notifySubscribers: false });
  assert.equal(resolved.body.data.incident.resolutionReason, 'MANUAL');
});

test('an incident keeps the name of its monitor when that is deleted', async () => {
  await using api = await testApi();
  const { monitorId, incident } = await openIncidentOf(api);
  const { name } = (await api.ask('GET', `/api/v1/monitors/${monitorId}`)).body.data;
  await api.ask('POST', '/api/v1/incidents', { title: 'Of nothing', severity: 'DOWN' });
  assert.equal((await api.ask('DELETE', `/api/v1/monitors/${monitorId}`)).status, 204);
  const listed = (await api.ask('GET', '/api/v1/incidents')).body.data as { monitorName: string | null }[];
  assert.deepEqual(new Set(listed.map((one) => one.monitorName)), new Set([name, null]));
  const shown = (await api.ask('GET', `/api/v1/incidents/${incident.id}`)).body.data.incident;
  assert.deepEqual([shown.monitorName, shown.monitorId], [name, monitorId]);
});

test('incidents are found by status, monitor and time', async () => {
  await using api = await testApi();
  const { monitorId, incident } = await openIncidentOf(api);
  const count = async (query: string) => (await api.ask('GET', `/api/v1/incidents?${query}`)).body.totalElements;
  assert.equal(await count(`monitorId=${monitorId}&status=CONFIRMED&severity=DOWN`), 1);
  assert.equal(await count('status=RESOLVED'), 0);
  assert.equal(await count(`startedFrom=${new Date(incident.startedAtMs + 1).toISOString()}`), 0);
  assert.equal(await count(`serviceId=${NOBODY}`), 0);
});

test('the secrets of a channel go in and never come out', async () => {
  await using api = await testApi();
  const config = { channelType: 'slack', webhookUrl: 'https://hooks.slack.com/services/T0/B0/canary-4711' };
  const made = await api.ask('POST', '/api/v1/alert-channels', { name: 'on call', config });
  assert.equal(made.status, 201, made.text);
  const { id, configHash } = made.body.data;
  const url = `/api/v1/alert-channels/${id}`;
  const wrong = { ...config, webhookUrl: 'ftp://canary-4711' };
  const answers = [
    made,
    await api.ask('GET', url),
    await api.ask('GET', `/compat${url}`),
    await api.ask('GET', '/api/v1/alert-channels'),
    await api.ask('PUT', url, { name: 'x', config: wrong }),
    await api.ask('POST', '/api/v1/alert-channels/test', { config: wrong }),
  ];
  for (const answer of answers) assert.ok(!answer.text.includes('canary-4711'), answer.text);
  assert.ok(!api.log.join('').includes('canary-4711'));
  assert.deepEqual((await api.core.channels.get(id))!.config, config);
  const same = { webhookUrl: config.webhookUrl, channelType: 'slack' };
  assert.equal((await api.ask('PUT', url, { name: 'renamed', config: same })).body.data.configHash, configHash);
  const other = { channelType: 'webhook', url: 'https://x.example/' };
  assert.equal((await api.ask('PUT', url, { name: 'x', config: other })).status, 400);
});

test('a test message says what the provider said', async () => {
  await using api = await testApi();
  const config = { channelType: 'webhook', url: 'https://x.example/' };
  api.outcome = { type: 'reject', reason: 'answered 404' };
  const refused = await api.ask('POST', '/api/v1/alert-channels/test', { config });
  assert.deepEqual(refused.body.data, { success: false, message: 'answered 404' });
  api.outcome = { type: 'sent' };
  assert.equal((await api.ask('POST', '/api/v1/alert-channels/test', { config })).body.data.success, true);
  assert.equal((await api.ask('POST', `/api/v1/alert-channels/${NOBODY}/test`)).status, 404);
});

test('deliveries show their attempts, and can be tried again', async () => {
  await using api = await testApi();
  const { channelId, deliveryId } = await openIncidentOf(api);
  const list = (await api.ask('GET', `/api/v1/alert-channels/${channelId}/deliveries`)).body;
  assert.deepEqual([list.totalElements, list.data[0].id, list.data[0].status], [1, deliveryId, 'FAILED']);
  const attempts = (await api.ask('GET', `/api/v1/alert-deliveries/${deliveryId}/attempts`)).body.data;
  assert.deepEqual([attempts.length, attempts[0].responseStatusCode], [1, 410]);
  const { requestMethod, requestUrl, requestHeaders, requestPayload } = attempts[0];
  assert.deepEqual([requestMethod, requestUrl], ['POST', 'https://hooks.example/••••']);
  assert.deepEqual(requestHeaders, { accept: '*/*' });
  assert.equal(requestPayload, '{"type":"incident.created"}');
  const again = await api.ask('POST', `/api/v1/alert-deliveries/${deliveryId}/retry`);
  assert.ok(['PENDING', 'RETRY_PENDING'].includes(again.body.data.status), again.text);
  assert.equal((await api.ask('POST', `/api/v1/alert-deliveries/${NOBODY}/retry`)).status, 404);
});

test('a delivery that waits can be cancelled, once and again; one that has ended otherwise cannot', async () => {
  await using api = await testApi();
  const { deliveryId } = await openIncidentOf(api);
  const url = `/api/v1/alert-deliveries/${deliveryId}`;
  assert.equal((await api.ask('POST', `${url}/cancel`)).status, 409);
  await api.ask('POST', `${url}/retry`);
  for (const _time of [1, 2]) {
    const { status, body } = await api.ask('POST', `${url}/cancel`);
    assert.equal(status, 200);
    assert.deepEqual(
      [body.data.status, body.data.errorMessage, body.data.nextRetryAt],
      ['CANCELLED', 'a person cancelled it', null],
    );
  }
  assert.equal((await api.ask('POST', `/api/v1/alert-deliveries/${NOBODY}/cancel`)).status, 404);
  assert.equal((await api.ask('POST', `/compat/api/v1/alert-deliveries/${deliveryId}/cancel`)).status, 404);
});

test('tags are made, renamed and deleted; a name is taken once', async () => {
  await using api = await testApi();
  const { id } = (await api.ask('POST', '/api/v1/tags', { name: 'red', color: '#f00' })).body.data;
  assert.equal((await api.ask('POST', '/api/v1/tags', { name: 'red' })).status, 409);
  assert.equal((await api.ask('POST', '/api/v1/tags', { name: 'x', color: 'red' })).status, 400);
  assert.equal((await api.ask('PUT', `/api/v1/tags/${id}`, { name: 'blue' })).body.data.color, '#f00');
  const [listed] = (await api.ask('GET', '/api/v1/tags?sort=name,desc')).body.data;
  assert.deepEqual([listed.name, listed.monitorCount], ['blue', 0]);
  assert.equal((await api.ask('DELETE', `/api/v1/tags/${id}`)).status, 204);
  assert.equal((await api.ask('GET', `/api/v1/tags/${id}`)).status, 404);
});

test('a webhook subscribes to events that come: a client of the contract may ask for its others too', async () => {
  await using api = await testApi();
  const subscribedEvents = ['incident.created', 'service.status_changed'];
  const body = { url: 'https://hooks.example/x', subscribedEvents };
  const refused = await api.ask('POST', '/api/v1/webhooks', body);
  assert.deepEqual([refused.status, refused.body.errors?.[0]?.field], [400, 'subscribedEvents[1]']);
  assert.match(
    refused.body.message,
    /must be one of monitor\.created, .*, incident\.reopened, got "service\.status_changed"/,
  );
  const made = await api.ask('POST', '/compat/api/v1/webhooks', body);
  assert.deepEqual([made.status, made.body.data?.subscribedEvents], [201, subscribedEvents], made.text);
  const url = `/api/v1/webhooks/${made.body.data.id}`;
  assert.equal((await api.ask('PUT', url, { subscribedEvents })).status, 400);
  assert.equal((await api.ask('PUT', url, { description: 'kept' })).status, 200);
  const { document } = (await api.ask('GET', '/api/v1/configuration')).body.data;
  const planned = await api.ask('POST', '/api/v1/configuration/plan', { document });
  assert.deepEqual([planned.status, planned.body.data?.changes], [200, 0], planned.text);
});
