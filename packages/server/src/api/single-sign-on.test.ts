import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SignInProvider } from '../settings/sign-in-providers.ts';
import { authenticatorApp } from './testing/authenticator-app.ts';
import {
  comeBack,
  type IdentityProvider,
  identityProvider,
  singleSignOn,
  throughProvider,
} from './testing/identity-provider.ts';
import { type Browser, browser, member, owner, PASSWORD, SETUP_CODE } from './testing/people.ts';
import { type TestApi, testApi } from './testing/test-api.ts';

const ADA = { email: 'ada@shop.test', email_verified: true, name: 'Ada' };
const BOB = { email: 'bob@shop.test', email_verified: true, name: 'Bob', sub: 'bob-1' };

interface Begun extends AsyncDisposable {
  readonly api: TestApi;
  readonly provider: IdentityProvider;
  readonly ada: Browser;
}

/** A server with an owner, and a provider beside it. */
async function begun(given: Partial<SignInProvider> = {}): Promise<Begun> {
  const provider = await identityProvider(given);
  const api = await testApi({
    config: { signInProviders: [provider.settings] },
    deps: { setupCode: SETUP_CODE },
  });
  const ada = await owner(api);
  const end = async () => {
    await api[Symbol.asyncDispose]();
    await provider[Symbol.asyncDispose]();
  };
  return { api, provider, ada, [Symbol.asyncDispose]: end };
}

const stateOf = async (one: Browser) => (await one.ask('GET', '/auth/session')).body.data.state;

