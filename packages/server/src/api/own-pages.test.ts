import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { SESSIONS_MAX } from '../stores/port.ts';
import { browser, member, owner, PASSWORD, SETUP_CODE, V1 } from './testing/people.ts';
import { KEY, testApi } from './testing/test-api.ts';

const DEPS = { deps: { setupCode: SETUP_CODE } };
const FOREIGN = [
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: 'http://localhost:8080' },
  { origin: 'ftp://localhost' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
];

test('what another site makes a browser ask is refused, however it asks (S24)', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const cookie = [...ada.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const asked = async (headers: Record<string, string>, method: 'GET' | 'POST' = 'POST', url = `${V1}/tags`) => {
    const payload = method === 'POST' ? JSON.stringify({ name: crypto.randomUUID() }) : undefined;
    const type = { 'content-type': 'application/json' };
    const all = { host: 'localhost', cookie, ...(payload !== undefined && type), ...headers };
    return (await api.inject({ method, url, headers: all, ...(payload !== undefined && { payload }) })).statusCode;
  };
  for (const headers of FOREIGN) {
    const what = JSON.stringify(headers);
    assert.equal(await asked(headers), 403, what);
    assert.equal(await asked({ ...headers, 'content-type': 'text/plain' }), 403, what);
    assert.equal(await asked({ ...headers, 'content-type': 'application/x-www-form-urlencoded' }), 403, what);
    assert.equal(await asked(headers, 'GET', `${V1}/events`), 403, what);
    assert.equal(await asked(headers, 'POST', `${V1}/auth/logout`), 403, what);
    assert.equal(await asked(headers, 'POST', `${V1}/auth/login`), 403, what);
  }
  assert.equal(await asked({}), 403, 'nobody says where it comes from');
  assert.equal(await asked({ 'sec-fetch-site': 'none' }), 403, 'no page at all');
  assert.equal(await asked({ origin: 'http://localhost', 'content-type': 'text/plain' }), 415);
  assert.equal(await asked({ origin: 'http://localhost' }), 201);
  assert.equal(await asked({ 'sec-fetch-site': 'same-origin' }), 201);
  assert.equal(await asked({}, 'GET'), 200);
});

test('a request that shows a key is judged by the key alone, and by none of its cookies (S24)', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const reader = (await ada.ask('POST', '/api-keys', { name: 'reader', scopes: ['read'] })).body.data.key;
  const as = (key: string) => ada.ask('POST', '/tags', { name: 'red' }, { authorization: `Bearer ${key}` });
  assert.equal((await as(reader)).status, 403);
  assert.equal((await as('uw_unknown')).status, 401);
  assert.equal((await ada.ask('GET', '/tags', undefined, { authorization: 'Basic eDp5' })).status, 401);
  const half = await ada.ask('GET', '/auth/session', undefined, { authorization: `Bearer ${KEY}` });
  assert.equal(half.body.data.state, 'signed_out');
  const elsewhere = { authorization: `Bearer ${KEY}`, origin: 'https://evil.example' };
  assert.equal((await browser(api).ask('POST', '/tags', { name: 'red' }, elsewhere)).status, 201);
});

test('a session counts for the API alone: not for its strict twin, agents or scrapers', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const cookie = [...ada.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  for (const url of ['/compat/api/v1/monitors', '/probe?target=127.0.0.1', '/mcp']) {
    const headers = { host: 'localhost', origin: 'http://localhost', cookie };
    assert.equal((await api.inject({ method: 'GET', url, headers })).statusCode, 401, url);
  }
  assert.equal((await ada.ask('GET', '/monitors')).status, 200);
});

test('no page of elsewhere reads an answer, with or without cookies (S25)', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const cookie = [...ada.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  for (const url of [`${V1}/monitors`, `${V1}/auth/session`, '/health', '/metrics', '/openapi.json', '/docs'])
    for (const method of ['GET', 'OPTIONS'] as const) {
      const headers = {
        origin: 'https://evil.example',
        cookie,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      };
      const answer = await api.inject({ method, url, headers });
      const said = Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'));
      assert.deepEqual(said, [], `${method} ${url}`);
    }
});

