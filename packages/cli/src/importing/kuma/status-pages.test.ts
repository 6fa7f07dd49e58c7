import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { revealed } from '@upwatch/server/foreign';
import { problemOf } from '../acceptance.ts';
import { type Loose, remarkLines, thingIn } from '../testing/imported-into.ts';
import { type KumaDatabase, kumaDatabase, monitorIn } from '../testing/kuma-database.ts';
import { pageIn } from '../testing/kuma-page.ts';
import { importKuma } from './import-kuma.ts';
import { type KumaData, NO_PAGES } from './kuma-data.ts';
import { slugFor } from './page-settings.ts';
import { readKumaDatabase } from './read-database.ts';

const NO_DATA: KumaData = {
  ...{ source: 'test', monitors: [], notifications: [], tags: [], maintenance: [], statusPages: NO_PAGES },
  ...{ notificationIds: new Map(), monitorTags: new Map(), maintained: new Map(), others: new Map() },
  serverTimeZone: 'UTC',
};

function read(kuma: KumaDatabase, slug = 'main') {
  const imported = importKuma(readKumaDatabase(kuma.path));
  const thing = thingIn(imported, 'statusPages', slug);
  assert.equal(problemOf(thing), undefined, 'a server takes it');
  const lines = remarkLines(imported).filter((line) => line.includes('status page "'));
  return { imported, body: revealed(thing.body) as Loose, lines };
}

/** A page with one monitor. @returns what becomes of the page */
function pageOf(t: TestContext, values: Parameters<typeof pageIn>[2] = {}) {
  const kuma = kumaDatabase(t);
  pageIn(kuma, { Web: [monitorIn(kuma, {})] }, values);
  return read(kuma, String(values['slug'] ?? 'main'));
}

test('a page comes with its groups and monitors in their order, what is told on it and its names', (t) => {
  const kuma = kumaDatabase(t);
  const group = monitorIn(kuma, { name: 'EU', type: 'group', url: null });
  const shop = monitorIn(kuma, { parent: group });
  const blog = monitorIn(kuma, { name: 'blog' });
  const box = monitorIn(kuma, { name: 'box', type: 'docker', url: null });
  const { page, groups } = pageIn(kuma, { Later: [shop, box], First: [blog, group, shop] }, { description: 'Ours' });
  kuma.update('group', groups[1]!, { weight: 0 });
  kuma.insert('group', { name: 'Hidden', status_page_id: page });
  for (const domain of ['Status.Shop.Example', 'status.shop.example', 'localhost'])
    kuma.insert('status_page_cname', { status_page_id: page, domain });
  const over = { title: 'Old', content: 'x', status_page_id: page };
  kuma.insert('incident', { ...over, active: 0 });
  kuma.insert('incident', { ...over, pin: 0 });
  kuma.insert('incident', { title: 'Hello', content: 'We moved.', style: 'info', status_page_id: page });
  kuma.insert('maintenance_status_page', { status_page_id: page, maintenance_id: 1 });

  const { body, lines, imported } = read(kuma);
  assert.deepEqual(
    [body['name'], body['slug'], body['description'], body['visibility'], body['enabled']],
    ['Main', 'main', 'Ours', 'PUBLIC', true],
  );
  assert.deepEqual(body['components'], [
    {
      group: 'First',
      components: [
        { name: 'blog', monitor: 'blog' },
        { name: 'EU', resourceGroup: 'EU' },
        { name: 'shop', monitor: 'shop' },
      ],
    },
    { group: 'Later', components: [{ name: 'shop', monitor: 'shop' }] },
  ]);
  assert.deepEqual(body['incidents'], [
    { title: 'Mails are late', status: 'INVESTIGATING', impact: 'MAJOR', body: 'We **look** into it.' },
    { title: 'Hello', status: 'MONITORING', impact: 'NONE', body: 'We moved.' },
  ]);
  assert.deepEqual(body['domains'], ['status.shop.example']);
  assert.equal(thingIn(imported, 'statusPages', 'main').ref, `status-page:${page}`);
  assert.deepEqual(
    lines.map((line) => line.replace('status page "main": ', '')),
    [
      'lost: component "box"',
      'lost: group "Hidden"',
      'lost: 2 × incident',
      'changed: incident "Mails are late"',
      'changed: incident "Hello"',
      'note: domain "status.shop.example"',
      'lost: domain "localhost"',
      'changed: maintenance',
    ],
  );
});

