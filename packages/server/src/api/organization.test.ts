import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { initialState, type Verdict } from '@upwatch/core';
import { testApi } from './testing/test-api.ts';

const V1 = '/api/v1';
const ROOT = new URL('../../../../', import.meta.url);

test('what the organisation is called is what every key is told', async () => {
  await using api = await testApi();
  const first = String((await api.ask('GET', `${V1}/org`)).headers['etag']);
  const put = (body: object, tag: string) => api.ask('PUT', `${V1}/org`, body, { 'if-match': tag });
  const named = await put({ name: 'Shop', email: 'ops@shop.test', size: '11-50' }, first);
  assert.deepEqual([named.status, named.body.data.size], [200, '11-50']);
  assert.equal((await put({ name: 'Other', email: 'ops@shop.test' }, first)).status, 412);
  const bare = await put({ name: 'Shop', email: 'ops@shop.test', size: null }, String(named.headers['etag']));
  assert.equal(bare.body.data.size, null);
  assert.equal((await api.ask('GET', `${V1}/auth/me`)).body.data.organization.name, 'Shop');
});

test('there is one workspace: it is renamed, and another one is refused and says why', async () => {
  await using api = await testApi();
  const made = await api.ask('POST', `${V1}/workspaces`, { name: 'second' });
  assert.deepEqual([made.status, made.body.code], [409, 'CONFLICT']);
  assert.match(made.body.message, /one workspace/);
  assert.equal((await api.ask('DELETE', `${V1}/workspaces/1`)).body.code, 'IN_USE');
  assert.equal((await api.ask('GET', `${V1}/workspaces/2`)).status, 404);
  await api.ask('PUT', `${V1}/workspaces/1`, { name: 'Production' });
  const { data } = (await api.ask('GET', `${V1}/workspaces`)).body;
  assert.deepEqual(
    data.map(({ id, name }: { id: number; name: string }) => [id, name]),
    [[1, 'Production']],
  );
});

test('the token of an invite is shown once, kept as its hash, and another takes its place', async () => {
  await using api = await testApi();
  const made = (await api.ask('POST', `${V1}/invites`, { email: 'ada@shop.test', roleOffered: 'OWNER' })).body.data;
  assert.match(made.token, /^uwi_[\w-]{43}$/);
  const kept = async () => (await api.core.organization.invites())[0]!.tokenHash;
  const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
  assert.equal(await kept(), hashOf(made.token));
  api.pass(60_000);
  const again = (await api.ask('POST', `${V1}/invites/${made.inviteId}/resend`)).body.data;
  assert.notEqual(again.token, made.token);
  assert.equal(await kept(), hashOf(again.token));
  assert.equal(Date.parse(again.expiresAt) - Date.parse(made.expiresAt), 60_000);
  const listed = await api.ask('GET', `${V1}/invites`);
  assert.ok(!listed.text.includes('token') && !listed.text.includes('uwi_') && !listed.text.includes(await kept()));
  assert.equal((await api.ask('POST', `${V1}/invites/${made.inviteId}/revoke`)).status, 204);
  assert.equal((await api.ask('POST', `${V1}/invites/${made.inviteId}/resend`)).status, 409);
});

test('nobody is made a member who has not accepted', async () => {
  await using api = await testApi();
  await api.ask('POST', `${V1}/invites`, { email: 'ada@shop.test', roleOffered: 'MEMBER' });
  const [ada] = (await api.ask('GET', `${V1}/members`)).body.data;
  assert.deepEqual([ada.orgRole, ada.status], ['MEMBER', 'INVITED']);
  const put = (what: string, body: object) => api.ask('PUT', `${V1}/members/${ada.userId}/${what}`, body);
  assert.equal((await put('status', { status: 'ACTIVE' })).status, 409);
  assert.equal((await put('role', { orgRole: 'ADMIN' })).status, 204);
  assert.equal((await put('status', { status: 'REMOVED' })).status, 204);
  const refused = await put('status', { status: 'INVITED' });
  assert.deepEqual([refused.status, refused.body.errors[0].field], [400, 'status']);
  assert.ok((await api.ask('GET', `${V1}/invites`)).body.data[0].revokedAt);
  assert.equal((await api.ask('DELETE', `${V1}/members/${ada.userId}`)).status, 204);
  assert.equal((await api.ask('DELETE', `${V1}/members/${ada.userId}`)).status, 404);
});

