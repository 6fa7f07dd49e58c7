import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { test } from 'node:test';
import { text } from 'node:stream/consumers';
import { Ajv } from 'ajv';
import { sharedFile } from '@upwatch/core/testing';
import { chromium } from 'playwright-core';
import { type TestApi, testApi } from '../api/testing/test-api.ts';
import { badge, BADGE_COLORS } from './badges/badge.ts';
import { markdownHtml } from './render/markdown.ts';
import { recordDays, shopPage } from './testing/shop-page.ts';
import { judgedCss } from './own-css.ts';
import { readableOn, themeCss } from './theme.ts';

const CHROMIUM = { executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] };
const PARTS = [
  ...[
    '',
    '/history',
    '/feed.rss',
    '/feed.atom',
    '/feed.json',
    '/calendar.ics',
    '/badge/status.svg',
    '/badge/uptime.svg',
  ],
  ...['/api/v2/summary.json', '/api/v2/incidents.json', '/api/v2/components.json', '/assets/theme.css'],
];

async function read(api: TestApi, path: string, headers: Record<string, string> = {}) {
  const answer = await api.inject({ method: 'GET', url: path, headers });
  return { status: answer.statusCode, headers: answer.headers, text: answer.payload };
}

const corpus = sharedFile('corpora/naughty-strings.json');
const skip = corpus ? false : 'the case files are not beside the checkout';
const naughty: readonly string[] = corpus
  ? JSON.parse(readFileSync(corpus, 'utf8')).cases.map(({ input }: { readonly input: string }) => input)
  : [];
const PAYLOADS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '</title><svg onload=alert(1)>',
  '</style><script>alert(1)</script>',
  '<![CDATA[<script>alert(1)</script>]]>',
  ']]><script>alert(1)</script>',
  '<!--<img src="--><img src=x onerror=alert(1)//">',
  'javascript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '<details open ontoggle=alert(1)>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
];

test('no text that anybody kept runs in a browser or breaks a feed, a badge or a policy (S10, S14)', {
  skip,
}, async () => {
  await using api = await testApi();
  const { id } = (await api.ask('POST', '/api/v1/status-pages', { name: 'x', slug: 'naughty' })).body.data;
  const texts = [...PAYLOADS, ...naughty].filter((one) => one.trim() !== '');
  const at = `/api/v1/status-pages/${id}`;
  const kept: string[] = [];
  for (const text of texts) {
    const made = await api.ask('POST', `${at}/components`, {
      name: text.slice(0, 255),
      type: 'STATIC',
      description: text.slice(0, 500),
      showUptime: false,
    });
    if (made.status === 201) kept.push(text.slice(0, 255));
    if (PAYLOADS.includes(text)) {
      await api.ask('PUT', at, { name: text, description: text });
      await api.ask('POST', `${at}/incidents`, { title: text, impact: 'MINOR', body: text });
    }
  }
  assert.ok(kept.length > 200, `${kept.length} were kept`);
  api.pass(3000);
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 });
  const browser = await chromium.launch(CHROMIUM);
  try {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('dialog', (dialog) => {
      faults.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) faults.push(message.text());
    });
    for (const part of ['', '/history', '/badge/status.svg']) await page.goto(`${url}/status/naughty${part}`);
    await page.goto(`${url}/status/naughty`);
    const shown = await page.locator('.component h3').allTextContents();
    assert.deepEqual(faults, []);
    const squeezed = new Set(shown.map((one) => one.replaceAll(/\s+/g, ' ').trim()));
    const missing = kept.filter((one) => !squeezed.has(one.replaceAll(/\s+/g, ' ').trim()));
    assert.deepEqual(missing, [], 'each is there as text');
    for (const part of ['/feed.rss', '/feed.atom', '/badge/status.svg', '/badge/uptime.svg']) {
      const xml = (await read(api, `/status/naughty${part}`)).text;
      assert.equal(await page.evaluate(parserError(xml)), '', part);
    }
    JSON.parse((await read(api, '/status/naughty/feed.json')).text);
    JSON.parse((await read(api, '/status/naughty/api/v2/summary.json')).text);
  } finally {
    await browser.close();
  }
});

/** Runs in the browser: what its parser says of a text that is no XML. */
function parserError(xml: string): string {
  return `new DOMParser().parseFromString(${JSON.stringify(xml)}, 'application/xml').querySelector('parsererror')?.textContent ?? ''`;
}

