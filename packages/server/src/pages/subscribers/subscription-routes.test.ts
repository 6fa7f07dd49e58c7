import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TestApi, testApi } from '../../api/testing/test-api.ts';
import { shopPage } from '../testing/shop-page.ts';
import { openSubscriberLinks } from './subscriber-links.ts';

const EVERYTHING = { page: 0, size: 1000 };
const DAY = 86_400_000;
const config = { publicUrl: 'https://up.example' };

async function shopWithMail(api: TestApi, settings: object = {}) {
  const channel = { channelType: 'email', recipients: ['ops@example.org'] };
  const made = await api.ask('POST', '/api/v1/alert-channels', { name: `mail ${api.nowMs()}`, config: channel });
  assert.equal(made.status, 201, made.text);
  return shopPage(api, { mailChannelId: made.body.data.id, ...settings });
}

function submit(api: TestApi, fields: Record<string, string> | [string, string][], slug = 'shop') {
  return api.inject({
    method: 'POST',
    url: `/status/${slug}/subscribe`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
}

const post = (api: TestApi, url: string) => api.inject({ method: 'POST', url });
const listed = async (api: TestApi, pageId: string) =>
  (await api.core.statusPages.subscribers.list(pageId, EVERYTHING)).items;
/** Everything of an answer that differs between two requests by itself is taken out. */
const comparable = ({ statusCode, payload, headers }: Awaited<ReturnType<typeof submit>>) => {
  const { 'x-request-id': _, date: __, ...rest } = headers;
  return { statusCode, payload, headers: rest };
};

test('a known and an unknown address are answered the same, and neither is told anything before it is confirmed', async () => {
  await using api = await testApi({ config });
  const shop = await shopWithMail(api);
  const first = await submit(api, { email: 'ada@example.org' });
  assert.match(first.payload, /One more step/);
  const [ada] = await listed(api, shop.id);
  assert.deepEqual([ada!.type, ada!.address, ada!.confirmedAtMs], ['EMAIL', 'ada@example.org', undefined]);
  const links = await openSubscriberLinks(api.core.settings);
  const confirm = `/status/shop/confirm/${links.token('confirm', ada!)}`;
  const looked = await api.inject({ method: 'GET', url: confirm });
  assert.match(looked.payload, /<form method="post"><button class="main">Confirm/);
  assert.equal(
    (await listed(api, shop.id))[0]!.confirmedAtMs,
    undefined,
    'a program that looks ahead confirms nothing',
  );
  assert.match((await post(api, confirm)).payload, /You are subscribed\./);
  assert.notEqual((await listed(api, shop.id))[0]!.confirmedAtMs, undefined);
  const [again, unknown] = [
    await submit(api, { email: 'ADA@example.org' }),
    await submit(api, { email: 'bob@example.org' }),
  ];
  assert.deepEqual(comparable(again), comparable(first));
  assert.deepEqual(comparable(unknown), comparable(first));
});

test('components that are chosen are kept, and those of no such page are not', async () => {
  await using api = await testApi({ config });
  const shop = await shopWithMail(api);
  const { mail } = shop.components;
  await submit(api, [
    ['email', 'ada@example.org'],
    ['component', mail],
    ['component', shop.id],
    ['component', mail],
  ]);
  assert.deepEqual((await listed(api, shop.id))[0]!.componentIds, [mail]);
  const form = (await api.inject({ method: 'GET', url: '/status/shop/subscribe' })).payload;
  for (const name of ['Checkout', 'Search', 'Mail']) assert.match(form, new RegExp(`type="checkbox"[^>]*> ${name}<`));
  assert.doesNotMatch(form, /secret/);
});

test('one click ends a subscription, as a form of one or of several parts, and again it is answered the same', async () => {
  await using api = await testApi({ config });
  const shop = await shopWithMail(api, { visibility: 'PASSWORD', password: 'correct horse' });
  const links = await openSubscriberLinks(api.core.settings);
  const bodies = [
    ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
    ],
  ] as const;
  for (const [type, payload] of bodies) {
    const added = await api.ask('POST', `/api/v1/status-pages/${shop.id}/subscribers`, { email: 'ada@example.org' });
    const ada = (await api.core.statusPages.subscribers.get(added.body.data.id))!;
    const url = `/status/shop/unsubscribe/${links.token('leave', ada)}`;
    assert.match((await api.inject({ method: 'GET', url })).payload, /Do not be told any more\?/);
    assert.equal((await listed(api, shop.id)).length, 1, 'opening the link ends nothing');
    for (const _ of [1, 2]) {
      const answer = await api.inject({ method: 'POST', url, headers: { 'content-type': type }, payload });
      assert.deepEqual([answer.statusCode, /You are not told any more\./.test(answer.payload)], [200, true]);
    }
    assert.deepEqual(await listed(api, shop.id), []);
  }
});

test('a link is good for its own act, page and subscriber, and to confirm for two days', async () => {
  await using api = await testApi({ config });
  const shop = await shopWithMail(api);
  await shopPage(api, {}, 'other');
  await submit(api, { email: 'ada@example.org' });
  await submit(api, { email: 'bob@example.org' });
  const [ada, bob] = await listed(api, shop.id);
  const links = await openSubscriberLinks(api.core.settings);
  const token = links.token('confirm', ada!);
  const bytes = [Buffer.from(token, 'base64url'), Buffer.from(links.token('confirm', bob!), 'base64url')];
  const mixed = Buffer.concat([bytes[1]!.subarray(0, 16), bytes[0]!.subarray(16)]).toString('base64url');
  const wrong = [
    `/status/other/confirm/${token}`,
    `/status/shop/unsubscribe/${token}`,
    `/status/shop/confirm/${links.token('leave', ada!)}`,
    `/status/shop/confirm/${mixed}`,
    `/status/shop/confirm/${token}=`,
    '/status/shop/confirm/x',
  ];
  for (const url of wrong) assert.equal((await post(api, url)).statusCode, 404, url);
  api.pass(2 * DAY + 1000);
  assert.equal((await post(api, `/status/shop/confirm/${token}`)).statusCode, 404);
  assert.ok((await listed(api, shop.id)).every(({ confirmedAtMs }) => confirmedAtMs === undefined));
});

test('whoever asks for many is stopped after ten in a minute', async () => {
  await using api = await testApi({ config });
  const shop = await shopWithMail(api);
  const answers = [];
  for (let number = 0; number < 12; number++)
    answers.push((await submit(api, { email: `reader${number}@example.org` })).statusCode);
  assert.deepEqual(answers, [...Array.from({ length: 10 }, () => 200), 429, 429]);
  assert.equal((await listed(api, shop.id)).length, 10);
});

test('a URL is taken where the page wants it, of the web, and none that says a private address (S05)', async () => {
  await using api = await testApi({ config });
  const shop = await shopPage(api, { webhookSubscribers: true });
  const refused = [
    'http://127.0.0.1/x',
    'http://[::1]/',
    'http://2130706433/',
    'http://10.0.0.1:8080/',
    'http://169.254.169.254/latest/meta-data/',
    'https://user:pass@hooks.example/',
    'file:///etc/passwd',
    'gopher://hooks.example/',
    'not a url',
    '',
  ];
  for (const webhook of refused) {
    const { statusCode } = await submit(api, { webhook });
    assert.equal(statusCode, 400, webhook);
    api.pass(61_000);
  }
  assert.deepEqual(await listed(api, shop.id), []);
  assert.equal((await submit(api, { webhook: 'https://hooks.example/in?key=secret-of-reader' })).statusCode, 200);
  assert.equal((await submit(api, { email: 'ada@example.org' })).statusCode, 400, 'it has no mail server');
  const shown = await api.ask('GET', `/api/v1/status-pages/${shop.id}/subscribers`);
  assert.deepEqual([shown.body.data[0].type, shown.body.data[0].webhookOrigin], ['WEBHOOK', 'https://hooks.example']);
  assert.doesNotMatch(shown.text, /secret-of-reader/);
  const [hook] = await listed(api, shop.id);
  const links = await openSubscriberLinks(api.core.settings);
  const confirmed = await post(api, `/status/shop/confirm/${links.token('confirm', hook!)}`);
  assert.ok(confirmed.payload.includes(links.secretOf(hook!)), 'whoever confirms learns what posts are signed with');
});

test('a page that can tell nobody says so, offers its feeds, and takes nothing', async () => {
  await using api = await testApi({ config });
  const shop = await shopPage(api);
  const form = (await api.inject({ method: 'GET', url: '/status/shop/subscribe' })).payload;
  assert.match(form, /This page cannot send messages/);
  assert.match(form, /feed\.atom/);
  assert.doesNotMatch(form, /<form/);
  assert.equal((await submit(api, { email: 'ada@example.org' })).statusCode, 400);
  assert.deepEqual(await listed(api, shop.id), []);
  assert.doesNotMatch((await api.inject({ method: 'GET', url: '/status/shop' })).payload, /\/subscribe"/);
});

test('a page is told by a channel that is one, and sends mail', async () => {
  await using api = await testApi({ config });
  const hook = { name: 'hook', config: { channelType: 'webhook', url: 'https://hooks.example/' } };
  const { id } = (await api.ask('POST', '/api/v1/alert-channels', hook)).body.data;
  const page = (mailChannelId: string) =>
    api.ask('POST', '/api/v1/status-pages', { name: 'Shop', slug: 'shop', mailChannelId });
  for (const [channelId, why] of [
    [id, /must be a channel of type email, "hook" is webhook/],
    ['00000000-0000-4000-8000-000000000000', /must be the id of an alert channel/],
  ] as const) {
    const answer = await page(channelId);
    assert.equal(answer.status, 400);
    assert.match(answer.body.message, why);
  }
});
