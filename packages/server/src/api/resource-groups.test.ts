import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, type Observation } from '@upwatch/core';
import { recordLooks } from './testing/recorded-looks.ts';
import { testApi, type TestApi } from './testing/test-api.ts';

const GROUPS = '/api/v1/resource-groups';

async function made(api: TestApi, ...names: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) {
    const body = { name, type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
    ids.push((await api.ask('POST', '/api/v1/monitors', body)).body.data.id as string);
  }
  return ids;
}

test('a group says how its members stand, and at its threshold that it is down', async () => {
  await using api = await testApi();
  const monitors = await made(api, 'a', 'b', 'c');
  const body = { name: 'Edge', healthThresholdType: 'PERCENTAGE', healthThresholdValue: 60 };
  const { id } = (await api.ask('POST', GROUPS, body)).body.data;
  for (const memberId of monitors) {
    const added = await api.ask('POST', `${GROUPS}/${id}/members`, { memberType: 'monitor', memberId });
    assert.equal(added.status, 201);
  }
  const health = async () => (await api.ask('GET', `${GROUPS}/${id}/health`)).body.data;
  const expected = { status: 'operational', totalMembers: 3, operationalCount: 3, activeIncidents: 0 };
  assert.deepEqual(await health(), { ...expected, thresholdStatus: 'healthy', failingCount: 0 });
  const shown = (await api.ask('GET', `${GROUPS}/${id}`)).body.data;
  assert.deepEqual(
    shown.members.map((member: { name: string; monitorId: string }) => [member.name, member.monitorId]),
    [
      ['a', monitors[0]],
      ['b', monitors[1]],
      ['c', monitors[2]],
    ],
  );
  assert.equal(shown.slug, 'edge');
});

test('a service, half a threshold and what is not there are refused with the field', async () => {
  await using api = await testApi();
  const [monitor] = await made(api, 'a');
  const { id } = (await api.ask('POST', GROUPS, { name: 'Edge' })).body.data;
  const faultOf = async (path: string, body: object, method = 'POST') => {
    const { status, body: refused } = await api.ask(method, `${GROUPS}${path}`, body);
    return [status, refused.errors?.[0]?.field ?? refused.code];
  };
  const members = `/${id}/members`;
  assert.deepEqual(await faultOf(members, { memberType: 'service', memberId: monitor }), [400, 'memberType']);
  assert.deepEqual(await faultOf('', { name: 'x', healthThresholdType: 'COUNT' }), [400, 'healthThresholdValue']);
  assert.deepEqual(await faultOf('', { name: 'x', healthThresholdValue: 3 }), [400, 'healthThresholdType']);
  assert.equal((await faultOf('', { name: 'EDGE' }))[0], 409);
  await api.ask('POST', `${GROUPS}${members}`, { memberType: 'monitor', memberId: monitor });
  assert.equal((await faultOf(members, { memberType: 'monitor', memberId: monitor }))[0], 409);
  assert.equal((await api.ask('GET', `${GROUPS}/${crypto.randomUUID()}`)).status, 404);
  assert.equal((await api.ask('DELETE', `${GROUPS}${members}/${crypto.randomUUID()}`)).status, 404);
  assert.equal((await api.ask('DELETE', `${GROUPS}${members}/${monitor}`)).status, 204, 'by the id of its monitor');
});

test('a change leaves what it does not name, and null takes away', async () => {
  await using api = await testApi();
  const whole = { healthThresholdType: 'COUNT', healthThresholdValue: 2, suppressMemberAlerts: true, description: 'x' };
  const { id } = (await api.ask('POST', GROUPS, { name: 'Edge', ...whole })).body.data;
  const change = async (body: object) => (await api.ask('PUT', `${GROUPS}/${id}`, body)).body.data;
  const renamed = await change({ name: 'US' });
  assert.deepEqual([renamed.slug, renamed.healthThresholdValue, renamed.suppressMemberAlerts], ['us', 2, true]);
  const bare = await change({ name: 'US', healthThresholdType: null, healthThresholdValue: null, description: null });
  assert.deepEqual([bare.healthThresholdType, bare.healthThresholdValue, bare.description], [null, null, null]);
  assert.deepEqual(bare.health.thresholdStatus, null);
});

