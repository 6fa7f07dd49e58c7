import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Kafka, logLevel } from 'kafkajs';
import { kafkaCheck } from './kafka.ts';
import { freePort } from './testing/free-port.ts';
import { failure, note, until } from './testing/outcome.ts';
import { smallKafka } from './testing/small-kafka.ts';

/** Long enough to get to where it hangs; what then is found does not depend on it. */
const SHORT_MS = 300;
const brokersOf = (port: number): { brokers: string[] } => ({ brokers: [`127.0.0.1:${port}`] });

test('Kafka counts its brokers, over the admin given and over one of its own, which leaves no connection', async () => {
  await using server = await smallKafka();
  const said = { message: '1 broker', observedValue: 1, observedUnit: 'brokers', warn: false };
  assert.deepEqual(await note(kafkaCheck(brokersOf(server.port))), said);
  await until(() => server.open === 0);
  const admin = new Kafka({ ...brokersOf(server.port), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  assert.deepEqual(await note(kafkaCheck(admin, { brokersMin: 3 })), { ...said, warn: true });
  await admin.disconnect();
});

test('a Kafka that refuses the login is told, without the password', async () => {
  await using server = await smallKafka({ refusesLogin: true });
  const sasl = { mechanism: 'plain', username: 'app', password: 'hush-4711' };
  const { code, message } = await failure(kafkaCheck({ ...brokersOf(server.port), sasl }));
  assert.deepEqual([code, message], ['LOGIN_REFUSED', `127.0.0.1:${server.port}: login refused`]);
});

test('a Kafka that is not there is told', async () => {
  const port = await freePort();
  const { code, message } = await failure(kafkaCheck(brokersOf(port)));
  assert.deepEqual([code, message], ['UNREACHABLE', `127.0.0.1:${port}: connection refused (ECONNREFUSED)`]);
});

test('a Kafka that falls silent ends with the signal, and leaves no connection', async () => {
  await using server = await smallKafka({ isSilent: true });
  const { code } = await failure(kafkaCheck(brokersOf(server.port)), SHORT_MS);
  assert.equal(code, 'NO_ANSWER');
  await until(() => server.open === 0);
});

test('the check of Kafka refuses a target that is none of its kinds', () => {
  assert.throws(
    () => kafkaCheck('kafka:9092' as never),
    /^TypeError: target must be an admin or \{ brokers \}, got string$/,
  );
});
