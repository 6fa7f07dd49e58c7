import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ensureFirstKey, hashApiKey } from './api-key.ts';
import { KEY, testApi } from './testing/test-api.ts';

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

test('nothing of the API is open without a key that works', async () => {
  await using api = await testApi();
  for (const authorization of [
    '',
    'Basic eDp5',
    'Bearer',
    'Bearer ',
    `Bearer ${KEY}x`,
    `Bearer ${KEY.slice(0, -1)}`,
    `Bearer ${'x'.repeat(9000)}`,
  ]) {
    for (const url of ['/api/v1/monitors', '/compat/api/v1/auth/me', '/api/v1/events']) {
      const answer = await api.ask('GET', url, undefined, { authorization });
      assert.equal(answer.status, 401, `${authorization.slice(0, 20)} ${url}`);
      assert.equal(answer.headers['www-authenticate'], 'Bearer');
      assert.ok(!answer.text.includes(KEY));
    }
  }
  const { statusCode } = await api.inject({ method: 'GET', url: '/api/v1/monitors' });
  assert.equal(statusCode, 401);
});

test('a request without a key is refused before its body is read', async () => {
  await using api = await testApi();
  const answer = await api.ask('POST', '/api/v1/monitors', '{', { authorization: 'Bearer no' });
  assert.equal(answer.status, 401);
});

test('a key is shown once, and kept as a hash', async () => {
  await using api = await testApi();
  const made = await api.ask('POST', '/api/v1/api-keys', { name: 'deploy' });
  const { id, key } = made.body.data;
  assert.match(key, /^uw_[0-9A-Za-z]{32}$/);
  for (const url of ['/api/v1/api-keys', `/api/v1/api-keys/${id}`, '/api/v1/auth/me']) {
    assert.ok(!(await api.ask('GET', url, undefined, bearer(key))).text.includes(key));
  }
  const kept = await api.core.apiKeys.byHash(hashApiKey(key));
  assert.ok(kept && !JSON.stringify(kept).includes(key));
});

test('a revoked, regenerated, expired or deleted key ends at once', async () => {
  await using api = await testApi();
  const make = async (expiresAt?: string) =>
    (await api.ask('POST', '/api/v1/api-keys', { name: crypto.randomUUID(), expiresAt: expiresAt ?? null })).body.data;
  const status = async (key: string) => (await api.ask('GET', '/api/v1/auth/me', undefined, bearer(key))).status;
  const [revoked, regenerated, deleted] = [await make(), await make(), await make()];
  const expiring = await make(new Date(api.nowMs() + 1000).toISOString());
  for (const { key } of [revoked, regenerated, deleted, expiring]) assert.equal(await status(key), 200);
  await api.ask('POST', `/api/v1/api-keys/${revoked.id}/revoke`);
  const { key: fresh } = (await api.ask('POST', `/api/v1/api-keys/${regenerated.id}/regenerate`)).body.data;
  await api.ask('DELETE', `/api/v1/api-keys/${deleted.id}`);
  api.pass(1000);
  for (const { key } of [revoked, regenerated, deleted, expiring]) assert.equal(await status(key), 401);
  assert.equal(await status(fresh), 200);
});

test('the last key that works cannot be ended: nobody could make another', async () => {
  await using api = await testApi();
  assert.equal((await api.ask('POST', '/api/v1/api-keys/1/revoke')).status, 409);
  assert.equal((await api.ask('DELETE', '/api/v1/api-keys/1')).status, 409);
  assert.equal((await api.ask('GET', '/api/v1/auth/me')).status, 200);
});

test('when a key was last used is written once a minute, not once a request', async () => {
  await using api = await testApi();
  const touch = api.core.apiKeys.touch.bind(api.core.apiKeys);
  let touched = 0;
  Object.assign(api.core.apiKeys, {
    touch: async (id: number, atMs: number) => {
      touched++;
      return touch(id, atMs);
    },
  });
  for (let i = 0; i < 5; i++) await api.ask('GET', '/api/v1/tags');
  assert.equal(touched, 1);
  api.pass(60_000);
  await api.ask('GET', '/api/v1/tags');
  assert.equal(touched, 2);
  const { lastUsedAt } = (await api.ask('GET', '/api/v1/auth/me')).body.data.key;
  assert.equal(lastUsedAt, new Date(api.nowMs()).toISOString());
});

