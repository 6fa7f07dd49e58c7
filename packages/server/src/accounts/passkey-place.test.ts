import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passkeyPlace } from './passkey-place.ts';

const at = (host: string, protocol = 'http') => ({ protocol, host, hostname: host.replace(/:\d+$/, '') });

test('passkeys are bound to where people reach the server, or to a name of this machine', () => {
  const url = 'https://up.shop.test/';
  const shop = { rpId: 'up.shop.test', origin: 'https://up.shop.test' };
  assert.deepEqual(passkeyPlace(at('up.shop.test'), url), shop);
  assert.deepEqual(passkeyPlace(at('evil.test'), url), shop, 'whatever host a request claims');
  assert.deepEqual(passkeyPlace(at('localhost:3000'), url), { rpId: 'localhost', origin: 'http://localhost:3000' });
  assert.deepEqual(passkeyPlace(at('up.localhost'), undefined), {
    rpId: 'up.localhost',
    origin: 'http://up.localhost',
  });
});

test('there are none behind an address, without a name of ours, or over a plain connection', () => {
  for (const host of ['127.0.0.1:3000', '[::1]:3000', '192.168.0.5', 'up.lan', 'localhost.evil.test'])
    assert.equal(passkeyPlace(at(host), undefined), undefined, host);
  assert.equal(passkeyPlace(at('up.lan', 'https'), undefined), undefined);
  for (const url of ['http://up.lan', 'https://192.168.0.5', 'https://[fd00::1]'])
    assert.equal(passkeyPlace(at('up.lan'), url), undefined, url);
});
