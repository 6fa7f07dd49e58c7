import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tcpServer } from '../tls/testing/handshake.ts';
import { UsualResponses } from './usual-responses.ts';

/** An anchor on loopback, asked as a private one is: by the address that stands in `AT`. */
const AT = 'own' as const;

test('an anchor that says something else is named; one that was never heard is not asked', async () => {
  await using server = await tcpServer((socket) => socket.end());
  const { port } = server;
  const usual = new UsualResponses(10_000);
  assert.equal(usual.areKnownAt(AT, port), false);
  assert.deepEqual(await usual.compare(AT, port), { asUsual: 0, altered: 0, names: [] });
  await usual.learn('anchor', { host: 'anchor.example', port, address: '127.0.0.1' });
  assert.deepEqual(
    [usual.areKnownAt(AT, port), usual.areKnownAt(AT, 1), usual.areKnownAt('public', port)],
    [true, false, false],
  );
  assert.deepEqual(await usual.compare(AT, port), { asUsual: 1, altered: 0, names: [] });
  await server[Symbol.asyncDispose]();
  assert.deepEqual(await usual.compare(AT, port), { asUsual: 0, altered: 1, names: ['anchor'] });
});

test('what is heard anew is usual when it is heard twice: a portal that came a moment ago is not', async () => {
  await using server = await tcpServer((socket) => socket.end());
  const anchor = { host: 'anchor.example', port: server.port, address: '127.0.0.1' };
  const usual = new UsualResponses(10_000);
  await usual.learn('anchor', anchor);
  await server[Symbol.asyncDispose]();
  await usual.learn('anchor', anchor);
  assert.equal((await usual.compare(AT, anchor.port)).altered, 1);
  await usual.learn('anchor', anchor);
  assert.equal((await usual.compare(AT, anchor.port)).asUsual, 1);
});
