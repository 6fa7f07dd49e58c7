import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authenticatorApp } from './testing/authenticator-app.ts';
import { browser, owner, PASSWORD, SETUP_CODE } from './testing/people.ts';
import { testApi } from './testing/test-api.ts';

const DEPS = { deps: { setupCode: SETUP_CODE } };
const ADA = { email: 'ada@shop.test', password: PASSWORD };
const MINUTE_MS = 60_000;

test('offering codes and renewing recovery codes take the password, unless one signed in just now', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  api.pass(10 * MINUTE_MS);
  assert.equal((await ada.ask('POST', '/auth/totp')).status, 400);
  assert.equal((await ada.ask('POST', '/auth/totp', { password: 'not the password' })).status, 400);
  assert.equal((await ada.ask('POST', '/auth/login', ADA)).status, 200);
  await authenticatorApp(api, ada);
  api.pass(10 * MINUTE_MS);
  assert.equal((await ada.ask('POST', '/auth/recovery-codes')).status, 400);
  assert.equal((await ada.ask('POST', '/auth/recovery-codes', { password: 'not the password' })).status, 400);
  assert.equal((await ada.ask('POST', '/auth/recovery-codes', { password: PASSWORD })).status, 201);
});

test('recovery codes are had by nobody without codes by the clock; those are confirmed once', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  assert.equal((await ada.ask('POST', '/auth/recovery-codes')).status, 409);
  const app = await authenticatorApp(api, ada);
  api.pass(MINUTE_MS);
  assert.equal((await ada.ask('POST', '/auth/totp/confirm', { code: app.code() })).status, 409);
});

test('who tries recovery codes elsewhere keeps nobody from using one', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const { recoveryCodes } = await authenticatorApp(api, ada);
  const half = async (address: string) => {
    const somebody = browser(api, address);
    assert.equal((await somebody.ask('POST', '/auth/login', ADA)).body.data.state, 'second_factor');
    return somebody;
  };
  const eve = await half('10.6.6.6');
  const guess = () => eve.ask('POST', '/auth/second-factor', { recoveryCode: 'AAAA-AAAA-AAAA-AAAA' });
  for (let time = 0; time < 5; time++) assert.equal((await guess()).status, 401);
  assert.equal((await guess()).status, 429);
  const elsewhere = await half('10.1.1.1');
  const shown = await elsewhere.ask('POST', '/auth/second-factor', { recoveryCode: recoveryCodes[0] });
  assert.equal(shown.body.data.state, 'signed_in');
});
