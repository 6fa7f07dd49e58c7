import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SendOutcome } from '../../channels/port.ts';
import { idOf, OPERATOR, REJECT, RETRY, SENT, startRig, T0 } from '../testing/dispatcher-rig.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

test('an alert is sent once, and what became of it is kept and published', async () => {
  await using rig = await startRig();
  await rig.addChannel('hook', () => ({ type: 'sent', statusCode: 202, responseExcerpt: 'thanks', externalId: 'x-1' }));
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.time.advance(2 * HOUR_MS);
  assert.equal(rig.sent.length, 1);
  const [alert] = await rig.alerts('shop');
  assert.equal(alert?.status, 'DELIVERED');
  assert.equal(alert?.attemptCount, 1);
  assert.equal(alert?.deliveredAtMs, T0);
  const [attempt, ...others] = await rig.store.outbox.attempts(alert.id);
  assert.equal(others.length, 0);
  assert.deepEqual(
    { ...attempt, id: '' },
    {
      id: '',
      deliveryId: alert?.id,
      attemptNumber: 1,
      status: 'sent',
      statusCode: 202,
      responseExcerpt: 'thanks',
      externalId: 'x-1',
      durationMs: 0,
      attemptedAtMs: T0,
    },
  );
  const published = rig.events.filter(({ type }) => type === 'delivery');
  assert.equal(published.length, 1);
});

test('after six hours of 500 it arrives within five minutes of the recovery, with one key, and says that it is late (A03)', async () => {
  await using rig = await startRig();
  const worksFromMs = T0 + 6 * HOUR_MS;
  await rig.addChannel('hook', () => (rig.time.wall() >= worksFromMs ? SENT : RETRY));
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.time.advance(6 * HOUR_MS + 5 * MINUTE_MS);
  const last = rig.sent.at(-1)!;
  assert.ok(last.atMs >= worksFromMs && last.atMs <= worksFromMs + 5 * MINUTE_MS);
  assert.equal(new Set(rig.sent.map(({ key }) => key)).size, 1);
  assert.equal(last.context.late?.nowTrue, 'It is still down now.');
  assert.equal(last.context.late?.byMs, last.atMs - T0);
  assert.equal(rig.sent[0]?.context.late, undefined);
  const [alert] = await rig.alerts('shop');
  assert.equal(alert?.status, 'DELIVERED');
  const attempts = await rig.store.outbox.attempts(alert.id);
  assert.equal(attempts.length, rig.sent.length);
  assert.ok(attempts.length < 120, `${attempts.length} attempts`);
  assert.deepEqual(new Set(attempts.map(({ statusCode }) => statusCode)), new Set([500, 200]));
});

test('waits grow 1, 2, 4 … seconds, less up to a quarter (A02)', async () => {
  await using rig = await startRig();
  await rig.addChannel('hook', () => RETRY);
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.time.advance(40_000);
  const gaps = rig.sent.slice(1).map(({ atMs }, index) => atMs - rig.sent[index]!.atMs);
  assert.deepEqual(gaps, [875, 1_750, 3_500, 7_000, 14_000]);
});

test('a provider that asks for time gets it, for every alert of its channel (A02)', async () => {
  await using rig = await startRig();
  await rig.addChannel('hook', (_message, count) => (count === 1 ? { ...RETRY, retryAfterMs: 90_000 } : SENT));
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.tell('blog', 'INCIDENT_CREATED');
  await rig.time.advance(10 * MINUTE_MS);
  assert.deepEqual(
    rig.sent.map(({ atMs }) => atMs - T0),
    [0, 90_000, 90_000],
  );
});

test('after a day it is given up, seen to be, and never tried again', async () => {
  await using rig = await startRig();
  await rig.addChannel('hook', () => RETRY);
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.time.advance(24 * HOUR_MS);
  const made = rig.sent.length;
  const [alert] = await rig.alerts('shop');
  assert.equal(alert?.status, 'FAILED');
  assert.equal(alert?.nextRetryAtMs, undefined);
  assert.match(alert?.errorMessage ?? '', /given up after 24 h.*answered 500/);
  await rig.time.advance(6 * HOUR_MS);
  assert.equal(rig.sent.length, made);
  assert.ok(rig.sent.at(-1)!.atMs > T0 + 24 * HOUR_MS - 10 * MINUTE_MS);
});

