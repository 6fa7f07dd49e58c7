import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import amqplib, { type ChannelModel } from 'amqplib';
import { rabbitmqCheck } from './rabbitmq.ts';
import { freePort } from './testing/free-port.ts';
import { noRabbitmq, PASSWORD, startRabbitmq } from './testing/other-servers.ts';
import { failure, note, until } from './testing/outcome.ts';
import type { RealServer } from './testing/real-server.ts';

/** Long enough to get to where it hangs; what then is found does not depend on it. */
const SHORT_MS = 300;

describe('the check of RabbitMQ', { skip: noRabbitmq }, () => {
  let server: RealServer;
  before(async () => {
    server = await startRabbitmq();
  });
  after(() => server[Symbol.asyncDispose]());

  const urlOf = (port: number, password = PASSWORD): string => `amqp://app:${password}@127.0.0.1:${port}`;
  const connected = async (): Promise<ChannelModel> => {
    const connection = await amqplib.connect(urlOf(server.port));
    return connection.on('error', () => {});
  };

  test('opens a channel and closes it, over the connection given and over one of its own', async () => {
    const connection = await connected();
    const check = rabbitmqCheck(connection);
    // More often than the connection has channels.
    for (let run = 0; run < 6; run++) assert.deepEqual(await note(check), { message: 'channel opened' });
    assert.deepEqual(await note(rabbitmqCheck({ url: urlOf(server.port) })), { message: 'channel opened' });
    await connection.close();
  });

  test('counts what waits in a queue, and warns from a number on', async () => {
    const connection = await connected();
    const channel = await connection.createConfirmChannel();
    for (const text of ['one', 'two']) channel.sendToQueue('orders', Buffer.from(text));
    await channel.waitForConfirms();
    const said = await note(rabbitmqCheck(connection, { queue: 'orders', warnAtMessages: 2 }));
    const message = 'queue orders: 2 messages, 0 consumers';
    assert.deepEqual(said, { message, observedValue: 2, observedUnit: 'messages', warn: true });
    const { code, message: missing } = await failure(rabbitmqCheck(connection, { queue: 'nope' }));
    assert.deepEqual([code, missing], ['FAILED', 'RabbitMQ: the queue is not there (404)']);
    await connection.close();
  });

  test('tells a connection whose channels are all in use', async () => {
    const connection = await connected();
    for (let taken = 0; taken < 4; taken++) await connection.createChannel();
    const { code, message } = await failure(rabbitmqCheck(connection));
    assert.deepEqual([code, message], ['POOL_EXHAUSTED', 'RabbitMQ: every channel of the connection is in use']);
    await connection.close();
  });

  test('tells a refused login, without the password', async () => {
    const { code, message } = await failure(rabbitmqCheck({ url: urlOf(server.port, 'hush-wrong') }));
    assert.deepEqual([code, message], ['LOGIN_REFUSED', `127.0.0.1:${server.port}: login refused (403)`]);
  });

  test('tells a server that is not there', async () => {
    const port = await freePort();
    const { code, message } = await failure(rabbitmqCheck({ url: urlOf(port) }));
    assert.deepEqual([code, message], ['UNREACHABLE', `127.0.0.1:${port}: connection refused (ECONNREFUSED)`]);
  });

  test('ends with the signal when the server is frozen, and opens one channel however often it is asked', async () => {
    const connection = await connected();
    const check = rabbitmqCheck(connection);
    await note(check);
    server.freeze();
    try {
      for (let run = 0; run < 6; run++) assert.equal((await failure(check, SHORT_MS)).code, 'NO_ANSWER');
      const own = rabbitmqCheck({ url: urlOf(server.port) }, { timeoutMs: SHORT_MS });
      assert.match((await failure(own, SHORT_MS)).code, /NO_ANSWER|UNREACHABLE/);
    } finally {
      server.thaw();
    }
    await note(check);
    await connection.close();
  });

  test('a server that was stopped is unreachable', async () => {
    const connection = await connected();
    let isClosed = false;
    connection.on('close', () => (isClosed = true));
    await server.stop();
    await until(() => isClosed);
    const { code, message } = await failure(rabbitmqCheck(connection));
    assert.deepEqual([code, message], ['UNREACHABLE', 'RabbitMQ: the connection is closed']);
  });
});

test('the check of RabbitMQ refuses a target that is none of its kinds', () => {
  assert.throws(
    () => rabbitmqCheck('amqp://' as never),
    /^TypeError: target must be a connection or \{ url \}, got string$/,
  );
});