test('members that name none have what their groups say, follow it, and are told to whoever looks', async () => {
  await using api = await testApi();
  const own = { name: 'own', type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
  const given = { ...own, frequencySeconds: 45, regions: ['local'] };
  const [plain] = await made(api, 'plain');
  const { id: other } = (await api.ask('POST', '/api/v1/monitors', given)).body.data;
  const defaults = { defaultFrequency: 30, defaultRetryStrategy: { type: 'fixed', maxRetries: 4, interval: 0 } };
  const { id } = (await api.ask('POST', GROUPS, { name: 'Edge', ...defaults })).body.data;
  const shown = async (monitor: string) => {
    const { data } = (await api.ask('GET', `/api/v1/monitors/${monitor}`)).body;
    return [data.frequencySeconds, data.incidentPolicy.triggerRules[0].count, data.inherits];
  };
  const all = ['frequencySeconds', 'regions', 'incidentPolicy', 'environmentId'];
  const without = (field: string) => all.filter((one) => one !== field);
  assert.deepEqual(await shown(plain!), [60, 2, all]);
  for (const memberId of [plain, other]) {
    await api.ask('POST', `${GROUPS}/${id}/members`, { memberType: 'monitor', memberId });
  }
  assert.deepEqual(await shown(plain!), [30, 5, all]);
  assert.deepEqual(await shown(other), [45, 5, ['incidentPolicy', 'environmentId']]);
  assert.deepEqual(
    api.engine.changed.slice(-2).map((monitor) => monitor.frequencySeconds),
    [30, 45],
  );
  const before = api.engine.changed.length;
  await api.ask('PUT', `${GROUPS}/${id}`, { name: 'Edge', description: 'as before' });
  assert.equal(api.engine.changed.length, before, 'what stays as it was is not changed');

  await api.ask('PUT', `${GROUPS}/${id}`, { name: 'Edge', defaultFrequency: 120, defaultRetryStrategy: null });
  assert.deepEqual(await shown(plain!), [120, 2, all]);
  await api.ask('PUT', `/api/v1/monitors/${plain}`, { frequencySeconds: 10 });
  assert.deepEqual(await shown(plain!), [10, 2, without('frequencySeconds')], 'it has its own now');
  await api.ask('PUT', `/api/v1/monitors/${plain}`, { inherits: all });
  assert.deepEqual(await shown(plain!), [120, 2, all]);
  const { triggerRules, confirmation, recovery } = (await api.ask('GET', `/api/v1/monitors/${plain}/policy`)).body;
  const policy = { triggerRules, confirmation, recovery };
  assert.equal((await api.ask('PUT', `/api/v1/monitors/${plain}/policy`, policy)).status, 200);
  assert.deepEqual(await shown(plain!), [120, 2, without('incidentPolicy')], 'a policy that is given is its own');

  await api.ask('DELETE', `${GROUPS}/${id}/members/${other}`);
  await api.ask('DELETE', `${GROUPS}/${id}`);
  assert.deepEqual(await shown(plain!), [60, 2, without('incidentPolicy')]);
});

test('a group asks its members for nothing that they could not do', async () => {
  await using api = await testApi();
  const faultOf = async (body: object) => {
    const { status, body: refused } = await api.ask('POST', GROUPS, { name: 'x', ...body });
    return [status, refused.errors?.[0]?.field ?? refused.code, refused.detail];
  };
  const strategy = { type: 'fixed', maxRetries: 2, interval: 0 };
  assert.deepEqual(await faultOf({ defaultRetryStrategy: { ...strategy, interval: 30 } }), [
    400,
    'defaultRetryStrategy.interval',
    'defaultRetryStrategy.interval must be 0 (a failure is looked at again at once, and then at the frequency of its monitor), got 30',
  ]);
  const exponential = await faultOf({ defaultRetryStrategy: { ...strategy, type: 'exponential' } });
  assert.deepEqual(exponential.slice(1), [
    'defaultRetryStrategy.type',
    'defaultRetryStrategy.type must be "fixed", got "exponential"',
  ]);
  const mars = await faultOf({ defaultRegions: ['local', 'Mars'] });
  const wanted = 'must be lower-case letters, digits and dashes, at most 63';
  assert.deepEqual(mars.slice(1), ['defaultRegions[1]', `defaultRegions[1] ${wanted}, got "Mars"`]);
  assert.deepEqual((await faultOf({ alertPolicyId: crypto.randomUUID() })).slice(0, 2), [400, 'alertPolicyId']);
});

test('the figures of members are those that the monitors show themselves, and are read where they are asked for', async () => {
  await using api = await testApi();
  const [seen, unseen] = await made(api, 'seen', 'unseen');
  const { id } = (await api.ask('POST', GROUPS, { name: 'Edge' })).body.data;
  for (const memberId of [seen, unseen]) {
    await api.ask('POST', `${GROUPS}/${id}/members`, { memberType: 'monitor', memberId });
  }
  const monitor = (await api.core.monitors.get(seen!))!;
  const looks = Array.from({ length: 120 }, (_, minute): Observation => {
    const base = { slotMs: api.nowMs() - 60_000 * (minute + 1), phases: { totalMs: minute + 1 } };
    const isDown = minute % 10 === 0;
    return lookOf(monitor.id, { ...base, ...(isDown && { failure: failure('status.unexpected', 'got 503') }) });
  });
  recordLooks(api.history, monitor.key, looks);
  const membersOf = async (query: string) => (await api.ask('GET', `${GROUPS}/${id}${query}`)).body.data.members;
  const [first, second] = await membersOf('?includeMetrics=true');
  const uptime = (await api.ask('GET', `/api/v1/monitors/${seen}/uptime`)).body;
  assert.equal(uptime.uptimePercentage, 90);
  assert.deepEqual(
    [first.uptime24h, first.avgLatencyMs, first.p95LatencyMs],
    [90, uptime.avgLatencyMs, uptime.p95LatencyMs],
  );
  assert.ok(first.p95LatencyMs > first.avgLatencyMs);
  assert.equal(first.chartData.length, 3, 'three hours by the clock');
  assert.ok(first.chartData[0] > first.chartData[2], 'oldest first');
  assert.deepEqual([second.uptime24h, second.chartData, second.p95LatencyMs], [null, [], null]);
  const [bare] = await membersOf('');
  assert.deepEqual([bare.uptime24h, bare.chartData, bare.avgLatencyMs], [null, null, null]);
});

function lookOf(monitorId: string, change: Partial<Observation>): Observation {
  return {
    ...{ monitorId, region: 'local', slotMs: 0, generation: 1, kind: 'scheduled', startedAtMs: 0, latenessMs: 0 },
    ...{ phases: { totalMs: 1 }, attempts: [], facts: {}, assertions: [] },
    ...change,
  };
}
