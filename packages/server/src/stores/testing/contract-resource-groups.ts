/** What a store promises of resource groups. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { advanceGroup, type GroupInput } from '@upwatch/core';
import type { CoreStore, GroupContent } from '../port.ts';
import { EVERYTHING, type OpenStore, refusal } from './opened-store.ts';
import { newChannel, newMonitor, OPERATOR, sampleId, T0 } from './samples.ts';

const GROUP = sampleId(0xb001);
const POLICY = sampleId(7);
const PLAIN: GroupContent = { id: GROUP, name: 'EU Edge', suppressesMembers: false, managedBy: 'API' };
const WHOLE: GroupContent = {
  ...PLAIN,
  description: 'All of it',
  alertPolicyId: POLICY,
  defaultFrequencySeconds: 30,
  defaultRegions: ['local'],
  defaultRetryStrategy: { type: 'fixed', maxRetries: 2, interval: 5 },
  defaultChannelIds: [newChannel(1).id],
  threshold: { type: 'PERCENTAGE', value: 33.5 },
  suppressesMembers: true,
  confirmationDelaySeconds: 0,
  recoveryCooldownMinutes: 5,
  managedBy: 'CLI',
};

/** What the whole group names. */
async function named({ channels, notificationPolicies }: CoreStore): Promise<void> {
  await channels.create(newChannel(1), OPERATOR);
  const escalation = { steps: [{ delayMinutes: 0, channelIds: [newChannel(1).id] }] };
  const policy = { id: POLICY, name: 'on call', matchRules: [], escalation, isEnabled: true, priority: 0 } as const;
  await notificationPolicies.create({ ...policy, managedBy: 'API' }, OPERATOR);
}

/** The group's only member is down: what follows from that. */
async function opening(store: CoreStore, newId = () => crypto.randomUUID() as string) {
  const group = await store.resourceGroups.get(GROUP);
  const given: GroupInput = {
    group: group!,
    members: [{ id: sampleId(1), name: 'shop', status: 'down' }],
    state: {},
    incident: undefined,
    channels: [newChannel(1)],
    nowMs: T0,
    newId,
  };
  return { groupId: GROUP, ...advanceGroup(given)! };
}

