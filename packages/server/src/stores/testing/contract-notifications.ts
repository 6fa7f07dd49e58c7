/** What a store promises of notifications. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NOTIFICATIONS_KEPT } from '../port.ts';
import { EVERYTHING, type OpenStore, refusal } from './opened-store.ts';
import { goesDown, newChannel, newDelivery, newMonitor, OPERATOR, sampleId, T0 } from './samples.ts';

const DAY = 86_400_000;

export function notificationPromises(open: OpenStore): void {
  describe('notifications', () => {
    test('an incident that opens and ends is told with the commit that makes it so, and once', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      const down = goesDown(1, sampleId(1), []);
      await store.commit([down]);
      await store.commit([down]);
      const ended = { ...down.incident!, status: 'RESOLVED', resolvedAtMs: T0 + 5, updatedAtMs: T0 + 5 } as const;
      await store.incidents.commit({ incident: ended, updates: [], deliveries: [] }, OPERATOR);
      await assert.rejects(store.commit([{ ...goesDown(2, sampleId(1), []), updates: [{ id: null } as never] }]));
      const after = await opened.reopen();
      const { items } = await after.notifications.list('key:1', EVERYTHING, false);
      assert.deepEqual(
        items.map(({ type, title, isRead, resource }) => [type, title, isRead, resource]),
        [
          ['incident.resolved', 'Resolved: shop is down', false, { type: 'incident', id: ended.id }],
          ['incident.opened', 'shop is down', false, { type: 'incident', id: ended.id }],
        ],
      );
      assert.equal(items[1]?.body, ended.failure?.message);
    });

    test('a notice is told here once for all of its channels, and a channel that breaks is', async () => {
      await using opened = await open();
      const { store } = opened;
      for (const number of [1, 2]) await store.channels.create(newChannel(number), OPERATOR);
      const notice = (number: number) =>
        newDelivery(sampleId(number), { incidentId: sampleId(9), channelId: newChannel(number).id, kind: 'NOTICE' });
      await store.outbox.add([notice(1), notice(2)]);
      await store.channels.setBroken(newChannel(1).id, 'the webhook was revoked');
      await store.channels.setBroken(newChannel(1).id, 'the webhook was revoked');
      const { items } = await store.notifications.list('key:1', EVERYTHING, false);
      assert.deepEqual(
        items.map(({ type }) => type),
        ['channel.broken', 'notice'],
      );
    });

    test('each reader has read what they read', async () => {
      await using opened = await open();
      const { store } = opened;
      const { notifications } = store;
      for (const number of [1, 2, 3]) {
        await store.monitors.create(newMonitor(number), [], OPERATOR);
        await store.commit([goesDown(number, sampleId(number), [])]);
      }
      const unreadOf = async (reader: string) => {
        const { items, total } = await notifications.list(reader, EVERYTHING, true);
        assert.deepEqual([items.length, await notifications.unreadCount(reader)], [total, total]);
        return items.map(({ id }) => id);
      };
      assert.deepEqual(await unreadOf('key:1'), [3, 2, 1]);
      for (const _ of [1, 2]) await notifications.read('key:1', 2);
      assert.deepEqual(await unreadOf('key:1'), [3, 1]);
      await notifications.readAll('key:1');
      await store.monitors.create(newMonitor(4), [], OPERATOR);
      await store.commit([goesDown(4, sampleId(4), [])]);
      assert.deepEqual(await unreadOf('key:1'), [4]);
      assert.equal((await unreadOf('key:2')).length, 4);
      await assert.rejects(notifications.read('key:1', 99), refusal('not_found'));
      const { items } = await notifications.list('key:1', { page: 1, size: 1 }, false);
      assert.deepEqual(
        items.map(({ id, isRead }) => [id, isRead]),
        [[3, true]],
      );
    });

    test('they are kept for so many days', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      await store.commit([goesDown(1, sampleId(1), [])]);
      const endMs = goesDown(1, sampleId(1), []).incident!.updatedAtMs + NOTIFICATIONS_KEPT.days * DAY;
      await store.tend?.(endMs);
      assert.equal(await store.notifications.unreadCount('key:1'), 1);
      await store.tend?.(endMs + 1);
      assert.equal(await store.notifications.unreadCount('key:1'), 0);
    });
  });
}
