import assert from 'node:assert/strict';
import { test } from 'node:test';
import { observationOf } from './testing/quiet-engine.ts';
import { type TestApi, testApi } from './testing/test-api.ts';
import { walkOperations } from './testing/walk-operations.ts';

const TAGS = '/api/v1/tags';
const named = (key: string) => ({ 'idempotency-key': key });

test('a request that is sent again is answered as before, and carried out once', async () => {
  await using api = await testApi();
  const send = (key = 'one') => api.ask('POST', TAGS, { name: `tag of ${key}` }, named(key));
  const first = await send();
  const again = await send();
  assert.deepEqual([again.status, again.text], [201, first.text]);
  assert.deepEqual([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']], [undefined, 'true']);
  assert.equal((await api.core.tags.list({ page: 0, size: 9 })).total, 1);
  assert.equal((await send('two')).status, 201);
});

test('another request under the same key is refused, and so is a key that is none', async () => {
  await using api = await testApi();
  await api.ask('POST', TAGS, { name: 'red' }, named('k'));
  const other = await api.ask('POST', TAGS, { name: 'blue' }, named('k'));
  assert.deepEqual([other.status, other.body.code], [422, 'IDEMPOTENCY_KEY_REUSED']);
  assert.equal((await api.ask('POST', TAGS, { name: 'blue' }, named('a b'))).status, 400);
});

test('of two at once one is carried out', async () => {
  await using api = await testApi();
  const held = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  api.engine.nextLook = async () => {
    begun.resolve();
    await held.promise;
    return observationOf({});
  };
  const body = { type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };
  const send = () => api.ask('POST', '/api/v1/monitors/test', body, named('k'));
  const first = send();
  await begun.promise;
  const second = await send();
  assert.deepEqual([second.status, second.body.code, second.headers['retry-after']], [409, 'CONFLICT', '1']);
  held.resolve();
  assert.equal((await first).status, 200);
  assert.equal((await send()).headers['idempotency-replayed'], 'true');
});

test('a request that was refused may be sent again under its key', async () => {
  await using api = await testApi();
  const red = await api.ask('POST', TAGS, { name: 'red' });
  assert.equal((await api.ask('POST', TAGS, { name: 'red' }, named('k'))).status, 409);
  await api.ask('DELETE', `${TAGS}/${red.body.data.id}`);
  assert.equal((await api.ask('POST', TAGS, { name: 'red' }, named('k'))).status, 201);
});

test('a key means nothing for another caller, and nothing after a day', async () => {
  await using api = await testApi();
  const { key } = (await api.ask('POST', '/api/v1/api-keys', { name: 'other' })).body.data;
  await api.ask('POST', TAGS, { name: 'red' }, named('k'));
  const other = await api.ask('POST', TAGS, { name: 'blue' }, { ...named('k'), authorization: `Bearer ${key}` });
  assert.equal(other.status, 201);
  api.pass(24 * 3_600_000 + 1);
  assert.equal((await api.ask('POST', TAGS, { name: 'green' }, named('k'))).status, 201);
});

test('what is shown once is not kept to be shown again', async () => {
  await using api = await testApi();
  const send = () => api.ask('POST', '/api/v1/api-keys', { name: 'deploy' }, named('k'));
  const { key } = (await send()).body.data;
  const again = await send();
  assert.deepEqual([again.status, again.text.includes(key)], [409, false]);
  assert.equal((await api.core.apiKeys.list()).length, 2);
});

test('answers are kept unless they show a secret', async () => {
  await using api = await testApi({ config: { publicUrl: 'https://upwatch.example' } });
  const { id } = (await api.core.apiKeys.list())[0]!;
  const [kept, secretive]: [string[], string[]] = [[], []];
  let count = 0;
  const ask: TestApi['ask'] = async (method, url, body) => {
    const key = `walk-${++count}`;
    const answer = await api.ask(method, url, body, method === 'POST' ? named(key) : {});
    const known = method === 'POST' ? await api.core.idempotency.find(`key:${id}`, key) : undefined;
    if (known?.answer) kept.push(known.answer.body);
    else if (known) secretive.push(url.replaceAll(/\/\d+\//g, '/{id}/'));
    return answer;
  };
  for await (const _ of walkOperations(Object.assign(Object.create(api) as TestApi, { ask }), '/api/v1'));
  assert.deepEqual(
    new Set(secretive),
    new Set([
      '/api/v1/webhooks/signing-secret/rotate',
      '/api/v1/invites',
      '/api/v1/invites/{id}/resend',
      '/api/v1/api-keys',
      '/api/v1/api-keys/{id}/regenerate',
    ]),
  );
  assert.ok(kept.length > 40, String(kept.length));
  assert.deepEqual(
    kept.filter((body) => /uw_\w{20}|uwi_|whsec_/.test(body)),
    [],
  );
});

test('the limits of a key stand in every answer, under both names', async () => {
  await using api = await testApi();
  const { headers } = await api.ask('GET', TAGS);
  for (const name of ['limit', 'remaining', 'reset']) {
    assert.match(String(headers[`ratelimit-${name}`]), /^\d+$/);
    assert.equal(String(headers[`ratelimit-${name}`]), String(headers[`x-ratelimit-${name}`]));
  }
});
