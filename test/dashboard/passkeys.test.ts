/** Passkeys, made and used by a real browser before a real server. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { ask, type Authenticator, authenticator, made, signed } from './testing/authenticator.ts';
import { type Opened, opened, OWNER } from './testing/opened.ts';

interface Begun extends Authenticator {
  readonly page: Page;
  readonly server: Opened;
}

/** The owner, signed in at a name of this machine, before a device without passkeys. */
async function begun(t: TestContext): Promise<Begun | undefined> {
  const server = await opened(t);
  if (!server) return undefined;
  const page = await server.newPage({ baseURL: server.url.replace('127.0.0.1', 'localhost') });
  await page.goto('/sign-in');
  const set = await ask(page, 'POST', '/auth/setup', { code: server.setupCode, ...OWNER });
  assert.equal(set.status, 201, set.body.message);
  return { ...(await authenticator(page)), page, server };
}

async function optionsOf(page: Page, path: string): Promise<object> {
  const { status, body } = await ask(page, 'POST', path);
  assert.equal(status, 200, body.message);
  return (body.data as unknown as { readonly options: object }).options;
}

async function enrol(page: Page, name = 'Telephone') {
  const response = await made(page, await optionsOf(page, '/auth/passkeys/options'));
  return ask(page, 'POST', '/auth/passkeys', { name, response });
}

async function signIn(page: Page, change: (options: object) => object = (options) => options) {
  const response = await signed(page, change(await optionsOf(page, '/auth/passkeys/sign-in/options')));
  return { response, answer: await ask(page, 'POST', '/auth/passkeys/sign-in', { response }) };
}

test('a passkey that a browser made signs in by itself, and is both factors', async (t) => {
  const start = await begun(t);
  if (!start) return;
  const { page } = start;
  const added = await enrol(page);
  assert.equal(added.status, 201, added.body.message);
  const methods = async () => {
    const { data } = (await ask(page, 'GET', '/auth/session')).body;
    return data as unknown as { readonly state: string; readonly methods: { readonly passkey: boolean } };
  };
  await ask(page, 'POST', '/auth/logout');
  const out = await methods();
  assert.deepEqual([out.state, out.methods.passkey], ['signed_out', true]);
  const { answer } = await signIn(page);
  assert.equal(answer.status, 200, answer.body.message);
  assert.equal((await methods()).state, 'signed_in');
  const sessions = (await ask(page, 'GET', '/auth/sessions')).body.data as unknown as readonly object[];
  assert.deepEqual(
    sessions.map((one) => (one as { readonly authenticatedBy: unknown }).authenticatedBy),
    [['passkey']],
  );
  const [listed] = (await ask(page, 'GET', '/auth/passkeys')).body.data as unknown as readonly {
    readonly id: string;
    readonly name: string;
    readonly lastUsedAt: string | null;
  }[];
  assert.equal(listed?.name, 'Telephone');
  assert.ok(listed.lastUsedAt);
  assert.equal((await ask(page, 'PATCH', `/auth/passkeys/${listed.id}`, { name: 'Key' })).status, 200);
  assert.equal((await ask(page, 'DELETE', `/auth/passkeys/${listed.id}`, { password: OWNER.password })).status, 204);
  await ask(page, 'POST', '/auth/logout');
  assert.equal((await signIn(page)).answer.status, 401);
});

test('what was signed counts once, for the origin that it was signed at, and unlocked alone', async (t) => {
  const start = await begun(t);
  if (!start) return;
  const { page, session, id, server } = start;
  assert.equal((await enrol(page)).status, 201);
  await ask(page, 'POST', '/auth/logout');
  const { response, answer } = await signIn(page);
  assert.equal(answer.status, 200, answer.body.message);
  assert.equal((await ask(page, 'POST', '/auth/passkeys/sign-in', { response })).status, 401, 'again');

  const fresh = await signed(page, await optionsOf(page, '/auth/passkeys/sign-in/options'));
  assert.equal(await statusAt(server.url, 'localhost:9', fresh), 401, 'at another port');
  assert.equal(await statusAt(server.url, 'evil.localhost', fresh), 401, 'at another name');
  const own = new URL(server.url).host.replace('127.0.0.1', 'localhost');
  assert.equal(await statusAt(server.url, own, fresh), 200, 'where it was signed');

  await session.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: false });
  const locked = await signIn(page, (options) => ({ ...options, userVerification: 'discouraged' }));
  assert.equal(locked.answer.status, 401, 'not unlocked');
});

