/** What a store promises of alerts that are told together. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Delivery } from '@upwatch/core';
import type { CoreStore, DeliveryAttempt } from '../port.ts';
import type { OpenStore } from './opened-store.ts';
import { goesDown, newChannel, newDelivery, newMonitor, OPERATOR, sampleId, T0 } from './samples.ts';

const CHANNEL = newChannel(1).id;
const DIGEST = sampleId(0xd1);
const MINUTE = 60_000;

/** So many monitors that went down, and what is to be told of them. */
async function storm(store: CoreStore, count: number): Promise<readonly Delivery[]> {
  await store.channels.create(newChannel(1), OPERATOR);
  for (let number = 1; number <= count; number++) {
    await store.monitors.create(newMonitor(number), [], OPERATOR);
    await store.commit([goesDown(number, sampleId(number), [CHANNEL])]);
  }
  return store.outbox.open(count);
}

function sent(delivery: Delivery, change: Partial<DeliveryAttempt> = {}) {
  const attempt: DeliveryAttempt = {
    id: `${delivery.id.slice(0, -6)}a${delivery.id.slice(-5)}`,
    deliveryId: delivery.id,
    attemptNumber: delivery.attemptCount + 1,
    status: 'sent',
    durationMs: 12.5,
    attemptedAtMs: T0 + MINUTE,
    ...change,
  };
  const after: Delivery = {
    ...delivery,
    status: 'DELIVERED',
    attemptCount: attempt.attemptNumber,
    lastAttemptAtMs: T0 + MINUTE,
    deliveredAtMs: T0 + MINUTE,
  };
  return { attempt, delivery: after };
}

const idsOf = (alerts: readonly { readonly id: string }[]): readonly string[] => alerts.map(({ id }) => id);

