import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PasswordHasher } from '../accounts/password-hash.ts';
import { hashToken } from '../accounts/secret-token.ts';
import { Problem } from './problem.ts';
import { browser, member, owner, PASSWORD, SETUP_CODE } from './testing/people.ts';
import { testApi } from './testing/test-api.ts';

const DEPS = { deps: { setupCode: SETUP_CODE } };
const ADA = { email: 'ada@shop.test', password: PASSWORD };

test('the sign-in page is told how things stand: to be set up, signed out, signed in', async () => {
  await using api = await testApi(DEPS);
  const stranger = browser(api);
  const before = await stranger.ask('GET', '/auth/session');
  assert.deepEqual(before.body.data, {
    state: 'setup',
    user: null,
    hasPassword: null,
    methods: { password: true, passkey: false, oidc: [] },
    secondFactors: [],
    expiresAt: null,
  });
  const ada = await owner(api);
  const { data } = (await ada.ask('GET', '/auth/session')).body;
  assert.deepEqual([data.state, data.hasPassword], ['signed_in', true]);
  assert.deepEqual(data.user, { id: 1, name: 'Ada', email: 'ada@shop.test', role: 'OWNER' });
  assert.equal(Date.parse(data.expiresAt), api.nowMs() + 24 * 3_600_000);
  assert.equal((await stranger.ask('GET', '/auth/session')).body.data.state, 'signed_out');
});

test('of a hundred who set it up at once, exactly one becomes the owner (S20)', async () => {
  await using api = await testApi(DEPS);
  const tries = Array.from({ length: 100 }, (_, place) =>
    browser(api, `10.0.0.${place}`).ask('POST', '/auth/setup', {
      code: SETUP_CODE,
      name: `Owner ${place}`,
      email: `owner-${place}@shop.test`,
      password: PASSWORD,
    }),
  );
  const statuses = (await Promise.all(tries)).map(({ status }) => status).toSorted((a, b) => a - b);
  assert.deepEqual(statuses, [201, ...Array.from({ length: 99 }, () => 409)]);
  const { items } = await api.core.organization.members({ page: 0, size: 200 });
  assert.deepEqual(
    items.map(({ role, status }) => [role, status]),
    [['OWNER', 'ACTIVE']],
  );
});

test('only the code on the console sets it up, however it is typed, and it cannot be guessed', async () => {
  await using api = await testApi(DEPS);
  const asked = { name: 'Eve', email: 'eve@shop.test', password: PASSWORD };
  const eve = browser(api, '10.6.6.6');
  for (let guess = 0; guess < 10; guess++) {
    const wrong = await eve.ask('POST', '/auth/setup', { ...asked, code: 'AAAAA-AAAAA-AAAAA-AAAAA' });
    assert.deepEqual([wrong.status, wrong.body.errors[0].field], [400, 'code']);
  }
  const limited = await eve.ask('POST', '/auth/setup', { ...asked, code: SETUP_CODE });
  assert.deepEqual([limited.status, limited.headers['retry-after']], [429, '60']);
  const typed = SETUP_CODE.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o');
  const ada = await browser(api).ask('POST', '/auth/setup', { ...asked, code: typed });
  assert.equal(ada.status, 201);
});

test('signing in again makes another session, ends the one before, and takes up no planted value (S23)', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const first = ada.cookies.get('__Host-upwatch')!;
  assert.equal((await ada.ask('POST', '/auth/login', ADA)).status, 200);
  const second = ada.cookies.get('__Host-upwatch')!;
  assert.notEqual(second, first);
  ada.cookies.set('__Host-upwatch', first);
  assert.equal((await ada.ask('GET', '/monitors')).status, 401);
  const victim = browser(api);
  victim.cookies.set('__Host-upwatch', 'A'.repeat(43));
  await victim.ask('POST', '/auth/login', ADA);
  assert.notEqual(victim.cookies.get('__Host-upwatch'), 'A'.repeat(43));
});

test('the cookie is out of reach of scripts, other sites and plain connections (S23)', async () => {
  await using api = await testApi(DEPS);
  await owner(api);
  const set = async (origin: string, headers = {}) => {
    const { headers: said } = await browser(api, '127.0.0.1', origin).ask('POST', '/auth/login', ADA, headers);
    return ([said['set-cookie']].flat() as string[]).find((text) => /^[\w-]*upwatch=/.test(text));
  };
  for (const origin of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']) {
    assert.match(
      (await set(origin))!,
      /^__Host-upwatch=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  }
  assert.match(
    (await set('http://192.168.0.5:3000'))!,
    /^upwatch=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
  );
});

test('a session dies with log-out, on every route, and is written down', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  assert.equal((await ada.ask('GET', '/monitors')).status, 200);
  const cookie = ada.cookies.get('__Host-upwatch')!;
  assert.equal((await ada.ask('POST', '/auth/logout')).status, 204);
  assert.equal(ada.cookies.has('__Host-upwatch'), false);
  ada.cookies.set('__Host-upwatch', cookie);
  assert.equal((await ada.ask('GET', '/monitors')).status, 401);
  const { items } = await api.core.audit.list({ page: 0, size: 10 });
  assert.deepEqual(
    items.map(({ actor, actorEmail, action }) => [actor, actorEmail, action]),
    [
      ['Ada', 'ada@shop.test', 'session.ended'],
      ['Ada', 'ada@shop.test', 'session.opened'],
      ['Ada', 'ada@shop.test', 'member.set_up'],
      ['test', undefined, 'api_key.created'],
    ],
  );
});

