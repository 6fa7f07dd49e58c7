/** What a store promises of alerts that wait to be sent. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Delivery } from '@upwatch/core';
import type { CoreStore, DeliveryAttempt } from '../port.ts';
import { EVERYTHING, type OpenStore, refusal } from './opened-store.ts';
import { goesDown, newChannel, newMonitor, OPERATOR, sampleId, T0 } from './samples.ts';

const CHANNEL = newChannel(1).id;
const DAY_MS = 86_400_000;

async function withOneWaiting(store: CoreStore): Promise<Delivery> {
  await store.channels.create(newChannel(1), OPERATOR);
  await store.monitors.create(newMonitor(1), [], OPERATOR);
  await store.commit([goesDown(1, sampleId(1), [CHANNEL])]);
  return (await store.outbox.open(1))[0]!;
}

function attempt(delivery: Delivery, number: number, change: Partial<DeliveryAttempt> = {}): DeliveryAttempt {
  return {
    id: sampleId(0x9000 + number),
    deliveryId: delivery.id,
    attemptNumber: number,
    status: 'retry',
    statusCode: 503,
    responseExcerpt: 'busy',
    errorMessage: 'answered 503',
    durationMs: 12.75,
    attemptedAtMs: T0 + number * 1000,
    ...change,
  };
}

export function outboxPromises(open: OpenStore): void {
  describe('outbox', () => {
    test('what tells of no incident is put in once, for channels that there are; and when each was last reached is known', async () => {
      await using opened = await open();
      const { outbox } = opened.store;
      const { monitorId: _, ...delivery } = await withOneWaiting(opened.store);
      const notice = { ...delivery, id: sampleId(0x8001), key: 'self:1:1:c', incidentId: sampleId(0x8000) };
      const lost = { ...notice, id: sampleId(0x8002), key: 'self:1:1:d', channelId: sampleId(0x8003) };
      await outbox.add([notice, lost]);
      await outbox.add([{ ...notice, id: sampleId(0x8004) }]);
      assert.deepEqual((await outbox.open(9)).map(({ key }) => key).sort(), [delivery.key, 'self:1:1:c'].sort());
      assert.deepEqual([...(await outbox.newestDelivered())], []);
      await outbox.record(attempt(notice, 1, { status: 'sent' }), {
        ...notice,
        status: 'DELIVERED',
        deliveredAtMs: T0,
      });
      assert.deepEqual([...(await outbox.newestDelivered())], [[CHANNEL, T0]]);
    });

    test('an attempt and its consequence are kept together', async () => {
      await using opened = await open();
      const delivery = await withOneWaiting(opened.store);
      const tried = {
        ...delivery,
        status: 'RETRY_PENDING',
        attemptCount: 1,
        lastAttemptAtMs: T0 + 1000,
        nextRetryAtMs: T0 + 3000,
        errorMessage: 'answered 503',
      } as const;
      await opened.store.outbox.record(attempt(delivery, 1), tried);
      const store = await opened.reopen();
      assert.deepEqual(await store.outbox.get(delivery.id), tried);
      assert.deepEqual(await store.outbox.open(10), [tried]);
      const { errorMessage: _, nextRetryAtMs: __, ...rest } = tried;
      const sent = { ...rest, status: 'DELIVERED', attemptCount: 2, deliveredAtMs: T0 + 2000 } as const;
      await store.outbox.record(attempt(delivery, 2, { status: 'sent' }), sent);
      assert.deepEqual(await store.outbox.get(delivery.id), sent);
      assert.deepEqual(await store.outbox.attempts(delivery.id), [
        attempt(delivery, 1),
        attempt(delivery, 2, { status: 'sent' }),
      ]);
      assert.deepEqual(await store.outbox.open(10), []);
      const channel = await store.channels.get(CHANNEL);
      assert.equal(channel?.lastDeliveryStatus, 'DELIVERED');
      assert.equal(channel?.lastDeliveryAtMs, T0 + 2000);
      assert.deepEqual((await store.outbox.listByChannel(CHANNEL, EVERYTHING)).items, [sent]);
      assert.equal((await store.outbox.counts()).DELIVERED, 1);
    });

    test('what was sent is kept once for all that sent it, for thirty days', async () => {
      await using opened = await open();
      const { store } = opened;
      const delivery = await withOneWaiting(store);
      const request = { method: 'POST', url: 'https://h.example/••••', headers: { accept: '*/*' }, body: '{"a":1}' };
      const tried = { ...delivery, status: 'RETRY_PENDING', nextRetryAtMs: T0 } as const;
      await store.outbox.record(attempt(delivery, 1, { request }), tried);
      await store.digests.recordMany([{ attempt: attempt(delivery, 2, { request: { ...request } }), delivery: tried }]);
      await store.outbox.record(attempt(delivery, 3), tried);
      const again = await opened.reopen();
      const requests = async () => (await again.outbox.attempts(delivery.id)).map((one) => one.request);
      assert.deepEqual(await requests(), [request, request, undefined]);
      await again.tend?.(T0 + 29 * DAY_MS);
      assert.deepEqual(await requests(), [request, request, undefined]);
      await again.tend?.(T0 + 31 * DAY_MS);
      assert.deepEqual(await requests(), [undefined, undefined, undefined]);
    });

    test('a success shows that the channel works again', async () => {
      await using opened = await open();
      const { outbox, channels } = opened.store;
      const delivery = await withOneWaiting(opened.store);
      await channels.setBroken(CHANNEL, 'answered 404');
      await outbox.record(attempt(delivery, 1, { status: 'sent' }), { ...delivery, status: 'DELIVERED' });
      assert.equal((await channels.get(CHANNEL))?.brokenReason, undefined);
    });

    test('what was cancelled while it was being sent is not tried again', async () => {
      await using opened = await open();
      const { outbox, monitors } = opened.store;
      const delivery = await withOneWaiting(opened.store);
      await monitors.delete(sampleId(1), OPERATOR);
      await outbox.record(attempt(delivery, 1), { ...delivery, status: 'RETRY_PENDING', nextRetryAtMs: T0 + 5000 });
      assert.equal((await outbox.get(delivery.id))?.status, 'CANCELLED');
      assert.deepEqual(await outbox.open(10), []);
    });

    test('what was delivered stays so', async () => {
      await using opened = await open();
      const { outbox } = opened.store;
      const delivery = await withOneWaiting(opened.store);
      await outbox.setStatus(delivery.id, 'DELIVERED');
      await outbox.setStatus(delivery.id, 'CANCELLED', 'too late');
      assert.equal((await outbox.get(delivery.id))?.status, 'DELIVERED');
      await assert.rejects(outbox.retry(delivery.id, T0), refusal('conflict'));
    });

    test('a person puts a failed alert back, unless its channel is gone', async () => {
      await using opened = await open();
      const { outbox, channels } = opened.store;
      const delivery = await withOneWaiting(opened.store);
      await outbox.setStatus(delivery.id, 'FAILED', 'gave up after 24 h');
      assert.deepEqual(await outbox.open(10), []);
      const again = await outbox.retry(delivery.id, T0 + 7000);
      assert.equal(again.status, 'PENDING');
      assert.equal(again.nextRetryAtMs, T0 + 7000);
      assert.deepEqual(await outbox.open(10), [again]);
      await channels.delete(CHANNEL, OPERATOR);
      await assert.rejects(outbox.retry(delivery.id, T0), refusal('conflict'));
      await assert.rejects(outbox.retry(sampleId(404), T0), refusal('not_found'));
    });

    test('a person cancels an alert that waits, and none that has ended', async () => {
      await using opened = await open();
      const { outbox } = opened.store;
      const delivery = await withOneWaiting(opened.store);
      const { errorMessage, status } = await outbox.cancel(delivery.id, 'not wanted');
      assert.deepEqual([status, errorMessage], ['CANCELLED', 'not wanted']);
      assert.deepEqual(await outbox.open(10), []);
      assert.equal((await outbox.cancel(delivery.id, 'again')).errorMessage, 'not wanted');
      await outbox.setStatus(delivery.id, 'FAILED');
      await assert.rejects(outbox.cancel(delivery.id, 'late'), refusal('conflict'));
      await outbox.setStatus(delivery.id, 'DELIVERED');
      await assert.rejects(outbox.cancel(delivery.id, 'late'), refusal('conflict'));
      await assert.rejects(outbox.cancel(sampleId(404), 'unknown'), refusal('not_found'));
    });

    test('the oldest comes first, and no more than asked for', async () => {
      await using opened = await open();
      const { store } = opened;
      const { outbox, monitors } = store;
      await withOneWaiting(opened.store);
      await monitors.create(newMonitor(2), [], OPERATOR);
      const second = goesDown(2, sampleId(2), [CHANNEL]);
      const older = { ...second.deliveries[0]!, createdAtMs: T0 - 1 };
      await store.commit([{ ...second, deliveries: [older] }]);
      assert.deepEqual(await outbox.open(1), [older]);
      assert.equal((await outbox.counts()).PENDING, 2);
    });
  });
}
