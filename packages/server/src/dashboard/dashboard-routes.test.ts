import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib';
import { type TestApi, testApi } from '../api/testing/test-api.ts';
import { temporaryDirectory } from '../stores/sqlite/testing/temporary-store.ts';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const PAGE = '<!doctype html><title>Upwatch</title>';
const SCRIPT = 'console.log("the dashboard")';

interface Site extends AsyncDisposable {
  readonly directory: string;
  readonly api: TestApi;
  get(path: string, headers?: Record<string, string>, method?: 'GET' | 'HEAD'): ReturnType<TestApi['inject']>;
}

/** A server with a dashboard of two pages, built into a directory of its own. */
async function site(pages: readonly string[] = ['/', '/monitors/:id']): Promise<Site> {
  const directory = temporaryDirectory();
  mkdirSync(join(directory.path, 'assets'));
  const put = (name: string, data: string | Buffer): void => writeFileSync(join(directory.path, name), data);
  put('pages.json', JSON.stringify(pages));
  put('index.html', PAGE);
  put('theme.js', '// none');
  put('licenses.md', 'MIT');
  put('assets/app-1a2b3c.js', SCRIPT);
  put('assets/app-1a2b3c.js.br', brotliCompressSync(SCRIPT));
  put('assets/app-1a2b3c.js.gz', gzipSync(SCRIPT));
  put('.made-of', 'a secret of the build');
  const api = await testApi({ deps: { dashboardDirectory: directory.path } });
  return {
    api,
    directory: directory.path,
    get: async (path, headers = {}, method = 'GET') =>
      api.inject({ method, url: path, headers: { accept: BROWSER, ...headers } }),
    [Symbol.asyncDispose]: async () => {
      await api[Symbol.asyncDispose]();
      directory[Symbol.dispose]();
    },
  };
}

test('every address of a page is answered with the page, which is asked for anew each time', async () => {
  await using built = await site();
  for (const path of ['/', '/monitors/019b', '/monitors/019b/', '/?search=x']) {
    const answer = await built.get(path);
    assert.deepEqual([answer.statusCode, answer.body], [200, PAGE], path);
    assert.equal(answer.headers['cache-control'], 'no-cache');
    assert.equal(answer.headers['content-type'], 'text/html; charset=utf-8');
    const again = await built.get(path, { 'if-none-match': String(answer.headers['etag']) });
    assert.deepEqual([again.statusCode, again.body], [304, '']);
  }
  const head = await built.get('/', {}, 'HEAD');
  assert.deepEqual([head.statusCode, head.body], [200, '']);
});

test('a program that asks for a page, or anybody for an address that is none, is told that nothing is there', async () => {
  await using built = await site();
  for (const path of ['/', '/monitors/019b']) {
    const answer = await built.get(path, { accept: '*/*' });
    assert.equal(answer.statusCode, 404);
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
    assert.equal(answer.headers['vary'], 'Accept, Accept-Encoding');
  }
  for (const path of ['/nowhere', '/monitors/1/2', '/api/v1/nowhere', '/assets/', '/assets/none.js']) {
    const answer = await built.get(path);
    assert.equal(answer.statusCode, 404, path);
  }
});

test('a file with a hash in its name is kept for ever, and comes in the best encoding that the browser takes', async () => {
  await using built = await site();
  const path = '/assets/app-1a2b3c.js';
  for (const [accepted, encoding] of [
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['identity', undefined],
  ] as const) {
    const answer = await built.get(path, { 'accept-encoding': accepted });
    assert.equal(answer.headers['content-encoding'], encoding, accepted);
    assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(answer.headers['vary'], 'Accept-Encoding');
    assert.equal(Number(answer.headers['content-length']), answer.rawPayload.length);
    if (encoding === 'br') assert.equal(brotliDecompressSync(answer.rawPayload).toString(), SCRIPT);
  }
  assert.equal((await built.get('/theme.js')).headers['cache-control'], 'no-cache');
});

test('only files of the dashboard are served, by their own names (S11)', async () => {
  await using built = await site();
  for (const path of [
    '/assets/..%2f.made-of',
    '/assets/../.made-of',
    '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
    '/assets/app-1a2b3c.js.br',
    '/.made-of',
    '/pages.json',
    '/index.html',
  ])
    assert.equal((await built.get(path)).statusCode, 404, path);
});

test('a dashboard that is built again while the server runs is served as it is then', async () => {
  await using built = await site();
  assert.equal((await built.get('/assets/app-9z8y7x.js')).statusCode, 404);
  rmSync(join(built.directory, 'assets'), { recursive: true });
  mkdirSync(join(built.directory, 'assets'));
  writeFileSync(join(built.directory, 'assets/app-9z8y7x.js'), SCRIPT);
  assert.equal((await built.get('/assets/app-9z8y7x.js')).body, SCRIPT);
  assert.equal((await built.get('/assets/app-1a2b3c.js')).statusCode, 404);
});

test('the page allows nothing from elsewhere, nothing inline, and no frame around it (S11)', async () => {
  await using built = await site();
  const { headers } = await built.get('/');
  const policy = String(headers['content-security-policy']);
  assert.match(policy, /^default-src 'self';/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.doesNotMatch(policy, /unsafe|\*/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['referrer-policy'], 'same-origin');
});

test('where no page answers them, / and the links of alerts lead to the documentation', async () => {
  await using built = await site(['/monitors']);
  const root = await built.get('/');
  assert.deepEqual([root.statusCode, root.headers['location']], [302, '/docs/']);
  assert.equal((await built.get('/', { accept: '*/*' })).statusCode, 404);
  const incident = await built.get('/incidents/019b');
  assert.match(String(incident.headers['location']), /^\/docs\/\?incident=019b#/);
  await using whole = await site(['/', '/incidents/:incidentId']);
  assert.equal((await whole.get('/incidents/019b')).body, PAGE);
});

test('the token of a link that leads to a page stands in no log', async () => {
  await using built = await site(['/invite/:token', '/reset/:token']);
  for (const path of ['/invite/uwi_canary', '/reset/uwr_canary']) assert.equal((await built.get(path)).body, PAGE);
  const told = built.api.log.map((line) => (JSON.parse(line) as { path: string }).path);
  assert.deepEqual(told, ['/invite/…', '/reset/…']);
});

test('a page that is opened is one line in the log, its files are none; a file that is missing is told', async () => {
  await using built = await site();
  for (const path of ['/', '/assets/app-1a2b3c.js', '/theme.js', '/assets/none.js']) await built.get(path);
  const told = built.api.log.map((line) => (JSON.parse(line) as { path: string }).path);
  assert.deepEqual(told, ['/', '/assets/none.js']);
});