test('what a key has left is in every answer, and auth/me says it too', async () => {
  await using api = await testApi();
  const first = await api.ask('GET', '/api/v1/tags');
  assert.equal(first.headers['x-ratelimit-limit'], '6000');
  const me = await api.ask('GET', '/compat/api/v1/auth/me');
  assert.equal(Number(me.headers['x-ratelimit-remaining']), Number(first.headers['x-ratelimit-remaining']) - 1);
  const { rateLimits } = me.body.data;
  assert.deepEqual(rateLimits, {
    requestsPerMinute: 6000,
    remaining: Number(me.headers['x-ratelimit-remaining']),
    windowMs: 60_000,
  });
});

test('a loop gone wild is stopped with 429 and Retry-After; other keys go on', async () => {
  await using api = await testApi();
  const { key } = (await api.ask('POST', '/api/v1/api-keys', { name: 'other' })).body.data;
  let last = await api.ask('GET', '/api/v1/tags/x');
  for (let i = 0; i < 6000 && last.status !== 429; i++) last = await api.ask('GET', '/api/v1/tags/x');
  assert.equal(last.status, 429);
  assert.equal(last.body.code, 'RATE_LIMITED');
  assert.ok(Number(last.headers['retry-after']) > 0);
  assert.equal((await api.ask('GET', '/api/v1/tags', undefined, bearer(key))).status, 200);
});

test('the first key is the configured one, or one that is made once', async () => {
  await using api = await testApi();
  const apiToken = 'chosen-by-the-owner';
  assert.deepEqual(await ensureFirstKey(api.core, { apiToken }, api.nowMs()), {});
  assert.deepEqual(await ensureFirstKey(api.core, { apiToken }, api.nowMs()), {});
  assert.equal((await api.ask('GET', '/api/v1/auth/me', undefined, bearer(apiToken))).status, 200);
  assert.equal((await api.core.apiKeys.list()).length, 2);
  assert.deepEqual(await ensureFirstKey(api.core, {}, api.nowMs()), {});
  for (const { id } of await api.core.apiKeys.list())
    await api.core.apiKeys.update(id, { revokedAtMs: 1 }, { name: 'test' });
  const { created } = await ensureFirstKey(api.core, {}, api.nowMs());
  assert.ok(created !== undefined);
  assert.equal((await api.ask('GET', '/api/v1/auth/me', undefined, bearer(created))).status, 200);
});

test('the token that the environment sets is its only key: the one before it ends, and may be set again', async () => {
  await using api = await testApi();
  const [first, second] = ['the-first-of-the-owner', 'the-second-of-the-owner'];
  const start = async (apiToken: string): Promise<void> =>
    void (await ensureFirstKey(api.core, { apiToken }, api.nowMs()));
  const status = async (token: string): Promise<number> =>
    (await api.ask('GET', '/api/v1/auth/me', undefined, bearer(token))).status;
  await start(first);
  await start(second);
  assert.deepEqual([await status(first), await status(second)], [401, 200]);
  const audited = (await api.core.audit.list({ page: 0, size: 10 })).items.filter(
    ({ action }) => action === 'api_key.revoked',
  );
  assert.deepEqual(
    audited.map(({ actor, resourceName }) => [actor, resourceName]),
    [['system', 'UPWATCH_API_TOKEN']],
  );
  await start(first);
  assert.deepEqual([await status(first), await status(second)], [200, 401]);
  assert.equal(await status(KEY), 200, 'keys of people stay');
});

test('a key of the environment that was revoked by hand stays revoked; one of people is not ended with it', async () => {
  await using api = await testApi();
  const start = (apiToken: string) => ensureFirstKey(api.core, { apiToken }, api.nowMs());
  const mine = 'the-token-of-the-owner';
  await start(mine);
  const made = (await api.core.apiKeys.list()).find(({ name }) => name === 'UPWATCH_API_TOKEN')!;
  await api.core.apiKeys.update(made.id, { revokedAtMs: api.nowMs() }, { name: 'test' });
  await start(mine);
  assert.equal((await api.ask('GET', '/api/v1/auth/me', undefined, bearer(mine))).status, 401);
  // A person's key, exported for the other commands in the shell that starts the server too.
  await start(KEY);
  await start('another-of-the-owner');
  assert.equal((await api.ask('GET', '/api/v1/auth/me')).status, 200);
});