test('the way to the provider has PKCE, state and nonce, and is bound to the browser that goes it', async () => {
  await using server = await begun();
  const somebody = browser(server.api);
  const { status, headers } = await somebody.ask('GET', '/auth/oidc/corp/start');
  assert.equal(status, 302);
  const url = new URL(String(headers['location']));
  assert.equal(url.searchParams.get('redirect_uri'), 'http://localhost/api/v1/auth/oidc/corp/callback');
  assert.equal(url.searchParams.get('code_challenge_method'), 'S256');
  for (const name of ['state', 'nonce', 'code_challenge']) assert.ok(url.searchParams.get(name)!.length >= 43, name);
  assert.ok(!url.href.includes('hush'));
  const cookie = [headers['set-cookie']].flat().find((one) => one?.startsWith('__Host-upwatch-sign-on='));
  assert.match(cookie!, /; Max-Age=300; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  const { data } = (await somebody.ask('GET', '/auth/session')).body;
  assert.deepEqual(data.methods.oidc, [{ id: 'corp', name: 'Corp' }]);
  assert.equal((await somebody.ask('GET', '/auth/oidc/other/start')).status, 404);
});

test('who was invited comes in with a verified address, as what they were asked to be, and goes where they were going', async () => {
  await using server = await begun();
  const { ada, api, provider } = server;
  await ada.ask('POST', '/invites', { email: 'Bob@shop.test', roleOffered: 'ADMIN' });
  provider.says(BOB);
  const bob = browser(api);
  const { headers } = await comeBack(bob, await throughProvider(bob, '/monitors?page=2'));
  assert.equal(headers['location'], '/monitors?page=2');
  const { data } = (await bob.ask('GET', '/auth/session')).body;
  assert.deepEqual([data.state, data.user.name, data.user.role], ['signed_in', 'Bob', 'ADMIN']);
  const again = browser(api);
  assert.equal(await singleSignOn(again), '/');
  assert.equal(await stateOf(again), 'signed_in');
});

test('an invite is claimed by nobody whose address is not verified, nor after it has ended (S27)', async () => {
  await using server = await begun({ makesMembers: true, role: 'ADMIN' });
  const { ada, api, provider } = server;
  await ada.ask('POST', '/invites', { email: 'bob@shop.test', roleOffered: 'ADMIN' });
  for (const unverified of [{ email_verified: false }, { email_verified: 'true' }, { email_verified: undefined }]) {
    provider.says({ ...BOB, ...unverified });
    const eve = browser(api);
    assert.equal(await singleSignOn(eve), '/sign-in?refused=unverified', JSON.stringify(unverified));
    assert.equal(await stateOf(eve), 'signed_out');
  }
  provider.says(BOB);
  api.pass(8 * 86_400_000);
  assert.equal(await singleSignOn(browser(api)), '/sign-in?refused=unknown');
});

test('an account with a password is linked only by whoever is signed in to it (S27)', async () => {
  await using server = await begun();
  const { ada, api, provider } = server;
  const carl = await member(api, ada, 'MEMBER', 'carl');
  provider.says(ADA);
  const stranger = browser(api);
  assert.equal(await singleSignOn(stranger), '/sign-in?refused=link');
  assert.equal(await stateOf(stranger), 'signed_out');
  assert.equal(await singleSignOn(carl), '/sign-in?refused=link');
  assert.equal(await singleSignOn(ada), '/');
  const elsewhere = browser(api);
  assert.equal(await singleSignOn(elsewhere), '/');
  assert.equal((await elsewhere.ask('GET', '/auth/session')).body.data.user.name, 'Ada');
});

test('who knows the password, and owes a second factor, links nothing', async () => {
  await using server = await begun();
  const { ada, api, provider } = server;
  await authenticatorApp(api, ada);
  provider.says(ADA);
  const eve = browser(api);
  await eve.ask('POST', '/auth/login', { email: ADA.email, password: PASSWORD });
  assert.equal(await singleSignOn(eve), '/sign-in?refused=link');
});

test('a second factor is asked for after it, unless the provider says that it had one', async () => {
  await using server = await begun();
  const { ada, api, provider } = server;
  provider.says(ADA);
  await singleSignOn(ada);
  await authenticatorApp(api, ada);
  const plain = browser(api);
  await singleSignOn(plain);
  assert.equal(await stateOf(plain), 'second_factor');
  provider.says({ ...ADA, amr: ['pwd', 'mfa'] });
  const both = browser(api);
  await singleSignOn(both);
  assert.equal(await stateOf(both), 'signed_in');
});

test('what a token must say is held against it: nonce, issuer, audience, time (S27)', async () => {
  await using server = await begun();
  const { ada, api, provider } = server;
  provider.says(ADA);
  await singleSignOn(ada);
  const nowSeconds = Math.floor(Date.now() / 1000);
  const wrong: Readonly<Record<string, object>> = {
    nonce: { nonce: 'another' },
    'no nonce': { nonce: undefined },
    iss: { iss: 'https://evil.test' },
    aud: { aud: 'another' },
    azp: { aud: ['upwatch', 'another'], azp: 'another' },
    exp: { exp: nowSeconds - 600, iat: nowSeconds - 1200 },
    sub: { sub: undefined },
  };
  for (const [what, claims] of Object.entries(wrong)) {
    provider.says({ ...ADA, ...claims });
    const eve = browser(api);
    assert.equal(await singleSignOn(eve), '/sign-in?refused=provider', what);
    assert.equal(await stateOf(eve), 'signed_out', what);
  }
});

test('a token that nobody signed, or somebody else, is none (S27)', async () => {
  await using server = await begun();
  const { ada, api, provider } = server;
  provider.says(ADA);
  await singleSignOn(ada);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const changes: Readonly<Record<string, (token: string) => string>> = {
    'alg none': (token) => `${part({ alg: 'none' })}.${token.split('.')[1]}.`,
    'alg HS256': (token) => `${part({ alg: 'HS256' })}.${token.split('.').slice(1).join('.')}`,
    'another signature': (token) =>
      `${token.split('.').slice(0, 2).join('.')}.${Buffer.alloc(256).toString('base64url')}`,
    'another body': (token) => {
      const [head, body = '', signature] = token.split('.');
      const said = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
      return `${head}.${part({ ...said, name: 'Eve' })}.${signature}`;
    },
  };
  for (const [what, change] of Object.entries(changes)) {
    provider.once.answer(({ body }) => {
      if (body !== '') body['id_token'] = change(String(body['id_token']));
    });
    const eve = browser(api);
    assert.equal(await singleSignOn(eve), '/sign-in?refused=provider', what);
    assert.equal(await stateOf(eve), 'signed_out', what);
  }
});

test('an answer counts once, in the browser that asked, for its provider, and in time (S27)', async () => {
  await using server = await begun();
  const { ada, api, provider } = server;
  provider.says(ADA);
  await singleSignOn(ada);
  const refused = '/sign-in?refused=provider';
  const where = async (one: Browser, path: string) => (await comeBack(one, path)).headers['location'];

  const victim = browser(api);
  const path = await throughProvider(victim);
  assert.equal(await where(browser(api), path), refused, 'in another browser');
  const cookie = victim.cookies.get('__Host-upwatch-sign-on')!;
  assert.equal(await where(victim, path.replace(/state=[^&]+/, `state=${'A'.repeat(72)}`)), refused, 'another state');
  victim.cookies.set('__Host-upwatch-sign-on', cookie);
  assert.equal(await where(victim, path), refused, 'after it was tried');

  const twice = browser(api);
  const once = await throughProvider(twice);
  const kept = twice.cookies.get('__Host-upwatch-sign-on')!;
  assert.equal(await where(twice, once), '/');
  twice.cookies.set('__Host-upwatch-sign-on', kept);
  assert.equal(await where(twice, once), refused, 'again');

  const late = browser(api);
  const slow = await throughProvider(late);
  api.pass(5 * 60_000);
  assert.equal(await where(late, slow), refused, 'too late');

  const mixed = browser(api);
  provider.once.redirect(({ url }) => url.searchParams.set('iss', 'https://evil.test'));
  assert.equal(await where(mixed, await throughProvider(mixed)), refused, 'by another issuer');
});

test('who comes for the first time is made a member where that is set, of the domains that are, as their group says', async () => {
  await using server = await begun({
    makesMembers: true,
    domains: ['shop.test'],
    roleClaim: 'groups',
    roles: { ops: 'MEMBER', admins: 'ADMIN' },
  });
  const { api, provider } = server;
  const come = async (claims: object) => {
    provider.says({ email_verified: true, ...claims });
    const somebody = browser(api);
    const where = await singleSignOn(somebody);
    return [where, (await somebody.ask('GET', '/auth/session')).body.data.user?.role];
  };
  assert.deepEqual(await come({ sub: 'a', email: 'a@shop.test', groups: ['ops', 'admins'] }), ['/', 'ADMIN']);
  assert.deepEqual(await come({ sub: 'b', email: 'b@shop.test', groups: 'ops' }), ['/', 'MEMBER']);
  const unknown = ['/sign-in?refused=unknown', undefined];
  assert.deepEqual(await come({ sub: 'c', email: 'c@shop.test', groups: ['constructor'] }), unknown);
  const foreign = ['/sign-in?refused=domain', undefined];
  assert.deepEqual(await come({ sub: 'd', email: 'd@shop.test.evil.test', groups: ['ops'] }), foreign);
  assert.deepEqual(await come({ sub: 'e', email: 'e@shop.test@evil.test', groups: ['ops'] }), foreign);
  // Whoever has left does not come back as somebody new.
  const { items } = await api.core.organization.members({ page: 0, size: 10 });
  const left = items.find(({ email }) => email === 'b@shop.test')!;
  await server.ada.ask('PUT', `/members/${left.id}/status`, { status: 'SUSPENDED' });
  const suspended = ['/sign-in?refused=suspended', undefined];
  assert.deepEqual(await come({ sub: 'b', email: 'b@shop.test', groups: 'ops' }), suspended);
  assert.deepEqual(await come({ sub: 'b2', email: 'b@shop.test', groups: 'ops' }), suspended);
});

test('before there is an owner nobody comes in, so that nobody takes their place', async () => {
  await using provider = await identityProvider({ makesMembers: true, role: 'ADMIN' });
  await using api = await testApi({
    config: { signInProviders: [provider.settings] },
    deps: { setupCode: SETUP_CODE },
  });
  provider.says(BOB);
  const bob = browser(api);
  assert.equal(await singleSignOn(bob), '/sign-in?refused=setup');
  assert.equal(await stateOf(bob), 'setup');
});

test('the provider is reached by the egress rules, and one that is not leaves a sentence', async () => {
  await using provider = await identityProvider();
  await using api = await testApi({ config: { egress: 'public', signInProviders: [provider.settings] } });
  const before = await browser(api).ask('GET', '/auth/oidc/corp/start');
  assert.equal(before.headers['location'], '/sign-in?refused=provider');
  assert.match(api.log.join('\n'), /UPWATCH_EGRESS/);
  const named = { ...provider.settings, issuer: provider.settings.issuer.replace('127.0.0.1', 'corp.localhost') };
  await using other = await testApi({ config: { egress: 'public', signInProviders: [named] } });
  const byName = await browser(other).ask('GET', '/auth/oidc/corp/start');
  assert.equal(byName.headers['location'], '/sign-in?refused=provider');
  assert.doesNotMatch(other.log.join('\n') + api.log.join('\n'), /hush/);
});

test('nobody is led anywhere but to a page of the server afterwards', async () => {
  await using server = await begun();
  for (const to of ['https://evil.test', '//evil.test', '/%5Cevil.test', 'javascript:alert(1)'])
    assert.equal((await browser(server.api).ask('GET', `/auth/oidc/corp/start?to=${to}`)).status, 400, to);
});

test('what one is linked to is listed, and unlinked by who signed in just now or shows the password', async () => {
  await using server = await begun();
  const { ada, api, provider } = server;
  provider.says(ADA);
  await singleSignOn(ada);
  const { data } = (await ada.ask('GET', '/auth/identities')).body;
  const { issuer } = provider.settings;
  assert.deepEqual(data, [
    {
      id: data[0].id,
      provider: { id: 'corp', name: 'Corp' },
      issuer,
      subject: 'ada-1',
      createdAt: new Date(api.nowMs()).toISOString(),
    },
  ]);
  const path = `/auth/identities/${data[0]!.id}`;
  const carl = await member(api, ada, 'ADMIN', 'carl');
  assert.deepEqual((await carl.ask('GET', '/auth/identities')).body.data, []);
  assert.equal((await carl.ask('DELETE', path)).status, 404, 'it is somebody else’s');
  api.pass(10 * 60_000);
  const stale = await ada.ask('DELETE', path);
  assert.deepEqual([stale.status, stale.body.errors[0].field], [400, 'password']);
  assert.equal((await ada.ask('DELETE', path, { password: 'not the password' })).status, 400);
  assert.equal((await ada.ask('DELETE', path, { password: PASSWORD })).status, 204);
  assert.equal(await singleSignOn(browser(api)), '/sign-in?refused=link');
});

test('who comes by a provider alone keeps it until there is another way in, such as a first password', async () => {
  await using server = await begun({ makesMembers: true, role: 'MEMBER' });
  const { api, provider } = server;
  provider.says(BOB);
  const bob = browser(api);
  await singleSignOn(bob);
  assert.equal((await bob.ask('GET', '/auth/session')).body.data.hasPassword, false);
  const path = `/auth/identities/${(await bob.ask('GET', '/auth/identities')).body.data[0].id}`;
  const refused = await bob.ask('DELETE', path);
  assert.deepEqual([refused.status, refused.body.code], [409, 'CONFLICT']);
  assert.match(refused.body.message, /set a password, or add a passkey, first/);
  const set = (given: object) =>
    bob.ask('PUT', '/auth/password', { newPassword: 'eight small boats at noon', ...given });
  assert.equal((await set({ currentPassword: 'a guess' })).body.errors[0].field, 'currentPassword');
  api.pass(10 * 60_000);
  assert.match((await set({})).body.message, /signed in too long ago/);
  assert.equal(await singleSignOn(bob), '/');
  assert.equal((await set({})).status, 204);
  assert.equal((await bob.ask('GET', '/auth/session')).body.data.hasPassword, true);
  assert.match((await set({})).body.message, /currentPassword must be given/, 'the next takes the one before');
  assert.equal((await bob.ask('DELETE', path)).status, 204);
  const login = { email: BOB.email, password: 'eight small boats at noon' };
  assert.equal((await browser(api).ask('POST', '/auth/login', login)).status, 200);
});
