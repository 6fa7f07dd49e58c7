/** Drafts are drawn as pages are, and are for whoever asked alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TestApi, testApi } from '../../api/testing/test-api.ts';
import { shopPage } from '../testing/shop-page.ts';

const PAGES = '/api/v1/status-pages';
const FIVE_MINUTES = 5 * 60_000;

async function read(api: TestApi, url: string) {
  const answer = await api.inject({ method: 'GET', url });
  return { status: answer.statusCode, headers: answer.headers, text: answer.payload };
}

/** Without what differs by the second, by the reader, or by where its files are. */
function bare(html: string): string {
  return html
    .replaceAll(/<script[^>]*><\/script>|<link[^>]*>|<time[^>]*>[^<]*<\/time>/g, '')
    .replaceAll(/ href="[^"]*"| data-made="[^"]*"| data-live/g, '')
    .replaceAll(/\s+/g, ' ');
}

test('a draft without a change is drawn exactly as the page is, and one with a change is kept nowhere', async () => {
  await using api = await testApi();
  const { id } = await shopPage(api);
  const preview = async (page: object) => {
    const { status, body } = await api.ask('POST', `${PAGES}/preview`, { pageId: id, page });
    assert.equal(status, 200, JSON.stringify(body));
    return { ...body.data, ...(await read(api, body.data.path)) };
  };
  const shown = await read(api, '/status/shop');
  assert.equal(bare((await preview({})).text), bare(shown.text));

  const css = '.card { position: fixed; color: #123456 }';
  const branding = { theme: 'dark', brandColor: '#aa0000', customCss: css, logoUrl: 'https://cdn.example/logo.svg' };
  const changed = await preview({ name: 'Laden', description: null, language: 'de', branding });
  assert.match(changed.text, /<html lang="de-DE" data-theme="dark">[\s\S]*alt="Laden"/);
  assert.doesNotMatch(changed.text, /How our shop is doing|<script/);
  assert.deepEqual(changed.cssComplaints, [{ line: 1, reason: 'PROPERTY', text: 'position: fixed' }]);
  const policy = String(changed.headers['content-security-policy']);
  for (const part of ["frame-ancestors 'self'", 'sandbox', "default-src 'none'", 'https://cdn.example'])
    assert.ok(policy.includes(part), part);
  const theme = await read(api, `${changed.path}/theme.css`);
  assert.match(theme.text, /--accent:#aa0000[\s\S]*\.card\{color:#123456\}/);
  assert.equal(theme.headers['cross-origin-resource-policy'], 'cross-origin');
  assert.match((await read(api, `${changed.path}/style.css`)).text, /\.banner/);

  const { body } = await api.ask('GET', `${PAGES}/${id}`);
  assert.deepEqual([body.data.name, body.data.language, body.data.branding.theme], ['Shop', 'en', null]);
});

test('a page that is not there yet has a preview, and no draft is shown of a page that is none', async () => {
  await using api = await testApi();
  const { body } = await api.ask('POST', `${PAGES}/preview`, { page: { name: 'Brand new' } });
  assert.match((await read(api, body.data.path)).text, /Brand new/);
  assert.deepEqual((await api.ask('GET', PAGES)).body.data, []);
  const pageId = '01900000-0000-7000-8000-000000000000';
  assert.equal((await api.ask('POST', `${PAGES}/preview`, { pageId, page: {} })).status, 404);
  assert.equal((await api.ask('POST', `${PAGES}/preview`, { page: { password: 'a secret of eight' } })).status, 400);
});

test('an incident is previewed before it is opened, updated or explained, and stays as it was', async () => {
  await using api = await testApi();
  const { id, incidents } = await shopPage(api);
  const preview = async (body: object) => {
    const { status, body: answer } = await api.ask('POST', `${PAGES}/${id}/incidents/preview`, body);
    assert.equal(status, 200, JSON.stringify(answer));
    return (await read(api, answer.data.path)).text;
  };
  const opening = { title: 'Cart is empty', impact: 'MINOR', body: 'We **know** <script>alert(1)</script>' };
  assert.match(await preview({ opening }), /Cart is empty[\s\S]*We <strong>know<\/strong> &lt;script&gt;/);
  const update = { status: 'MONITORING', body: 'A fix is out.' };
  const updated = await preview({ incidentId: incidents.open, update });
  assert.match(updated, /A fix is out\.[\s\S]*We are <strong>looking<\/strong> into it\./, 'newest first');
  const change = { postmortemBody: '## Cause\n\nDNS.' };
  assert.match(await preview({ incidentId: incidents.over, change }), /<h5>Cause<\/h5>/);
  assert.match(await preview({ incidentId: incidents.draft, change: { title: 'Told' } }), /<h1>Told<\/h1>/);

  const { body } = await api.ask('GET', `${PAGES}/${id}/incidents/${incidents.open}`);
  assert.deepEqual([body.data.status, body.data.updates.length], ['INVESTIGATING', 1]);
  for (const wrong of [{}, { opening, incidentId: incidents.open }])
    assert.equal((await api.ask('POST', `${PAGES}/${id}/incidents/preview`, wrong)).status, 400);
});

test('a preview is gone after five minutes, and the oldest when there are many', async () => {
  await using api = await testApi();
  const preview = async (name: string): Promise<string> =>
    (await api.ask('POST', `${PAGES}/preview`, { page: { name } })).body.data.path;
  const first = await preview('first');
  assert.equal((await read(api, first)).status, 200);
  assert.equal((await read(api, `${first}x`)).status, 404, 'another address');
  const others = await Promise.all(Array.from({ length: 100 }, async (_, at) => preview(`page ${at}`)));
  assert.equal((await read(api, first)).status, 404);
  assert.equal((await read(api, others.at(-1)!)).status, 200);
  api.pass(FIVE_MINUTES);
  assert.equal((await read(api, others.at(-1)!)).status, 404);
});