test('a refusal for good fails at once and marks the channel broken until the next success (A07)', async () => {
  await using rig = await startRig();
  await rig.addChannel('hook', (_message, count) => (count === 1 ? REJECT : SENT));
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.time.settle();
  assert.equal((await rig.alerts('shop'))[0]?.status, 'FAILED');
  assert.equal(
    (await rig.store.channels.get(idOf('hook')))?.brokenReason,
    REJECT.type === 'reject' ? REJECT.reason : '',
  );
  await rig.tell('blog', 'INCIDENT_CREATED');
  await rig.time.settle();
  assert.equal((await rig.store.channels.get(idOf('hook')))?.brokenReason, undefined);
  await rig.time.advance(HOUR_MS);
  assert.equal(rig.sent.length, 2);
});

test('a channel that hangs, deaf even to its deadline, delays no other, and its attempt ends (A04, A05)', async () => {
  await using rig = await startRig();
  await rig.addChannel('deaf', () => new Promise<SendOutcome>(() => undefined));
  await rig.addChannel('hook', () => SENT);
  for (const name of ['a', 'b', 'c']) await rig.tell(name, 'INCIDENT_CREATED');
  await rig.time.settle();
  assert.equal(rig.sent.filter(({ channel }) => channel === 'hook').length, 3);
  assert.equal(rig.sent.filter(({ channel }) => channel === 'deaf').length, 1);
  await rig.time.advance(29_999);
  assert.equal(rig.sent.filter(({ channel }) => channel === 'deaf').length, 1);
  await rig.time.advance(1_002);
  const [alert] = await rig.alerts('a', 'deaf');
  assert.equal(alert?.status, 'RETRY_PENDING');
  assert.match(alert?.errorMessage ?? '', /deadline/);
});

test('250 channels that hang leave room for the one that works', async () => {
  await using rig = await startRig();
  const names = Array.from({ length: 250 }, (_, index) => `d${index}`);
  for (const name of names) await rig.addChannel(name, () => new Promise<SendOutcome>(() => undefined));
  await rig.addChannel('hook', () => SENT);
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.time.settle();
  assert.equal(rig.sent.filter(({ channel }) => channel === 'hook').length, 1);
});

test('a recovery waits for its opening to end, and both arrive in order', async () => {
  await using rig = await startRig();
  await rig.addChannel('hook', (_message, count) => (count <= 3 ? RETRY : SENT));
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.tell('shop', 'INCIDENT_RESOLVED');
  await rig.time.advance(MINUTE_MS);
  assert.deepEqual(
    rig.sent.map(({ kind }) => kind),
    ['INCIDENT_CREATED', 'INCIDENT_CREATED', 'INCIDENT_CREATED', 'INCIDENT_CREATED', 'INCIDENT_RESOLVED'],
  );
  const [opening] = await rig.alerts('shop');
  assert.equal(rig.sent.at(-1)?.context.openingKey, opening?.key);
  assert.equal(rig.sent[0]?.context.openingKey, undefined);
});

test('a recovery whose opening failed is not sent (I4)', async () => {
  await using rig = await startRig();
  await rig.addChannel('hook', () => REJECT);
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.time.settle();
  await rig.tell('shop', 'INCIDENT_RESOLVED');
  await rig.time.advance(MINUTE_MS);
  assert.equal(rig.sent.length, 1);
  const [, recovery] = await rig.alerts('shop');
  assert.equal(recovery?.status, 'CANCELLED');
  assert.match(recovery?.errorMessage ?? '', /opening was not delivered/);
});

