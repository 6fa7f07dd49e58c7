import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { authenticatorApp } from './testing/authenticator-app.ts';
import { type PasskeyDevice, passkeyDevice, type Voucher } from './testing/passkey-device.ts';
import { type Browser, browser, member, owner, PASSWORD, SETUP_CODE } from './testing/people.ts';
import { testApi } from './testing/test-api.ts';

const DEPS = { deps: { setupCode: SETUP_CODE } };
const HERE = { origin: 'http://localhost', rpId: 'localhost' };
const MINUTE_MS = 60_000;
const SIGN_IN = '/auth/passkeys/sign-in';

async function optionsOf(who: Browser, path: string, body?: object) {
  return (await who.ask('POST', path, body)).body.data.options;
}

async function add(who: Browser, device: PasskeyDevice, voucher?: Voucher) {
  const { challenge } = await optionsOf(who, '/auth/passkeys/options');
  return who.ask('POST', '/auth/passkeys', { name: 'phone', response: device.made({ ...HERE, challenge }, voucher) });
}

async function signIn(who: Browser, device: PasskeyDevice, counter = 0) {
  const { challenge } = await optionsOf(who, `${SIGN_IN}/options`);
  return who.ask('POST', SIGN_IN, { response: device.signed({ ...HERE, challenge, counter }) });
}

test('a device may vouch for itself; of nobody else a certificate is looked at', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const vouched = { key, certificate: Buffer.from('of a maker') };
  assert.equal((await add(ada, passkeyDevice(), { format: 'packed', ...vouched })).status, 400);
  for (const format of ['fido-u2f', 'tpm', 'apple', 'android-key', 'android-safetynet', 'unheard-of'])
    assert.equal((await add(ada, passkeyDevice(), { format, ...vouched })).status, 400, format);
  // The library, which would follow the addresses in it, has not seen it: otherwise it says what is wrong.
  assert.deepEqual(
    api.log.filter((line) => line.includes('a passkey was not taken')),
    [],
  );
  assert.equal((await add(ada, passkeyDevice(), { format: 'packed', key })).status, 400, 'not by itself');
  assert.equal((await add(ada, passkeyDevice(), { format: 'packed' })).status, 201);
});

test('what a browser is asked for names whoever asks, and demands that the device unlocks itself', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const device = passkeyDevice();
  assert.equal((await add(ada, device)).status, 201);
  const options = await optionsOf(ada, '/auth/passkeys/options');
  assert.deepEqual(options.excludeCredentials, [{ id: device.id, type: 'public-key' }]);
  assert.equal(options.attestation, 'none');
  assert.equal(options.authenticatorSelection.residentKey, 'required');
  assert.equal(options.authenticatorSelection.userVerification, 'required');
  assert.deepEqual(
    options.pubKeyCredParams.map(({ alg }: { readonly alg: number }) => alg),
    [-8, -7, -257],
  );
  assert.equal((await optionsOf(browser(api), `${SIGN_IN}/options`)).userVerification, 'required');
});

test('a challenge makes one passkey, of whoever asked for it', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const bob = await member(api, ada, 'MEMBER', 'bob');
  const { challenge } = await optionsOf(ada, '/auth/passkeys/options');
  const make = (who: Browser) => {
    const response = passkeyDevice().made({ ...HERE, challenge });
    return who.ask('POST', '/auth/passkeys', { name: 'phone', response });
  };
  assert.equal((await make(bob)).status, 400, 'of somebody else');
  assert.equal((await make(ada)).status, 201);
  assert.equal((await make(ada)).status, 400, 'used');
});

test('making and removing a passkey take the password, unless one signed in just now', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const { id } = (await add(ada, passkeyDevice())).body.data;
  api.pass(10 * MINUTE_MS);
  for (const body of [undefined, { password: 'not the password' }]) {
    assert.equal((await ada.ask('POST', '/auth/passkeys/options', body)).status, 400);
    assert.equal((await ada.ask('DELETE', `/auth/passkeys/${id}`, body)).status, 400);
  }
  assert.equal((await ada.ask('POST', '/auth/passkeys/options', { password: PASSWORD })).status, 200);
  assert.equal((await ada.ask('DELETE', `/auth/passkeys/${id}`, { password: PASSWORD })).status, 204);
});

test('where a second factor is demanded the only one stays; one of two goes, and so does any where none is', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const first = (await add(ada, passkeyDevice())).body.data;
  assert.equal((await ada.ask('DELETE', `/auth/passkeys/${first.id}`)).status, 204);
  const kept = (await add(ada, passkeyDevice())).body.data;
  assert.equal((await ada.ask('PUT', '/org/sign-in-rules', { demandsSecondFactor: true })).status, 200);
  assert.equal((await ada.ask('DELETE', `/auth/passkeys/${kept.id}`)).status, 409);
  const other = (await add(ada, passkeyDevice())).body.data;
  assert.equal((await ada.ask('DELETE', `/auth/passkeys/${other.id}`)).status, 204);
  await authenticatorApp(api, ada);
  assert.equal((await ada.ask('DELETE', `/auth/passkeys/${kept.id}`)).status, 204, 'codes by the clock are one, too');
});

test('of two who sign in at once with the same count one is a copy; each that fails is written down', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const device = passkeyDevice();
  assert.equal((await add(ada, device)).status, 201);
  const both = await Promise.all(['10.1.1.1', '10.2.2.2'].map((address) => signIn(browser(api, address), device, 5)));
  assert.deepEqual(new Set(both.map(({ status }) => status)), new Set([200, 401]));
  const { items } = await api.core.audit.list({ page: 0, size: 20 });
  assert.equal(items.filter(({ action }) => action === 'sign_in.failed').length, 1);
});

test('whoever signs in by a passkey has not guessed, however often', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const device = passkeyDevice();
  assert.equal((await add(ada, device)).status, 201);
  const somebody = browser(api, '10.1.1.1');
  for (let time = 1; time <= 11; time++) assert.equal((await signIn(somebody, device, time)).status, 200);
});