export function digestPromises(open: OpenStore): void {
  describe('digests', () => {
    test('what waits is read in pages that neither repeat nor skip, without its words', async () => {
      await using opened = await open();
      const { digests, outbox } = opened.store;
      const alerts = await storm(opened.store, 5);
      await outbox.setStatus(alerts[1]!.id, 'CANCELLED');
      const found: string[] = [];
      for (
        let page = await digests.waiting(undefined, 2);
        page.length > 0;
        page = await digests.waiting(found.at(-1), 2)
      )
        found.push(...idsOf(page));
      assert.deepEqual(
        found,
        idsOf(alerts).filter((id) => id !== alerts[1]!.id),
      );
      const { key: _, message: __, ...first } = alerts[0]!;
      assert.deepEqual((await digests.waiting(undefined, 1))[0], first);
    });

    test('what waits comes with what its channel was told before', async () => {
      await using opened = await open();
      const { digests, incidents } = opened.store;
      const [first] = await storm(opened.store, 1);
      await digests.gather(DIGEST, { ids: [first!.id], toldIds: [] });
      const [opening] = await digests.gathered(DIGEST, 1);
      await digests.recordMany([sent(opening!)]);
      const incident = (await incidents.get(first!.incidentId))!;
      const given = { incidentId: incident.id, channelId: CHANNEL, sequence: 1, kind: 'INCIDENT_RESOLVED' } as const;
      await incidents.commit({ incident, updates: [], deliveries: [newDelivery(sampleId(0xe1), given)] }, OPERATOR);
      const [waiting] = await digests.waiting(undefined, 10);
      assert.deepEqual(waiting?.told, { kind: 'INCIDENT_CREATED', sequence: 0, digestId: DIGEST });
      const all = await digests.ofIncidents(CHANNEL, [incident.id]);
      assert.deepEqual(
        all.map(({ kind, status, digestPart }) => [kind, status, digestPart]),
        [
          ['INCIDENT_CREATED', 'DELIVERED', 1],
          ['INCIDENT_RESOLVED', 'PENDING', undefined],
        ],
      );
      assert.deepEqual(await digests.ofIncidents(sampleId(0xc0ff), [incident.id]), []);
    });

    test('what is told together is known after a restart, and each message of a digest has a number', async () => {
      await using opened = await open();
      const alerts = await storm(opened.store, 4);
      const [alone, ...others] = alerts;
      await opened.store.digests.recordMany([sent(alone!)]);
      await opened.store.outbox.setStatus(others[2]!.id, 'CANCELLED');
      const ids = [others[0]!.id, others[2]!.id];
      assert.equal(await opened.store.digests.gather(DIGEST, { ids, toldIds: [alone!.id, others[1]!.id] }), 1);
      const { digests, outbox } = await opened.reopen();
      assert.deepEqual(idsOf(await digests.gathered(DIGEST, 1)), [others[0]!.id]);
      assert.equal((await outbox.get(alone!.id))?.digestPart, 0);
      assert.deepEqual(await digests.told(DIGEST), { isAny: true });
      assert.equal((await outbox.get(others[1]!.id))?.digestId, undefined);
      assert.equal(await digests.gather(DIGEST, { ids: [others[1]!.id], toldIds: [] }), 2);
      assert.deepEqual(idsOf(await digests.gathered(DIGEST, 2)), [others[1]!.id]);
    });

    test('attempts at many are kept together, and what ended meanwhile is left as it is', async () => {
      await using opened = await open();
      const { digests, outbox, channels } = opened.store;
      const alerts = await storm(opened.store, 3);
      await digests.gather(DIGEST, { ids: idsOf(alerts), toldIds: [] });
      await channels.setBroken(CHANNEL, 'answered 404');
      const members = await digests.gathered(DIGEST, 1);
      await outbox.setStatus(members[0]!.id, 'CANCELLED', 'its monitor was deleted');
      const failed = members.map((member) => {
        const { digestId: _, digestPart: __, ...freed } = member;
        const { attempt } = sent(member, { status: 'retry', statusCode: 503 });
        return {
          attempt,
          delivery: { ...freed, status: 'RETRY_PENDING', attemptCount: 1, nextRetryAtMs: T0 } as const,
        };
      });
      await digests.recordMany(failed);
      assert.deepEqual(
        (await outbox.listByIncident(members[0]!.incidentId)).map(({ status, attemptCount }) => [status, attemptCount]),
        [['CANCELLED', 0]],
      );
      assert.deepEqual(await outbox.get(members[1]!.id), failed[1]!.delivery);
      assert.deepEqual(await outbox.attempts(members[1]!.id), [failed[1]!.attempt]);
      assert.deepEqual(await digests.gathered(DIGEST, 1), []);
      const again = failed.map(({ delivery }) => sent(delivery, { id: delivery.id, externalId: 'OPS-1' }));
      await digests.recordMany([...again, sent({ ...members[0]!, id: sampleId(404) })]);
      await digests.recordMany(failed);
      assert.equal((await outbox.counts()).DELIVERED, 3);
      assert.equal((await outbox.attempts(members[1]!.id)).length, 2);
      const channel = await channels.get(CHANNEL);
      assert.equal(channel?.lastDeliveryStatus, 'RETRY_PENDING');
      assert.equal(channel?.brokenReason, undefined);
    });

    test('how many incidents of a digest stand, and what the provider called it', async () => {
      await using opened = await open();
      const { digests, incidents } = opened.store;
      const alerts = await storm(opened.store, 3);
      await digests.gather(DIGEST, { ids: idsOf(alerts.slice(0, 2)), toldIds: [] });
      assert.equal(await digests.standing(DIGEST), 2);
      assert.deepEqual(await digests.told(DIGEST), { isAny: false });
      const members = await digests.gathered(DIGEST, 1);
      await digests.recordMany(members.map((member) => sent(member, { externalId: 'OPS-1' })));
      assert.deepEqual(await digests.told(DIGEST), { isAny: true, externalId: 'OPS-1' });
      const incident = (await incidents.get(members[0]!.incidentId))!;
      const over = { ...incident, status: 'RESOLVED', resolvedAtMs: T0 + MINUTE } as const;
      await incidents.commit({ incident: over, updates: [], deliveries: [] }, OPERATOR);
      assert.equal(await digests.standing(DIGEST), 1);
      assert.equal(await digests.standing(sampleId(0xd2)), 0);
    });

    test('what arrived since: a message of a digest counts once, what came alone before it counts alone', async () => {
      await using opened = await open();
      const { digests } = opened.store;
      const [alone, late, ...others] = await storm(opened.store, 4);
      await digests.recordMany([sent(alone!), sent(late!)]);
      await digests.gather(DIGEST, { ids: idsOf(others), toldIds: [alone!.id] });
      await digests.recordMany((await digests.gathered(DIGEST, 1)).map((member) => sent(member)));
      const told = await digests.toldSince(T0);
      assert.deepEqual(new Set(told.map(({ channelId }) => channelId)), new Set([CHANNEL]));
      assert.equal(told.filter(({ digestId }) => digestId === DIGEST).length, 1);
      assert.equal(told.filter(({ digestId }) => digestId === undefined).length, 2);
      assert.deepEqual(await digests.toldSince(T0 + MINUTE + 1), []);
    });
  });
}