test('every badge is well-formed whatever it says, and carries no script (S14)', () => {
  for (const text of [...PAYLOADS, ...naughty]) {
    const svg = badge({ label: text, value: text, color: BADGE_COLORS.good });
    const tags = [...svg.matchAll(/<[a-z][^>]*>/gi)].map(([tag]) => tag);
    assert.ok(
      tags.every((tag) => /^<(svg|title|clipPath|rect|g|text)[ >]/.test(tag)),
      text,
    );
    assert.equal(tags.length, 10, text);
    assert.ok(svg.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(svg), text);
    assert.equal(svg.match(/<text /g)?.length, 2);
  }
});

test('Markdown comes out inert: no script, no raw HTML, no image of elsewhere (S12)', () => {
  const cases = [
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](vbscript:x)',
    '[x](//evil.example/x)',
    '<script>alert(1)</script>',
    '<svg><script>alert(1)</script></svg>',
    '<math href="javascript:alert(1)">x</math>',
    '![pixel](https://evil.example/pixel.png)',
    '![x"onerror="alert(1)](x)',
    '<javascript:alert(1)>',
    '[x]: javascript:alert(1)\n\n[x]',
    '|a|\n|:-|\n|b|',
    ...PAYLOADS,
  ];
  for (const text of cases) {
    const made = markdownHtml(text).text;
    const tags = [...made.matchAll(/<\/?([a-z][a-z0-9]*)([^>]*)>/g)];
    for (const [tag, name = '', attributes = ''] of tags) {
      assert.match(name, /^(p|a|br|strong|em|ul|ol|li|code|pre|blockquote|h[4-6]|hr|s)$/, `${text}: ${tag}`);
      assert.match(attributes, /^( href="(https?:|mailto:)[^"]*"| rel="[\w ]+")*$|^ \/$/, `${text}: ${tag}`);
    }
  }
  assert.match(
    markdownHtml('![pixel](https://evil.example/p.png)').text,
    /<a href="https:\/\/evil\.example\/p\.png"[^>]*>pixel<\/a>/,
  );
});

test('of a style sheet of one’s own only what is on the list is left (S13)', () => {
  const cases: readonly [string, string][] = [
    ['.card { color: #123456; border-radius: 4px }', '.card{color:#123456;border-radius:4px}'],
    ['@import url(https://evil.example/x.css); .card { color: red }', '.card{color:red}'],
    ['.card { background: url(https://evil.example/x) }', ''],
    ['.card { background: u\\72l(https://evil.example/x) }', ''],
    ['.card { background: image-set("https://evil.example/x" 1x) }', ''],
    ['.card { width: expression(alert(1)) }', ''],
    ['</style><script>alert(1)</script>', ''],
    ['.a { color: red } </style><script>alert(1)</script> .b { color: blue }', '.a{color:red}'],
    ['input[value^=a] { color: red }', ''],
    ['@font-face { font-family: x; src: url(https://evil.example) }', ''],
    ['@media (max-width: 1px) { .card { color: red } } .card { color: blue }', '.card{color:blue}'],
    ['#stale { display: none; color: red }', '#stale{color:red}'],
    ['.card { position: fixed; color: red }', '.card{color:red}'],
    ['.card { behavior: url(x); -moz-binding: url(x) }', ''],
    [':root { --accent: #f00; --accent: url(x) }', ':root{--accent:#f00}'],
    ['.x { color: red; } /* } */ .y{color:blue', '.x{color:red}'],
  ];
  for (const [given, allowed] of cases) assert.equal(judgedCss(given).css, allowed, given);
  assert.equal(themeCss({ brandColor: '#fff;} body{display:none', theme: 'dark' }), '');
  assert.deepEqual([readableOn('#fff'), readableOn('#2b59c3'), readableOn('#000000')], ['#000', '#fff', '#fff']);
});

test('a logo is an address on the web or nothing, and HTML for the head is never served (S13)', async () => {
  await using api = await testApi();
  const shop = await shopPage(api);
  const put = (branding: object) => api.ask('PUT', `/api/v1/status-pages/${shop.id}`, { branding });
  assert.equal((await put({ logoUrl: 'javascript:alert(1)' })).status, 400);
  const odd = 'https://cdn.example/"onload="alert(1)/logo.svg';
  assert.equal(
    (await put({ logoUrl: odd, customHeadHtml: '<script>alert(1)</script>', customCss: '</style><script>' })).status,
    200,
  );
  api.pass(3000);
  const { text } = await read(api, '/status/shop');
  assert.match(text, /<img src="https:\/\/cdn\.example\/%22onload=%22alert\(1\)\/logo\.svg" alt="Shop">/);
  assert.doesNotMatch(text, /<script>/);
});

