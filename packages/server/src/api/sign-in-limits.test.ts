import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '@upwatch/probe';
import type { PasswordHasher } from '../accounts/password-hash.ts';
import { browser, owner, PASSWORD, SETUP_CODE, V1 } from './testing/people.ts';
import { KEY, type TestApi, testApi } from './testing/test-api.ts';

const DEPS = { deps: { setupCode: SETUP_CODE } };
const ADA = { email: 'ada@shop.test', password: PASSWORD };
const WRONG = { ...ADA, password: 'not the password' };

test('ten wrong passwords a minute from one address are heard, and no more (S21)', async () => {
  await using api = await testApi(DEPS);
  await owner(api);
  const eve = browser(api, '10.6.6.6');
  const statuses = [];
  for (let place = 0; place < 40; place++) {
    const { status } = await eve.ask('POST', '/auth/login', { ...WRONG, email: `user-${place}@shop.test` });
    statuses.push(status);
  }
  assert.deepEqual(statuses, [...Array.from({ length: 10 }, () => 401), ...Array.from({ length: 30 }, () => 429)]);
  const limited = await eve.ask('POST', '/auth/login', ADA);
  assert.deepEqual([limited.status, limited.headers['retry-after']], [429, '60']);
  api.pass(60_000);
  assert.equal((await eve.ask('POST', '/auth/login', ADA)).status, 200);
});

test('whoever has many addresses of IPv6 has one as far as we count (S21)', async () => {
  await using api = await testApi(DEPS);
  await owner(api);
  const from = (place: number, network: string) =>
    browser(api, `2001:db8:${network}::${place.toString(16)}`).ask('POST', '/auth/login', WRONG);
  for (let place = 1; place <= 10; place++) assert.equal((await from(place, '1')).status, 401);
  assert.equal((await from(11, '1')).status, 429);
  // For the next turn on the account.
  api.pass(3000);
  assert.equal((await from(1, '2')).status, 401);
});

/** As the real one, but for the time it takes. */
const QUICK: PasswordHasher = {
  hash: async (password) => password,
  verify: async (password, kept) => password === kept,
};

test('while two hundred addresses try an account, its owner gets in: on a new device at a new address, and as before (S21)', async () => {
  await using api = await testApi({ deps: { setupCode: SETUP_CODE, passwordHasher: QUICK, clock: systemClock } });
  const ada = await owner(api, '10.1.1.1');
  await ada.ask('POST', '/auth/logout');
  const flood = (count: number) =>
    Array.from({ length: count }, async (_, place) => {
      const bot = browser(api, `${20 + place}.6.6.6`);
      return (await bot.ask('POST', '/auth/login', WRONG)).status;
    });
  const first = flood(200);
  const statuses = await Promise.all(first.slice(0, 190));
  assert.equal(statuses.filter((status) => status === 401).length, 10);
  const going = [...first.slice(190), ...flood(20)];
  // Whoever comes once does not stand behind those who never stop: there is a turn within the wait of one request.
  const elsewhere = browser(api, '198.51.100.7');
  assert.equal((await elsewhere.ask('POST', '/auth/login', ADA)).status, 200, 'a new device at a new address');
  const again = await Promise.all(going);
  assert.ok(again.filter((status) => status === 429).length >= 28, 'and hardly anybody else');
  const sameAddress = browser(api, '10.1.1.1');
  assert.equal((await sameAddress.ask('POST', '/auth/login', ADA)).status, 200);
  const moved = browser(api, '10.9.9.9');
  moved.cookies.set('__Host-upwatch-device', ada.cookies.get('__Host-upwatch-device')!);
  assert.equal((await moved.ask('POST', '/auth/login', ADA)).status, 200, 'a device that was here before');
});

