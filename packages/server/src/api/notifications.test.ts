import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi } from './testing/test-api.ts';
import { openIncidentOf } from './testing/walk-operations.ts';

const V1 = '/api/v1/notifications';

test('an incident is a notification, which each key reads for itself', async () => {
  await using api = await testApi();
  const { incident } = await openIncidentOf(api);
  const other = (await api.ask('POST', '/api/v1/api-keys', { name: 'other' })).body.data.key as string;
  const unread = async (headers = {}) => (await api.ask('GET', `${V1}/unread-count`, undefined, headers)).body.data;
  const listed = (await api.ask('GET', `${V1}?unreadOnly=true`)).body;
  const [{ id, type, resourceType, resourceId, read }] = listed.data;
  assert.deepEqual([type, resourceType, resourceId, read], ['incident.opened', 'incident', incident.id, false]);
  assert.equal(await unread(), listed.totalElements);
  assert.equal((await api.ask('PUT', `${V1}/${id}/read`)).status, 204);
  assert.equal(await unread(), listed.totalElements - 1);
  assert.equal((await api.ask('PUT', `${V1}/read-all`)).status, 204);
  assert.equal(await unread(), 0);
  assert.deepEqual((await api.ask('GET', `${V1}?unreadOnly=true`)).body.data, []);
  assert.ok((await api.ask('GET', V1)).body.data.every((one: { read: boolean }) => one.read));
  assert.equal(await unread({ authorization: `Bearer ${other}` }), listed.totalElements);
  assert.equal((await api.ask('PUT', `${V1}/999/read`)).status, 404);
});
