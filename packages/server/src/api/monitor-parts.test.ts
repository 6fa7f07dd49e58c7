import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi } from './testing/test-api.ts';

const HTTP = { name: 'shop', type: 'HTTP', config: { url: 'https://shop.example/', method: 'GET' } };

test('a list comes by pages, filtered and in order', async () => {
  await using api = await testApi();
  for (const name of ['c', 'a', 'b'])
    await api.ask('POST', '/api/v1/monitors', { ...HTTP, name, enabled: name !== 'b' });
  const first = await api.ask('GET', '/api/v1/monitors?page=0&size=2&sort=name,desc');
  assert.deepEqual(
    first.body.data.map((monitor: { name: string }) => monitor.name),
    ['c', 'b'],
  );
  const { hasNext, hasPrev, totalElements, totalPages } = first.body;
  assert.deepEqual(
    { hasNext, hasPrev, totalElements, totalPages },
    { hasNext: true, hasPrev: false, totalElements: 3, totalPages: 2 },
  );
  assert.equal((await api.ask('GET', '/api/v1/monitors?enabled=false')).body.totalElements, 1);
  assert.equal((await api.ask('GET', '/api/v1/monitors?search=%25')).body.totalElements, 0);
  assert.equal(
    (await api.ask('GET', '/api/v1/monitors?environmentId=019b0000-0000-7000-8000-000000000000')).body.totalElements,
    0,
  );
});

test('a page that asks for too much gets the most there is; less than the least, or no order, is refused (S37, S38)', async () => {
  await using api = await testApi();
  assert.equal((await api.ask('GET', '/api/v1/monitors?size=1000000000')).status, 200);
  for (const [query, message] of [
    ['page=-1', 'page must be at least 0, got -1'],
    ['size=0', 'size must be at least 1, got 0'],
    ['size=-999999999999999', 'size must be at least 1, got -999999999999999'],
  ] as const) {
    const { status, body } = await api.ask('GET', `/api/v1/monitors?${query}`);
    assert.deepEqual([status, body.message, body.errors[0].field], [400, message, message.split(' ', 1)[0]]);
  }
  const refused = await api.ask('GET', "/api/v1/monitors?sort=name'--,asc");
  assert.equal(refused.status, 400);
  assert.match(refused.body.message, /^sort\[0\] must be one of name, createdAt, /);
  assert.match((await api.ask('GET', '/api/v1/monitors?siez=3')).body.message, /^siez is not a known field/);
  assert.match(
    (await api.ask('GET', '/api/v1/monitors?size=many')).body.message,
    /^size must be a whole number, got "many"/,
  );
});

test('one action on many says what was done and what was not', async () => {
  await using api = await testApi();
  const { id } = (await api.ask('POST', '/api/v1/monitors', HTTP)).body.data;
  const nobody = '019b0000-0000-7000-8000-000000000000';
  const monitorIds = [id, nobody, id];
  const paused = await api.ask('POST', '/api/v1/monitors/bulk', { monitorIds, action: 'PAUSE' });
  assert.deepEqual(paused.body.data, {
    succeeded: [id],
    failed: [{ monitorId: nobody, reason: `there is no monitor ${nobody}` }],
  });
  const tagged = { monitorIds, action: 'ADD_TAG', newTags: [{ name: 'x' }] };
  assert.deepEqual((await api.ask('POST', '/api/v1/monitors/bulk', tagged)).body.data.succeeded, [id]);
  const [tag] = (await api.ask('GET', `/api/v1/monitors/${id}/tags`)).body.data;
  assert.equal(tag.name, 'x');
  await api.ask('POST', '/api/v1/monitors/bulk', { monitorIds, action: 'REMOVE_TAG', tagIds: [tag.id] });
  assert.deepEqual((await api.ask('GET', `/api/v1/monitors/${id}/tags`)).body.data, []);
  assert.equal((await api.ask('POST', '/api/v1/monitors/bulk', { monitorIds, action: 'ADD_TAG' })).status, 400);
  assert.deepEqual(
    (await api.ask('POST', '/api/v1/monitors/bulk', { monitorIds, action: 'DELETE' })).body.data.succeeded,
    [id],
  );
});

test('assertions, channels, tags and policy of a monitor are set one by one', async () => {
  await using api = await testApi();
  const { id } = (await api.ask('POST', '/api/v1/monitors', HTTP)).body.data;
  const url = `/api/v1/monitors/${id}`;
  const config = { type: 'status_code', expected: '2xx', operator: 'equals' };
  const added = await api.ask('POST', `${url}/assertions`, { config, severity: 'warn' });
  assert.equal(added.status, 201);
  const replaced = await api.ask('PUT', `${url}/assertions/${added.body.data.id}`, {
    config: { ...config, expected: '204' },
  });
  assert.deepEqual(replaced.body.data, { ...added.body.data, config: { ...config, expected: '204' } });
  assert.equal((await api.ask('DELETE', `${url}/assertions/${added.body.data.id}`)).status, 204);
  assert.equal((await api.ask('DELETE', `${url}/assertions/${added.body.data.id}`)).status, 404);

  assert.deepEqual((await api.ask('PUT', `${url}/alert-channels`, { channelIds: [] })).body, { data: [] });
  assert.deepEqual((await api.ask('GET', url)).body.data.alertChannelIds, []);
  assert.deepEqual((await api.ask('PUT', url, { name: 'till' })).body.data.alertChannelIds, [], 'left out, it stays');
  assert.equal((await api.ask('PUT', url, { clearAlertChannelIds: true })).body.data.alertChannelIds, null);

  const policy = (await api.ask('GET', `${url}/policy`)).body;
  const stricter = { ...policy.recovery, consecutiveSuccesses: 5 };
  const body = { triggerRules: policy.triggerRules, confirmation: policy.confirmation, recovery: stricter };
  assert.deepEqual((await api.ask('PUT', `${url}/policy`, body)).body.recovery, stricter);

  await api.ask('POST', `${url}/tags`, { newTags: [{ name: 'x', color: '#fff' }] });
  const [tag] = (await api.ask('GET', `${url}/tags`)).body.data;
  assert.equal((await api.ask('DELETE', `${url}/tags`, { tagIds: [tag.id] })).status, 204);
  const versions = await api.ask('GET', `${url}/versions?size=200`);
  assert.equal(versions.body.totalElements, versions.body.data[0].version);
  assert.equal((await api.ask('GET', `${url}/versions/1`)).body.data.snapshot.generation, 1);
  assert.equal((await api.ask('GET', `${url}/versions/999`)).status, 404);
});
