import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TestApi, testApi } from '../api/testing/test-api.ts';
import fastify, { type FastifyRequest } from 'fastify';
import { Access, isWithin } from './access.ts';
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
  assert.match(set, /; Path=\/status\/shop; Max-Age=604800; HttpOnly; SameSite=Lax$/);
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
  assert.equal(isWithin('2001:db8::1', ['2001:db8::/32']), true);
  assert.equal(isWithin('10.0.0.1', []), false);
  assert.equal(isWithin('not an address', ['0.0.0.0/0']), false);
});

test('a page for members is shown to nobody who is not signed in, and compat calls it one that is not for everybody', async () => {
  await using api = await testApi();
  const shop = await shopPage(api, { visibility: 'SIGNED_IN' });
  const closed = await read(api, '/status/shop');
  assert.equal(closed.status, 401);
  assert.match(closed.text, /Sign in to Upwatch to read it\./);
  assert.equal((await api.ask('GET', `/compat/api/v1/status-pages/${shop.id}`)).body.data.visibility, 'PASSWORD');
});

test('whoever is signed in reads the pages for members', async () => {
  await using api = await testApi();
  const page = (await api.core.statusPages.get((await shopPage(api, { visibility: 'SIGNED_IN' })).id))!;
  const refusalFor = (isMember: boolean) =>
    new Access({ settings: api.core.settings, nowMs: () => api.nowMs(), isSignedIn: async () => isMember });
  const request = await requestOf();
  assert.equal(await refusalFor(true).refusal(page, request), undefined);
  assert.equal(await refusalFor(false).refusal(page, request), 'sign-in');
});

/** A request as fastify makes it. */
async function requestOf(): Promise<FastifyRequest> {
  const { promise, resolve } = Promise.withResolvers<FastifyRequest>();
  await using app = fastify();
  app.get('/', async (request) => resolve(request));
  await app.inject({ url: '/' });
  return promise;
}
