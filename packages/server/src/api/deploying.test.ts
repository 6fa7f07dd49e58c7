/** The lock of deployments and the trail, over the API. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi } from './testing/test-api.ts';

const URL = '/api/v1/deploy/lock';

test('one deploys at a time, for as long as was asked', async () => {
  await using api = await testApi();
  assert.equal((await api.ask('GET', URL)).status, 404);
  const taken = await api.ask('POST', URL, { lockedBy: 'ci 7', ttlMinutes: 10 });
  assert.equal(taken.status, 201);
  const { lockedAt, expiresAt } = taken.body.data;
  assert.equal(Date.parse(expiresAt) - Date.parse(lockedAt), 600_000);
  const refused = await api.ask('POST', URL, { lockedBy: 'ci 8' });
  assert.deepEqual(
    [refused.status, refused.body.code, refused.body.message],
    [409, 'CONFLICT', `ci 7 deploys: the lock is held until ${expiresAt}, or until it is released`],
  );
  api.pass(600_000);
  assert.equal((await api.ask('GET', URL)).status, 404);
  assert.equal((await api.ask('DELETE', `${URL}/${taken.body.data.id}`)).status, 404);
  const next = await api.ask('POST', URL, { lockedBy: 'ci 8' });
  assert.deepEqual((await api.ask('GET', URL)).body.data, next.body.data);
  assert.equal((await api.ask('DELETE', `${URL}/${next.body.data.id}`)).status, 204);
  assert.equal((await api.ask('DELETE', `${URL}/force`)).status, 204);
});

test('the trail says which key did what, and is filtered and paged', async () => {
  await using api = await testApi();
  const me = (await api.ask('GET', '/api/v1/auth/me')).body.data.key;
  for (const name of ['a', 'b', 'c']) await api.ask('POST', '/api/v1/tags', { name });
  await api.ask('POST', URL, { lockedBy: 'ci 7' });
  const tags = await api.ask('GET', `/api/v1/audit-log?action=tag.created&actorId=${me.id}&size=2`);
  assert.deepEqual(
    tags.body.data.map((one: { resourceName: string }) => one.resourceName),
    ['c', 'b'],
  );
  assert.deepEqual([tags.body.totalElements, tags.body.hasNext], [3, true]);
  const [line] = tags.body.data;
  assert.deepEqual([line.actor, line.actorId, line.resourceType, line.actorEmail], ['test', me.id, 'tag', null]);
  assert.equal((await api.ask('GET', '/api/v1/audit-log?actorId=999')).body.totalElements, 0);
  const future = new Date(api.nowMs() + 1000).toISOString();
  assert.equal((await api.ask('GET', `/api/v1/audit-log?from=${future}`)).body.totalElements, 0);
  assert.equal((await api.ask('GET', `/api/v1/audit-log?to=${future}&resourceType=deploy_lock`)).body.totalElements, 1);
  const ids = (await api.ask('GET', '/api/v1/audit-log')).body.data.map((one: { id: number }) => one.id);
  assert.deepEqual(
    ids,
    [...ids].sort((a, b) => b - a),
  );
  assert.equal((await api.ask('GET', '/api/v1/audit-log?actorId=me')).status, 400);
});
