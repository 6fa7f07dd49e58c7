import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entityAt } from './entity-paths.ts';
import { API_PREFIX } from './prefixes.ts';
import { type TestApi, testApi } from './testing/test-api.ts';
import { walkOperations } from './testing/walk-operations.ts';

const CHANGES = new Set(['PUT', 'PATCH', 'DELETE']);
const STALE = { 'if-match': '"of-yesterday"' };

function isOfEntity(method: string, template: string): boolean {
  return entityAt(method, template.slice(API_PREFIX.length).replaceAll(/\{(\w+)\}/g, ':$1'), {}) !== undefined;
}

/** The same API, each of whose changes is sent before with an ETag that is none of the thing's. */
function askingStale(api: TestApi, refused: [string, number][]): TestApi {
  const ask: TestApi['ask'] = async (method, url, body, headers) => {
    if (CHANGES.has(method)) refused.push([`${method} ${url}`, (await api.ask(method, url, body, STALE)).status]);
    return api.ask(method, url, body, headers);
  };
  return Object.assign(Object.create(api) as TestApi, { ask });
}

test('whatever a path shows or changes has an ETag, and is not changed under another one', async () => {
  await using api = await testApi({ config: { publicUrl: 'https://upwatch.example' } });
  const refused: [string, number][] = [];
  let changes = 0;
  for await (const { method, template, answer } of walkOperations(askingStale(api, refused), API_PREFIX)) {
    if (!isOfEntity(method, template)) continue;
    const isGone = method === 'DELETE' || template.endsWith('/dismiss');
    if (!isGone) assert.match(String(answer.headers['etag']), /^"[\w-]+"$/, `${method} ${template}`);
    if (CHANGES.has(method)) {
      changes++;
      assert.deepEqual(refused.at(-1)?.[1], 412, `${method} ${template}`);
    }
  }
  assert.ok(changes > 30, String(changes));
});

test('what was made, read and changed are told by their tags, and a refusal says what to do', async () => {
  await using api = await testApi();
  const made = await api.ask('POST', '/api/v1/environments', { name: 'Staging', slug: 'staging', variables: {} });
  const path = '/api/v1/environments/staging';
  const first = String(made.headers['etag']);
  assert.equal((await api.ask('GET', path)).headers['etag'], first);
  const put = (name: string, etag: string) => api.ask('PUT', path, { name }, { 'if-match': etag });
  const changed = await put('Test', first);
  const second = String(changed.headers['etag']);
  assert.deepEqual([changed.status, second === first], [200, false]);
  assert.equal((await api.ask('GET', path)).headers['etag'], second);
  const stale = await put('Other', first);
  assert.deepEqual([stale.status, stale.body.code], [412, 'PRECONDITION_FAILED']);
  assert.match(
    stale.body.message,
    /^If-Match must be "[\w-]+", the ETag that it has now, got "[\w-]+": .* read it again/,
  );
  assert.equal(stale.headers['etag'], undefined);
  assert.equal((await put('Other', `"x", W/${second}`)).status, 200);
  assert.equal((await put('Again', '*')).status, 200);
  assert.equal((await api.ask('DELETE', path, undefined, { 'if-match': second })).status, 412);
});

test('of two changes at once under one ETag one is made', async () => {
  await using api = await testApi();
  const { body, headers } = await api.ask('POST', '/api/v1/tags', { name: 'red' });
  const put = (name: string) =>
    api.ask('PUT', `/api/v1/tags/${body.data.id}`, { name }, { 'if-match': String(headers['etag']) });
  const [one, other] = await Promise.all([put('blue'), put('green')]);
  assert.deepEqual(new Set([one.status, other.status]), new Set([200, 412]));
});

test('a page is not put into another order by who has not seen the one that it has', async () => {
  await using api = await testApi();
  const pageId = (await api.ask('POST', '/api/v1/status-pages', { name: 'Shop', slug: 'shop' })).body.data.id;
  const components = `/api/v1/status-pages/${pageId}/components`;
  const add = (name: string) => api.ask('POST', components, { name, type: 'STATIC' });
  const { id } = (await add('web')).body.data;
  const read = String((await api.ask('GET', components)).headers['etag']);
  await add('shop');
  const order = { positions: [{ componentId: id, displayOrder: 3 }] };
  const stale = await api.ask('PUT', `${components}/reorder`, order, { 'if-match': read });
  assert.equal(stale.status, 412, stale.text);
});