test('a page that is not for everybody is for nobody until somebody sees to it (S32)', (t) => {
  const cases = [
    [{ published: 0 }, { visibility: 'PUBLIC', enabled: false }, ['note: status page "main": published']],
    [{ password: '$2b$10$x' }, { visibility: 'PASSWORD', enabled: true }, ['changed: status page "main": password']],
    [{ password: 'x', published: 0 }, { visibility: 'PASSWORD', enabled: false }, undefined],
    [{ password: '' }, { visibility: 'PUBLIC', enabled: true }, []],
  ] as const;
  for (const [values, { visibility, enabled }, said] of cases) {
    const { body, lines } = pageOf(t, values);
    assert.deepEqual([body['visibility'], body['enabled'], body['password']], [visibility, enabled, undefined]);
    if (said)
      assert.deepEqual(
        lines.filter((line) => !line.includes('incident')),
        said,
      );
    assert.ok(!JSON.stringify(body).includes('$2b$'));
  }
});

test('what is looked at is told only where it was told of every monitor, and is what was told', (t) => {
  const cases: readonly (readonly [told: boolean, first: object, second: object, type?: string])[] = [
    [true, { send_url: 1 }, { send_url: 1 }],
    [false, { send_url: 1 }, {}],
    [false, {}, {}],
    [false, { send_url: 1 }, { send_url: 1, custom_url: 'https://elsewhere.example/' }],
    [false, { send_url: 1 }, { send_url: 1 }, 'ping'],
  ];
  for (const [told, first, second, type = 'http'] of cases) {
    const kuma = kumaDatabase(t);
    const ids = [monitorIn(kuma, {}), monitorIn(kuma, { name: 'hidden', type, hostname: '192.0.2.7' })];
    pageIn(kuma, { Web: ids });
    kuma.update('monitor_group', 1, { weight: 1, ...first });
    kuma.update('monitor_group', 2, { weight: 2, ...second });
    const { body, lines } = read(kuma);
    assert.equal(body['showTargets'], told, JSON.stringify([first, second, type]));
    const said = lines.filter((line) => /: (send|custom)_url$/.test(line)).length;
    assert.equal(said, told ? 0 : [first, second].filter((one) => 'send_url' in one).length);
  }
});

test('how it looks is kept where pages can look so, and everything else has a line', (t) => {
  const custom_css = `.card { color: #123456; position: fixed }
    @import url(https://evil.example/x.css);
    @media (max-width: 1px) { .card { color: red } }
    body { display: none }
    @font-face { font-family: x; src: url(https://evil.example) }`;
  const { body, lines } = pageOf(t, {
    ...{
      theme: 'dark',
      icon: '/upload/logo1.png?t=1',
      footer_text: 'Bye',
      custom_css,
      show_powered_by: 0,
      show_tags: 1,
    },
    ...{ analytics_id: 'G-1', analytics_type: 'google', show_certificate_expiry: 1, auto_refresh_interval: 60 },
    ...{ show_only_last_heartbeat: 1, rss_title: 'News', search_engine_index: 0 },
  });
  assert.deepEqual(body['branding'], {
    theme: 'dark',
    logoUrl: null,
    customCss: '.card{color:#123456}',
    hidePoweredBy: true,
  });
  assert.deepEqual([body['components'][0].components[0].showUptime, body['footerText']], [false, 'Bye']);
  assert.deepEqual(lines.map((line) => line.replace(' status page "main":', '')).toSorted(), [
    'changed: custom_css',
    'changed: incident "Mails are late"',
    'lost: analytics',
    'lost: auto_refresh_interval',
    'lost: custom_css, line 1: position: fixed',
    'lost: custom_css, line 2: @import url(https://evil.example/x.css); @media (max-width: 1px)',
    'lost: custom_css, line 4: display: none',
    'lost: custom_css, line 5: @font-face',
    'lost: icon',
    'lost: rss_title',
    'lost: search_engine_index',
    'lost: show_certificate_expiry',
    'lost: show_tags',
  ]);
  const plain = pageOf(t, { custom_css: 'body {\n  \n}\n', icon: 'https://cdn.example/logo.svg', theme: 'light' });
  assert.deepEqual(plain.body['branding'], {
    theme: 'light',
    logoUrl: 'https://cdn.example/logo.svg',
    customCss: null,
    hidePoweredBy: false,
  });
  assert.deepEqual(plain.lines, ['changed: status page "main": incident "Mails are late"']);
});

