import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authenticatorApp } from './testing/authenticator-app.ts';
import { type Browser, browser, member, owner, PASSWORD, SETUP_CODE } from './testing/people.ts';
import { type TestApi, testApi } from './testing/test-api.ts';

const DEPS = { deps: { setupCode: SETUP_CODE } };
const ADA = { email: 'ada@shop.test', password: PASSWORD };
const STEP_MS = 30_000;
const MINUTE_MS = 60_000;

/** The owner, whose telephone shows codes of which none was used. */
async function withApp(api: TestApi) {
  const ada = await owner(api);
  const app = await authenticatorApp(api, ada);
  api.pass(2 * STEP_MS);
  return { ada, app };
}

/** Has shown the password, and owes the rest. */
async function half(api: TestApi, address = '10.1.1.1'): Promise<Browser> {
  const somebody = browser(api, address);
  const { body } = await somebody.ask('POST', '/auth/login', ADA);
  assert.equal(body.data.state, 'second_factor');
  return somebody;
}

const show = async (somebody: Browser, code: string) => somebody.ask('POST', '/auth/second-factor', { code });

test('with one-time codes a password opens nothing by itself; a code of the app does', async () => {
  await using api = await testApi(DEPS);
  const { ada, app } = await withApp(api);
  assert.equal((await ada.ask('GET', '/auth/session')).body.data.state, 'signed_in');
  const eve = await half(api);
  const { data } = (await eve.ask('GET', '/auth/session')).body;
  assert.deepEqual([data.state, data.secondFactors], ['second_factor', ['totp', 'recovery']]);
  for (const [method, path, body] of [
    ['GET', '/monitors'],
    ['GET', '/auth/me'],
    ['GET', '/auth/sessions'],
    ['GET', '/events'],
    ['PATCH', '/auth/profile', { name: 'Eve' }],
    ['PUT', '/auth/password', { currentPassword: PASSWORD, newPassword: 'eight small boats at noon' }],
    ['DELETE', '/auth/totp', { password: PASSWORD }],
    ['POST', '/auth/recovery-codes', { password: PASSWORD }],
  ] as const)
    assert.equal((await eve.ask(method, path, body)).status, 401, `${method} ${path}`);
  for (const path of ['/auth/totp', '/auth/totp/confirm'])
    assert.equal((await eve.ask('POST', path, path.endsWith('confirm') ? { code: '000000' } : {})).status, 403, path);
  const before = eve.cookies.get('__Host-upwatch');
  const shown = await show(eve, app.code());
  assert.deepEqual([shown.status, shown.body.data.state, shown.body.data.secondFactors], [200, 'signed_in', []]);
  assert.notEqual(eve.cookies.get('__Host-upwatch'), before);
  assert.equal((await eve.ask('GET', '/monitors')).status, 200);
  const { items } = await api.core.audit.list({ page: 0, size: 1 }, { action: 'session.opened' });
  assert.deepEqual(items[0]!.after, { authenticatedBy: ['password', 'totp'], address: '10.1.1.1' });
});

test('half a sign-in is over after ten minutes', async () => {
  await using api = await testApi(DEPS);
  const { app } = await withApp(api);
  const late = await half(api);
  api.pass(10 * MINUTE_MS);
  assert.equal((await late.ask('GET', '/auth/session')).body.data.state, 'signed_out');
  assert.equal((await show(late, app.code())).status, 401);
});

test('each code counts once, however many show it at once, and one step of the clock on either side (S26)', async () => {
  await using api = await testApi(DEPS);
  const { app } = await withApp(api);
  const browsers = await Promise.all(Array.from({ length: 5 }, (_, at) => half(api, `10.2.0.${at}`)));
  const statuses = (await Promise.all(browsers.map((one) => show(one, app.code())))).map(({ status }) => status);
  assert.deepEqual(
    statuses.toSorted((a, b) => a - b),
    [200, 401, 401, 401, 401],
  );
  const outcomes: number[] = [];
  for (const away of [-2 * STEP_MS, -STEP_MS, STEP_MS, 2 * STEP_MS]) {
    api.pass(20 * STEP_MS);
    const code = app.code(away);
    outcomes.push((await show(await half(api), code)).status);
  }
  assert.deepEqual(outcomes, [401, 200, 200, 401]);
});

