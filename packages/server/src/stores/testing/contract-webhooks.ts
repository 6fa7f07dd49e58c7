/** What a store promises of webhooks: an event waits for whoever wants it as soon as what it tells of is kept. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type CoreStore, WEBHOOK_PATIENCE_MS, type WebhookDelivery } from '../port.ts';
import { EVERYTHING, type OpenStore, refusal } from './opened-store.ts';
import { goesDown, newChannel, newMonitor, OPERATOR, sampleId, T0 } from './samples.ts';

const URL = 'https://hooks.example/x';
const ALL = ['monitor.created', 'monitor.updated', 'monitor.deleted', 'incident.created', 'incident.resolved'];

const typesOf = (all: readonly WebhookDelivery[]): readonly string[] =>
  all.map(({ eventType }) => eventType).toSorted();

async function posted(store: CoreStore, deliveryId: string, status: 'sent' | 'retry', atMs: number): Promise<void> {
  const attempt = {
    id: sampleId(atMs % 0xffff),
    deliveryId,
    attemptNumber: 1,
    status,
    durationMs: 12.4,
    attemptedAtMs: atMs,
  };
  const tried = { id: deliveryId, attemptCount: 1, lastAttemptAtMs: atMs };
  const after =
    status === 'sent'
      ? ({ ...tried, status: 'DELIVERED', deliveredAtMs: atMs } as const)
      : ({ ...tried, status: 'RETRY_PENDING', nextRetryAtMs: atMs + 1 } as const);
  await store.webhooks.record({ ...attempt, statusCode: status === 'sent' ? 204 : 500 }, after);
}

export function webhookPromises(open: OpenStore): void {
  describe('webhooks', () => {
    test('an endpoint is made, changed, listed and deleted, also after a restart', async () => {
      await using opened = await open();
      const made = await opened.store.webhooks.create({ url: URL, description: 'x', events: ALL }, OPERATOR);
      assert.deepEqual([made.isEnabled, made.consecutiveFailures, made.events], [true, 0, ALL]);
      const { webhooks, audit } = await opened.reopen();
      const changed = await webhooks.update(made.id, { isEnabled: false, events: ['monitor.created'] }, OPERATOR);
      assert.deepEqual(await webhooks.get(made.id), changed);
      assert.deepEqual((await webhooks.list(EVERYTHING)).items, [changed]);
      await webhooks.delete(made.id, OPERATOR);
      await assert.rejects(webhooks.delete(made.id, OPERATOR), refusal('not_found'));
      await assert.rejects(webhooks.update(made.id, {}, OPERATOR), refusal('not_found'));
      const actions = (await audit.list(EVERYTHING)).items.map(({ action }) => action);
      assert.deepEqual(actions, ['webhook.deleted', 'webhook.updated', 'webhook.created']);
    });

    test('an event waits for each endpoint that wants it, and for no other', async () => {
      await using opened = await open();
      const { store } = opened;
      const all = await store.webhooks.create({ url: URL, events: ALL }, OPERATOR);
      const some = await store.webhooks.create({ url: URL, events: ['monitor.deleted'] }, OPERATOR);
      const off = await store.webhooks.create({ url: URL, events: ALL }, OPERATOR);
      await store.webhooks.update(off.id, { isEnabled: false }, OPERATOR);
      await store.monitors.create(newMonitor(1), [], { name: 'ann' });
      await store.monitors.update(sampleId(1), (now) => ({ ...now, isEnabled: false }), [], OPERATOR);
      await store.commit([goesDown(1, sampleId(1), [])]);
      await store.monitors.delete(sampleId(1), OPERATOR);
      const of = async (id: string) => (await store.webhooks.deliveries(id, 100)).items;
      assert.deepEqual(typesOf(await of(all.id)), [...ALL].toSorted());
      assert.deepEqual(typesOf(await of(some.id)), ['monitor.deleted']);
      assert.deepEqual(await of(off.id), []);
      const created = (await of(all.id)).find(({ eventType }) => eventType === 'monitor.created');
      assert.deepEqual(created?.data, {
        monitorId: sampleId(1),
        name: 'shop 1',
        action: 'monitor.created',
        actor: 'ann',
      });
      const down = (await of(all.id)).find(({ eventType }) => eventType === 'incident.created');
      assert.deepEqual([down?.data['monitorId'], down?.data['status']], [sampleId(1), 'CONFIRMED']);
      const deleted = [...(await of(all.id)), ...(await of(some.id))].filter(
        (one) => one.eventType === 'monitor.deleted',
      );
      assert.equal(new Set(deleted.map(({ eventId }) => eventId)).size, 1);
      assert.equal(new Set(deleted.map(({ id }) => id)).size, 2);
    });

    test('a change that is refused plans nothing', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.webhooks.create({ url: URL, events: ALL }, OPERATOR);
      await assert.rejects(store.monitors.create(newMonitor(1, { tagIds: [sampleId(9)] }), [], OPERATOR));
      assert.deepEqual(await store.webhooks.waiting(undefined, 10), []);
    });

    test('what was posted waits no longer, what failed does, and what was cancelled is not put back', async () => {
      await using opened = await open();
      const { webhooks, monitors } = opened.store;
      const { id } = await webhooks.create({ url: URL, events: ALL }, OPERATOR);
      for (const number of [1, 2, 3]) await monitors.create(newMonitor(number), [], OPERATOR);
      const [one, two, three] = await webhooks.waiting(undefined, 10);
      assert.deepEqual(
        (await webhooks.waiting(one!.id, 1)).map((next) => next.id),
        [two!.id],
      );
      await posted(opened.store, one!.id, 'sent', T0);
      await posted(opened.store, two!.id, 'retry', T0);
      await webhooks.cancel(three!.id, 'enough');
      await posted(opened.store, three!.id, 'retry', T0);
      const { webhooks: again } = await opened.reopen();
      assert.deepEqual(
        (await again.waiting(undefined, 10)).map((left) => left.id),
        [two!.id],
      );
      const { status, responseStatus, responseMs } = (await again.delivery(one!.id))!;
      assert.deepEqual([status, responseStatus, responseMs], ['DELIVERED', 204, 12]);
      assert.equal((await again.get(id))?.consecutiveFailures, 1);
    });

    test('an endpoint at which nothing arrives for days is switched off, and every channel is told', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.channels.create(newChannel(1), OPERATOR);
      const { id } = await store.webhooks.create({ url: 'https://hooks.example/secret', events: ALL }, OPERATOR);
      for (const number of [1, 2]) await store.monitors.create(newMonitor(number), [], OPERATOR);
      const [one, two] = await store.webhooks.waiting(undefined, 10);
      await posted(store, one!.id, 'retry', T0);
      await posted(store, one!.id, 'retry', T0 + WEBHOOK_PATIENCE_MS - 1);
      assert.equal((await store.webhooks.get(id))?.isEnabled, true);
      await posted(store, two!.id, 'retry', T0 + WEBHOOK_PATIENCE_MS);
      const off = (await store.webhooks.get(id))!;
      assert.deepEqual([off.isEnabled, off.consecutiveFailures], [false, 3]);
      assert.match(off.disabled!.reason, /^nothing arrived for 5 days/);
      assert.deepEqual(await store.webhooks.waiting(undefined, 10), []);
      const [notice] = await store.outbox.open(10);
      assert.match(notice!.message.headline, /^the webhook to hooks\.example was switched off/);
      assert.ok(!JSON.stringify(notice).includes('/secret'));
      const on = await store.webhooks.update(id, { isEnabled: true }, OPERATOR);
      assert.deepEqual([on.isEnabled, on.consecutiveFailures, on.disabled], [true, 0, undefined]);
    });

    test('a success begins the count anew', async () => {
      await using opened = await open();
      const { store } = opened;
      const { id } = await store.webhooks.create({ url: URL, events: ALL }, OPERATOR);
      for (const number of [1, 2, 3]) await store.monitors.create(newMonitor(number), [], OPERATOR);
      const [one, two, three] = await store.webhooks.waiting(undefined, 10);
      await posted(store, one!.id, 'retry', T0);
      await posted(store, two!.id, 'sent', T0 + 1);
      await posted(store, three!.id, 'retry', T0 + WEBHOOK_PATIENCE_MS + 1);
      assert.equal((await store.webhooks.get(id))?.isEnabled, true);
    });

    test('after a rotation the secret before it signs as well, also after a vault rotation and a restart', async () => {
      await using opened = await open();
      const { webhooks, secrets } = opened.store;
      assert.deepEqual(await webhooks.signing(), { secrets: [] });
      const first = await webhooks.rotateSigning(OPERATOR);
      assert.match(first, /^whsec_[A-Za-z0-9+/]{43}=$/);
      const second = await webhooks.rotateSigning(OPERATOR);
      const third = await webhooks.rotateSigning(OPERATOR);
      await secrets.rotate(OPERATOR);
      const store = await opened.reopen();
      assert.deepEqual(await store.webhooks.signing(), { secrets: [third, second] });
      assert.ok(!JSON.stringify(await store.audit.list(EVERYTHING)).includes(third));
    });
  });
}