test('an outage that ended while nothing could be sent is told in one message (A03)', async () => {
  await using rig = await startRig();
  const worksFromMs = T0 + HOUR_MS;
  await rig.addChannel('hook', () => (rig.time.wall() >= worksFromMs ? SENT : RETRY));
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.time.advance(20 * MINUTE_MS);
  await rig.tell('shop', 'INCIDENT_RESOLVED');
  await rig.time.advance(2 * HOUR_MS);
  const arrived = rig.sent.filter(({ atMs }) => atMs >= worksFromMs);
  assert.equal(arrived.length, 1);
  assert.equal(arrived[0]?.kind, 'INCIDENT_RESOLVED');
  assert.equal(arrived[0]?.context.tellsWholeStory, true);
  assert.equal(arrived[0]?.context.late?.nowTrue, 'No incident of it is open now.');
  const [opening, recovery] = await rig.alerts('shop');
  assert.deepEqual([opening?.status, recovery?.status], ['CANCELLED', 'DELIVERED']);
  assert.match(opening?.errorMessage ?? '', /later alert .* stands for it/);
});

test('an outage that ended while nothing could be sent is told in one message though the clock was set back (T02)', async () => {
  await using rig = await startRig();
  const worksFromMs = rig.time.monotonic() + HOUR_MS;
  await rig.addChannel('hook', () => (rig.time.monotonic() >= worksFromMs ? SENT : RETRY));
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.time.advance(20 * MINUTE_MS);
  rig.time.jump(-2 * HOUR_MS);
  await rig.tell('shop', 'INCIDENT_RESOLVED');
  await rig.time.advance(2 * HOUR_MS);
  const [opening, recovery] = await rig.alerts('shop');
  assert.deepEqual([opening?.status, recovery?.status], ['CANCELLED', 'DELIVERED']);
  assert.equal(rig.sent.at(-1)?.context.tellsWholeStory, true);
});

test('what a crash interrupted is sent again at once with the same key; what was recorded is not (D02, D03)', async () => {
  await using rig = await startRig();
  const hold = Promise.withResolvers<SendOutcome>();
  await rig.addChannel('hook', (_message, count) => (count === 2 ? hold.promise : SENT));
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.tell('blog', 'INCIDENT_CREATED');
  assert.equal(rig.sent.length, 2);
  rig.crash();
  await rig.time.advance(30_000);
  assert.equal(rig.sent.length, 3);
  assert.equal(rig.sent[2]?.key, rig.sent[1]?.key);
  assert.ok(rig.sent[2]!.atMs <= T0 + 30_000);
  assert.equal((await rig.alerts('blog'))[0]?.attemptCount, 1);
});

test('nothing is sent to a deleted channel, and a send in flight is ended (A12)', async () => {
  await using rig = await startRig();
  let isEnded = false;
  await rig.addChannel('hook', async ({ context }, count) => {
    if (count > 1) return SENT;
    const { promise, resolve } = Promise.withResolvers<SendOutcome>();
    context.signal.addEventListener('abort', () => {
      isEnded = true;
      resolve({ type: 'retry', reason: 'ended' });
    });
    return promise;
  });
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.tell('blog', 'INCIDENT_CREATED');
  await rig.store.channels.delete(idOf('hook'), OPERATOR);
  rig.dispatcher.wake();
  await rig.time.advance(1_000);
  assert.ok(isEnded);
  await rig.time.advance(HOUR_MS);
  assert.equal(rig.sent.length, 1);
  for (const name of ['shop', 'blog']) assert.equal((await rig.alerts(name))[0]?.status, 'CANCELLED', name);
  assert.deepEqual(rig.troubles, []);
});

test('an alert put back by a person is sent again', async () => {
  await using rig = await startRig();
  await rig.addChannel('hook', (_message, count) => (count === 1 ? REJECT : SENT));
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.time.settle();
  const [alert] = await rig.alerts('shop');
  await rig.store.outbox.retry(alert!.id, rig.time.wall());
  rig.dispatcher.wake();
  await rig.time.settle();
  const [again] = await rig.alerts('shop');
  assert.deepEqual([again?.status, again?.attemptCount, rig.sent[1]?.key], ['DELIVERED', 2, alert?.key]);
});
