import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { initialState } from '@upwatch/core';
import { type TestApi, testApi } from '../api/testing/test-api.ts';
import { recordDays, shopPage } from './testing/shop-page.ts';

const SECOND = 1000;
const DAY = 86_400_000;

async function read(api: TestApi, path: string, headers: Record<string, string> = {}) {
  const answer = await api.inject({ method: 'GET', url: path, headers });
  return { status: answer.statusCode, headers: answer.headers, text: answer.payload, raw: answer.rawPayload };
}

test('a page tells how everything stands, without a script, in less than 50 kB', async () => {
  await using api = await testApi();
  const shop = await shopPage(api);
  await recordDays(api, shop.monitorId, 80);
  const { status, headers, text } = await read(api, '/status/shop');
  assert.equal(status, 200);
  assert.match(String(headers['content-type']), /^text\/html/);
  assert.ok(Buffer.byteLength(text) < 50_000, `${Buffer.byteLength(text)} bytes`);
  for (const said of ['Some systems are partly out', 'Checkout', 'Cart and payment', 'Messages', 'Mails are late']) {
    assert.ok(text.includes(said), said);
  }
  assert.ok(text.includes('We are <strong>looking</strong> into it.'), 'Markdown');
  assert.match(text, /aria-label="90 days ago – Today: 99\.\d\d % uptime\. Days with trouble: 1\."/);
  assert.match(text, /New database[\s\S]*Scheduled/);
  assert.match(text, /Past incidents[\s\S]*Search was slow[\s\S]*It was the index\./);
  assert.doesNotMatch(text, /<script(?! src)|<style| style=| on\w+=/, 'nothing that the policy would stop');
});

test('a page is answered under its slug alone, and not when it is switched off', async () => {
  await using api = await testApi();
  const shop = await shopPage(api);
  assert.equal((await read(api, '/status/nothing')).status, 404);
  assert.equal((await read(api, '/status/shop/')).status, 200);
  await api.ask('PUT', `/api/v1/status-pages/${shop.id}`, { enabled: false });
  api.pass(3 * SECOND);
  assert.equal((await read(api, '/status/shop')).status, 404);
});