test('a code of the set-up does not sign in as well', async () => {
  await using api = await testApi(DEPS);
  const app = await authenticatorApp(api, await owner(api));
  assert.equal((await show(await half(api), app.code())).status, 401);
  assert.equal((await show(await half(api), app.code(STEP_MS))).status, 200);
});

test('after five wrong codes whoever guesses waits, ever longer; the owner at their own device does not (S26)', async () => {
  await using api = await testApi(DEPS);
  const { ada, app } = await withApp(api);
  const eve = await half(api, '10.6.6.6');
  const waits: string[] = [];
  for (let round = 0; round < 4; round++) {
    for (;;) {
      const { status, headers } = await show(eve, '000000');
      if (status === 401) continue;
      assert.equal(status, 429);
      waits.push(String(headers['retry-after']));
      break;
    }
    // Also the right one, and from anywhere else.
    assert.equal((await show(await half(api, '10.6.6.7'), app.code())).status, 429);
    assert.equal((await ada.ask('POST', '/auth/login', ADA)).body.data.state, 'second_factor');
    assert.equal((await show(ada, app.code())).status, 200);
    api.pass(Number(waits.at(-1)) * 1000);
    await eve.ask('POST', '/auth/login', ADA);
  }
  assert.deepEqual(waits, ['60', '120', '240', '480']);
});

test('a hundred guesses at once are five tries', async () => {
  await using api = await testApi(DEPS);
  await withApp(api);
  const eve = await half(api, '10.6.6.6');
  const tries = await Promise.all(Array.from({ length: 100 }, () => show(eve, '000000')));
  assert.equal(tries.filter(({ status }) => status === 401).length, 5);
  assert.equal(tries.filter(({ status }) => status === 429).length, 95);
});

test('while strangers use up the tries, a recovery code lets the owner in from anywhere, once', async () => {
  await using api = await testApi(DEPS);
  const { app } = await withApp(api);
  const eve = await half(api, '10.6.6.6');
  for (let guess = 0; guess < 6; guess++) await show(eve, '000000');
  const code = app.recoveryCodes[3]!;
  const typed = code.toLowerCase().replaceAll('-', ' ');
  const far = await half(api, '10.9.9.9');
  const others = await Promise.all([half(api, '10.9.9.8'), half(api, '10.9.9.7')]);
  const shown = await Promise.all(
    [far, ...others].map((one) => one.ask('POST', '/auth/second-factor', { recoveryCode: typed })),
  );
  assert.deepEqual(
    shown.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 401, 401],
  );
  const again = await half(api, '10.9.9.6');
  assert.equal((await again.ask('POST', '/auth/second-factor', { recoveryCode: code })).status, 401);
});

test('ten codes are shown once, and others take their place', async () => {
  await using api = await testApi(DEPS);
  const { ada, app } = await withApp(api);
  assert.equal(new Set(app.recoveryCodes).size, 10);
  for (const code of app.recoveryCodes) assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
  const made = await ada.ask('POST', '/auth/recovery-codes', { password: PASSWORD });
  assert.equal(made.status, 201);
  const old = await half(api);
  assert.equal((await old.ask('POST', '/auth/second-factor', { recoveryCode: app.recoveryCodes[0] })).status, 401);
  const { recoveryCodes } = made.body.data;
  assert.equal((await old.ask('POST', '/auth/second-factor', { recoveryCode: recoveryCodes[0] })).status, 200);
  const { data } = (await ada.ask('GET', '/auth/second-factors')).body;
  assert.deepEqual([data.totp.isOn, data.recoveryCodesLeft], [true, 9]);
});

test('sessions from before the codes were set up end with it, but the one in which they were', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const other = browser(api);
  await other.ask('POST', '/auth/login', ADA);
  await authenticatorApp(api, ada);
  assert.equal((await ada.ask('GET', '/monitors')).status, 200);
  assert.equal((await other.ask('GET', '/monitors')).status, 401);
});

