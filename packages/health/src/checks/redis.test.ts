import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { redisCheck } from './redis.ts';
import { freePort } from './testing/free-port.ts';
import { noRedis, PASSWORD, startRedis } from './testing/other-servers.ts';
import { failure, note, until } from './testing/outcome.ts';
import type { RealServer } from './testing/real-server.ts';

/** Long enough to get to where it hangs; what then is found does not depend on it. */
const SHORT_MS = 300;

describe('the check of Redis', { skip: noRedis }, () => {
  let server: RealServer;
  before(async () => {
    server = await startRedis(['--requirepass', PASSWORD, '--maxclients', '8']);
  });
  after(() => server[Symbol.asyncDispose]());

  const urlOf = (port: number, password = PASSWORD): string => `redis://:${password}@127.0.0.1:${port}`;
  const quiet = (url: string, options = {}): Redis => new Redis(url, options).on('error', () => {});
  const connected = async (port: number) => {
    const client = createClient({ url: urlOf(port) }).on('error', () => {});
    await client.connect();
    return client;
  };

  test('passes over both clients and over one of its own, and says where', async () => {
    const one = quiet(urlOf(server.port));
    const other = await connected(server.port);
    const message = `127.0.0.1:${server.port}`;
    for (const target of [one, other, { url: urlOf(server.port) }])
      assert.deepEqual(await note(redisCheck(target)), { message });
    one.disconnect();
    other.destroy();
  });

  test('tells a refused login, without the password', async () => {
    const one = quiet(urlOf(server.port, 'hush-wrong'));
    for (const target of [one, { url: urlOf(server.port, 'hush-wrong') }]) {
      const { code, message } = await failure(redisCheck(target));
      assert.equal(code, 'LOGIN_REFUSED');
      assert.match(message, /^127\.0\.0\.1:\d+: login refused \((WRONGPASS|NOAUTH)\)$/);
    }
    one.disconnect();
  });

  test('tells a server that is not there, without waiting in the queue of the client', async () => {
    const port = await freePort();
    const one = quiet(urlOf(port), { retryStrategy: () => 60_000 });
    await until(() => one.status === 'reconnecting');
    const { code, message } = await failure(redisCheck(one));
    assert.deepEqual([code, message], ['UNREACHABLE', `127.0.0.1:${port}: not connected (reconnecting)`]);
    one.disconnect();
    const own = await failure(redisCheck({ url: urlOf(port) }));
    assert.deepEqual([own.code, own.message], ['UNREACHABLE', `127.0.0.1:${port}: connection refused (ECONNREFUSED)`]);
  });

  test('tells a server that takes no more connections', async () => {
    const held = await Promise.all(Array.from({ length: 8 }, () => connected(server.port)));
    // The server says so and closes at once: whether the client still reads it is chance.
    assert.match((await failure(redisCheck({ url: urlOf(server.port) }))).code, /^(SERVER_FULL|UNREACHABLE)$/);
    for (const client of held) client.destroy();
  });

  test('ends with the signal when the server is frozen, and sends one PING however often it is asked', async () => {
    const one = quiet(urlOf(server.port));
    const other = await connected(server.port);
    await one.ping();
    const checks = [redisCheck(one), redisCheck(other)];
    server.freeze();
    try {
      for (const check of [...checks, ...checks, redisCheck({ url: urlOf(server.port) })]) {
        const { code, message } = await failure(check, SHORT_MS);
        assert.deepEqual(
          [code, message],
          ['NO_ANSWER', `127.0.0.1:${server.port}: no answer to PING within the time of the check`],
        );
      }
    } finally {
      server.thaw();
    }
    for (const check of checks) await note(check);
    const stats = await one.info('commandstats');
    // One of the client's own, those while it was frozen, and the last ones: a PING each and not one a probe.
    assert.match(stats, /cmdstat_ping:calls=[2-7],/);
    one.disconnect();
    other.destroy();
  });

  test('leaves no connection of its own behind', async () => {
    await note(redisCheck({ url: urlOf(server.port) }));
    const watcher = await connected(server.port);
    await until(async () => /connected_clients:1\r/.test(await watcher.info('clients')));
    watcher.destroy();
  });

  test('a server that was stopped is unreachable', async () => {
    const one = quiet(urlOf(server.port), { retryStrategy: () => 60_000 });
    const other = await connected(server.port);
    await note(redisCheck(one));
    await server.stop();
    await until(() => one.status === 'reconnecting' && !other.isReady);
    for (const client of [one, other]) assert.equal((await failure(redisCheck(client))).code, 'UNREACHABLE');
    one.disconnect();
    other.destroy();
  });
});

test('the check of Redis refuses a target that is none of its kinds', () => {
  assert.throws(() => redisCheck('redis://' as never), /^TypeError: target must be a client or \{ url \}, got string$/);
});