export function resourceGroupPromises(open: OpenStore): void {
  describe('resource groups', () => {
    test('a group is read as it was made, also after a restart, and listed by its name', async () => {
      await using opened = await open();
      const { resourceGroups } = opened.store;
      await named(opened.store);
      const made = await resourceGroups.create(WHOLE, OPERATOR);
      const { createdAtMs, updatedAtMs } = made;
      assert.deepEqual(made, { ...WHOLE, slug: 'eu-edge', createdAtMs, updatedAtMs });
      const first = await resourceGroups.create({ ...PLAIN, id: sampleId(0xb002), name: 'eu: edge' }, OPERATOR);
      assert.equal(first.slug, 'eu-edge-2');
      const store = await opened.reopen();
      assert.deepEqual(await store.resourceGroups.get(GROUP), made);
      assert.deepEqual(await store.resourceGroups.all(), [made, first]);
    });

    test('two of one name and an unknown channel are refused; a change of nothing is none', async () => {
      await using opened = await open();
      const { resourceGroups, audit } = opened.store;
      await assert.rejects(resourceGroups.create(WHOLE, OPERATOR), {
        ...refusal('not_found'),
        field: 'defaultAlertChannels[0]',
      });
      await named(opened.store);
      const strange = { ...WHOLE, alertPolicyId: sampleId(8) };
      await assert.rejects(resourceGroups.create(strange, OPERATOR), {
        ...refusal('not_found'),
        field: 'alertPolicyId',
      });
      const made = await resourceGroups.create(WHOLE, OPERATOR);
      const again = resourceGroups.create({ ...PLAIN, id: sampleId(0xb002), name: 'eu edge' }, OPERATOR);
      await assert.rejects(again, refusal('duplicate_name'));
      assert.deepEqual(await resourceGroups.update(GROUP, () => WHOLE, OPERATOR), made);
      const changed = await resourceGroups.update(GROUP, () => ({ ...PLAIN, name: 'US' }), OPERATOR);
      assert.deepEqual([changed.slug, changed.threshold, changed.createdAtMs], ['us', undefined, made.createdAtMs]);
      await assert.rejects(
        resourceGroups.update(sampleId(9), () => PLAIN, OPERATOR),
        refusal('not_found'),
      );
      const actions = (await audit.list(EVERYTHING)).items.map(({ action }) => action);
      assert.deepEqual(actions.slice(0, 2), ['resource_group.updated', 'resource_group.created']);
    });

    test('a channel and a notification policy that are deleted leave the groups that named them, which can be changed as before', async () => {
      await using opened = await open();
      const { store } = opened;
      await named(store);
      await store.channels.create(newChannel(2), OPERATOR);
      const both = { ...WHOLE, defaultChannelIds: [newChannel(1).id, newChannel(2).id] };
      await store.resourceGroups.create(both, OPERATOR);
      await store.notificationPolicies.delete(POLICY, OPERATOR);
      await store.channels.delete(newChannel(1).id, OPERATOR);
      const left = (await store.resourceGroups.get(GROUP))!;
      assert.deepEqual([left.alertPolicyId, left.defaultChannelIds], [undefined, [newChannel(2).id]]);
      await store.channels.delete(newChannel(2).id, OPERATOR);
      assert.equal((await store.resourceGroups.get(GROUP))?.defaultChannelIds, undefined);
      const changed = await store.resourceGroups.update(GROUP, (now) => ({ ...now, name: 'US' }), OPERATOR);
      assert.equal(changed.name, 'US');
    });

    test('the act of a person is in the trail as what it was', async () => {
      await using opened = await open();
      const { store } = opened;
      await named(store);
      await store.resourceGroups.create(WHOLE, OPERATOR);
      const { incident, ...change } = await opening(store);
      await store.resourceGroups.commit({ ...change, incident: incident! });
      const acknowledged = { ...incident!, acknowledgement: { by: 'ada', atMs: T0 + 1 } };
      const resolved = { ...incident!, status: 'RESOLVED', resolvedAtMs: T0 + 2, resolutionReason: 'MANUAL' } as const;
      for (const after of [acknowledged, resolved]) {
        const by = { groupId: GROUP, state: change.state, incident: after, updates: [], deliveries: [] };
        await store.resourceGroups.commit(by, { name: 'ada' });
      }
      const acts = (await store.audit.list(EVERYTHING)).items.filter(({ actor }) => actor === 'ada');
      assert.deepEqual(acts.map(({ action }) => action).toSorted(), ['incident.acknowledged', 'incident.resolved']);
    });

    test('members come and go, once each, and go with their monitor', async () => {
      await using opened = await open();
      const { resourceGroups, monitors } = opened.store;
      await resourceGroups.create(PLAIN, OPERATOR);
      for (const number of [1, 2]) await monitors.create(newMonitor(number), [], OPERATOR);
      const member = (number: number, groupId = GROUP) => {
        return { id: sampleId(0xd000 + number), groupId, monitorId: sampleId(number) };
      };
      const one = await resourceGroups.addMember(member(1), OPERATOR);
      const two = await resourceGroups.addMember(member(2), OPERATOR);
      assert.deepEqual(await resourceGroups.members(), [one, two]);
      const twice = resourceGroups.addMember({ ...member(1), id: sampleId(0xd009) }, OPERATOR);
      await assert.rejects(twice, refusal('conflict'));
      await assert.rejects(resourceGroups.addMember(member(3), OPERATOR), refusal('not_found'));
      await assert.rejects(resourceGroups.addMember(member(1, sampleId(9)), OPERATOR), refusal('not_found'));
      await resourceGroups.removeMember(GROUP, sampleId(1), OPERATOR);
      await assert.rejects(resourceGroups.removeMember(GROUP, one.id, OPERATOR), refusal('not_found'));
      await monitors.delete(sampleId(2), OPERATOR);
      assert.deepEqual(await resourceGroups.members(), []);
    });

    test('what was decided of a group is kept with its incident and its alerts, or not at all', async () => {
      await using opened = await open();
      const { store } = opened;
      await named(store);
      await store.resourceGroups.create(WHOLE, OPERATOR);
      const change = await opening(store);
      await store.resourceGroups.commit(change);
      const after = await opened.reopen();
      assert.deepEqual((await after.resourceGroups.states()).get(GROUP), change.state);
      const incident = await after.incidents.get(change.incident!.id);
      assert.deepEqual(incident, change.incident);
      assert.deepEqual(incident?.resourceGroup, { id: GROUP, name: 'EU Edge' });
      assert.equal((await after.outbox.open(10)).length, 1);
      assert.equal((await after.incidents.list({ resourceGroupId: GROUP }, EVERYTHING)).total, 1);
      assert.equal((await after.incidents.list({ resourceGroupId: sampleId(9) }, EVERYTHING)).total, 0);
      const broken = {
        ...(await opening(after)),
        updates: [{ ...change.updates[0]!, incidentId: null as never, id: 'x' }],
      };
      await assert.rejects(after.resourceGroups.commit({ ...broken, state: {} }));
      assert.deepEqual((await after.resourceGroups.states()).get(GROUP), change.state);
    });

    test('who was told of a group is told of the end when it is deleted, in one step with it', async () => {
      await using opened = await open();
      const { store } = opened;
      await named(store);
      await store.resourceGroups.create(WHOLE, OPERATOR);
      const change = await opening(store);
      await store.resourceGroups.commit(change);
      const [alert] = await store.outbox.open(10);
      await store.outbox.setStatus(alert!.id, 'DELIVERED');
      await store.resourceGroups.delete(GROUP, OPERATOR);
      const after = await opened.reopen();
      const [end, ...none] = await after.outbox.open(10);
      assert.deepEqual([none, end?.kind, end?.channelId], [[], 'INCIDENT_RESOLVED', alert!.channelId]);
      assert.equal(end!.incidentId, change.incident!.id);
      assert.match(end!.message.headline, /^the incident of EU Edge was closed after .*: the group was deleted$/);
      assert.equal(end!.message.isClosed, true);
      const line = (await after.incidents.updates(change.incident!.id)).at(-1);
      assert.deepEqual(
        [line?.newStatus, line?.body, line?.createdBy],
        ['RESOLVED', 'The group was deleted.', 'SYSTEM'],
      );
    });

    test('a group that is deleted takes its open incident with it, and nothing of it comes back', async () => {
      await using opened = await open();
      const { store } = opened;
      await named(store);
      await store.resourceGroups.create(WHOLE, OPERATOR);
      const change = await opening(store);
      await store.resourceGroups.commit(change);
      const late = await opening(store);
      await store.resourceGroups.delete(GROUP, OPERATOR);
      const incident = await store.incidents.get(change.incident!.id);
      assert.deepEqual([incident?.status, incident?.resolutionReason], ['RESOLVED', 'AUTO_RESOLVED']);
      const waiting = (await store.outbox.open(10)).map(({ kind }) => kind);
      assert.deepEqual(waiting, ['INCIDENT_RESOLVED'], 'sent only where the opening arrived, which may be on its way');
      await store.resourceGroups.commit(late);
      assert.equal(await store.incidents.get(late.incident!.id), undefined);
      assert.equal((await store.resourceGroups.states()).size, 0);
      await assert.rejects(store.resourceGroups.delete(GROUP, OPERATOR), refusal('not_found'));
    });
  });
}
