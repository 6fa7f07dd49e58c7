import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SendOutcome } from '../../channels/port.ts';
import { StoreRefusal } from '../../stores/port.ts';
import { idOf, REJECT, RETRY, SENT, startRig, T0 } from '../testing/dispatcher-rig.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** `a1`, `a2`, … */
function names(count: number, from = 1): readonly string[] {
  return Array.from({ length: count }, (_, index) => `a${from + index}`);
}

type Sent = Awaited<ReturnType<typeof startRig>>['sent'];

/** `12:00:30 CREATED 7`: when, what, and of how many. */
function told(sent: Sent): readonly string[] {
  return sent.map(({ atMs, kind, message }) => {
    const seconds = (atMs - T0) / SECOND_MS;
    return `${seconds} ${kind.replace('INCIDENT_', '')} ${message.digest?.total ?? 'alone'}`;
  });
}

test('five go at once, the rest together half a minute later; all ends are one message with the id of the digest', async () => {
  await using rig = await startRig();
  await rig.addChannel('chat', () => SENT);
  await rig.storm(names(40), 'INCIDENT_CREATED');
  await rig.time.advance(10 * MINUTE_MS);
  const alone = Array.from({ length: 5 }, () => '0 CREATED alone');
  assert.deepEqual(told(rig.sent), [...alone, '30 CREATED 35']);
  assert.match(rig.sent[5]!.message.headline, /^35 more monitors are down: a\d+ is down, .* and 32 more$/);
  await rig.storm(names(40), 'INCIDENT_RESOLVED');
  await rig.time.advance(10 * MINUTE_MS);
  assert.deepEqual(told(rig.sent).slice(6), ['600 RESOLVED 40']);
  assert.equal(rig.sent[6]!.incidentId, rig.sent[5]!.incidentId);
  assert.notEqual(rig.sent[6]!.key, rig.sent[5]!.key);
  for (const name of names(40)) {
    const alerts = await rig.alerts(name);
    assert.deepEqual(
      new Set(alerts.map(({ status, attemptCount }) => `${status} ${attemptCount}`)),
      new Set(['DELIVERED 1']),
    );
    for (const { id } of alerts) assert.equal((await rig.store.outbox.attempts(id)).length, 1);
  }
});

test('a channel that tracks incidents gets an end for each that it was told alone', async () => {
  await using rig = await startRig();
  await rig.addChannel('tickets', ({ kind }) => ({ type: 'sent', externalId: `for ${kind}` }), true);
  await rig.storm(names(20), 'INCIDENT_CREATED');
  await rig.time.advance(10 * MINUTE_MS);
  await rig.storm(names(20), 'INCIDENT_RESOLVED');
  await rig.time.advance(10 * MINUTE_MS);
  const opened = rig.sent.filter(({ kind }) => kind === 'INCIDENT_CREATED').map(({ incidentId }) => incidentId);
  const closed = rig.sent.filter(({ kind }) => kind === 'INCIDENT_RESOLVED').map(({ incidentId }) => incidentId);
  assert.equal(opened.length, 6);
  assert.deepEqual(new Set(closed), new Set(opened));
  assert.equal(closed.length, 6);
  assert.equal(rig.sent.at(-1)?.context.openingExternalId, 'for INCIDENT_CREATED');
});

test('openings and ends are counted apart, and what came and went while it waited is told with how long it was', async () => {
  await using rig = await startRig();
  await rig.addChannel('chat', () => SENT);
  await rig.storm(names(25), 'INCIDENT_CREATED');
  await rig.time.advance(40 * SECOND_MS);
  await rig.storm(names(3, 10), 'INCIDENT_RESOLVED');
  await rig.storm(names(12, 30), 'INCIDENT_CREATED');
  await rig.time.advance(20 * SECOND_MS);
  await rig.storm(names(2, 30), 'INCIDENT_RESOLVED');
  await rig.time.advance(60 * SECOND_MS);
  const last = rig.sent.at(-1)!;
  assert.equal(told([last])[0], '90 CREATED 15');
  assert.match(
    last.message.headline,
    /^10 more monitors are down: .*; 3 monitors are up again: .*; 2 monitors were down for up to 20 s and are up again: /,
  );
  assert.equal(last.incidentId, rig.sent[5]!.incidentId);
});

test('ends wait for the others of their digest, three minutes at most', async () => {
  await using rig = await startRig();
  await rig.addChannel('chat', () => SENT);
  await rig.storm(names(30), 'INCIDENT_CREATED');
  await rig.time.advance(10 * MINUTE_MS);
  await rig.storm(names(20), 'INCIDENT_RESOLVED');
  await rig.time.advance(5 * MINUTE_MS);
  await rig.storm(names(10, 21), 'INCIDENT_RESOLVED');
  await rig.time.advance(5 * MINUTE_MS);
  assert.deepEqual(told(rig.sent).slice(6), ['780 CREATED 20', '900 RESOLVED 10']);
  assert.match(rig.sent[6]!.message.headline, /20 monitors are up again: .*; 10 are still down$/);
  assert.equal(rig.sent[6]!.message.repeats, 1);
});

