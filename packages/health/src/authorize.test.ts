import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detailsRule, isNetwork } from './authorize.ts';

const TOKEN = 'a-token-of-some-length';
const OTHER = 'b-token-of-some-length';
const rule = detailsRule({
  details: 'authorized',
  tokens: [TOKEN, OTHER],
  allow: ['10.0.0.0/8', '192.168.1.7', 'fd00::/8', '::1'],
});
const nobody = { authorization: undefined, address: undefined };

const TOKENS: readonly (readonly [string | undefined, boolean])[] = [
  [`Bearer ${TOKEN}`, true],
  [`bearer  ${OTHER} `, true],
  [`Bearer ${TOKEN}x`, false],
  [`Bearer ${TOKEN.slice(0, -1)}`, false],
  [`Bearer ${TOKEN.toUpperCase()}`, false],
  [`Basic ${TOKEN}`, false],
  [TOKEN, false],
  ['Bearer ', false],
  ['', false],
  [undefined, false],
];

for (const [authorization, isIn] of TOKENS)
  test(`${authorization ?? 'no authorization'} ${isIn ? 'is let in' : 'is not let in'}`, () =>
    assert.equal(rule({ ...nobody, authorization }), isIn));

const ADDRESSES: readonly (readonly [string | undefined, boolean])[] = [
  ['10.1.2.3', true],
  ['::ffff:10.1.2.3', true],
  ['::FFFF:10.1.2.3', true],
  ['192.168.1.7', true],
  ['192.168.1.8', false],
  ['11.0.0.1', false],
  ['fd12::1', true],
  ['fd12::1%eth0', true],
  ['fe80::1%eth0', false],
  ['::1', true],
  ['::', false],
  ['10.1.2.3, 1.2.3.4', false],
  ['localhost', false],
  ['', false],
  [undefined, false],
];

for (const [address, isIn] of ADDRESSES)
  test(`the address ${address ?? 'nobody knows'} ${isIn ? 'is on the list' : 'is not on the list'}`, () =>
    assert.equal(rule({ ...nobody, address }), isIn));

test('where nothing is said nobody is let in; always and never are for everybody', () => {
  const everybody = { authorization: `Bearer ${TOKEN}`, address: '127.0.0.1' };
  assert.equal(detailsRule({ details: 'authorized', tokens: [], allow: [] })(everybody), false);
  assert.equal(detailsRule({ details: 'never', tokens: [TOKEN], allow: ['127.0.0.1'] })(everybody), false);
  assert.equal(detailsRule({ details: 'always', tokens: [], allow: [] })(nobody), true);
});

test('what may be on the list is an address or a network', () => {
  for (const right of ['10.0.0.1', '10.0.0.0/8', '0.0.0.0/0', '::1', 'fd00::/8', '::/128'])
    assert.ok(isNetwork(right), right);
  for (const wrong of ['', '10.0.0', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '::/129', 'x', '10.0.0.0/-1', 7, null])
    assert.ok(!isNetwork(wrong), String(wrong));
});