/** Hands in what was signed as if it had been asked for elsewhere. */
async function statusAt(url: string, host: string, response: object): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const outgoing = request(`${url}/api/v1/auth/passkeys/sign-in`, {
    method: 'POST',
    headers: { host, 'content-type': 'application/json' },
  });
  outgoing.on('response', (answer) => {
    answer.resume();
    resolve(answer.statusCode);
  });
  outgoing.on('error', reject);
  outgoing.end(JSON.stringify({ response }));
  return promise;
}

test('a copy of the key, which counts from before, is refused', async (t) => {
  const start = await begun(t);
  if (!start) return;
  const { page, session, id } = start;
  assert.equal((await enrol(page)).status, 201);
  await ask(page, 'POST', '/auth/logout');
  assert.equal((await signIn(page)).answer.status, 200);
  const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId: id });
  const [key] = credentials;
  assert.ok(key && key.signCount > 1);
  await session.send('WebAuthn.removeCredential', { authenticatorId: id, credentialId: key.credentialId });
  await session.send('WebAuthn.addCredential', { authenticatorId: id, credential: { ...key, signCount: 0 } });
  assert.equal((await signIn(page)).answer.status, 401);
});

test('a passkey is made for whoever asked for it, once, and without naming who made the device', async (t) => {
  const start = await begun(t);
  if (!start) return;
  const { page, session, id } = start;
  const options = await optionsOf(page, '/auth/passkeys/options');
  const response = await made(page, options);
  const named = { name: 'Telephone', response };
  assert.equal((await ask(page, 'POST', '/auth/passkeys', named)).status, 201);
  assert.equal((await ask(page, 'POST', '/auth/passkeys', named)).status, 400, 'again');
  await session.send('WebAuthn.clearCredentials', { authenticatorId: id });
  const asked = { ...(await optionsOf(page, '/auth/passkeys/options')), attestation: 'direct' };
  const attested = await made(page, { ...asked, excludeCredentials: [] });
  const refused = await ask(page, 'POST', '/auth/passkeys', { name: 'Other', response: attested });
  assert.equal(refused.status, 400, 'with certificates in it');
});

test('a passkey is added in the account, and signs in from the sign-in page', async (t) => {
  const start = await begun(t);
  if (!start) return;
  const { page } = start;
  await page.goto('/settings/account');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Telephone');
  await dialog.getByLabel('Password').fill('not the password');
  await dialog.getByRole('button', { name: 'Add a passkey' }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('Password').fill(OWNER.password);
  await dialog.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Telephone' }).getByText('never used').waitFor();
  await ask(page, 'POST', '/auth/logout');
  await page.goto('/settings/account');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByRole('button', { name: 'Rename Telephone' }).click();
  await dialog.getByLabel('Name').fill('Old telephone');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Old telephone' }).waitFor();
  // Whoever came by it just now is asked for nothing more: they need not have a password.
  await page.getByRole('button', { name: 'Remove Old telephone' }).click();
  await dialog.getByText('you signed in just now').waitFor();
  await dialog.getByRole('button', { name: 'Remove Old telephone' }).click();
  await page.getByText('signs you in without a password').waitFor();
});

test('an owner demands a second step of everybody, and who has none may make a passkey of it', async (t) => {
  const start = await begun(t);
  if (!start) return;
  const { page, server } = start;
  await page.goto('/settings/members');
  const demand = page.getByRole('checkbox', { name: 'Demand a second step of everybody' });
  await demand.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Demand it' }).click();
  await page.getByRole('alert').waitFor();
  assert.equal(await demand.isChecked(), false, 'not by an owner who would lock themselves out');
  await server.call('/org/sign-in-rules', { demandsSecondFactor: true }, 'PUT');
  await ask(page, 'POST', '/auth/logout');
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByLabel('Password').fill(OWNER.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Use a passkey of this device instead' }).click();
  await page.getByRole('heading', { name: 'What shall Upwatch watch?' }).waitFor();
  await page.goto('/settings/members');
  await demand.waitFor();
  assert.ok(await demand.isChecked());
  await demand.click();
  await page.getByText('Saved').waitFor();
  await page.getByRole('checkbox', { name: 'Demand a second step of everybody', checked: false }).waitFor();
});