test('a session ends after a day without use, and after thirty days with it (S23)', async () => {
  await using api = await testApi(DEPS);
  const idle = await owner(api);
  const used = browser(api);
  await used.ask('POST', '/auth/login', ADA);
  const day = 24 * 3_600_000;
  for (let passed = 0; passed < 30 * day - 3_600_000; passed += day / 2) {
    assert.equal((await used.ask('GET', '/monitors')).status, 200, `after ${passed / day} days`);
    api.pass(day / 2);
  }
  assert.equal((await idle.ask('GET', '/monitors')).status, 401);
  assert.equal((await used.ask('GET', '/monitors')).status, 401);
});

test('what goes wrong with a sign-in is said the same whoever it was, and what was typed is kept nowhere', async () => {
  await using api = await testApi(DEPS);
  await owner(api);
  const eve = browser(api, '10.6.6.6');
  const wrong = await eve.ask('POST', '/auth/login', { ...ADA, password: 'hunter2hunter2' });
  const unknown = await eve.ask('POST', '/auth/login', { email: 'secret-typed-here', password: 'hunter2hunter2' });
  const said = ({ status, body }: typeof wrong) => [status, { ...body, requestId: '', timestamp: 0 }];
  assert.deepEqual(said(wrong), said(unknown));
  assert.equal(wrong.status, 401);
  const { items } = await api.core.audit.list({ page: 0, size: 2 });
  assert.deepEqual(
    items.map(({ action, resourceName, after }) => [action, resourceName, after]),
    [
      ['sign_in.failed', undefined, { address: '10.6.6.6' }],
      ['sign_in.failed', 'ada@shop.test', { address: '10.6.6.6' }],
    ],
  );
  assert.ok(!/hunter2|secret-typed-here/.test(JSON.stringify(items) + api.log.join()));
});

test('whoever is invited becomes a member once, with the role they have by then', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const made = (await ada.ask('POST', '/invites', { email: 'bob@shop.test', roleOffered: 'ADMIN' })).body.data;
  const [, bob] = (await ada.ask('GET', '/members')).body.data;
  await ada.ask('PUT', `/members/${bob.userId}/role`, { orgRole: 'VIEWER' });
  const link = `/auth/invites/${made.token}`;
  const stranger = browser(api);
  assert.deepEqual((await stranger.ask('GET', link)).body.data, {
    email: 'bob@shop.test',
    role: 'VIEWER',
    organization: 'Upwatch',
  });
  const weak = await stranger.ask('POST', `${link}/accept`, { name: 'Bob', password: 'Password1234' });
  assert.deepEqual([weak.status, weak.body.errors[0].field], [400, 'password']);
  const accepted = await stranger.ask('POST', `${link}/accept`, { name: 'Bob', password: PASSWORD });
  assert.deepEqual([accepted.status, accepted.body.data.user.role], [201, 'VIEWER']);
  for (const answer of [
    await stranger.ask('POST', `${link}/accept`, { name: 'Eve', password: PASSWORD }),
    await stranger.ask('GET', link),
    await stranger.ask('GET', '/auth/invites/uwi_unknown'),
  ])
    assert.equal(answer.status, 404);
  assert.ok(!api.log.join().includes(made.token));
});

test('links are guessed ten times a minute from one address, whichever they lead to; what is found is no guess', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const { token } = (await ada.ask('POST', '/invites', { email: 'bob@shop.test', roleOffered: 'MEMBER' })).body.data;
  const eve = browser(api, '10.6.6.6');
  const open = async () => (await eve.ask('GET', `/auth/invites/${token}`)).status;
  for (let guess = 0; guess < 10; guess++) {
    assert.equal(await open(), 200);
    const [method, path] = guess < 5 ? (['GET', 'invites'] as const) : (['POST', 'password-reset'] as const);
    const body = method === 'POST' ? { password: PASSWORD } : undefined;
    assert.equal((await eve.ask(method, `/auth/${path}/uwi_${guess}`, body)).status, 404);
  }
  assert.equal(await open(), 429);
  api.pass(60_000);
  assert.equal(await open(), 200);
});

