import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { systemClock } from '@upwatch/probe';
import type { PasswordHasher } from '../accounts/password-hash.ts';
import { type TestApi, testApi } from '../api/testing/test-api.ts';
import { owner, SETUP_CODE } from '../api/testing/people.ts';
import { isWithin } from './access.ts';
import { shopPage } from './testing/shop-page.ts';

const DAY = 86_400_000;

const PASSWORD = 'correct horse';
const HERS = '127.99.1.1';
/** As the real one, but for the time it takes: a busy machine is not to be a part of this. */
const QUICK: PasswordHasher = {
  hash: async (password) => password,
  verify: async (password) => password === PASSWORD,
};
const QUICKLY = { deps: { passwordHasher: QUICK } };

async function unlock(api: TestApi, slug: string, password: string, remoteAddress = '127.0.0.1') {
  return api.inject({
    method: 'POST',
    remoteAddress,
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

test('whoever gives the right password has not guessed: so do all who share one address', async () => {
  await using api = await testApi(QUICKLY);
  await shopPage(api, { visibility: 'PASSWORD', password: PASSWORD });
  for (let reader = 0; reader < 50; reader++)
    assert.equal((await unlock(api, 'shop', PASSWORD)).statusCode, 303, `reader ${reader}`);
});

test('the many addresses of one network of IPv6 guess as one', async () => {
  await using api = await testApi(QUICKLY);
  await shopPage(api, { visibility: 'PASSWORD', password: PASSWORD });
  const from = async (address: string) => (await unlock(api, 'shop', 'guess', address)).statusCode;
  for (let place = 1; place <= 10; place++) assert.equal(await from(`2001:db8::${place}`), 403);
  assert.deepEqual([await from('2001:db8::11'), await from('2001:db8:0:1::1')], [429, 403]);
});

type Unlocking = (address: string, password: string) => Promise<number>;

/** From so many addresses of one network. */
function guesses(unlockFrom: Unlocking, first: number, last: number): readonly Promise<number>[] {
  return Array.from({ length: last - first }, (_, place) => unlockFrom(`127.7.${first + place}.1`, 'guess'));
}

test('while one network uses up the tries of a page, a reader from another has the next turn', async (context) => {
  await using api = await testApi(QUICKLY);
  await shopPage(api, { visibility: 'PASSWORD', password: PASSWORD });
  const refused: string[] = [];
  const from: Unlocking = async (address, password) => {
    const { statusCode, headers } = await unlock(api, 'shop', password, address);
    if (statusCode === 429) refused.push(String(headers['retry-after']));
    return statusCode;
  };
  await from(HERS, 'a slip');
  api.pass(60_000);
  context.mock.timers.enable({ apis: ['setTimeout'] });
  assert.deepEqual(new Set(await Promise.all(guesses(from, 0, 40))), new Set([403]));
  // Six wait, and she is one of them however many come after her.
  void guesses(from, 40, 60);
  while (refused.length < 14) await new Promise(setImmediate);
  const hers = from(HERS, PASSWORD);
  void guesses(from, 60, 100);
  while (refused.length < 55) await new Promise(setImmediate);
  api.pass(750);
  context.mock.timers.tick(750);
  assert.equal(await hers, 303);
  assert.deepEqual(new Set(refused), new Set(['1']));
});

test('over the network, too, no flood from one network keeps a reader from elsewhere out', async () => {
  await using api = await testApi({ deps: { passwordHasher: QUICK, clock: systemClock } });
  await shopPage(api, { visibility: 'PASSWORD', password: PASSWORD });
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 });
  const from: Unlocking = (address, password) => unlockOver(url, address, password);
  const before = guesses(from, 0, 100);
  await Promise.all(before.slice(0, 40));
  const hers = from(HERS, PASSWORD);
  const after = guesses(from, 100, 160);
  assert.equal(await hers, 303);
  assert.ok((await Promise.all([...before, ...after])).includes(429));
});

/** A request that really comes from one of this machine's addresses. */
function unlockOver(url: string, localAddress: string, password: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const outgoing = request(`${url}/status/shop/unlock`, { method: 'POST', headers, localAddress, agent: false });
  outgoing.on('error', reject).on('response', (answer) => {
    answer.resume();
    resolve(answer.statusCode ?? 0);
  });
  outgoing.end(new URLSearchParams({ password }).toString());
  return promise;
}

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