const COMPONENT = {
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    [
      ...['id', 'name', 'status', 'is_current', 'created_at', 'updated_at', 'position', 'description', 'showcase'],
      ...['start_date', 'group_id', 'page_id', 'group', 'only_show_if_degraded', 'components'],
    ].map((name) => [name, {}]),
  ),
};
/** An object with these keys, and no other. */
const only = (properties: Readonly<Record<string, object>>) => ({
  ...{ type: 'object', additionalProperties: false, properties },
});
const keys = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, {}]));
const UPDATE = only({
  ...keys('id', 'status', 'body', 'incident_id', 'created_at', 'updated_at', 'display_at'),
  affected_components: { type: 'array', items: only(keys('code', 'name', 'old_status', 'new_status')) },
});
const INCIDENT = {
  type: 'object',
  additionalProperties: false,
  properties: {
    ...Object.fromEntries(
      [
        ...['id', 'name', 'status', 'created_at', 'updated_at', 'monitoring_at', 'resolved_at', 'impact', 'shortlink'],
        ...['started_at', 'page_id', 'scheduled_for', 'scheduled_until'],
      ].map((name) => [name, {}]),
    ),
    incident_updates: { type: 'array', items: UPDATE },
    components: { type: 'array', items: COMPONENT },
  },
};
const SUMMARY = {
  type: 'object',
  additionalProperties: false,
  required: ['page', 'components', 'incidents', 'scheduled_maintenances', 'status'],
  properties: {
    page: {
      type: 'object',
      additionalProperties: false,
      properties: { id: {}, name: {}, url: {}, time_zone: {}, updated_at: {} },
    },
    components: { type: 'array', items: COMPONENT },
    incidents: { type: 'array', items: INCIDENT },
    scheduled_maintenances: { type: 'array', items: INCIDENT },
    status: { type: 'object', additionalProperties: false, properties: { indicator: {}, description: {} } },
  },
};

const { page, components, incidents, scheduled_maintenances, status } = SUMMARY.properties;
/** What other programs read in JSON, with each key that it may have. */
const ALLOWED: Readonly<Record<string, object>> = {
  '/api/v2/summary.json': SUMMARY,
  '/api/v2/status.json': only({ page, status }),
  '/api/v2/components.json': only({ page, components }),
  '/api/v2/incidents.json': only({ page, incidents }),
  '/api/v2/incidents/unresolved.json': only({ page, incidents }),
  '/api/v2/scheduled-maintenances.json': only({ page, scheduled_maintenances }),
  '/api/v2/scheduled-maintenances/upcoming.json': only({ page, scheduled_maintenances }),
  '/api/v2/scheduled-maintenances/active.json': only({ page, scheduled_maintenances }),
  '/feed.json': only({
    ...keys('version', 'title', 'home_page_url', 'feed_url', 'language'),
    items: {
      type: 'array',
      items: only(keys('id', 'url', 'title', 'content_html', 'summary', 'date_published', 'date_modified')),
    },
  }),
};

test('nothing of a monitor but how it stands is on a page, in a feed, a badge or a summary; drafts are nowhere (S32)', async () => {
  await using api = await testApi();
  const shop = await shopPage(api);
  await recordDays(api, shop.monitorId, 2);
  const paused = { name: 'hush-paused', type: 'HTTP', config: { url: 'https://hush.internal/', method: 'GET' } };
  const made = (await api.ask('POST', '/api/v1/monitors', { ...paused, frequencySeconds: 60, enabled: false })).body
    .data;
  await api.ask('POST', `/api/v1/status-pages/${shop.id}/components`, {
    name: 'Shelved',
    type: 'MONITOR',
    monitorId: made.id,
  });
  await api.ask('PUT', `/api/v1/status-pages/${shop.id}`, { showTargets: true });
  api.pass(3000);
  const hidden = /secret monitor|hush|secret draft/;
  for (const part of PARTS) {
    const { status, text } = await read(api, `/status/shop${part}`);
    assert.equal(status, 200, part);
    assert.doesNotMatch(text, hidden, part);
    assert.ok(!text.includes(shop.monitorId) && !text.includes(made.id), part);
    const mayShow = part === '';
    assert.equal(text.includes('secret-host.internal'), mayShow, `${part}: the target, where it is switched on`);
  }
  await api.ask('PUT', `/api/v1/status-pages/${shop.id}`, { showTargets: false });
  api.pass(3000);
  assert.doesNotMatch((await read(api, '/status/shop')).text, /secret-host/);
  const summary = JSON.parse((await read(api, '/status/shop/api/v2/summary.json')).text);
  for (const [part, schema] of Object.entries(ALLOWED)) {
    const check = new Ajv().compile(schema);
    const isAllowed: boolean = check(JSON.parse((await read(api, `/status/shop${part}`)).text));
    assert.ok(isAllowed, `${part}: ${JSON.stringify(check.errors)}`);
  }
  assert.equal(
    summary.components.find(({ name }: { name: string }) => name === 'Shelved').status,
    'degraded_performance',
  );
  assert.equal((await read(api, '/metrics')).text.includes('hush'), false);
});