test('taking them away takes the password, or having signed in just now', async () => {
  await using api = await testApi(DEPS);
  const { ada } = await withApp(api);
  api.pass(10 * MINUTE_MS);
  const refused = await ada.ask('DELETE', '/auth/totp');
  assert.deepEqual([refused.status, refused.body.errors[0].field], [400, 'password']);
  const wrong = await ada.ask('DELETE', '/auth/totp', { password: 'nine small boats at noon' });
  assert.deepEqual([wrong.status, wrong.body.errors[0].field], [400, 'password']);
  assert.equal((await ada.ask('DELETE', '/auth/totp', { password: PASSWORD })).status, 204);
  assert.equal((await ada.ask('DELETE', '/auth/totp', { password: PASSWORD })).status, 404);
  const plain = browser(api);
  assert.equal((await plain.ask('POST', '/auth/login', ADA)).body.data.state, 'signed_in');
  // Signed in just now: no password is needed to begin anew.
  assert.equal((await plain.ask('POST', '/auth/totp')).status, 201);
});

test('a wrong code sets nothing up, and what is set up cannot be offered again', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  assert.equal((await ada.ask('POST', '/auth/totp/confirm', { code: '123456' })).status, 409);
  await ada.ask('POST', '/auth/totp');
  const wrong = await ada.ask('POST', '/auth/totp/confirm', { code: 'abcdef' });
  assert.deepEqual([wrong.status, wrong.body.errors[0].field], [400, 'code']);
  assert.equal((await browser(api).ask('POST', '/auth/login', ADA)).body.data.state, 'signed_in');
  await authenticatorApp(api, ada);
  assert.equal((await ada.ask('POST', '/auth/totp')).status, 409);
});

test('an owner who has one demands a second factor of everybody: whoever has none is led to set it up', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const bob = await member(api, ada, 'ADMIN', 'bob');
  const rule = { demandsSecondFactor: true };
  assert.equal((await bob.ask('PUT', '/org/sign-in-rules', rule)).status, 403);
  assert.equal((await ada.ask('PUT', '/org/sign-in-rules', rule)).status, 409);
  await authenticatorApp(api, ada);
  api.pass(10 * MINUTE_MS);
  assert.equal((await ada.ask('PUT', '/org/sign-in-rules', rule)).status, 200);
  assert.equal((await bob.ask('GET', '/monitors')).status, 401);
  const { data } = (await bob.ask('POST', '/auth/login', { email: 'bob@shop.test', password: PASSWORD })).body;
  assert.deepEqual([data.state, data.secondFactors], ['second_factor', []]);
  assert.equal((await bob.ask('GET', '/monitors')).status, 401);
  await authenticatorApp(api, bob);
  assert.equal((await bob.ask('GET', '/monitors')).status, 200);
  const kept = await bob.ask('DELETE', '/auth/totp', { password: PASSWORD });
  assert.equal(kept.status, 409);
});

test('an admin removes the second factors of who lost them, but not those of an owner', async () => {
  await using api = await testApi(DEPS);
  const { ada } = await withApp(api);
  const bob = await member(api, ada, 'ADMIN', 'bob');
  const eve = await member(api, ada, 'MEMBER', 'eve');
  const idOf = async (one: Browser) => (await one.ask('GET', '/auth/session')).body.data.user.id;
  const [adaId, eveId] = [await idOf(ada), await idOf(eve)];
  await authenticatorApp(api, eve);
  assert.equal((await bob.ask('DELETE', `/members/${adaId}/second-factors`)).status, 403);
  assert.equal((await bob.ask('DELETE', `/members/${eveId}/second-factors`)).status, 204);
  assert.equal((await eve.ask('GET', '/monitors')).status, 401);
  const { data } = (await eve.ask('POST', '/auth/login', { email: 'eve@shop.test', password: PASSWORD })).body;
  assert.equal(data.state, 'signed_in');
});
