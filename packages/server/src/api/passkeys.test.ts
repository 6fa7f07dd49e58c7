import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Browser, browser, owner, SETUP_CODE } from './testing/people.ts';
import { type PasskeyDevice, passkeyDevice, type Said } from './testing/passkey-device.ts';
import { testApi } from './testing/test-api.ts';

const DEPS = { deps: { setupCode: SETUP_CODE } };
const HERE = { origin: 'http://localhost', rpId: 'localhost' };

async function challengeOf(who: Browser, path: string): Promise<string> {
  return (await who.ask('POST', path)).body.data.options.challenge;
}

async function signIn(who: Browser, device: PasskeyDevice, bent: Partial<Said> = {}) {
  const challenge = await challengeOf(who, '/auth/passkeys/sign-in/options');
  return who.ask('POST', '/auth/passkeys/sign-in', { response: device.signed({ ...HERE, challenge, ...bent }) });
}

test('a passkey signs in by what was asked for here, now, by whom it is of, once; whatever is otherwise does not', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const device = passkeyDevice();
  const add = async (said: Partial<Said>) => {
    const challenge = await challengeOf(ada, '/auth/passkeys/options');
    const response = device.made({ ...HERE, challenge, ...said });
    return (await ada.ask('POST', '/auth/passkeys', { name: 'phone', response })).status;
  };
  assert.equal(await add({ origin: 'https://evil.example' }), 400);
  assert.equal(await add({ rpId: 'evil.example' }), 400);
  assert.equal(await add({ isVerified: false }), 400);
  assert.equal(await add({ challenge: await challengeOf(ada, '/auth/passkeys/sign-in/options') }), 400);
  assert.equal(await add({ counter: 1 }), 201);

  const somebody = browser(api, '10.1.1.1');
  for (const bent of [
    { origin: 'https://evil.example' },
    { rpId: 'evil.example' },
    { isVerified: false },
    { userHandle: 'c29tZWJvZHkgZWxzZQ' },
    { challenge: await challengeOf(ada, '/auth/passkeys/options') },
    { challenge: 'A'.repeat(72) },
    { counter: 1 },
  ])
    assert.equal((await signIn(somebody, device, { counter: 5, ...bent })).status, 401, JSON.stringify(bent));
  assert.equal((await signIn(somebody, passkeyDevice(), { counter: 5 })).status, 401, 'of another device');
  const pretender = passkeyDevice({ id: device.id });
  assert.equal((await signIn(somebody, pretender, { counter: 5 })).status, 401, 'signed by another key');
  const challenge = await challengeOf(somebody, '/auth/passkeys/sign-in/options');
  const twice = { response: device.signed({ ...HERE, challenge, counter: 2 }) };
  assert.equal((await somebody.ask('POST', '/auth/passkeys/sign-in', twice)).body.data.state, 'signed_in');
  assert.equal((await somebody.ask('POST', '/auth/passkeys/sign-in', twice)).status, 401, 'the same again');
  api.pass(60_000);
  assert.equal((await signIn(somebody, device, { counter: 2 })).status, 401, 'a copy of it');
  const old = await challengeOf(somebody, '/auth/passkeys/sign-in/options');
  api.pass(5 * 60_000);
  assert.equal((await signIn(somebody, device, { counter: 3, challenge: old })).status, 401, 'too late');
  assert.equal((await signIn(somebody, device, { counter: 3 })).status, 200);
});

test('ten passkeys a minute are tried from one address, and no more', async () => {
  await using api = await testApi(DEPS);
  const eve = browser(api, '10.6.6.6');
  const device = passkeyDevice();
  const statuses = [];
  for (let count = 0; count < 11; count++) statuses.push((await signIn(eve, device)).status);
  assert.deepEqual(statuses, [...Array.from({ length: 10 }, () => 401), 429]);
});

test('of a device that does not count, too, what was signed counts once', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const device = passkeyDevice();
  const made = device.made({ ...HERE, challenge: await challengeOf(ada, '/auth/passkeys/options') });
  assert.equal((await ada.ask('POST', '/auth/passkeys', { name: 'phone', response: made })).status, 201);
  const somebody = browser(api, '10.1.1.1');
  const challenge = await challengeOf(somebody, '/auth/passkeys/sign-in/options');
  const response = device.signed({ ...HERE, challenge });
  assert.equal((await somebody.ask('POST', '/auth/passkeys/sign-in', { response })).status, 200);
  assert.equal((await browser(api).ask('POST', '/auth/passkeys/sign-in', { response })).status, 401);
});