test('600 alerts, as they come from monitors of a minute: ten messages at most, which count all, and one at the end', async () => {
  await using rig = await startRig();
  await rig.addChannel('chat', () => SENT);
  for (let second = 0; second < 60; second++) {
    await rig.storm(names(10, 1 + second * 10), 'INCIDENT_CREATED');
    await rig.time.advance(SECOND_MS);
  }
  await rig.time.advance(4 * MINUTE_MS);
  assert.ok(rig.sent.length <= 10, told(rig.sent).join('\n'));
  const counted = rig.sent.reduce((sum, { message }) => sum + (message.digest?.total ?? 1), 0);
  assert.equal(counted, 600);
  const before = rig.sent.length;
  for (let second = 0; second < 60; second++) {
    await rig.storm(names(10, 1 + second * 10), 'INCIDENT_RESOLVED');
    await rig.time.advance(SECOND_MS);
  }
  await rig.time.advance(4 * MINUTE_MS);
  assert.deepEqual(
    told(rig.sent.slice(before)).map((line) => line.split(' ').slice(1).join(' ')),
    ['RESOLVED 600'],
  );
  assert.deepEqual(await rig.store.outbox.open(10), []);
});

test('a storm on one channel delays nothing on another', async () => {
  await using rig = await startRig();
  await rig.addChannel('chat', () => SENT);
  await rig.addChannel('other', () => SENT);
  await rig.storm(names(100), 'INCIDENT_CREATED', ['chat']);
  await rig.time.advance(12 * SECOND_MS);
  await rig.tell('alone', 'INCIDENT_CREATED', ['other']);
  await rig.time.advance(3 * SECOND_MS);
  assert.ok(rig.sent.some(({ channel, message }) => channel === 'other' && !message.digest));
});

test('a trickle is not a storm', async () => {
  await using rig = await startRig();
  await rig.addChannel('chat', () => SENT);
  for (const name of names(30)) {
    await rig.tell(name, 'INCIDENT_CREATED');
    await rig.time.advance(3 * SECOND_MS);
  }
  assert.equal(rig.sent.length, 30);
});

test('killed while a digest was being sent, it comes once more with the same key and the same members', async () => {
  await using rig = await startRig();
  const hold = Promise.withResolvers<SendOutcome>();
  await rig.addChannel('chat', ({ message }) => (message.digest && rig.sent.length === 6 ? hold.promise : SENT));
  await rig.storm(names(20), 'INCIDENT_CREATED');
  await rig.time.advance(31 * SECOND_MS);
  assert.equal(rig.sent.length, 6);
  await rig.storm(names(3, 21), 'INCIDENT_CREATED');
  rig.crash();
  await rig.time.advance(5 * SECOND_MS);
  assert.equal(rig.sent.length, 7);
  const [first, again] = rig.sent.slice(5);
  assert.equal(again!.key, first!.key);
  assert.deepEqual(again!.message, first!.message);
  await rig.time.advance(2 * MINUTE_MS);
  assert.deepEqual(told(rig.sent).slice(7), ['91 CREATED 3']);
});

test('a digest that does not arrive is tried again with its key, and after five minutes told with what came since', async () => {
  await using rig = await startRig();
  const worksFromMs = T0 + 2 * HOUR_MS;
  await rig.addChannel('chat', () => (rig.time.wall() >= worksFromMs ? SENT : RETRY));
  await rig.storm(names(30), 'INCIDENT_CREATED');
  await rig.time.advance(HOUR_MS);
  await rig.storm(names(10), 'INCIDENT_RESOLVED');
  await rig.storm(names(10, 31), 'INCIDENT_CREATED');
  await rig.time.advance(2 * HOUR_MS);
  const arrived = rig.sent.filter(({ atMs }) => atMs >= worksFromMs);
  const counted = arrived.reduce((sum, { message }) => sum + (message.digest?.total ?? 1), 0);
  assert.equal(counted, 40);
  assert.ok(arrived.length <= 10, told(arrived).join('\n'));
  assert.ok(
    arrived.every(({ context }) => context.late),
    'each says that it is late',
  );
  assert.deepEqual(await rig.store.outbox.open(10), []);
});

test('a digest that is refused fails whole, and of its members no end is told (I4)', async () => {
  await using rig = await startRig();
  await rig.addChannel('chat', ({ message }) => (message.digest ? REJECT : SENT));
  await rig.storm(names(8), 'INCIDENT_CREATED');
  await rig.time.advance(MINUTE_MS);
  await rig.storm(names(8), 'INCIDENT_RESOLVED');
  await rig.time.advance(10 * MINUTE_MS);
  const failed = (await rig.store.outbox.counts()).FAILED;
  assert.ok(failed >= 3);
  assert.equal((await rig.store.outbox.open(10)).length, 0);
  assert.ok((await rig.store.channels.get(idOf('chat')))?.brokenReason);
});

