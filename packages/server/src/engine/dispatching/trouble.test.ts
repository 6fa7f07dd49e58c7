import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { SendOutcome } from '../../channels/port.ts';
import { StoreRefusal } from '../../stores/port.ts';
import { systemAfter } from './send.ts';
import {
  deliveryOf,
  idOf,
  incidentOf,
  OPERATOR,
  REJECT,
  RETRY,
  SENT,
  startRig,
  T0,
} from '../testing/dispatcher-rig.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

test('a wall clock that jumps neither repeats nor withholds an alert', async () => {
  for (const jumpMs of [-2 * HOUR_MS, -30 * MINUTE_MS, 2 * HOUR_MS, 10 * 365 * 24 * HOUR_MS, -T0]) {
    await using rig = await startRig();
    await rig.addChannel('hook', (_message, count) => (count <= 2 ? RETRY : SENT));
    await rig.tell('shop', 'INCIDENT_CREATED');
    rig.time.jump(jumpMs);
    await rig.time.advance(3 * MINUTE_MS);
    const [alert] = await rig.alerts('shop');
    assert.ok(alert?.status === 'DELIVERED' || alert?.status === 'FAILED', `${jumpMs}: ${alert?.status}`);
    assert.ok(rig.sent.length <= 3);
  }
});

test('a full disk makes no alert arrive twice: what could not be recorded is recorded when it can be (D05)', async () => {
  let isFull = false;
  await using rig = await startRig((options) => ({
    ...options,
    store: {
      ...options.store,
      outbox: {
        ...options.store.outbox,
        record: async (attempt, delivery) => {
          if (isFull) throw new StoreRefusal('disk_full', 'no space left');
          await options.store.outbox.record(attempt, delivery);
        },
      },
    },
  }));
  await rig.addChannel('hook', (_message, count) => (count <= 2 ? RETRY : SENT));
  await rig.tell('shop', 'INCIDENT_CREATED');
  isFull = true;
  await rig.time.advance(5 * MINUTE_MS);
  assert.equal(rig.sent.length, 3);
  assert.equal((await rig.alerts('shop'))[0]?.status, 'RETRY_PENDING');
  assert.ok(rig.troubles.length > 0);
  isFull = false;
  await rig.time.advance(3_000);
  const [alert] = await rig.alerts('shop');
  assert.deepEqual([alert?.status, alert?.attemptCount], ['DELIVERED', 3]);
  assert.equal((await rig.store.outbox.attempts(alert!.id)).length, 3);
  assert.equal(rig.sent.length, 3);
});

test('an attempt that is recorded late does not undo the one after it', async () => {
  let failures = 1;
  await using rig = await startRig((options) => ({
    ...options,
    store: {
      ...options.store,
      outbox: {
        ...options.store.outbox,
        record: async (attempt, delivery) => {
          if (attempt.attemptNumber === 2 && failures-- > 0) throw new StoreRefusal('busy', 'locked');
          await options.store.outbox.record(attempt, delivery);
        },
      },
    },
  }));
  await rig.addChannel('hook', (_message, count) => (count <= 2 ? RETRY : SENT));
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.time.advance(5_000);
  const [alert] = await rig.alerts('shop');
  assert.deepEqual([alert?.status, alert?.attemptCount], ['DELIVERED', 3]);
  const attempts = await rig.store.outbox.attempts(alert!.id);
  assert.deepEqual(
    attempts.map(({ attemptNumber }) => attemptNumber),
    [1, 2, 3],
  );
  assert.equal(rig.sent.length, 3);
});

test('killed while what was told could not be written down, it tells nothing out of order', async () => {
  let isLocked = false;
  await using rig = await startRig((options) => ({
    ...options,
    store: {
      ...options.store,
      outbox: {
        ...options.store.outbox,
        record: async (attempt, delivery) => {
          if (isLocked) throw new StoreRefusal('busy', 'locked');
          await options.store.outbox.record(attempt, delivery);
        },
      },
    },
  }));
  await rig.addChannel('hook', () => SENT);
  isLocked = true;
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.tell('shop', 'INCIDENT_RESOLVED');
  await rig.time.advance(10_000);
  rig.crash();
  isLocked = false;
  await rig.time.advance(10_000);
  const kinds = rig.sent.map(({ kind }) => kind);
  assert.deepEqual(kinds, ['INCIDENT_CREATED', 'INCIDENT_CREATED', 'INCIDENT_RESOLVED']);
});

test('a lock holds the rest of a story up only as long as it lasts', async () => {
  let isLocked = true;
  await using rig = await startRig((options) => ({
    ...options,
    store: {
      ...options.store,
      outbox: {
        ...options.store.outbox,
        record: async (attempt, delivery) => {
          if (isLocked) throw new StoreRefusal('busy', 'locked');
          await options.store.outbox.record(attempt, delivery);
        },
      },
    },
  }));
  await rig.addChannel('hook', () => SENT);
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.tell('shop', 'INCIDENT_RESOLVED');
  await rig.tell('other', 'INCIDENT_CREATED');
  assert.deepEqual(
    rig.sent.map(({ message }) => message.headline),
    ['shop is down', 'other is down'],
    'others are told',
  );
  isLocked = false;
  await rig.time.advance(6_000);
  assert.equal(rig.sent.at(-1)?.kind, 'INCIDENT_RESOLVED');
  assert.equal(rig.sent.length, 3);
});