test('what asks under a name of its own gets that page and nothing else; a foreign name changes nothing (S40)', async () => {
  await using api = await testApi({ config: { publicUrl: 'https://upwatch.example' } });
  const shop = await shopPage(api);
  await shopPage(api, {}, 'other');
  const { id } = (await api.ask('POST', `/api/v1/status-pages/${shop.id}/domains`, { hostname: 'status.shop.example' }))
    .body.data;
  const own = (path: string) => read(api, path, { host: 'status.shop.example:8443' });
  api.pass(3000);
  await own('/health');
  assert.equal((await own('/health')).status, 200, 'not verified yet: it is no page’s name');
  assert.equal(
    (await api.ask('POST', `/api/v1/status-pages/${shop.id}/domains/${id}/verify`)).body.data.status,
    'VERIFIED',
  );
  api.pass(3000);
  await own('/');
  const page = await own('/');
  assert.match(page.text, /<title>Shop/);
  assert.match(page.text, /href="\/history"/);
  assert.doesNotMatch(page.text, /\/status\/shop/);
  assert.equal((await own('/api/v2/status.json')).status, 200);
  for (const path of [
    '/api/v1/monitors',
    '/status/other',
    '/health',
    '/docs',
    `/../other`,
    '/%2e%2e/other',
    '/..;/other',
    '/%252e%252e/x',
  ]) {
    assert.equal((await own(path)).status, 404, path);
  }
  const foreign = await read(api, '/status/other', { host: 'evil.example', 'x-forwarded-host': 'evil.example' });
  const same = await read(api, '/status/other');
  assert.equal(foreign.text, same.text);
  const feed = await read(api, '/status/other/feed.atom', { host: 'evil.example' });
  assert.doesNotMatch(feed.text, /evil\.example/);
  assert.match(feed.text, /https:\/\/upwatch\.example\/status\/other\/incidents\//);
});

test('a request that says its length twice is refused, and a method in a header is not taken (S40)', async () => {
  await using api = await testApi();
  await shopPage(api);
  const url = new URL(await api.app.listen({ host: '127.0.0.1', port: 0 }));
  const socket = connect(Number(url.port), url.hostname);
  socket.end(
    'POST /status/shop/unlock HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /',
  );
  assert.match(await text(socket), /^HTTP\/1\.1 400 /);
  const overridden = await api.inject({
    method: 'GET',
    url: '/status/shop',
    headers: { 'x-http-method-override': 'DELETE' },
  });
  assert.equal(overridden.statusCode, 200);
  for (const path of ['/status/..;/api/v1/monitors', '/status/%252e%252e/health', '/status/shop%2fhistory']) {
    assert.equal((await read(api, path)).status, 404, path);
  }
});

test('an answer that other sites may read is one of a page for everybody', async () => {
  await using api = await testApi();
  await shopPage(api);
  await shopPage(api, { visibility: 'IP_RESTRICTED', allowedNetworks: ['127.0.0.0/8'] }, 'inside');
  for (const part of ['/feed.rss', '/api/v2/summary.json', '/badge/status.svg']) {
    assert.equal((await read(api, `/status/shop${part}`)).headers['access-control-allow-origin'], '*', part);
    const inside = await read(api, `/status/inside${part}`);
    assert.deepEqual([inside.status, inside.headers['access-control-allow-origin']], [200, undefined], part);
    assert.equal(inside.headers['cache-control'], 'private, no-cache');
  }
  assert.equal((await read(api, '/status/shop')).headers['access-control-allow-origin'], undefined);
});