test('every address that docs/status-pages.md names is answered', async () => {
  await using api = await testApi({ config: { publicUrl: 'https://up.example' } });
  const shop = await shopPage(api);
  const text = readFileSync(new URL('../../../../docs/status-pages.md', import.meta.url), 'utf8');
  const table = text.slice(text.indexOf('## What a page answers'), text.indexOf('## Old is never shown as well'));
  const named = Array.from(table.matchAll(/^\| (.*?) \|/gm), ([, cell = '']) =>
    Array.from(cell.matchAll(/`(\/[^`]*)`/g)),
  );
  const paths = named.flat().map(([, path = '']) => path);
  assert.ok(paths.length >= 20, `${paths.length} addresses`);
  for (const path of paths) {
    const id = path.startsWith('/incidents') ? shop.incidents.open : shop.components.checkout;
    const { status } = await read(api, `/status/shop${path.replace('ID', id)}`);
    assert.equal(status, 200, path);
  }
});

test('the simple API keeps its paths', async () => {
  await using api = await testApi();
  await shopPage(api);
  assert.equal((await api.ask('GET', '/status/queue')).body.category, 'success');
  assert.equal((await api.ask('GET', '/status')).body.category, 'error', 'there is no target');
});

test('a change is seen after two seconds, and a reader who has the newest is sent nothing', async () => {
  await using api = await testApi();
  const shop = await shopPage(api);
  const first = await read(api, '/status/shop');
  const etag = String(first.headers.etag);
  assert.equal((await read(api, '/status/shop', { 'if-none-match': etag })).status, 304);
  api.pass(3 * SECOND);
  assert.equal((await read(api, '/status/shop', { 'if-none-match': etag })).status, 304, 'nothing has changed');
  api.engine.states.set(shop.monitorId, { ...initialState(1, 0), verdict: 'down', scope: { type: 'global' } });
  assert.equal((await read(api, '/status/shop', { 'if-none-match': etag })).status, 304, 'not looked at again yet');
  api.pass(3 * SECOND);
  const then = await read(api, '/status/shop', { 'if-none-match': etag });
  assert.equal(then.status, 200);
  assert.match(then.text, /Some systems are out/);
});

test('it is sent compressed, and says the same', async () => {
  await using api = await testApi();
  await shopPage(api);
  const plain = await read(api, '/status/shop');
  const small = await read(api, '/status/shop', { 'accept-encoding': 'gzip, br' });
  assert.equal(small.headers['content-encoding'], 'br');
  assert.equal(brotliDecompressSync(small.raw).toString(), plain.text);
  assert.equal(small.headers.vary, 'Accept-Encoding');
});

test('a page whose monitor nobody looks at any more is not green, and says since when it is what it says', async () => {
  await using api = await testApi();
  const monitor = { name: 'm', type: 'HTTP', config: { url: 'https://x.test/', method: 'GET' }, frequencySeconds: 60 };
  const monitorId = (await api.ask('POST', '/api/v1/monitors', monitor)).body.data.id;
  const { id } = (await api.ask('POST', '/api/v1/status-pages', { name: 'One', slug: 'one' })).body.data;
  await api.ask('POST', `/api/v1/status-pages/${id}/components`, { name: 'Part', type: 'MONITOR', monitorId });
  api.engine.states.set(monitorId, { ...initialState(1, 0), verdict: 'up' });
  assert.match((await read(api, '/status/one')).text, /All systems operational/);
  api.engine.overdue.set(monitorId, 60_000);
  api.pass(3 * SECOND);
  const overdue = (await read(api, '/status/one')).text;
  assert.match(overdue, /We do not know how everything is right now[\s\S]*No current data/);
  assert.doesNotMatch(overdue, /s-OPERATIONAL/);
  api.pass(DAY);
  const made = /data-made="([^"]+)"/.exec((await read(api, '/status/one')).text)?.[1];
  assert.equal(made, new Date(api.nowMs()).toISOString());
});

test('whoever keeps a copy between asks anew after five seconds, and every document says without a script as of when it is', async () => {
  await using api = await testApi();
  const shop = await shopPage(api);
  for (const part of ['', '/history', `/incidents/${shop.incidents.open}`]) {
    const { headers, text } = await read(api, `/status/shop${part}`);
    assert.equal(headers['cache-control'], 'public, max-age=5, must-revalidate', part);
    assert.ok(headers.etag, part);
    assert.ok(text.includes(`As of <time datetime="${new Date(api.nowMs()).toISOString()}"`), part);
  }
});

test('a page speaks the language of its settings, and the one that a reader asks for', async () => {
  await using api = await testApi();
  await shopPage(api, { language: 'de' });
  assert.match((await read(api, '/status/shop')).text, /lang="de-DE"[\s\S]*teilweise ausgefallen/);
  assert.match((await read(api, '/status/shop?lang=zh')).text, /lang="zh-CN"[\s\S]*局部中断/);
  assert.match((await read(api, '/status/shop?lang=xx')).text, /lang="de-DE"/);
});

test('history is told month by month, and each incident has a page with its whole story and its post-mortem', async () => {
  await using api = await testApi();
  const shop = await shopPage(api);
  const at = `/api/v1/status-pages/${shop.id}/incidents/${shop.incidents.over}`;
  const postmortem = { postmortemBody: '# Why\n\nThe index.', postmortemUrl: 'https://shop.example/why' };
  assert.equal((await api.ask('PUT', at, postmortem)).status, 200);
  const month = (await read(api, '/status/shop/history')).text;
  assert.match(month, /January 2026[\s\S]*Search was slow/);
  assert.match(month, /href="\/status\/shop\/history\/2025-12"/);
  assert.match((await read(api, '/status/shop/history/2025-12')).text, /December 2025[\s\S]*No incidents\./);
  assert.equal((await read(api, '/status/shop/history/2026-02')).status, 404, 'to come');
  assert.equal((await read(api, '/status/shop/history/2026-13')).status, 404);
  const whole = (await read(api, `/status/shop/incidents/${shop.incidents.over}`)).text;
  assert.match(whole, /It was the index\.[\s\S]*looking[\s\S]*<h4>Why<\/h4>[\s\S]*https:\/\/shop\.example\/why/);
  assert.equal(
    (await read(api, `/status/shop/incidents/${shop.incidents.draft}`)).status,
    404,
    'a draft is told to nobody',
  );
  assert.equal((await read(api, '/status/shop/incidents/..%2f..')).status, 404);
});

test('a post-mortem is an entry of its own with its title and time, on the incident’s page and in the feeds, and waits for the end', async () => {
  await using api = await testApi();
  const shop = await shopPage(api);
  const at = `/api/v1/status-pages/${shop.id}/incidents/${shop.incidents.open}`;
  const said = { postmortemTitle: 'A <full> queue', postmortemBody: '**Why**: the disk. <script>alert(1)</script>' };
  const written = await api.ask('PUT', at, said);
  const { postmortemTitle, postmortemPublishedAt } = written.body.data;
  assert.deepEqual(
    [postmortemTitle, postmortemPublishedAt],
    [said.postmortemTitle, new Date(api.nowMs()).toISOString()],
  );
  assert.equal('postmortemTitle' in (await api.ask('GET', at.replace('/api/v1', '/compat/api/v1'))).body.data, false);
  const parts = [`/incidents/${shop.incidents.open}`, '/feed.rss', '/feed.atom', '/feed.json'];
  for (const part of parts) assert.doesNotMatch((await read(api, `/status/shop${part}`)).text, /the disk/, part);
  api.pass(5 * SECOND);
  await api.ask('POST', `${at}/updates`, { status: 'RESOLVED', body: 'They go out again.' });
  api.pass(3 * SECOND);
  for (const part of parts) {
    const { text } = await read(api, `/status/shop${part}`);
    // Titles and summaries of JSON Feed are plain text.
    const isJson = part.endsWith('.json');
    assert.match(text, isJson ? /A <full/ : /A &(amp;)?lt;full/, part);
    assert.match(text, /Why[\s\S]*the disk/, part);
    assert.doesNotMatch(text, isJson ? /content_html":"[^"]*<script>alert/ : /<script>alert/, part);
  }
  const page = (await read(api, `/status/shop/incidents/${shop.incidents.open}`)).text;
  assert.match(page, /They go out again\.[\s\S]*<h2 class="first">A &lt;full&gt; queue<\/h2>/);
  const { items } = JSON.parse((await read(api, '/status/shop/feed.json')).text) as {
    readonly items: readonly {
      readonly id: string;
      readonly title: string;
      readonly url: string;
      readonly date_published: string;
    }[];
  };
  const endedAt = new Date(api.nowMs() - 3 * SECOND).toISOString();
  const own = items.filter(({ id }) => id.includes(shop.incidents.open));
  assert.deepEqual(
    own.map(({ id, title, url, date_published: from }) => [id, title, url.endsWith('#postmortem'), from === endedAt]),
    [
      [`urn:uuid:${shop.incidents.open}#postmortem`, 'A <full> queue: Mails are late', true, true],
      [`urn:uuid:${shop.incidents.open}`, 'Mails are late (Resolved)', false, false],
    ],
    'readers of feeds see it as one they did not know',
  );
  const guids = async () =>
    [...(await read(api, '/status/shop/feed.rss')).text.matchAll(/<guid[^>]*>([^<]+)</g)].map(([, id]) => id);
  const before = await guids();
  await api.ask('PUT', at, { postmortemTitle: 'The full queue', impact: 'MINOR' });
  api.pass(3 * SECOND);
  assert.match((await read(api, '/status/shop/feed.rss')).text, /The full queue: Mails/);
  assert.deepEqual(await guids(), before, 'a change of it is not news again');
  await api.ask('PUT', at, { postmortemBody: null, postmortemTitle: null });
  assert.equal((await api.ask('GET', at)).body.data.postmortemPublishedAt, null);
});

test('the policy of a page lets nothing in but its own files, and frames as its settings say (S11)', async () => {
  await using api = await testApi();
  const shop = await shopPage(api, { branding: { logoUrl: 'https://cdn.shop.example/logo.png?x=1;y' } });
  const { headers } = await read(api, '/status/shop');
  assert.equal(
    headers['content-security-policy'],
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' https://cdn.shop.example; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  );
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['x-frame-options'], 'DENY');
  const refused = await api.ask('PUT', `/api/v1/status-pages/${shop.id}`, {
    frameAncestors: ["https://a.example; script-src 'unsafe-inline'"],
  });
  assert.deepEqual([refused.status, refused.body.errors[0].field], [400, 'frameAncestors[0]']);
  await api.ask('PUT', `/api/v1/status-pages/${shop.id}`, { frameAncestors: ['https://intranet.example'] });
  api.pass(3 * SECOND);
  const framed = (await read(api, '/status/shop')).headers;
  assert.match(String(framed['content-security-policy']), /frame-ancestors https:\/\/intranet\.example;/);
  assert.equal(framed['x-frame-options'], undefined);
});
