/** What a store promises of the looks that change something. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Commit } from '../port.ts';
import { type OpenStore } from './opened-store.ts';
import {
  downState,
  failedLook,
  goesDown,
  newChannel,
  newDelivery,
  newMonitor,
  OPERATOR,
  passedLook,
  sampleId,
  T0,
} from './samples.ts';

const ONE = sampleId(1);
const INCIDENT = sampleId(0x1_0000_0001);

export function commitPromises(open: OpenStore): void {
  describe('commits', () => {
    test('a state, its incident, its timeline, its look and its alerts are kept together, also after a restart', async () => {
      await using opened = await open();
      const channel = await opened.store.channels.create(newChannel(1), OPERATOR);
      await opened.store.monitors.create(newMonitor(1), [], OPERATOR);
      const commit = goesDown(1, ONE, [channel.id]);
      await opened.store.commit([commit]);
      const store = await opened.reopen();
      assert.deepEqual((await store.states.all()).get(ONE), commit.state);
      assert.deepEqual(await store.incidents.get(INCIDENT), commit.incident);
      assert.deepEqual(await store.incidents.updates(INCIDENT), commit.updates);
      assert.deepEqual(await store.incidents.observations(INCIDENT), [commit.observation]);
      assert.deepEqual(await store.outbox.open(10), commit.deliveries);
    });

    test('the same commit again changes nothing', async () => {
      await using opened = await open();
      const { store } = opened;
      const channel = await store.channels.create(newChannel(1), OPERATOR);
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      const commit = goesDown(1, ONE, [channel.id]);
      await store.commit([commit, commit]);
      await store.commit([commit]);
      assert.equal((await store.outbox.open(10)).length, 1);
      assert.equal((await store.incidents.updates(INCIDENT)).length, 1);
      assert.equal((await store.incidents.observations(INCIDENT)).length, 1);
    });

    test('an alert that was sent is not put back by the same commit, not even under another id', async () => {
      await using opened = await open();
      const { store } = opened;
      const channel = await store.channels.create(newChannel(1), OPERATOR);
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      const commit = goesDown(1, ONE, [channel.id]);
      await store.commit([commit]);
      await store.outbox.setStatus(commit.deliveries[0]!.id, 'DELIVERED');
      const again = { ...commit, deliveries: [{ ...commit.deliveries[0]!, id: sampleId(77) }] };
      await store.commit([again]);
      assert.deepEqual(await store.outbox.open(10), []);
    });

    test('a group is kept whole or not at all', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      await store.monitors.create(newMonitor(2), [], OPERATOR);
      const good = goesDown(1, ONE, []);
      const bad = goesDown(2, sampleId(2), []);
      const orphan = { ...bad.updates[0]!, incidentId: sampleId(404) };
      await assert.rejects(store.commit([good, { ...bad, updates: [orphan] }]));
      assert.equal((await store.states.all()).size, 0);
      assert.equal(await store.incidents.get(INCIDENT), undefined);
      await store.commit([good]);
      assert.equal((await store.states.all()).size, 1);
    });

    test('alerts that are no longer true are cancelled, and those of the same commit are not', async () => {
      await using opened = await open();
      const { store } = opened;
      const channel = await store.channels.create(newChannel(1), OPERATOR);
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      const down = goesDown(1, ONE, [channel.id]);
      await store.commit([down]);
      const up = newDelivery(sampleId(78), {
        incidentId: INCIDENT,
        channelId: channel.id,
        monitorId: ONE,
        sequence: 1,
        kind: 'INCIDENT_RESOLVED',
      });
      await store.commit([{ ...down, updates: [], cancelDeliveriesOf: INCIDENT, deliveries: [up] }]);
      assert.deepEqual(
        (await store.outbox.listByIncident(INCIDENT)).map(({ status }) => status),
        ['CANCELLED', 'PENDING'],
      );
    });

    test('a look at a monitor that was deleted meanwhile leaves nothing behind', async () => {
      await using opened = await open();
      const { store } = opened;
      const channel = await store.channels.create(newChannel(1), OPERATOR);
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      await store.monitors.delete(ONE, OPERATOR);
      await store.commit([goesDown(1, ONE, [channel.id])]);
      assert.deepEqual(await store.outbox.open(10), []);
      assert.equal((await store.states.all()).size, 0);
      assert.equal(await store.incidents.get(INCIDENT), undefined);
    });

    test('the looks that led to an incident are found with it, and those that led to none are dropped', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      const counted = (slotMs: number): Commit => ({
        monitorId: ONE,
        state: downState(undefined, slotMs, 1),
        observation: failedLook(ONE, slotMs),
        updates: [],
        deliveries: [],
      });
      const recovered = { ...counted(T0 - 50_000), observation: passedLook(ONE, T0 - 50_000) };
      await store.commit([counted(T0 - 60_000), recovered]);
      await store.commit([counted(T0)]);
      const opens = goesDown(1, ONE, []);
      await store.commit([{ ...opens, observation: failedLook(ONE, T0 + 1) }]);
      const slots = (await store.incidents.observations(INCIDENT)).map(({ slotMs }) => slotMs - T0);
      assert.deepEqual(slots, [0, 1]);
    });

    test('a long outage keeps the looks of its beginning and of its turns', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      const opens = goesDown(1, ONE, []);
      await store.commit([opens]);
      const { incident: _, ...goesOn } = { ...opens, updates: [] };
      const looks = Array.from({ length: 150 }, (_, i) => failedLook(ONE, T0 + (i + 1) * 1000));
      for (const observation of looks) await store.commit([{ ...goesOn, observation }]);
      await store.commit([{ ...opens, observation: passedLook(ONE, T0 + 999_000) }]);
      const kept = await store.incidents.observations(INCIDENT);
      assert.equal(kept.length, 101);
      assert.equal(kept.at(-1)?.slotMs, T0 + 999_000);
    });
  });
}
