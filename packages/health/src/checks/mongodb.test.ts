import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MongoClient } from 'mongodb';
import { mongodbCheck } from './mongodb.ts';
import { freePort } from './testing/free-port.ts';
import { failure, note, until } from './testing/outcome.ts';
import { smallMongodb } from './testing/small-mongodb.ts';

/** Long enough to get to where it hangs; what then is found does not depend on it. */
const SHORT_MS = 500;
const urlOf = (port: number): string => `mongodb://127.0.0.1:${port}/`;

test('MongoDB answers a ping, over the client given and over one of its own, which leaves no connection', async () => {
  await using server = await smallMongodb();
  const client = new MongoClient(urlOf(server.port));
  assert.deepEqual(await note(mongodbCheck(client)), { message: `127.0.0.1:${server.port}` });
  await client.close();
  await until(() => server.open === 0);
  assert.deepEqual(await note(mongodbCheck({ url: urlOf(server.port) })), { message: `127.0.0.1:${server.port}` });
  await until(() => server.open === 0);
});

test('a MongoDB that refuses the login is told, without the password', async () => {
  await using server = await smallMongodb({ refusesLogin: true });
  const { code, message } = await failure(mongodbCheck({ url: `mongodb://app:hush-4711@127.0.0.1:${server.port}/` }));
  assert.deepEqual([code, message], ['LOGIN_REFUSED', `127.0.0.1:${server.port}: login refused (18)`]);
});

test('a MongoDB that is not there is told', async () => {
  const port = await freePort();
  const { code, message } = await failure(mongodbCheck({ url: urlOf(port) }, { timeoutMs: SHORT_MS }));
  assert.deepEqual([code, message], ['UNREACHABLE', `127.0.0.1:${port}: connection refused (ECONNREFUSED)`]);
});

test('a MongoDB that falls silent ends with the signal, and leaves no connection', async () => {
  await using server = await smallMongodb({ isSilent: true });
  const { code } = await failure(mongodbCheck({ url: urlOf(server.port) }), SHORT_MS);
  assert.equal(code, 'NO_ANSWER');
  await until(() => server.open === 0);
});

test('a pool of MongoDB with no connection left is told', async () => {
  await using server = await smallMongodb({ isSilent: true });
  const client = new MongoClient(urlOf(server.port), { maxPoolSize: 1, waitQueueTimeoutMS: SHORT_MS });
  const hanging = client.db('shop').command({ ping: 1 });
  void hanging.catch(() => {});
  await until(() => server.open >= 2);
  assert.equal((await failure(mongodbCheck(client))).code, 'POOL_EXHAUSTED');
  await client.close(true);
});

test('the check of MongoDB refuses a target that is none of its kinds', () => {
  assert.throws(
    () => mongodbCheck('mongodb://' as never),
    /^TypeError: target must be a client or \{ url \}, got string$/,
  );
});
