import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { test } from 'node:test';
import { Upwatch } from './client.ts';
import type { UpwatchOptions } from './options.ts';
import { BASE_URL, problem, rig, TOKEN } from './testing/fake-server.ts';

const ADDRESS = "the server's http or https address, such as https://upwatch.example";

test('a wrong option of a client is named, with what it must be and what came', () => {
  const cases: readonly (readonly [object, string])[] = [
    [{ token: undefined }, 'token must be an API key without blanks, such as uw_…, got undefined'],
    [{ token: '' }, 'token must be an API key without blanks, such as uw_…, got a text of 0 characters'],
    [
      { token: 'Bearer uw_secret' },
      'token must be an API key without blanks, such as uw_…, got a text of 16 characters',
    ],
    [{ baseUrl: undefined }, `baseUrl must be ${ADDRESS}, got undefined`],
    [{ baseUrl: 'upwatch.example' }, `baseUrl must be ${ADDRESS}, got "upwatch.example"`],
    [{ baseUrl: 'file:///x' }, `baseUrl must be ${ADDRESS}, got "file:///x"`],
    [{ baseUrl: 'http://h/api/v1/' }, 'baseUrl must be without /api/v1, which the SDK adds, got "http://h/api/v1/"'],
    [{ baseUrl: 'http://h/?a=1' }, 'baseUrl must be without ? and #, got "http://h/?a=1"'],
    [{ timeoutMs: 0 }, 'timeoutMs must be more than 0 and at most 2147483647 milliseconds, got 0'],
    [{ timeoutMs: '5s' }, 'timeoutMs must be more than 0 and at most 2147483647 milliseconds, got "5s"'],
    [{ retries: -1 }, 'retries must be a whole number from 0 to 100, got -1'],
    [{ retries: 1.5 }, 'retries must be a whole number from 0 to 100, got 1.5'],
    [{ fetch: {} }, 'fetch must be a function, got an object'],
    [{ timeout: 5 }, 'options must have only token, baseUrl, fetch, timeoutMs, retries, time, got "timeout"'],
  ];
  for (const [options, message] of cases) {
    const given = { token: TOKEN, baseUrl: BASE_URL, ...options } as UpwatchOptions;
    assert.throws(() => new Upwatch(given), { name: 'TypeError', message });
  }
  assert.throws(() => new Upwatch(undefined as never), { message: 'options must be an object, got undefined' });
});

test('a wrong option of a call is named, and nothing is sent', async () => {
  const { client, sent } = rig([{ json: { data: {} } }]);
  const cases: readonly (readonly [object, string])[] = [
    [{ signal: 5 }, 'signal must be an AbortSignal, got 5'],
    [{ timeoutMs: NaN }, 'timeoutMs must be more than 0 and at most 2147483647 milliseconds, got NaN'],
    [{ retries: 'two' }, 'retries must be a whole number from 0 to 100, got "two"'],
    [{ idempotencyKey: 'a\nb' }, String.raw`idempotencyKey must be visible ASCII, at least 1 character, got "a\nb"`],
    [
      { ifMatch: -1 },
      'ifMatch must be a generation, an ETag, or what a method gave back (rows of lists and copies have no ETag), got -1',
    ],
    [{ ifmatch: 1 }, 'options must have only signal, timeoutMs, retries, idempotencyKey, ifMatch, got "ifmatch"'],
  ];
  for (const [options, message] of cases)
    await assert.rejects(client.monitors.get('a', options), { name: 'TypeError', message });
  assert.deepEqual(sent, []);
});

test('a path before the API and slashes after the address are understood', async () => {
  for (const [baseUrl, url] of [
    ['https://h.example', 'https://h.example/api/v1/auth/me'],
    ['https://h.example/', 'https://h.example/api/v1/auth/me'],
    ['https://h.example/watch//', 'https://h.example/watch/api/v1/auth/me'],
    [new URL('https://h.example/watch'), 'https://h.example/watch/api/v1/auth/me'],
  ] as const) {
    const { client, sent } = rig([{ json: { data: {} } }], { baseUrl });
    await client.auth.me();
    assert.equal(sent[0]?.url.href, url);
  }
});

test('neither a password in the address nor a token is shown, in errors or when a client is printed', async () => {
  const secret = 'hunter2hunter2';
  const make = () => new Upwatch({ token: TOKEN, baseUrl: `https://me:${secret}@h.example` });
  assert.throws(make, (error: Error) => !inspect(error).includes(secret) && error instanceof TypeError);
  const spoilt = () => new Upwatch({ token: `${TOKEN}\r\nx: y`, baseUrl: BASE_URL });
  assert.throws(spoilt, (error: Error) => !inspect(error).includes(TOKEN));
  const replies = [problem(401, 'UNAUTHORIZED'), new TypeError('fetch failed'), { text: '<html>' }];
  for (const reply of replies) {
    const { client } = rig([reply], { retries: 0 });
    assert.ok(!inspect(client, { depth: 10, showHidden: true }).includes(TOKEN));
    await assert.rejects(client.auth.me(), (error) => !inspect(error, { depth: 10 }).includes(TOKEN));
  }
});
