import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectionOf, type ConnectionOptions } from './connection.ts';
import type { Contexts } from './contexts.ts';

const HOME = { url: 'http://home:1', token: 'home-key' };
const WORK = { url: 'https://work', token: 'work-key' };
const KEPT: Contexts = { current: 'home', contexts: { home: HOME, work: WORK } };
const ENV = { UPWATCH_URL: 'http://env', UPWATCH_API_TOKEN: 'env-key' };

const ROWS: readonly (readonly [string, ConnectionOptions, NodeJS.ProcessEnv, string, string])[] = [
  ['the context in use', {}, {}, HOME.url, 'home-key'],
  ['the environment before it', {}, ENV, 'http://env', 'env-key'],
  ['a context that the environment names', {}, { UPWATCH_CONTEXT: 'work' }, WORK.url, 'work-key'],
  [
    'address and key of the environment before its context',
    {},
    { ...ENV, UPWATCH_CONTEXT: 'work' },
    'http://env',
    'env-key',
  ],
  ['a context that is typed, before the environment', { context: 'work' }, ENV, WORK.url, 'work-key'],
  [
    'what is typed, before everything',
    { server: 'http://typed/', token: 't', context: 'work' },
    ENV,
    'http://typed',
    't',
  ],
  ['a key of the environment for the context in use', {}, { UPWATCH_API_TOKEN: 'env-key' }, HOME.url, 'env-key'],
  ['the key of a context for its own address, however it came', { server: 'http://home:1/' }, {}, HOME.url, 'home-key'],
];

for (const [title, options, env, url, token] of ROWS) {
  test(`asked is ${title}`, () => {
    assert.deepEqual(
      connectionOf(options, env, () => KEPT),
      { url, token },
    );
  });
}

test('the key of a context goes to no other server', () => {
  const rows = [
    [{ server: 'http://elsewhere' }, {}],
    [{}, { UPWATCH_URL: 'http://elsewhere' }],
    [{ server: 'http://elsewhere', context: 'work' }, {}],
  ] as const;
  for (const [options, env] of rows) {
    assert.throws(() => connectionOf(options, env, () => KEPT), /^UsageError: no API key/);
  }
});

test('what is said whole needs no file', () => {
  const none = (): never => assert.fail('it was read');
  assert.equal(connectionOf({}, ENV, none).token, 'env-key');
  assert.equal(connectionOf({ server: 'http://typed', token: 't' }, {}, none).token, 't');
});

test('a context that is not there is said to be missing', () => {
  for (const name of ['gone', 'toString', '__proto__']) {
    assert.throws(() => connectionOf({ context: name }, ENV, () => KEPT), /^MissingError: there is no context called/);
  }
});