test('an outbox that cannot be read is read again, without haste', async () => {
  let failures = 5;
  let reads = 0;
  await using rig = await startRig((options) => ({
    ...options,
    store: {
      ...options.store,
      digests: {
        ...options.store.digests,
        waiting: async (afterId, limit) => {
          reads++;
          if (failures-- > 0) throw new StoreRefusal('busy', 'locked');
          return options.store.digests.waiting(afterId, limit);
        },
      },
    },
  }));
  await rig.addChannel('hook', () => SENT);
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.time.advance(MINUTE_MS);
  assert.equal(rig.sent.length, 1);
  assert.ok(reads < 10, `${reads} reads`);
});

test('a quiet hour costs one read of the outbox a minute, and an alert that waits costs no more', async () => {
  let reads = 0;
  await using rig = await startRig((options) => ({
    ...options,
    store: {
      ...options.store,
      digests: {
        ...options.store.digests,
        waiting: (afterId, limit) => {
          reads++;
          return options.store.digests.waiting(afterId, limit);
        },
      },
    },
  }));
  await rig.addChannel('hook', () => ({ ...RETRY, retryAfterMs: HOUR_MS }));
  await rig.time.advance(HOUR_MS);
  assert.ok(reads <= 62, `${reads} reads`);
  await rig.tell('shop', 'INCIDENT_CREATED');
  const firedBefore = rig.time.fired;
  reads = 0;
  await rig.time.advance(HOUR_MS - 1_000);
  assert.ok(reads <= 62, `${reads} reads`);
  assert.ok(rig.time.fired - firedBefore <= 65, `${rig.time.fired - firedBefore} timers`);
});

test('a close lets sends end for a moment, then ends them; the queue stays as it is (D19)', async () => {
  await using rig = await startRig();
  const soon = Promise.withResolvers<SendOutcome>();
  await rig.addChannel('soon', () => soon.promise);
  await rig.addChannel('never', () => new Promise<SendOutcome>(() => undefined));
  for (const name of ['a', 'b', 'c']) await rig.tell(name, 'INCIDENT_CREATED');
  const closing = rig.dispatcher.close();
  soon.resolve(SENT);
  await rig.time.advance(4_001);
  await closing;
  assert.equal((await rig.alerts('a', 'soon'))[0]?.status, 'DELIVERED');
  for (const [name, channel] of [
    ['a', 'never'],
    ['b', 'soon'],
    ['b', 'never'],
  ] as const) {
    const [alert] = await rig.alerts(name, channel);
    assert.deepEqual([alert?.status, alert?.attemptCount], ['PENDING', 0], `${name} ${channel}`);
  }
  assert.equal(rig.sent.length, 2);
});

test('a fault in a channel is ours: told, tried again, and no secret in it', async () => {
  await using rig = await startRig();
  await rig.addChannel('hook', (_message, count) => {
    if (count === 1) throw new TypeError('cannot read canary-of-this-channel');
    return { ...SENT, responseExcerpt: 'you sent canary-of-this-channel' };
  });
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.time.advance(MINUTE_MS);
  const [alert] = await rig.alerts('shop');
  assert.equal(alert?.status, 'DELIVERED');
  const attempts = await rig.store.outbox.attempts(alert.id);
  assert.match(attempts[0]?.errorMessage ?? '', /a fault of Upwatch/);
  assert.equal(attempts[1]?.responseExcerpt, 'you sent ••••nnel');
  const everything = JSON.stringify([attempts, rig.events, rig.troubles.map(String)]);
  assert.ok(!everything.includes('canary-of-this'));
});

test('many alerts that need no network leave the rest of the process its turn between two of them', async () => {
  await using rig = await startRig((options) => ({ ...options, after: systemAfter }));
  await rig.addChannel('hook', () => REJECT);
  for (let number = 0; number < 100; number++) {
    // The end of what was never told is cancelled.
    const kind = 'INCIDENT_RESOLVED';
    const incident = incidentOf(`m${number}`, kind, T0, undefined);
    const alert = deliveryOf({ incident, kind, sequence: 1, channelId: idOf('hook'), nowMs: T0 });
    await rig.store.incidents.commit({ incident, updates: [], deliveries: [alert] }, OPERATOR);
  }
  let turns = 0;
  const counting = setInterval(() => turns++, 0);
  rig.dispatcher.wake();
  while (rig.events.length < 100) await setImmediate();
  clearInterval(counting);
  assert.ok(turns >= 50, `${turns} turns`);
});