test('every answer says what a browser may make of it, and pages run no script that stands in them (S11)', async () => {
  await using api = await testApi(DEPS);
  for (const url of [
    '/docs',
    '/act/unknown',
    `${V1}/monitors`,
    `${V1}/auth/session`,
    '/nowhere',
    '/openapi.json',
    '/health',
  ]) {
    const { headers } = await api.inject({ method: 'GET', url, headers: { accept: 'text/html' } });
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /frame-ancestors 'none'/, url);
    assert.match(policy, /default-src '(self|none)'/, url);
    assert.doesNotMatch(policy, /unsafe-|script-src \*/, url);
    assert.equal(headers['x-content-type-options'], 'nosniff', url);
    assert.equal(headers['referrer-policy'], 'no-referrer', url);
  }
});

/** Listens to `/events` as a browser does, over a real connection. @returns settled when the server ends it */
async function listen(port: number, cookie: string): Promise<{ readonly ended: Promise<unknown> }> {
  const headers = { cookie, host: `localhost:${port}` };
  const [response] = await once(get({ port, host: '127.0.0.1', path: `${V1}/events`, headers }), 'response');
  assert.equal(response.statusCode, 200);
  response.resume();
  response.on('error', () => undefined);
  return { ended: new Promise((end) => void response.once('close', end)) };
}

test('with a session its event streams end: at log-out, another sign-in, another password, another role, too many others, suspension, removal, and by a command (S23)', async () => {
  await using api = await testApi(DEPS);
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = api.app.server.address() as AddressInfo;
  const ada = await owner(api);
  const bob = await member(api, ada, 'MEMBER', 'bob');
  const bobs = { email: 'bob@shop.test', password: PASSWORD };
  const { id } = (await bob.ask('GET', '/auth/session')).body.data.user;
  const ends: Readonly<Record<string, () => Promise<{ readonly status: number }>>> = {
    'log-out': () => bob.ask('POST', '/auth/logout'),
    'another sign-in': async () => {
      const { status } = await bob.ask('POST', '/auth/login', bobs);
      return { status: status === 200 ? 204 : status };
    },
    'another role': () => ada.ask('PUT', `/members/${id}/role`, { orgRole: 'VIEWER' }),
    'too many others': async () => {
      api.pass(1000);
      const other = {
        authenticatedBy: ['password'],
        address: '10.0.0.1',
        userAgent: undefined,
        deviceHash: undefined,
      } as const;
      const expiresAtMs = api.nowMs() + 3_600_000;
      for (let place = 1; place < SESSIONS_MAX; place++)
        await api.core.accounts.openSession(id, { ...other, expiresAtMs, tokenHash: `${place}` }, { name: 'test' });
      const { status } = await browser(api).ask('POST', '/auth/login', bobs);
      return { status: status === 200 ? 204 : status };
    },
    'ended from elsewhere': async () => {
      const elsewhere = browser(api);
      await elsewhere.ask('POST', '/auth/login', bobs);
      return elsewhere.ask('POST', '/auth/sessions/end-others');
    },
    'another password': async () => {
      const elsewhere = browser(api);
      await elsewhere.ask('POST', '/auth/login', bobs);
      return elsewhere.ask('PUT', '/auth/password', { currentPassword: PASSWORD, newPassword: `${PASSWORD}!` });
    },
    'a new password by link': async () => {
      const { token } = (await ada.ask('POST', `/members/${id}/password-reset`)).body.data;
      return browser(api).ask('POST', `/auth/password-reset/${token}`, { password: PASSWORD });
    },
    'a command beside the server': async () => {
      const { passwordHash } = (await api.core.accounts.byId(id))!;
      await api.core.accounts.setPassword(id, passwordHash!, { name: 'command line' });
      return { status: 204 };
    },
    suspension: () => ada.ask('PUT', `/members/${id}/status`, { status: 'SUSPENDED' }),
    removal: async () => {
      return ada.ask('DELETE', `/members/${id}`);
    },
  };
  let password = PASSWORD;
  for (const [what, end] of Object.entries(ends)) {
    if (what === 'removal') await ada.ask('PUT', `/members/${id}/status`, { status: 'ACTIVE' });
    assert.equal((await bob.ask('POST', '/auth/login', { ...bobs, password })).status, 200, what);
    const cookie = `__Host-upwatch=${bob.cookies.get('__Host-upwatch')}`;
    const { ended } = await listen(port, cookie);
    const { status } = await end();
    assert.equal(status, 204, what);
    await ended;
    const request = ask({
      port,
      host: '127.0.0.1',
      path: `${V1}/monitors`,
      headers: { cookie, host: `localhost:${port}` },
    });
    const [after] = await once(request.end(), 'response');
    assert.equal(after.statusCode, 401, what);
    after.resume();
    password = what === 'another password' ? `${PASSWORD}!` : PASSWORD;
  }
});
