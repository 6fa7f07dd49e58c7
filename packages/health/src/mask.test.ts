import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { maskCredentials } from './mask.ts';

const MASKED: readonly (readonly [string, string])[] = [
  ['connect to postgres://app:hunter2@db:5432/shop failed', 'connect to postgres://***@db:5432/shop failed'],
  ['redis://:hunter2@cache:6379', 'redis://***@cache:6379'],
  ['mongodb+srv://app:p@ss/hunter2@db/x', 'mongodb+srv://***@db/x'],
  ['amqp://guest:hunter2@mq, retrying', 'amqp://***@mq, retrying'],
  ['dsn app:hunter2@tcp(db:3306)/shop', 'dsn ***@tcp(db:3306)/shop'],
  ['host=db password=hunter2 user=app', 'host=db password=*** user=app'],
  ["PASSWORD='hunter2 with blanks' x", "PASSWORD='***' x"],
  ['{"user":"app","password":"hunter\\"2"}', '{"user":"app","password":"***"}'],
  ['Server=db;Pwd=hunter2;Database=x', 'Server=db;Pwd=***;Database=x'],
  ['AccountKey=aHVudGVyMg==;EndpointSuffix=x', 'AccountKey=***;EndpointSuffix=x'],
  ['GET https://x.example/?api_key=hunter2&page=1', 'GET https://x.example/?api_key=***&page=1'],
  ['https://b.example/?X-Amz-Signature=hunter2', 'https://b.example/?X-Amz-Signature=***'],
  ['authorization: Bearer hunter2.hunter2', 'authorization: Bearer ***'],
  ['access_token=hunter2', 'access_token=***'],
  ['got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJodW50ZXIyIn0.c2lnbmF0dXJl', 'got ***'],
  ['key AKIAIOSFODNN7EXAMPLE refused', 'key *** refused'],
  ['-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY----- end', '*** end'],
  ['-----BEGIN PRIVATE KEY-----\nhunter2', '***'],
];

for (const [text, masked] of MASKED) {
  test(`masked: ${text.slice(0, 50).replaceAll('\n', ' ')}`, () => {
    assert.equal(maskCredentials(text), masked);
    assert.doesNotMatch(maskCredentials(text), /hunter/);
  });
}

test('what holds no credential stays as it is', () => {
  for (const text of [
    'connect ECONNREFUSED 127.0.0.1:5432',
    'pool: 10 of 10 in use, 4 waiting',
    'getaddrinfo ENOTFOUND db.internal',
    'https://x.example/path?page=1',
    'no answer within 2000 ms',
    'disk /var: 93.1 % used',
  ])
    assert.equal(maskCredentials(text), text);
});

test('a password of whatever letters in a URL is not shown', () => {
  const secret = fc.stringMatching(/^[\w!$%&*+,.:;=?@^|~-]{6,40}$/);
  fc.assert(
    fc.property(secret, (password) => {
      assert.ok(!maskCredentials(`connect postgres://app:${password}@db:5432/x: refused`).includes(password));
    }),
  );
});

test('a credential that the reading ends in the middle of is not shown in part', () => {
  const text = `${'x '.repeat(1_990)}postgres://app:hunter2-and-much-more-of-it@db`;
  assert.doesNotMatch(maskCredentials(text), /hunt/);
});

test('hostile texts are read in linear time', () => {
  for (const part of ['a:', 'x://', '@', 'password=', '"\\', 'eyJ', '-----BEGIN ', 'a@', 'bearer ', 'token'])
    maskCredentials(part.repeat(100_000));
});
