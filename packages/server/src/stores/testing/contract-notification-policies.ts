/** What a store promises of notification policies, and of what they have done. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { NewNotificationPolicy } from '../port.ts';
import { EVERYTHING, type OpenStore, refusal } from './opened-store.ts';
import { goesDown, newChannel, newDispatch, newMonitor, OPERATOR, sampleId, T0 } from './samples.ts';

const ONE = newChannel(1).id;
const TWO = newChannel(2).id;
const INCIDENT = sampleId(0x1_0000_0001);

function newPolicy(number: number, change: Partial<NewNotificationPolicy> = {}): NewNotificationPolicy {
  return {
    id: sampleId(0xb000 + number),
    name: `on call ${number}`,
    matchRules: [{ type: 'severity_gte', value: 'DOWN' }],
    escalation: {
      steps: [
        { delayMinutes: 0, channelIds: [ONE] },
        { delayMinutes: 10, channelIds: [TWO], repeatIntervalSeconds: 300 },
        { delayMinutes: 5, channelIds: [ONE, TWO] },
      ],
      onResolve: 'notify',
    },
    isEnabled: true,
    priority: 0,
    managedBy: 'API',
    ...change,
  };
}

async function withChannels(open: OpenStore) {
  const opened = await open();
  await opened.store.channels.create(newChannel(1), OPERATOR);
  await opened.store.channels.create(newChannel(2), OPERATOR);
  return opened;
}

export function notificationPolicyPromises(open: OpenStore): void {
  describe('notification policies', () => {
    test('a policy is read as it was made, also after a restart', async () => {
      await using opened = await withChannels(open);
      const quietHours = { timeZone: 'Europe/Berlin', from: '22:00', to: '07:00' };
      const wanted = newPolicy(1, { quietHours, fallbackChannelIds: [TWO], priority: 7 });
      const made = await opened.store.notificationPolicies.create(wanted, OPERATOR);
      assert.deepEqual(made, { ...wanted, createdAtMs: made.createdAtMs, updatedAtMs: made.createdAtMs });
      const store = await opened.reopen();
      assert.deepEqual(await store.notificationPolicies.get(made.id), made);
      await store.notificationPolicies.create(newPolicy(2, { priority: 9 }), OPERATOR);
      const all = await store.notificationPolicies.all();
      assert.deepEqual(
        all.map(({ priority }) => priority),
        [9, 7],
      );
    });

    test('a policy is changed and deleted, and the trail says who', async () => {
      await using opened = await withChannels(open);
      const { notificationPolicies, audit } = opened.store;
      const { id } = await notificationPolicies.create(newPolicy(1), OPERATOR);
      const wanted = newPolicy(1, { name: 'night', isEnabled: false });
      const changed = await notificationPolicies.update(id, () => wanted, { name: 'alice' });
      assert.deepEqual([changed.name, changed.isEnabled], ['night', false]);
      const same = await notificationPolicies.update(id, () => wanted, OPERATOR);
      assert.deepEqual(same, changed, 'a change of nothing is none');
      await notificationPolicies.delete(id, OPERATOR);
      assert.equal(await notificationPolicies.get(id), undefined);
      await assert.rejects(notificationPolicies.delete(id, OPERATOR), refusal('not_found'));
      await assert.rejects(
        notificationPolicies.update(id, () => newPolicy(1), OPERATOR),
        refusal('not_found'),
      );
      const trail = (await audit.list(EVERYTHING)).items.filter((one) => one.resourceId === id);
      assert.deepEqual(trail.map(({ action, actor }) => `${action} ${actor}`).sort(), [
        'notification_policy.created tests',
        'notification_policy.deleted tests',
        'notification_policy.updated alice',
      ]);
    });

    test('a second one of the name, and a channel that is not there, are refused', async () => {
      await using opened = await withChannels(open);
      const { notificationPolicies } = opened.store;
      await notificationPolicies.create(newPolicy(1), OPERATOR);
      await assert.rejects(
        notificationPolicies.create(newPolicy(2, { name: 'ON CALL 1' }), OPERATOR),
        refusal('duplicate_name'),
      );
      const escalation = { steps: [{ delayMinutes: 0, channelIds: [ONE, sampleId(404)] }] };
      await assert.rejects(notificationPolicies.create(newPolicy(3, { escalation }), OPERATOR), {
        code: 'not_found',
        field: 'escalation.steps[0].channelIds[1]',
      });
      await assert.rejects(
        notificationPolicies.create(newPolicy(3, { fallbackChannelIds: [sampleId(404)] }), OPERATOR),
        { code: 'not_found', field: 'fallbackChannelIds[0]' },
      );
      assert.equal((await notificationPolicies.all()).length, 1);
    });

    test('a deleted channel leaves the steps of its policies, and one that told nobody else is switched off', async () => {
      await using opened = await withChannels(open);
      const { notificationPolicies, channels } = opened.store;
      const long = await notificationPolicies.create(newPolicy(1, { fallbackChannelIds: [TWO] }), OPERATOR);
      const alone = newPolicy(2, { escalation: { steps: [{ delayMinutes: 0, channelIds: [TWO] }] } });
      await notificationPolicies.create(alone, OPERATOR);
      await notificationPolicies.create(
        newPolicy(3, { escalation: { steps: [{ delayMinutes: 0, channelIds: [ONE] }] } }),
        OPERATOR,
      );
      const loss = await channels.delete(TWO, OPERATOR);
      assert.deepEqual(loss, { affectedMonitors: 0, affectedPolicies: 2, disabledPolicies: 1 });
      const kept = await notificationPolicies.get(long.id);
      assert.deepEqual(kept?.escalation.steps, [
        { delayMinutes: 0, channelIds: [ONE] },
        { delayMinutes: 15, channelIds: [ONE] },
      ]);
      assert.equal(kept?.fallbackChannelIds, undefined);
      const off = await notificationPolicies.get(alone.id);
      assert.deepEqual([off?.isEnabled, off?.escalation], [false, alone.escalation]);
    });
  });

  describe('dispatches', () => {
    test('what a policy has done is kept with the state and the alerts of it, and replaced by what it did since', async () => {
      await using opened = await withChannels(open);
      await opened.store.monitors.create(newMonitor(1), [], OPERATOR);
      const dispatch = newDispatch(1, INCIDENT);
      const commit = goesDown(1, sampleId(1), [ONE]);
      const delivery = {
        ...commit.deliveries[0]!,
        dispatchId: dispatch.id,
        stepNumber: 1,
        fireCount: 2,
        notBeforeMs: T0 + 5,
      };
      await opened.store.commit([{ ...commit, dispatches: [dispatch], deliveries: [delivery] }]);
      const store = await opened.reopen();
      assert.deepEqual(await store.dispatches.get(dispatch.id), dispatch);
      assert.deepEqual(await store.outbox.open(10), [delivery]);
      const ended = { ...dispatch, status: 'COMPLETED', completionReason: 'RESOLVED', updatedAtMs: T0 + 9 } as const;
      await store.commit([{ ...commit, deliveries: [], dispatches: [ended] }]);
      assert.deepEqual(await store.dispatches.listByIncident(INCIDENT), [ended]);
      const page = await store.dispatches.listByPolicy(dispatch.policyId, EVERYTHING);
      assert.deepEqual([page.total, page.items], [1, [ended]]);
      assert.equal((await store.dispatches.listByPolicy(sampleId(404), EVERYTHING)).total, 0);
    });

    test('alerts that wait are cancelled when somebody has it; those of others and the news of its end are not', async () => {
      await using opened = await withChannels(open);
      const { store } = opened;
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      const dispatch = newDispatch(1, INCIDENT);
      const commit = goesDown(1, sampleId(1), [ONE, TWO]);
      const [of, other] = commit.deliveries as [(typeof commit.deliveries)[0], (typeof commit.deliveries)[0]];
      const end = { ...of, id: sampleId(77), key: 'end', sequence: 2, kind: 'INCIDENT_RESOLVED' } as const;
      const ofDispatch = { dispatchId: dispatch.id, stepNumber: 1, fireCount: 1 };
      const deliveries = [{ ...of, ...ofDispatch }, other, { ...end, ...ofDispatch }];
      await store.commit([{ ...commit, dispatches: [dispatch], deliveries }]);
      const update = { ...commit.updates[0]!, id: sampleId(78) };
      await store.incidents.commit(
        { monitorId: sampleId(1), updates: [update], deliveries: [], cancelDispatches: [dispatch.id] },
        OPERATOR,
      );
      const after = await store.outbox.listByIncident(INCIDENT);
      assert.deepEqual(
        after.map(({ id, status }) => [id, status]),
        [
          [of.id, 'CANCELLED'],
          [other.id, 'PENDING'],
          [end.id, 'PENDING'],
        ],
      );
    });

    test('with its monitor the work of a policy ends', async () => {
      await using opened = await withChannels(open);
      const { store } = opened;
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      const dispatch = newDispatch(1, INCIDENT);
      await store.commit([{ ...goesDown(1, sampleId(1), [ONE]), dispatches: [dispatch] }]);
      await store.monitors.delete(sampleId(1), OPERATOR);
      const after = await store.dispatches.get(dispatch.id);
      assert.deepEqual([after?.status, after?.completionReason], ['COMPLETED', 'RESOLVED']);
    });
  });
}