test('the overview counts monitors by how they are', async () => {
  await using api = await testApi();
  const made = async (name: string) => {
    const body = { name, type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
    return (await api.ask('POST', `${V1}/monitors`, body)).body.data.id as string;
  };
  const ids = [await made('a'), await made('b'), await made('c'), await made('d')];
  for (const [place, verdict] of (['up', 'down', 'degraded'] as const).entries()) {
    api.engine.verdicts.set(ids[place]!, verdict);
  }
  await api.ask('POST', `${V1}/monitors/${ids[3]}/pause`);
  const { monitors, incidents, regions } = (await api.ask('GET', `${V1}/dashboard/overview`)).body.data;
  const counted = { total: 4, up: 1, down: 1, degraded: 1, paused: 1, avgUptime24h: null, avgUptime30d: null };
  assert.deepEqual(monitors, counted);
  assert.deepEqual(incidents, { active: 0, resolvedToday: 0, mttr30d: null });
  const none = { up: 0, degraded: 0, down: 0, unknown: 0, spoiled: 0, lastLookAt: null, fault: null };
  assert.deepEqual(regions, [{ region: 'local', isOwn: true, ...none }]);
});

test('the overview says what each region sees and when it last looked, and which looks its own faults spoiled; what is paused counts nowhere', async () => {
  await using api = await testApi();
  const made = async (name: string) => {
    const body = { name, type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
    return (await api.ask('POST', `${V1}/monitors`, body)).body.data.id as string;
  };
  const seen = { ...initialState(1, 0), verdict: 'down' as const };
  const from = (verdict: Verdict, more = {}) => ({
    ...{ verdict, sinceMs: 0, lastSlotMs: 0, consecutiveFailures: 0, consecutiveSuccesses: 0 },
    ...more,
  });
  const states = [
    { ...seen, regions: { local: from('up'), 'eu-west': from('down') } },
    { ...seen, regions: { local: from('unknown', { consecutiveUnknowns: 2 }), 'eu-west': from('degraded') } },
    { ...seen, regions: { local: from('up') } },
  ];
  for (const [at, state] of states.entries()) {
    const id = await made(`m${at}`);
    api.engine.states.set(id, state);
    if (at === 2) await api.ask('POST', `${V1}/monitors/${id}/pause`);
  }
  api.engine.newest.set('eu-west', 86_400_000);
  const { regions } = (await api.ask('GET', `${V1}/dashboard/overview`)).body.data;
  const none = { up: 0, degraded: 0, down: 0, unknown: 0, spoiled: 0, lastLookAt: null, fault: null };
  assert.deepEqual(regions, [
    { ...none, region: 'eu-west', isOwn: false, down: 1, degraded: 1, lastLookAt: '1970-01-02T00:00:00.000Z' },
    { ...none, region: 'local', isOwn: true, up: 1, unknown: 1, spoiled: 1 },
  ]);
  assert.equal((await api.ask('GET', '/compat/api/v1/dashboard/overview')).body.data.regions, undefined);
});

test('every kind of channel is listed with its settings, its secrets apart, and a guide that is there', async () => {
  await using api = await testApi();
  const { data } = (await api.ask('GET', `${V1}/integrations`)).body;
  assert.ok(data.length > 20);
  const slack = data.find(({ type }: { type: string }) => type === 'slack');
  const [connection] = slack.configSchema.connectionFields;
  assert.deepEqual(
    [connection.key, connection.label, connection.type, connection.required, connection.sensitive],
    ['webhookUrl', 'Webhook URL', 'text', true, true],
  );
  assert.ok(slack.configSchema.channelFields.some(({ key }: { key: string }) => key === 'mentionText'));
  for (const { type, setupGuideUrl } of data) assert.ok(existsSync(new URL(setupGuideUrl, ROOT)), type);
});