test('behind the address of its attackers, too, the device of an owner gets in (S21)', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api, '10.6.6.6');
  await ada.ask('POST', '/auth/logout');
  const eve = browser(api, '10.6.6.6');
  for (let place = 0; place < 20; place++) await eve.ask('POST', '/auth/login', WRONG);
  assert.equal((await eve.ask('POST', '/auth/login', ADA)).status, 429);
  assert.equal((await ada.ask('POST', '/auth/login', ADA)).status, 200);
});

test('a device counts for the account that it was known by, and for no other', async () => {
  await using api = await testApi(DEPS);
  await owner(api);
  const eve = browser(api, '10.6.6.6');
  eve.cookies.set('__Host-upwatch-device', 'E'.repeat(43));
  const statuses = [];
  for (let place = 0; place < 12; place++) statuses.push((await eve.ask('POST', '/auth/login', WRONG)).status);
  assert.equal(statuses.filter((status) => status === 401).length, 10);
});

/** The address that the audit log has of a sign-in that fails. */
async function addressSeen(api: TestApi, remoteAddress: string, forwarded: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': forwarded };
  const payload = JSON.stringify(WRONG);
  await api.inject({ method: 'POST', url: `${V1}/auth/login`, remoteAddress, headers, payload });
  return (await api.core.audit.list({ page: 0, size: 1 })).items[0]?.after?.['address'];
}

test('who asks is the right-most address that is no proxy of ours, whatever is said left of it (S29)', async () => {
  const many = Array.from({ length: 1000 }, (_, place) => `10.0.${place >> 8}.${place & 255}`).join(', ');
  const spoofed = '198.51.100.7';
  for (const [trusted, from, forwarded, seen] of [
    [[], '203.0.113.9', spoofed, '203.0.113.9'],
    [['10.0.0.1'], '10.0.0.1', `${spoofed}, 203.0.113.9`, '203.0.113.9'],
    [['10.0.0.1'], '203.0.113.9', spoofed, '203.0.113.9'],
    [['10.0.0.1', '10.0.0.2'], '10.0.0.1', `${spoofed}, 203.0.113.9, 10.0.0.2`, '203.0.113.9'],
    [['10.0.0.1'], '10.0.0.1', `${spoofed}, 203.0.113.9, 10.0.0.2`, '10.0.0.2'],
    [['fd00::/8'], 'fd00::1', `${spoofed}, 2001:db8::9`, '2001:db8::9'],
    [['10.0.0.0/8'], '10.0.0.1', `${spoofed}, 203.0.113.9, ${many}`, '203.0.113.9'],
  ] as const) {
    await using api = await testApi({ config: { trustedProxies: trusted } });
    assert.equal(await addressSeen(api, from, forwarded), seen, `${from} ← ${forwarded.slice(0, 60)}`);
  }
});

test('no header bypasses the limit of an address (S29)', async () => {
  await using api = await testApi({ ...DEPS, config: { trustedProxies: ['10.0.0.1'] } });
  const statuses = [];
  for (let place = 0; place < 12; place++) {
    const headers = {
      'content-type': 'application/json',
      'x-forwarded-for': `198.51.100.${place}, 203.0.113.9`,
      'x-real-ip': `198.51.100.${place}`,
      forwarded: `for=198.51.100.${place}`,
    };
    const payload = JSON.stringify(WRONG);
    const url = `${V1}/auth/login`;
    statuses.push((await api.inject({ method: 'POST', url, remoteAddress: '10.0.0.1', headers, payload })).statusCode);
  }
  assert.deepEqual(statuses.slice(9), [401, 429, 429]);
});

test('behind a proxy that is trusted, what it says of TLS makes cookies Secure; of anybody else it is not believed', async () => {
  const cookieOf = async (trustedProxies: readonly string[]) => {
    await using api = await testApi({ ...DEPS, config: { trustedProxies } });
    const headers = { 'content-type': 'application/json', host: 'up.shop.test', 'x-forwarded-proto': 'https' };
    const payload = JSON.stringify({ ...ADA, code: SETUP_CODE, name: 'Ada' });
    const url = `${V1}/auth/setup`;
    const answer = await api.inject({ method: 'POST', url, remoteAddress: '10.0.0.1', headers, payload });
    return String([answer.headers['set-cookie']].flat()[0]);
  };
  assert.match(await cookieOf(['10.0.0.1']), /^__Host-upwatch=.*; Secure;/);
  assert.match(await cookieOf([]), /^upwatch=(?!.*Secure)/);
});

