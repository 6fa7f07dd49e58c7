import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, type TestApi, testApi } from './testing/test-api.ts';

const HTTP = { type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
const NAMING = { ...HTTP, config: { ...HTTP.config, url: 'https://{{variables.HOST}}/' } };
const GROUPS = '/api/v1/resource-groups';

function refusalOf({ status, body }: Answer) {
  return [status, body.errors?.[0]?.field, body.message];
}

/** Environments `prod` and `test`, and what a test does with groups and monitors. */
async function rig(api: TestApi) {
  const create = async (path: string, body: object): Promise<string> => {
    const made = await api.ask('POST', `/api/v1/${path}`, body);
    assert.equal(made.status, 201, made.text);
    return made.body.data.id;
  };
  const environment = (slug: string, variables: object, isDefault = false) =>
    create('environments', { name: slug.toUpperCase(), slug, variables, isDefault });
  return {
    create,
    environment,
    prod: await environment('prod', { HOST: 'shop.example' }),
    test: await environment('test', { HOST: 'test.example' }),
    monitor: (name: string, more: object = {}) => create('monitors', { ...HTTP, name, ...more }),
    group: (name: string, defaultEnvironmentId: string | null = null) =>
      create('resource-groups', { name, defaultEnvironmentId }),
    join: (group: string, memberId: string) =>
      api.ask('POST', `${GROUPS}/${group}/members`, { memberType: 'monitor', memberId }),
    change: (group: string, body: object) => api.ask('PUT', `${GROUPS}/${group}`, body),
    /** The slug of its environment, and whether that is its groups'. */
    placeOf: async (monitor: string) => {
      const { environment: place, inherits } = (await api.ask('GET', `/api/v1/monitors/${monitor}`)).body.data;
      return [place?.slug ?? null, inherits.includes('environmentId')];
    },
  };
}

test('members that name no environment are in that of their group, and follow it; one of their own stays', async () => {
  await using api = await testApi();
  const { prod, test: other, monitor, group, join, change, placeOf } = await rig(api);
  const [plain, own] = [await monitor('plain'), await monitor('own', { environmentId: other })];
  const edge = await group('Edge', prod);
  assert.deepEqual(await placeOf(plain), [null, true]);
  for (const one of [plain, own]) assert.equal((await join(edge, one)).status, 201);
  assert.deepEqual(
    [await placeOf(plain), await placeOf(own)],
    [
      ['prod', true],
      ['test', false],
    ],
  );
  assert.equal(api.engine.changed.at(-1)?.environmentId, prod, 'whoever looks is told');
  const { data } = (await api.ask('GET', `${GROUPS}/${edge}`)).body;
  assert.equal(data.defaultEnvironmentId, prod);
  assert.deepEqual(
    data.members.map((one: { environmentName: string }) => one.environmentName),
    ['PROD', 'TEST'],
  );
  const listed = await api.ask('GET', `/api/v1/monitors?environmentId=${prod}`);
  assert.equal(listed.body.data[0].id, plain);
  assert.equal((await api.ask('GET', '/api/v1/environments/prod')).body.data.monitorCount, 1);

  await change(edge, { name: 'Edge', defaultEnvironmentId: other });
  assert.deepEqual(await placeOf(plain), ['test', true]);
  await change(edge, { name: 'Edge', description: 'as before' });
  assert.deepEqual(await placeOf(plain), ['test', true], 'what a change leaves out stays');
  await change(edge, { name: 'Edge', defaultEnvironmentId: null });
  assert.deepEqual(await placeOf(plain), [null, true]);
  await change(edge, { name: 'Edge', defaultEnvironmentId: prod });
  await api.ask('DELETE', `${GROUPS}/${edge}/members/${plain}`);
  assert.deepEqual(await placeOf(plain), [null, true]);
});

test('an environment is made its own by naming it, and given back by clearing it or by `inherits`', async () => {
  await using api = await testApi();
  const { prod, test: other, monitor, group, join, placeOf } = await rig(api);
  const shop = await monitor('shop');
  await join(await group('Edge', prod), shop);
  const put = async (body: object, dialect = '') => {
    const answer = await api.ask('PUT', `${dialect}/api/v1/monitors/${shop}`, body);
    assert.equal(answer.status, 200, answer.text);
    return placeOf(shop);
  };
  assert.deepEqual(await put({ environmentId: other }), ['test', false]);
  assert.deepEqual(await put({ clearEnvironmentId: true }), ['prod', true]);
  assert.deepEqual(await put({ environmentId: other }, '/compat'), ['test', false]);
  assert.deepEqual(await put({ clearEnvironmentId: true }, '/compat'), ['prod', true]);
  assert.deepEqual(await put({ environmentId: prod }), ['prod', false], 'the same one, of its own');
  assert.deepEqual(await put({ inherits: ['environmentId'] }), ['prod', true]);
  assert.deepEqual(await put({ inherits: ['environmentId'], environmentId: prod }), ['prod', true], 'as it stands');
  assert.deepEqual(await put({ inherits: [] }), ['prod', false], 'what it has is its own from now on');
  assert.deepEqual(await put({ inherits: ['environmentId'], environmentId: other }), ['test', false]);
  assert.deepEqual(await put({ name: 'shop 2' }), ['test', false]);
});

test('one without an environment is in that of its groups, whatever else it has of its own', async () => {
  await using api = await testApi();
  const { prod, monitor, group, join, placeOf } = await rig(api);
  const shop = await monitor('shop', { environmentId: null });
  await api.ask('PUT', `/api/v1/monitors/${shop}`, { inherits: [] });
  assert.deepEqual(await placeOf(shop), [null, true]);
  await join(await group('Edge', prod), shop);
  assert.deepEqual(await placeOf(shop), ['prod', true]);
});

for (const dialect of ['/api/v1', '/compat/api/v1'])
  test(`${dialect} says the environment of a group and of its members, and refuses one that is not there`, async () => {
    await using api = await testApi();
    const { prod, monitor } = await rig(api);
    const shop = await monitor('shop');
    const ask = (method: string, path: string, body?: object) => api.ask(method, `${dialect}/${path}`, body);
    const made = await ask('POST', 'resource-groups', { name: 'Edge', defaultEnvironmentId: prod });
    assert.deepEqual([made.status, made.body.data.defaultEnvironmentId], [201, prod], made.text);
    const group = `resource-groups/${made.body.data.id}`;
    const joined = await ask('POST', `${group}/members`, { memberType: 'monitor', memberId: shop });
    assert.deepEqual([joined.status, joined.body.data.environmentName], [201, 'PROD']);
    const shown = (await ask('GET', `monitors/${shop}`)).body.data;
    assert.deepEqual(shown.environment, { id: prod, name: 'PROD', slug: 'prod' });
    const nobody = crypto.randomUUID();
    for (const [method, path] of [
      ['POST', 'resource-groups'],
      ['PUT', group],
    ] as const) {
      const refused = await ask(method, path, { name: 'Other', defaultEnvironmentId: nobody });
      assert.deepEqual(refusalOf(refused), [400, 'defaultEnvironmentId', `there is no environment ${nobody}`]);
    }
    const kept = await ask('DELETE', 'environments/prod');
    const inUse = 'environment "prod" is in use by resource group "Edge", "shop"';
    assert.deepEqual([kept.status, kept.body.message], [409, inUse]);
    assert.equal((await ask('PUT', group, { name: 'Edge', defaultEnvironmentId: null })).status, 200);
    assert.equal((await ask('DELETE', 'environments/prod')).status, 204);
  });

test('a change of a group after which a member would name what is not there is refused, and names the member', async () => {
  await using api = await testApi();
  const { prod, environment, monitor, group, join, change, placeOf } = await rig(api);
  const bare = await environment('bare', {});
  const shop = await monitor('shop', { ...NAMING, environmentId: prod });
  const edge = await group('Edge', prod);
  await join(edge, shop);
  assert.equal((await api.ask('PUT', `/api/v1/monitors/${shop}`, { clearEnvironmentId: true })).status, 200);
  const stranded = [409, undefined, 'what members of resource group "Edge" would no longer have is in use by "shop"'];
  for (const refused of [
    await change(edge, { name: 'Edge', defaultEnvironmentId: bare }),
    await change(edge, { name: 'Edge', defaultEnvironmentId: null }),
    await api.ask('DELETE', `${GROUPS}/${edge}`),
    await api.ask('DELETE', `${GROUPS}/${edge}/members/${shop}`),
  ])
    assert.deepEqual(refusalOf(refused), stranded);
  const first = await group('A first', bare);
  assert.equal((await join(first, shop)).status, 409, 'of two groups the first by name would count');
  assert.deepEqual(await placeOf(shop), ['prod', true]);
  assert.equal((await api.ask('GET', `${GROUPS}/${edge}`)).body.data.defaultEnvironmentId, prod);
});

test('a group is not moved to an environment whose values a member could not be looked at with', async () => {
  await using api = await testApi();
  const { prod, environment, monitor, group, join, change, placeOf } = await rig(api);
  const odd = await environment('odd', { HOST: 'not a host' }, true);
  const shop = await monitor('shop', { ...NAMING, environmentId: prod });
  const edge = await group('Edge', prod);
  await join(edge, shop);
  await api.ask('PUT', `/api/v1/monitors/${shop}`, { clearEnvironmentId: true });
  const fieldOf = (answer: Answer) => {
    assert.match(answer.body.message, /^\w+ must fit monitor "shop": config\.url must be/);
    return [answer.status, answer.body.errors[0].field];
  };
  const moved = await change(edge, { name: 'Edge', defaultEnvironmentId: odd });
  assert.deepEqual(fieldOf(moved), [400, 'defaultEnvironmentId']);
  assert.deepEqual(fieldOf(await api.ask('DELETE', `${GROUPS}/${edge}/members/${shop}`)), [400, 'memberId']);
  assert.deepEqual(fieldOf(await join(await group('A first', odd), shop)), [400, 'memberId']);
  assert.deepEqual(fieldOf(await api.ask('DELETE', `${GROUPS}/${edge}`)), [400, 'id']);
  assert.deepEqual(await placeOf(shop), ['prod', true]);
});

test('a monitor is not given back to groups in whose environment it would name what is not there', async () => {
  await using api = await testApi();
  const { prod, environment, monitor, group, join, placeOf } = await rig(api);
  const shop = await monitor('shop', { ...NAMING, environmentId: prod });
  await join(await group('Edge', await environment('bare', {})), shop);
  const refused = await api.ask('PUT', `/api/v1/monitors/${shop}`, { clearEnvironmentId: true });
  const why = 'config.url must name a variable of environment "BARE" (none), got {{variables.HOST}}';
  assert.deepEqual(refusalOf(refused), [400, 'config.url', why]);
  assert.deepEqual(await placeOf(shop), ['prod', false]);
});

test('policies that ask for the environment see the one that a monitor has of its group', async () => {
  await using api = await testApi();
  const { create, prod, monitor, group, join } = await rig(api);
  const [inside, outside] = [await monitor('inside'), await monitor('outside')];
  await join(await group('Edge', prod), inside);
  const channel = await create('alert-channels', {
    name: 'ops',
    config: { channelType: 'webhook', url: 'https://hooks.example/x' },
  });
  const policy = await create('notification-policies', {
    name: 'on call',
    matchRules: [{ type: 'environment_in', values: ['prod'] }],
    escalation: { steps: [{ delayMinutes: 0, channelIds: [channel] }] },
  });
  const toldOf = async (monitorId: string) => {
    const answer = await api.ask('POST', '/api/v1/notification-policies/preview', { monitorId });
    assert.equal(answer.status, 200, answer.text);
    return answer.text.includes(policy);
  };
  assert.deepEqual([await toldOf(inside), await toldOf(outside)], [true, false]);
});