test('what failed with a digest and is tried again is not told after its end', async () => {
  await using rig = await startRig();
  let isRefusing = false;
  await rig.addChannel('chat', () => (isRefusing ? REJECT : SENT));
  await rig.storm(names(20), 'INCIDENT_CREATED');
  await rig.time.advance(10 * MINUTE_MS);
  isRefusing = true;
  await rig.storm(names(20), 'INCIDENT_CREATED');
  await rig.time.advance(10 * MINUTE_MS);
  isRefusing = false;
  await rig.storm(names(20), 'INCIDENT_RESOLVED');
  await rig.time.advance(10 * MINUTE_MS);
  const [, failed, end] = await rig.alerts('a20');
  assert.deepEqual([failed?.status, failed?.digestPart, end?.status], ['FAILED', 2, 'DELIVERED']);
  const before = rig.sent.length;
  await rig.store.outbox.retry(failed!.id, rig.time.wall());
  rig.dispatcher.wake();
  await rig.time.advance(MINUTE_MS);
  assert.deepEqual(told(rig.sent.slice(before)), []);
  const [, after] = await rig.alerts('a20');
  assert.deepEqual(
    [after?.status, after?.errorMessage],
    ['CANCELLED', 'a later alert of the same incident has arrived already'],
  );
});

test('after a 429 a channel hears from us once in a second at most, and nothing is lost (O03)', async () => {
  await using rig = await startRig();
  let lastMs = -Infinity;
  await rig.addChannel(
    'chat',
    ({ atMs }) => {
      const isTooSoon = atMs - lastMs < SECOND_MS;
      lastMs = atMs;
      return isTooSoon ? { type: 'retry', reason: 'too many', statusCode: 429, retryAfterMs: 30 * SECOND_MS } : SENT;
    },
    true,
  );
  await rig.storm(names(60), 'INCIDENT_CREATED');
  await rig.time.advance(5 * MINUTE_MS);
  await rig.storm(names(60), 'INCIDENT_RESOLVED');
  await rig.time.advance(5 * MINUTE_MS);
  const [, ...afterFirst429] = rig.sent;
  const gaps = afterFirst429.slice(1).map(({ atMs }, index) => atMs - afterFirst429[index]!.atMs);
  assert.ok(
    gaps.every((gap) => gap >= SECOND_MS),
    gaps.join(),
  );
  assert.equal((await rig.store.outbox.counts()).DELIVERED, 120);
});

test('with a full disk a storm is told all the same, once, and recorded when there is room again (D05)', async () => {
  for (const isFirstTryLost of [false, true]) {
    let isFull = false;
    const full = (): void => {
      if (isFull) throw new StoreRefusal('disk_full', 'no space left');
    };
    await using rig = await startRig((options) => {
      const { outbox, digests } = options.store;
      const gather: typeof digests.gather = async (...given) => (full(), digests.gather(...given));
      const recordMany: typeof digests.recordMany = async (...given) => (full(), digests.recordMany(...given));
      const record: typeof outbox.record = async (...given) => (full(), outbox.record(...given));
      const changed = { outbox: { ...outbox, record }, digests: { ...digests, gather, recordMany } };
      return { ...options, store: { ...options.store, ...changed } };
    });
    await rig.addChannel('chat', (_message, count) => (isFirstTryLost && count === 6 ? RETRY : SENT));
    await rig.storm(names(20), 'INCIDENT_CREATED');
    isFull = true;
    await rig.time.advance(10 * MINUTE_MS);
    const digests = rig.sent.filter(({ message }) => message.digest);
    assert.equal(digests.length, isFirstTryLost ? 2 : 1);
    assert.ok(digests.every(({ message }) => message.digest?.total === 15));
    isFull = false;
    await rig.time.advance(MINUTE_MS);
    assert.equal((await rig.store.outbox.counts()).DELIVERED, 20);
    assert.equal(rig.sent.length, isFirstTryLost ? 7 : 6);
  }
});

test('notices are never told with incidents', async () => {
  await using rig = await startRig();
  await rig.addChannel('chat', () => SENT);
  await rig.storm([...names(10), ...names(10, 50).map((name) => `n${name}`)], 'INCIDENT_CREATED');
  await rig.storm(names(9, 90), 'NOTICE');
  await rig.time.advance(10 * MINUTE_MS);
  const digests = rig.sent.filter(({ message }) => message.digest);
  assert.deepEqual(told(digests), ['30 CREATED 15', '90 NOTICE 9']);
});
