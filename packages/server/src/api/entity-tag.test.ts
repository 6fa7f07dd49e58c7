import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entityAt } from './entity-paths.ts';
import { API_PREFIX, COMPAT_PREFIX } from './prefixes.ts';
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
  assert.equal((await put('Other', `"x", ${second}`)).status, 200);
  assert.equal((await put('Again', '*')).status, 200);
  assert.equal((await api.ask('DELETE', path, undefined, { 'if-match': second })).status, 412);
});

for (const prefix of [API_PREFIX, COMPAT_PREFIX]) {
  const made = async (api: TestApi, name: string) => {
    const { body, headers } = await api.ask('POST', `${prefix}/tags`, { name });
    const [path, etag] = [`${prefix}/tags/${body.data.id}`, String(headers['etag'])];
    const ask = (method: string, ifMatch: string, body?: object) =>
      api.ask(method, path, body, { 'if-match': ifMatch });
    return { path, etag, ask };
  };

  test(`${prefix}: of many changes at once under one ETag one is made`, async () => {
    await using api = await testApi();
    const { path, etag, ask } = await made(api, 'red');
    const names = Array.from({ length: 20 }, (_, n) => `red ${n}`);
    const answers = await Promise.all(names.map(async (name) => ask('PUT', etag, { name })));
    const kept = answers.filter(({ status }) => status === 200);
    assert.equal(kept.length, 1);
    assert.equal(answers.filter(({ status }) => status === 412).length, names.length - 1);
    const now = await api.ask('GET', path);
    assert.equal(now.headers['etag'], kept[0]!.headers['etag']);
  });

  test(`${prefix}: a change and a deletion at once under one ETag are not both made`, async () => {
    await using api = await testApi();
    const { etag, ask } = await made(api, 'red');
    const answers = await Promise.all([ask('PUT', etag, { name: 'blue' }), ask('DELETE', etag)]);
    assert.equal(answers.filter(({ status }) => status < 300).length, 1, answers.map(({ text }) => text).join());
  });

  test(`${prefix}: If-Match is any of a list of strong tags, or a star; what is neither is refused`, async () => {
    await using api = await testApi();
    const { path, etag, ask } = await made(api, 'red');
    const other = await made(api, 'blue');
    const bare = etag.replaceAll('"', '');
    const rows: readonly (readonly [ifMatch: string, status: number, says: RegExp])[] = [
      [`W/${etag}`, 412, /got W\/"[\w-]+": a weak one \(W\/\) never matches/],
      [`"x", W/${etag}`, 412, /never matches/],
      [other.etag, 412, /it was changed since it was read/],
      [`"x","y, ${bare}"`, 400, /ETags in quotes/],
      [`"x","y,${bare}"`, 412, /it was changed/],
      ['""', 412, /it was changed/],
      [bare, 400, /^If-Match must be \* or ETags in quotes such as "1", got "[\w-]+"$/],
      [`"${bare}`, 400, /ETags in quotes/],
      [`'${bare}'`, 400, /ETags in quotes/],
      [`w/${etag}`, 400, /ETags in quotes/],
      [`${etag} ${etag}`, 400, /ETags in quotes/],
      [`*, ${etag}`, 400, /ETags in quotes/],
      [' , ', 400, /ETags in quotes/],
    ];
    for (const [ifMatch, status, says] of rows) {
      for (const [method, body] of [['PUT', { name: 'green' }], ['DELETE']] as const) {
        const refused = await ask(method, ifMatch, body);
        assert.equal(refused.status, status, `${ifMatch}: ${refused.text}`);
        assert.match(refused.body.message, says, ifMatch);
      }
    }
    assert.equal((await api.ask('GET', path)).headers['etag'], etag, 'nothing was changed');
    for (const ifMatch of [etag, `"x" , ,${etag},`, `W/"x",\t${etag}, "y"`, '*', ' * ']) {
      const current = String((await api.ask('GET', path)).headers['etag']);
      const taken = await ask('PUT', ifMatch.replace(etag, current), { name: `green ${ifMatch.length}` });
      assert.equal(taken.status, 200, `${ifMatch}: ${taken.text}`);
    }
  });

  test(`${prefix}: what is deleted is not there, under whichever tag, and stays away`, async () => {
    await using api = await testApi();
    const { etag, ask } = await made(api, 'red');
    assert.equal((await ask('DELETE', etag)).status, 204);
    for (const ifMatch of [etag, `W/${etag}`, '*', 'nonsense']) {
      assert.equal((await ask('PUT', ifMatch, { name: 'red' })).status, 404, ifMatch);
      assert.equal((await ask('DELETE', ifMatch)).status, 404, ifMatch);
    }
  });
}

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
