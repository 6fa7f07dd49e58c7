import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TestApi, testApi } from '../api/testing/test-api.ts';
import { owner, SETUP_CODE } from '../api/testing/people.ts';
import { isWithin } from './access.ts';
import { shopPage } from './testing/shop-page.ts';

const DAY = 86_400_000;

async function unlock(api: TestApi, slug: string, password: string) {
  return api.inject({
    method: 'POST',
    url: `/status/${slug}/unlock`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ password }).toString(),
  });
}

async function read(api: TestApi, url: string, cookie = '') {
  const answer = await api.inject({ method: 'GET', url, headers: cookie === '' ? {} : { cookie } });
  return { status: answer.statusCode, text: answer.payload, headers: answer.headers };
}

test('a page with a password is read by those who gave it, until it is changed or a week is over; no other page is', async () => {
  await using api = await testApi();
  const shop = await shopPage(api, { visibility: 'PASSWORD', password: 'correct horse' });
  await shopPage(api, { visibility: 'PASSWORD', password: 'battery staple' }, 'other');
  for (const part of ['', '/history', '/feed.rss', '/api/v2/summary.json', '/badge/status.svg', '/calendar.ics']) {
    const closed = await read(api, `/status/shop${part}`);
    assert.equal(closed.status, 401, part);
    assert.doesNotMatch(closed.text, /Mails are late|Checkout/, part);
  }
  assert.equal((await unlock(api, 'shop', 'battery staple')).statusCode, 403);
  const opened = await unlock(api, 'shop', 'correct horse');
  assert.equal(opened.statusCode, 303);
  const set = String(opened.headers['set-cookie']);
  assert.match(set, /; Max-Age=604800; Path=\/status\/shop; HttpOnly; Secure; SameSite=Lax$/);
  const cookie = set.split(';')[0]!;
  assert.equal((await read(api, '/status/shop', cookie)).status, 200);
  assert.equal((await read(api, '/status/other', cookie)).status, 401);
  const forOther = cookie.replace(
    /^upwatch_page_\w+/,
    (await unlock(api, 'other', 'battery staple')).headers['set-cookie']!.toString().split('=')[0]!,
  );
  assert.equal((await read(api, '/status/other', forOther)).status, 401, 'what opens one page opens no other');
  await api.ask('PUT', `/api/v1/status-pages/${shop.id}`, { password: 'another one' });
  api.pass(3000);
  assert.equal((await read(api, '/status/shop', cookie)).status, 401);
  const again = String((await unlock(api, 'shop', 'another one')).headers['set-cookie']).split(';')[0]!;
  api.pass(8 * DAY);
  assert.equal((await read(api, '/status/shop', again)).status, 401);
});

test('the password of a page comes back from nowhere', async () => {
  await using api = await testApi();
  const shop = await shopPage(api, { visibility: 'PASSWORD', password: 'correct horse' });
  const { body, text } = await api.ask('GET', `/api/v1/status-pages/${shop.id}`);
  assert.equal(body.data.hasPassword, true);
  assert.doesNotMatch(text, /correct horse|argon2/);
});

test('whoever guesses is stopped after ten in a minute', async () => {
  await using api = await testApi();
  await shopPage(api, { visibility: 'PASSWORD', password: 'correct horse' });
  const answers = [];
  for (let tries = 0; tries < 11; tries++) answers.push((await unlock(api, 'shop', 'guess')).statusCode);
  assert.deepEqual(answers, [...Array.from({ length: 10 }, () => 403), 429]);
  api.pass(61_000);
  assert.equal((await unlock(api, 'shop', 'correct horse')).statusCode, 303);
});

test('a page for some networks is read from these alone', async () => {
  await using api = await testApi();
  await shopPage(api, { visibility: 'IP_RESTRICTED', allowedNetworks: ['192.0.2.0/24'] });
  const from = async (remoteAddress: string) =>
    (
      await api.inject({
        method: 'GET',
        url: '/status/shop',
        remoteAddress,
        headers: { 'x-forwarded-for': '192.0.2.7' },
      })
    ).statusCode;
  assert.deepEqual(
    [await from('192.0.2.7'), await from('::ffff:192.0.2.7'), await from('198.51.100.1')],
    [200, 200, 403],
  );
});

