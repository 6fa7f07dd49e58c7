/** What a monitor's answer says beyond the contract: how far its verdict rests, and its certificate. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Delivery, initialState, type MonitorState } from '@upwatch/core';
import { failedLook, passedLook } from '../stores/testing/samples.ts';
import { testApi, type TestApi } from './testing/test-api.ts';
import { openIncidentOf } from './testing/walk-operations.ts';

const NOON = Date.UTC(2026, 0, 2, 12, 0, 0);

async function madeMonitor(api: TestApi): Promise<string> {
  const body = { name: 'shop', type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
  const made = await api.ask('POST', '/api/v1/monitors', body);
  assert.equal(made.status, 201);
  return made.body.data.id as string;
}

test('the state says on how many regions its verdict rests, and which are not heard (M02)', async () => {
  await using api = await testApi();
  const id = await madeMonitor(api);
  const shown = async () => (await api.ask('GET', `/api/v1/monitors/${id}`)).body.data.state;
  const whole = { regions: 1, unmanned: [] };
  assert.deepEqual((await shown()).coverage, { ...whole, heard: 0, unheard: ['local'], isReduced: true });
  const state: MonitorState = {
    ...initialState(1, NOON),
    verdict: 'up',
    regions: {
      local: { verdict: 'up', sinceMs: NOON, lastSlotMs: NOON, consecutiveFailures: 0, consecutiveSuccesses: 2 },
    },
  };
  api.engine.states.set(id, state);
  assert.deepEqual((await shown()).coverage, { ...whole, heard: 1, unheard: [], isReduced: false });
  assert.equal((await shown()).scope, 'global');
});

test('a monitor shows the certificate of its target, and null where there is none', async () => {
  await using api = await testApi();
  const id = await madeMonitor(api);
  const shown = async (prefix: string) => (await api.ask('GET', `${prefix}/api/v1/monitors/${id}`)).body.data;
  assert.equal((await shown('')).certificate, null);
  api.engine.certificates.set(id, {
    fingerprint: 'ab',
    subject: 'CN=shop.example',
    issuer: 'CN=Test CA',
    serialNumber: '0A',
    notBeforeMs: NOON - 86_400_000,
    notAfterMs: NOON,
    firstSeenAtMs: NOON - 3_600_000,
    region: 'local',
    toldDays: 1,
  });
  assert.deepEqual((await shown('')).certificate, {
    fingerprint: 'ab',
    keyFingerprint: null,
    subject: 'CN=shop.example',
    issuer: 'CN=Test CA',
    serialNumber: '0A',
    notBefore: '2026-01-01T12:00:00.000Z',
    notAfter: '2026-01-02T12:00:00.000Z',
    firstSeenAt: '2026-01-02T11:00:00.000Z',
    region: 'local',
  });
  assert.equal('certificate' in (await shown('/compat')), false);
});

test('a notice is listed with what was told to its channel, and not where only the contract is spoken', async () => {
  await using api = await testApi();
  const monitorId = await madeMonitor(api);
  const channel = await api.ask('POST', '/api/v1/alert-channels', {
    name: 'team',
    config: { channelType: 'slack', webhookUrl: 'https://hooks.slack.example/services/T/B/x' },
  });
  const channelId = channel.body.data.id as string;
  const incidentId = crypto.randomUUID();
  const notice: Delivery = {
    id: crypto.randomUUID(),
    key: 'certificate:m:ab:14:c',
    incidentId,
    monitorId,
    channelId,
    kind: 'NOTICE',
    sequence: 1,
    message: {
      kind: 'NOTICE',
      severity: 'DEGRADED',
      monitorName: 'shop',
      target: 'https://shop.example/',
      monitorId,
      incidentId,
      headline: 'the certificate of shop ends in 14 days',
      regions: ['local'],
      startedAtMs: NOON,
      occurredAtMs: NOON,
    },
    status: 'PENDING',
    attemptCount: 0,
    createdAtMs: NOON,
  };
  await api.core.commit([{ monitorId, state: initialState(1, NOON), updates: [], deliveries: [notice] }]);
  const full = await api.ask('GET', `/api/v1/alert-channels/${channelId}/deliveries`);
  assert.deepEqual(
    full.body.data.map((one: { eventType: string; headline: string }) => `${one.eventType} ${one.headline}`),
    ['NOTICE the certificate of shop ends in 14 days'],
  );
  const compat = await api.ask('GET', `/compat/api/v1/alert-channels/${channelId}/deliveries`);
  assert.equal(compat.status, 200);
  assert.deepEqual(compat.body.data, []);
});

test('an incident shows the last good look and the first bad one, and what differs', async () => {
  await using api = await testApi();
  const { incident, monitorId } = await openIncidentOf(api);
  const shown = async (prefix: string) => (await api.ask('GET', `${prefix}/api/v1/incidents/${incident.id}`)).body.data;
  const slotMs = incident.startedAtMs;
  const bad = { ...failedLook(monitorId, slotMs), facts: { remoteAddress: '192.0.2.9', statusCode: 502 } };
  const state = initialState(1, NOON);
  await api.core.commit([{ monitorId, state, incident, observation: bad, updates: [], deliveries: [] }]);
  assert.equal((await shown('')).evidence.lastGood, null);
  const good = { ...passedLook(monitorId, slotMs - 60_000), facts: { remoteAddress: '192.0.2.1', statusCode: 200 } };
  await api.core.incidents.keepGoodLooks([{ incidentId: incident.id, look: good }]);
  const { evidence } = await shown('');
  assert.equal(evidence.lastGood.remoteAddress, '192.0.2.1');
  assert.equal(evidence.firstBad.failure.code, 'status.unexpected');
  assert.deepEqual(evidence.differences, [
    { what: 'address', before: '192.0.2.1', after: '192.0.2.9' },
    { what: 'status code', before: '200', after: '502' },
  ]);
  assert.equal('evidence' in (await shown('/compat')), false);
});

const POLICY = {
  confirmation: { type: 'multi_region', minRegionsFailing: 1, maxWaitSeconds: 60 },
  recovery: { consecutiveSuccesses: 2, minRegionsPassing: 1, cooldownMinutes: 5 },
};

function askedWith(name: string, rule: object, more: object = {}) {
  const config = { url: 'https://shop.example/', method: 'GET' };
  return { name, type: 'HTTP', config, incidentPolicy: { ...POLICY, triggerRules: [rule], ...more } };
}

test('a rule may go by what is usual, and a policy says when a target flaps; the contract knows neither', async () => {
  await using api = await testApi();
  const rule = { type: 'response_time', count: 3, severity: 'degraded', baseline: { factor: 2.5, windowDays: 14 } };
  const flapping = { changesMax: 4, windowMinutes: 30 };
  const made = await api.ask('POST', '/api/v1/monitors', askedWith('shop', rule, { flapping }));
  assert.equal(made.status, 201, made.text);
  const { incidentPolicy, id } = made.body.data;
  assert.deepEqual(incidentPolicy.triggerRules, [{ ...rule, scope: 'per_region' }]);
  assert.deepEqual(incidentPolicy.flapping, flapping);
  assert.deepEqual((await api.core.monitors.get(id))?.policy.flapping, flapping);
  const strict = (await api.ask('GET', `/compat/api/v1/monitors/${id}`)).body.data.incidentPolicy;
  assert.equal('flapping' in strict, false);
  assert.equal('baseline' in strict.triggerRules[0], false);
  const usual = await api.ask('POST', '/api/v1/monitors', {
    name: 'other',
    type: 'HTTP',
    config: { url: 'https://shop.example/', method: 'GET' },
  });
  assert.deepEqual(usual.body.data.incidentPolicy.flapping, { changesMax: 2, windowMinutes: 10 });
});

test('a client that knows the contract alone does not undo how a target flaps; null gives back the default', async () => {
  await using api = await testApi();
  const rule = { type: 'consecutive_failures', count: 3, severity: 'down' };
  const flapping = { changesMax: 4, windowMinutes: 30 };
  const made = await api.ask('POST', '/api/v1/monitors', askedWith('shop', rule, { flapping }));
  const { id } = made.body.data;
  const path = `/api/v1/monitors/${id}/policy`;
  const change = { ...POLICY, triggerRules: [{ ...rule, count: 2 }] };
  assert.equal((await api.ask('PUT', `/compat${path}`, change)).status, 200);
  const kept = await api.core.monitors.get(id);
  assert.equal(kept?.policy.triggerRules[0]?.count, 2);
  assert.deepEqual(kept?.policy.flapping, flapping);
  await api.ask('PUT', path, { ...change, flapping: null });
  assert.equal((await api.core.monitors.get(id))?.policy.flapping, undefined);
});

test('a baseline where it means nothing is refused with its place', async () => {
  await using api = await testApi();
  const baseline = { factor: 3 };
  const rows = [
    [{ type: 'consecutive_failures', severity: 'down', baseline }, /only response_time has one/],
    [{ type: 'response_time', severity: 'down', scope: 'any_region', baseline }, /each region has its own/],
    [{ type: 'response_time', severity: 'down' }, /thresholdMs is required for response_time/],
    [{ type: 'response_time', severity: 'down', baseline: { factor: 1 } }, /baseline.factor must be .*1, got 1/],
  ] as const;
  for (const [rule, expected] of rows) {
    const answer = await api.ask('POST', '/api/v1/monitors', askedWith('shop', rule));
    assert.ok(answer.status >= 400 && answer.status < 500, answer.text);
    assert.match(answer.text, expected);
  }
});

test('a monitor says what it depends on; null takes it away, and what cannot be is refused', async () => {
  await using api = await testApi();
  const router = await madeMonitor(api);
  const body = { name: 'behind', type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
  const made = await api.ask('POST', '/api/v1/monitors', { ...body, dependsOn: [router, router] });
  assert.deepEqual([made.status, made.body.data.dependsOn], [201, [router]]);
  const id = made.body.data.id as string;
  const same = await api.ask('PUT', `/api/v1/monitors/${id}`, { frequencySeconds: 30 });
  assert.deepEqual(same.body.data.dependsOn, [router], 'what a change does not name stays');
  const circle = await api.ask('PUT', `/api/v1/monitors/${router}`, { dependsOn: [id] });
  assert.equal(circle.status, 409);
  assert.match(
    circle.body.message,
    /dependsOn must not lead back to the monitor itself, got "shop" on "behind" on "shop"/,
  );
  const unknown = await api.ask('PUT', `/api/v1/monitors/${id}`, { dependsOn: [crypto.randomUUID()] });
  assert.match(unknown.body.message, /there is no monitor/);
  const free = await api.ask('PUT', `/api/v1/monitors/${id}`, { dependsOn: null });
  assert.deepEqual(free.body.data.dependsOn, []);
  const strict = await api.ask('GET', `/compat/api/v1/monitors/${id}`);
  assert.equal('dependsOn' in strict.body.data, false);
});
