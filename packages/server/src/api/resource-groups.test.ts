import assert from 'node:assert/strict';
import { test } from 'node:test';
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
  assert.deepEqual(await faultOf('', { name: 'x', defaultEnvironmentId: id }), [400, 'defaultEnvironmentId']);
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