test('a device that somebody else planted is not known afterwards; whose password changed meanwhile, or who is suspended, is not let in', async () => {
  let beforeAnswer = async (): Promise<void> => undefined;
  const passwordHasher: PasswordHasher = {
    hash: async (password) => password,
    verify: async (password, kept) => {
      await beforeAnswer();
      return password === kept;
    },
  };
  await using api = await testApi({ deps: { setupCode: SETUP_CODE, passwordHasher } });
  const ada = await owner(api);
  const victim = browser(api, '10.1.1.1');
  const planted = 'E'.repeat(43);
  victim.cookies.set('__Host-upwatch-device', planted);
  assert.equal((await victim.ask('POST', '/auth/login', ADA)).status, 200);
  const { device } = await api.core.accounts.isKnown(1, { deviceHash: hashToken(planted), address: '' });
  assert.equal(device, false);
  assert.notEqual(victim.cookies.get('__Host-upwatch-device'), planted);
  const bob = await member(api, ada, 'MEMBER', 'bob');
  const bobs = { email: 'bob@shop.test', password: PASSWORD };
  const { id } = (await bob.ask('GET', '/auth/session')).body.data.user;
  beforeAnswer = () => api.core.accounts.setPassword(id, 'another password', { name: 'test' });
  assert.equal((await browser(api).ask('POST', '/auth/login', bobs)).status, 409);
  beforeAnswer = async () => {
    throw new Problem('BUSY', 'too many');
  };
  // What was not compared was no try.
  for (let place = 0; place < 11; place++)
    assert.equal((await browser(api, '10.7.7.7').ask('POST', '/auth/login', bobs)).status, 503);
  beforeAnswer = async () => undefined;
  assert.equal((await ada.ask('PUT', `/members/${id}/status`, { status: 'SUSPENDED' })).status, 204);
  const refused = await browser(api).ask('POST', '/auth/login', { ...bobs, password: 'another password' });
  assert.deepEqual([refused.status, refused.body.message], [401, 'the e-mail address or the password is wrong']);
});

test('another password ends every other session, and the old one opens nothing', async () => {
  await using api = await testApi(DEPS);
  const here = await owner(api);
  const elsewhere = browser(api);
  await elsewhere.ask('POST', '/auth/login', ADA);
  const change = (currentPassword: string, newPassword: string) =>
    here.ask('PUT', '/auth/password', { currentPassword, newPassword });
  const wrong = await change('not my password', 'eight small boats at noon');
  assert.deepEqual([wrong.status, wrong.body.errors[0].field], [400, 'currentPassword']);
  for (let guess = 1; guess < 10; guess++) assert.equal((await change('a guess', PASSWORD)).status, 400);
  assert.equal(
    (await change(PASSWORD, 'eight small boats at noon')).status,
    429,
    'whoever sits there may guess ten times',
  );
  api.pass(60_000);
  assert.equal((await change(PASSWORD, 'ada@shop.test')).body.errors[0].field, 'newPassword');
  assert.equal((await change(PASSWORD, 'eight small boats at noon')).status, 204);
  assert.equal((await here.ask('GET', '/auth/me')).status, 200);
  assert.equal((await elsewhere.ask('GET', '/auth/me')).status, 401);
  assert.equal((await elsewhere.ask('POST', '/auth/login', ADA)).status, 401);
});

test('one sees where one is signed in, and ends what should not be', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const bob = await member(api, ada, 'ADMIN', 'bob');
  const [phone, other] = [browser(api, '10.1.1.1'), browser(api, '10.1.1.2')];
  for (const one of [phone, other]) await one.ask('POST', '/auth/login', ADA, { 'user-agent': 'Phone/1' });
  const { data } = (await ada.ask('GET', '/auth/sessions')).body;
  assert.deepEqual(
    data.map(({ address, userAgent, isCurrent }: { address: string; userAgent: string; isCurrent: boolean }) => [
      address,
      userAgent,
      isCurrent,
    ]),
    [
      ['10.1.1.2', 'Phone/1', false],
      ['10.1.1.1', 'Phone/1', false],
      ['127.0.0.1', 'lightMyRequest', true],
    ],
  );
  assert.equal((await bob.ask('DELETE', `/auth/sessions/${data[1].id}`)).status, 404);
  assert.equal((await ada.ask('DELETE', `/auth/sessions/${data[1].id}`)).status, 204);
  assert.equal((await phone.ask('GET', '/auth/me')).status, 401);
  assert.equal((await ada.ask('POST', '/auth/sessions/end-others')).status, 204);
  assert.deepEqual(
    [(await other.ask('GET', '/auth/me')).status, (await ada.ask('GET', '/auth/me')).status],
    [401, 200],
  );
});
