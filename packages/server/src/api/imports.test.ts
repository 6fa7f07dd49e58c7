import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApi } from './testing/test-api.ts';

const PATH = '/api/v1/imports/uptime-kuma';
const ID = '0190f5c2-0000-7000-8000-000000000001';
const entry = (ref: string, given = 'a') => {
  return { ref, section: 'monitors', id: ID, given: { name: given }, shown: { name: 'b' } };
};

test('what was imported is remembered by source and ref, changed and forgotten', async () => {
  await using api = await testApi();
  const put = await api.ask('PUT', PATH, { entries: [entry('monitor:1'), entry('constructor')] });
  assert.deepEqual([put.status, put.body.data], [200, { remembered: 2 }]);
  await api.ask('PUT', PATH, { entries: [entry('monitor:1', 'c')] });
  const { body } = await api.ask('GET', `${PATH}?size=1`);
  assert.deepEqual([body.data, body.totalElements, body.hasNext], [[entry('monitor:1', 'c')], 2, true]);
  await api.ask('PUT', PATH, { entries: [{ ...entry('monitor:1'), id: null }] });
  assert.deepEqual((await api.ask('GET', PATH)).body.data, [entry('constructor')]);
  assert.deepEqual((await api.ask('GET', '/api/v1/imports/gatus')).body.data, [], 'another source');
});

test('two that remember at once forget nothing of one another', async () => {
  await using api = await testApi();
  await Promise.all(Array.from({ length: 10 }, (_, n) => api.ask('PUT', PATH, { entries: [entry(`monitor:${n}`)] })));
  assert.equal((await api.ask('GET', PATH)).body.totalElements, 10);
});

test('a source and an entry that are none are refused', async () => {
  await using api = await testApi();
  for (const [path, body] of [
    ['/api/v1/imports/UPPER', { entries: [] }],
    [PATH, { entries: [{ ...entry('a'), section: 'nothing' }] }],
    [PATH, { entries: Array.from({ length: 201 }, (_, n) => entry(`m${n}`)) }],
  ] as const) {
    assert.equal((await api.ask('PUT', path, body)).status, 400);
  }
});
