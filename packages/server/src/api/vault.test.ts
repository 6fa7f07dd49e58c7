/** Secrets, environments and who a monitor says it is, over the API. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, testApi, type TestApi } from './testing/test-api.ts';

const HTTP = { name: 'shop', type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
const NOBODY = '019b0000-0000-7000-8000-000000000000';

async function secretOf(api: TestApi, key: string, value: string): Promise<string> {
  return (await api.ask('POST', '/api/v1/secrets', { key, value })).body.data.id;
}

const make = (api: TestApi, change: object): Promise<Answer> =>
  api.ask('POST', '/api/v1/monitors', { ...HTTP, ...change });

function refusalOf({ status, body }: Answer): unknown {
  return [status, body.errors?.[0]?.field, body.message];
}

test('a value goes in and never comes out: in no answer, no version, no line of the log', async () => {
  await using api = await testApi();
  const value = 'correct-horse-battery';
  const texts: string[] = [];
  const ask = async (...asked: Parameters<TestApi['ask']>): Promise<Answer> => {
    const answer = await api.ask(...asked);
    texts.push(answer.text);
    return answer;
  };
  const { id } = (await ask('POST', '/api/v1/secrets', { key: 'TOKEN', value })).body.data;
  const config = { ...HTTP.config, url: 'https://shop.example/?t={{secrets.TOKEN}}' };
  const auth = { type: 'header', headerName: 'X-Who', vaultSecretId: id };
  const made = await ask('POST', '/api/v1/monitors', { ...HTTP, config, auth });
  assert.equal(made.status, 201, made.text);
  const url = `/api/v1/monitors/${made.body.data.id}`;
  for (const path of [url, `${url}/versions`, '/api/v1/secrets', '/api/v1/monitors']) await ask('GET', path);
  await ask('POST', '/api/v1/secrets', { key: 'TOKEN', value });
  await ask('PUT', '/api/v1/secrets/TOKEN', { value: `${value}\n` });
  await ask('POST', '/api/v1/secrets', { key: 'LONG', value: { [value]: value } });
  await ask('PUT', url, { config: { ...config, url: 'nonsense {{secrets.TOKEN}}' } });
  await ask('POST', '/api/v1/vaults/rotate');
  assert.deepEqual(
    texts.filter((text) => text.includes(value)),
    [],
  );
  assert.ok(!api.log.join('\n').includes(value));
});

test('a secret that monitors use says by which, and is not deleted until none does', async () => {
  await using api = await testApi();
  const vaultSecretId = await secretOf(api, 'TOKEN', 'hush-hush');
  const { id } = (await make(api, { auth: { type: 'bearer', vaultSecretId } })).body.data;
  const [shown] = (await api.ask('GET', '/api/v1/secrets')).body.data;
  assert.deepEqual(shown.usedByMonitors, [{ id, name: 'shop' }]);
  assert.deepEqual(refusalOf(await api.ask('DELETE', '/api/v1/secrets/TOKEN')), [
    409,
    undefined,
    'secret "TOKEN" is in use by "shop"',
  ]);
  await api.ask('DELETE', `/api/v1/monitors/${id}/auth`);
  assert.equal((await api.ask('DELETE', '/api/v1/secrets/TOKEN')).status, 204);
});

test('settings keep what they name as it was written, and are checked as they will be used', async () => {
  await using api = await testApi();
  await secretOf(api, 'TOKEN', 'hush-hush');
  const variables = { BASE: 'https://shop.example', BAD: 'no url' };
  await api.ask('POST', '/api/v1/environments', { name: 'Prod', slug: 'prod', variables, isDefault: true });
  const config = {
    url: '{{variables.BASE}}/health',
    method: 'GET',
    customHeaders: { Authorization: 'Bearer {{secrets.TOKEN}}' },
  };
  const made = await make(api, { config });
  assert.equal(made.status, 201, made.text);
  assert.deepEqual(made.body.data.config, config);
  assert.deepEqual(refusalOf(await make(api, { name: 'a', config: { ...config, url: '{{variables.BAD}}' } })), [
    400,
    'config.url',
    'config.url must be a valid URL such as https://example.com/health, got "no url"',
  ]);
  const bad = await make(api, { name: 'a', config: { ...config, url: '{{env.NONE}}' } });
  const message = 'config.url must name a variable of environment "Prod" (BASE, BAD), got {{env.NONE}}';
  assert.deepEqual(refusalOf(bad), [400, 'config.url', message]);
  const { id } = made.body.data;
  const changed = await api.ask('PUT', `/api/v1/monitors/${id}`, { config: { ...config, url: '{{secrets.NO}}' } });
  assert.deepEqual(refusalOf(changed), [
    400,
    'config.url',
    'config.url must name a secret that there is, got {{secrets.NO}}',
  ]);
});

test('a look on request is given what the settings name', async () => {
  await using api = await testApi();
  const variables = { BASE: 'https://shop.example' };
  const made = await api.ask('POST', '/api/v1/environments', { name: 'Prod', slug: 'prod', variables });
  const environmentId = made.body.data.id;
  const config = { url: '{{variables.BASE}}/health', method: 'GET' };
  assert.equal((await api.ask('POST', '/api/v1/monitors/test', { type: 'HTTP', config })).status, 400);
  const tested = await api.ask('POST', '/api/v1/monitors/test', { type: 'HTTP', config, environmentId });
  assert.equal(tested.status, 200, tested.text);
  assert.equal(api.engine.looks[0]?.environmentId, environmentId);
});

test('a look on request names what there is, in its assertions too', async () => {
  await using api = await testApi();
  const look = (body: object) => api.ask('POST', '/api/v1/monitors/test', { ...HTTP, name: undefined, ...body });
  const config = { type: 'header_value', headerName: 'x-who', operator: 'equals', expected: '{{variables.WHO}}' };
  const { body: made } = await api.ask('POST', '/api/v1/environments', {
    name: 'Prod',
    slug: 'prod',
    variables: { WHO: 'me' },
  });
  const tested = await look({ assertions: [{ config }], environmentId: made.data.id });
  assert.equal(tested.status, 200, tested.text);
  assert.deepEqual(
    [(await look({ assertions: [{ config }] })).status, refusalOf(await look({ environmentId: NOBODY }))],
    [400, [400, 'environmentId', `there is no environment ${NOBODY}`]],
  );
  assert.equal(api.engine.looks.length, 1);
});

test('an environment is shown with its monitors, filters them, and is left again', async () => {
  await using api = await testApi();
  const made = await api.ask('POST', '/api/v1/environments', {
    name: 'Prod',
    slug: 'prod',
    variables: { A: '1', B: null },
  });
  const { id: environmentId } = made.body.data;
  assert.deepEqual(made.body.data.variables, { A: '1' });
  const { id } = (await make(api, { environmentId })).body.data;
  await make(api, { name: 'other' });
  const listed = await api.ask('GET', `/api/v1/monitors?environmentId=${environmentId}`);
  assert.deepEqual(
    listed.body.data.map((one: { id: string }) => one.id),
    [id],
  );
  assert.deepEqual(listed.body.data[0].environment, { id: environmentId, name: 'Prod', slug: 'prod' });
  assert.equal((await api.ask('GET', '/api/v1/environments/prod')).body.data.monitorCount, 1);
  assert.equal(
    (await api.ask('DELETE', '/api/v1/environments/prod')).body.message,
    'environment "prod" is in use by "shop"',
  );
  assert.deepEqual(refusalOf(await make(api, { name: 'x', environmentId: NOBODY })), [
    400,
    'environmentId',
    `there is no environment ${NOBODY}`,
  ]);
  const freed = await api.ask('PUT', `/api/v1/monitors/${id}`, { clearEnvironmentId: true });
  assert.equal(freed.body.data.environment, null);
  assert.equal((await api.ask('DELETE', '/api/v1/environments/prod')).status, 204);
});

test('a slug is one of an address, and an unknown one is not found', async () => {
  await using api = await testApi();
  const refused = await api.ask('POST', '/api/v1/environments', { name: 'x', slug: 'Prod EU' });
  assert.deepEqual(refusalOf(refused), [
    400,
    'slug',
    'slug must be lower-case letters, digits, dashes and underscores, such as prod-eu, got "Prod EU"',
  ]);
  for (const method of ['GET', 'PUT', 'DELETE'])
    assert.equal((await api.ask(method, '/api/v1/environments/none', method === 'PUT' ? {} : undefined)).status, 404);
});

test('a monitor says who it is by a secret, shown by its id, until that is taken back', async () => {
  await using api = await testApi();
  const vaultSecretId = await secretOf(api, 'LOGIN', 'ann:hush-hush');
  const { id } = (await make(api, {})).body.data;
  const url = `/api/v1/monitors/${id}/auth`;
  assert.equal((await api.ask('PUT', url, { config: { type: 'basic', vaultSecretId } })).status, 404);
  const set = await api.ask('POST', url, { config: { type: 'basic', vaultSecretId } });
  const shown = { id, monitorId: id, authType: 'basic', config: { type: 'basic', vaultSecretId } };
  assert.deepEqual([set.status, set.body.data], [201, shown]);
  assert.deepEqual((await api.ask('GET', `/api/v1/monitors/${id}`)).body.data.auth, shown.config);
  const key = { type: 'api_key', headerName: 'X-Key', vaultSecretId };
  assert.deepEqual((await api.ask('PUT', url, { config: key })).body.data.config, key);
  assert.equal((await api.ask('PUT', `/api/v1/monitors/${id}`, { name: 'renamed' })).body.data.auth.type, 'api_key');
  assert.equal((await api.ask('PUT', `/api/v1/monitors/${id}`, { clearAuth: true })).body.data.auth, null);
  assert.equal((await api.ask('DELETE', url)).status, 404);
});

test('a way to say who looks that cannot work is refused with its reason', async () => {
  await using api = await testApi();
  const vaultSecretId = await secretOf(api, 'TOKEN', 'line\nbreak');
  const auth = { type: 'header', headerName: 'X-Key', vaultSecretId };
  assert.deepEqual(refusalOf(await make(api, { auth })), [
    400,
    'auth.vaultSecretId',
    'auth.vaultSecretId must name a secret whose value a header can carry',
  ]);
  await api.ask('PUT', '/api/v1/secrets/TOKEN', { value: 'fine' });
  const tcp = { name: 'db', type: 'TCP', config: { host: 'db.example', port: 5432 }, auth };
  assert.match((await api.ask('POST', '/api/v1/monitors', tcp)).body.message, /^auth must only be there for an HTTP/);
  const unknown = { ...auth, vaultSecretId: NOBODY };
  assert.equal((await make(api, { auth: unknown })).body.errors[0].field, 'auth.vaultSecretId');
  assert.match((await make(api, { auth: { ...auth, type: 'basic' } })).body.message, /headerName is not a known field/);
});

test('a change of a secret or a variable that a monitor could not be looked at with is refused', async () => {
  await using api = await testApi();
  const vaultSecretId = await secretOf(api, 'TOKEN', 'fine');
  await make(api, { auth: { type: 'header', headerName: 'X-Key', vaultSecretId } });
  assert.deepEqual(refusalOf(await api.ask('PUT', '/api/v1/secrets/TOKEN', { value: 'hush\nhush' })), [
    400,
    'value',
    'value must fit monitor "shop": auth.vaultSecretId must name a secret whose value a header can carry',
  ]);
  const variables = { BASE: 'https://shop.example' };
  await api.ask('POST', '/api/v1/environments', { name: 'Prod', slug: 'prod', variables, isDefault: true });
  await make(api, { name: 'named', config: { ...HTTP.config, url: '{{env.BASE}}/' } });
  const worse = await api.ask('PUT', '/api/v1/environments/prod', { variables: { BASE: 'nonsense' } });
  assert.match(worse.body.message, /^variables must fit monitor "named": config\.url must be/);
  assert.equal((await api.ask('PUT', '/api/v1/environments/prod', { variables: {} })).status, 409);
});