test('who is unknown, has no password or gave a wrong one costs the same work, in the same order (S22)', async () => {
  const steps: string[] = [];
  const hasher: PasswordHasher = {
    hash: async () => 'a hash',
    verify: async () => {
      steps.push('verify');
      return false;
    },
  };
  await using api = await testApi({ deps: { setupCode: SETUP_CODE, passwordHasher: hasher } });
  await owner(api);
  const { accounts } = api.core;
  for (const name of ['byEmail', 'isKnown', 'recordFailure'] as const) {
    const real = accounts[name].bind(accounts) as (...args: readonly unknown[]) => unknown;
    Object.assign(accounts, { [name]: (...args: readonly unknown[]) => (steps.push(name), real(...args)) });
  }
  const stepsOf = async (email: string) => {
    steps.length = 0;
    const { status } = await browser(api).ask('POST', '/auth/login', { email, password: 'not the password' });
    return [status, ...steps];
  };
  await api.ask('POST', `${V1}/invites`, { email: 'bob@shop.test', roleOffered: 'MEMBER' });
  const expected = [401, 'byEmail', 'isKnown', 'verify', 'recordFailure'];
  for (const email of ['ada@shop.test', 'bob@shop.test', 'nobody@shop.test', 'no address'])
    assert.deepEqual(await stepsOf(email), expected, email);
});

test('a key of the wrong length is unknown, and no fault of ours (S22)', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  for (const token of ['', 'x', 'A'.repeat(42), 'A'.repeat(44), 'A'.repeat(9000), '%00', '../..', 'ä'.repeat(43)]) {
    ada.cookies.set('__Host-upwatch', encodeURIComponent(token));
    assert.equal((await ada.ask('GET', '/monitors')).status, 401, token.slice(0, 50));
    assert.equal((await ada.ask('GET', '/auth/session')).body.data.state, 'signed_out');
  }
});

test('an API key or a link of the wrong length, or with any part right, is unknown, and no fault of ours (S22)', async () => {
  await using api = await testApi(DEPS);
  const ada = await owner(api);
  const made = await ada.ask('POST', '/invites', { email: 'bob@shop.test', roleOffered: 'MEMBER' });
  const { token } = made.body.data;
  const wrong = (secret: string) => [
    ...[1, 3, 7, secret.length - 1].map((length) => secret.slice(0, length)),
    ...[`${secret}0`, secret.toLowerCase(), 'A'.repeat(secret.length), 'A'.repeat(600), 'A'.repeat(9000), '\u00e4'],
  ];
  for (const key of wrong(KEY).filter((one) => one !== KEY)) {
    const authorization = `Bearer ${Buffer.from(key).toString('latin1')}`;
    assert.equal((await api.ask('GET', `${V1}/monitors`, undefined, { authorization })).status, 401, key.slice(0, 50));
  }
  for (const link of wrong(token).filter((one) => one !== token)) {
    api.pass(60_000);
    const at = encodeURIComponent(link);
    // What is longer than any path may be is no path.
    const expected = link.length > 200 ? [400, 404, 414] : [404];
    for (const { status } of [
      await ada.ask('GET', `/auth/invites/${at}`),
      await ada.ask('POST', `/auth/password-reset/${at}`, { password: PASSWORD }),
    ])
      assert.ok(expected.includes(status), `${link.slice(0, 50)}: ${status}`);
  }
  assert.equal((await ada.ask('GET', `/auth/invites/${token}`)).status, 200);
});