test('an address is within a network in whichever form either is written', () => {
  for (const [address, network, isIn] of [
    ['2001:db8::1', '2001:db8::/32', true],
    ['2001:db9::1', '2001:db8::/32', false],
    ['2001:db8:0:0::1', '2001:DB8::1', true],
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.8', '192.0.2.7', false],
    ['::ffff:c000:0207', '192.0.2.0/24', true],
    ['192.0.2.7', '::ffff:192.0.2.0/120', true],
    ['192.0.3.7', '::ffff:192.0.2.0/120', false],
    ['192.0.2.7', '0.0.0.0/0', true],
    ['2001:db8::1', '0.0.0.0/0', false],
    ['192.0.2.7', '2000::/3', false],
    ['fe80::1%eth0', 'fe80::/10', true],
    ['not an address', '0.0.0.0/0', false],
  ] as const)
    assert.equal(isWithin(address, [network]), isIn, `${address} in ${network}`);
  assert.equal(isWithin('10.0.0.1', []), false);
});

test('behind proxies that are named as trusted, it is the address they saw that decides; what anybody else says does not (S29)', async () => {
  await using api = await testApi({ config: { trustedProxies: ['10.0.0.0/8'] } });
  await shopPage(api, { visibility: 'IP_RESTRICTED', allowedNetworks: ['192.0.2.0/24'] });
  const from = async (remoteAddress: string, forwarded: string) => {
    const headers = { 'x-forwarded-for': forwarded };
    return (await api.inject({ method: 'GET', url: '/status/shop', remoteAddress, headers })).statusCode;
  };
  assert.equal(await from('10.0.0.1', '192.0.2.7'), 200);
  assert.equal(await from('10.0.0.1', '198.51.100.1, 192.0.2.7, 10.0.0.2'), 200);
  assert.equal(await from('10.0.0.1', '192.0.2.7, 198.51.100.1'), 403, 'said by whoever the proxy saw');
  assert.equal(await from('198.51.100.1', '192.0.2.7'), 403, 'said by no proxy of ours');
});

test('a page for members is shown to nobody who is not signed in, and compat calls it one that is not for everybody', async () => {
  await using api = await testApi();
  const shop = await shopPage(api, { visibility: 'SIGNED_IN' });
  const closed = await read(api, '/status/shop');
  assert.equal(closed.status, 401);
  assert.match(closed.text, /Sign in to Upwatch to read it\./);
  assert.equal((await api.ask('GET', `/compat/api/v1/status-pages/${shop.id}`)).body.data.visibility, 'PASSWORD');
});

test('a link from a mail or another site shows a page for members to who is signed in, and the gate to others', async () => {
  await using api = await testApi({ deps: { setupCode: SETUP_CODE } });
  await shopPage(api, { visibility: 'SIGNED_IN' });
  const ada = await owner(api);
  const cookie = [...ada.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  const asked = async (headers: Record<string, string>, path = '/status/shop') => {
    const answer = await api.inject({ method: 'GET', url: path, headers: { host: 'localhost:80', ...headers } });
    return [answer.statusCode, /Checkout/.test(answer.payload)];
  };
  const [shown, gate] = [
    [200, true],
    [401, false],
  ];
  assert.deepEqual(await asked({ cookie }), shown);
  assert.deepEqual(await asked({ cookie, ...link }), shown);
  assert.deepEqual(await asked({ cookie, ...link, 'sec-fetch-site': 'same-site' }), shown);
  assert.deepEqual(await asked({ cookie, ...link }, '/status/shop/feed.rss'), [200, false]);
  assert.deepEqual(await asked(link), gate);
  assert.deepEqual(await asked({ ...link, cookie: '__Host-upwatch=planted' }), gate);
  for (const [name, value] of [
    ['sec-fetch-dest', 'iframe'],
    ['sec-fetch-mode', 'no-cors'],
    ['origin', 'https://evil.example'],
  ] as const)
    assert.deepEqual(await asked({ cookie, ...link, [name]: value }), gate, `${name}: ${value}`);
  assert.equal((await ada.ask('POST', '/auth/logout')).status, 204);
  assert.deepEqual(await asked({ cookie, ...link }), gate);
});