test('an address is kept, or is another one that pages may have, and that is said', (t) => {
  const cases: readonly (readonly [asked: string, slug: string, taken?: readonly string[]])[] = [
    ['main', 'main'],
    ['a--b', 'a--b'],
    ['Main', 'main'],
    ['queue', 'queue-page'],
    ['a', 'a-page'],
    ['', 'status-page'],
    ['my_page!', 'my-page'],
    ['main', 'main-2', ['main']],
    ['x'.repeat(200), 'x'.repeat(58)],
  ];
  for (const [asked, slug, taken = []] of cases) assert.equal(slugFor(asked, new Set(taken)), slug, asked);
  const { lines } = pageOf(t, { slug: 'default' });
  assert.ok(!lines.some((line) => line.endsWith(': slug')));
  const kuma = kumaDatabase(t);
  pageIn(kuma, {}, { slug: 'queue' });
  assert.ok(read(kuma, 'queue-page').lines.includes('changed: status page "queue-page": slug'));
});

test('the page of a database older than pages is counted as left out', (t) => {
  const kuma = kumaDatabase(t);
  kuma.insert('group', { name: 'Services', public: 1 });
  kuma.sqlite.exec('DROP TABLE status_page; DROP TABLE status_page_cname');
  const lines = remarkLines(importKuma(readKumaDatabase(kuma.path)));
  assert.deepEqual(lines, ['left out: 1 × group: group']);
});

test('whatever stands in the fields of a page, a server takes the page (S10)', () => {
  const odd = fc.constantFrom('\0', '\ud800', ' ', '.{}', '\u2028', '-', 'queue', 'x'.repeat(60_000));
  const word = fc.oneof(fc.string({ unit: 'binary' }), odd);
  fc.assert(
    fc.property(fc.array(word, { minLength: 12, maxLength: 12 }), (words) => {
      const [slug, title, description, icon, theme, footer_text, custom_css, name, told, content, domain, style] =
        words;
      const statusPages = {
        ...NO_PAGES,
        pages: [
          { id: 1, slug, title, description, icon, theme, footer_text, custom_css },
          { id: 2, slug, title },
        ],
        domains: new Map([[1, [domain!]]]),
        groups: new Map([[1, [{ id: 1, name, public: 1 }]]]),
        incidents: new Map([[1, [{ id: 1, title: told, content, style }]]]),
        members: new Map([[1, [{ monitor_id: 1 }]]]),
      };
      const monitors = [{ id: 1, name, type: 'http', url: 'https://shop.example/', interval: 60 }];
      const { things } = importKuma({ ...NO_DATA, monitors, statusPages });
      const pages = things.filter(({ section }) => section === 'statusPages');
      assert.deepEqual(pages.map(problemOf), [undefined, undefined]);
      assert.notEqual(pages[0]!.name, pages[1]!.name);
      const [incident] = (revealed(pages[0]!.body) as Loose)['incidents'];
      assert.match(incident.title, /^[^\p{Cc}]{1,500}$/u);
      const text: string = incident.body;
      assert.ok(text.length > 0 && text.length <= 50_000 && text.isWellFormed() && !text.includes('\0'));
    }),
    { numRuns: 25 },
  );
});
