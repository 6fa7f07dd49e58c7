/** What a store promises of incidents. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Incident, initialState } from '@upwatch/core';
import { EVERYTHING, type OpenStore, refusal } from './opened-store.ts';
import {
  goesDown,
  newChannel,
  newDelivery,
  newDispatch,
  newMonitor,
  openIncident,
  OPERATOR,
  sampleId,
  T0,
  timelineEntry,
} from './samples.ts';

const ONE = sampleId(1);
const INCIDENT = sampleId(0x1_0000_0001);

export function incidentPromises(open: OpenStore): void {
  describe('incidents', () => {
    test('a deleted monitor has no open incident and no opening that waits; its story stays', async () => {
      await using opened = await open();
      const { store } = opened;
      const channel = await store.channels.create(newChannel(1), OPERATOR);
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      await store.commit([goesDown(1, ONE, [channel.id])]);
      await store.monitors.delete(ONE, OPERATOR);
      assert.equal(await store.monitors.get(ONE), undefined);
      assert.equal((await store.states.all()).size, 0);
      assert.deepEqual(await store.outbox.open(10), [], 'nobody had been told of it');
      const incident = await store.incidents.get(INCIDENT);
      assert.equal(incident?.status, 'RESOLVED');
      assert.equal(incident?.resolutionReason, 'AUTO_RESOLVED');
      assert.ok(incident.resolvedAtMs! >= incident.startedAtMs);
      assert.equal(incident?.monitorId, ONE);
      const line = (await store.incidents.updates(INCIDENT)).at(-1);
      assert.deepEqual(
        [line?.oldStatus, line?.newStatus, line?.body, line?.createdBy],
        ['CONFIRMED', 'RESOLVED', 'The monitor was deleted.', 'SYSTEM'],
      );
      assert.equal((await store.incidents.observations(INCIDENT)).length, 1);
      await assert.rejects(store.monitors.delete(ONE, OPERATOR), refusal('not_found'));
    });

    test('who was told that a monitor is down is told of the end when it is deleted, in one step with it', async () => {
      await using opened = await open();
      const { store } = opened;
      const [told, other] = [newChannel(1).id, newChannel(2).id];
      for (const number of [1, 2]) await store.channels.create(newChannel(number), OPERATOR);
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      const down = goesDown(1, ONE, [told]);
      const tie = { ...down.state.incident!, toldChannelIds: [told] };
      await store.commit([{ ...down, state: { ...down.state, incident: tie } }]);
      const [opening] = await store.outbox.open(10);
      await store.outbox.setStatus(opening!.id, 'DELIVERED');
      await store.monitors.delete(ONE, OPERATOR);
      const after = await opened.reopen();
      const [end, ...none] = await after.outbox.open(10);
      assert.deepEqual(none, []);
      assert.deepEqual([end?.kind, end?.channelId, end?.incidentId], ['INCIDENT_RESOLVED', told, INCIDENT]);
      assert.equal(end?.key, `${INCIDENT}:${tie.sequence + 1}:${told}`);
      assert.match(end.message.headline, /^the incident of .* was closed after .*: the monitor was deleted$/);
      assert.equal(end.message.target, opening!.message.target);
      assert.notEqual(end.channelId, other);
    });

    test('the end of an incident that was over before its monitor was deleted is still told', async () => {
      await using opened = await open();
      const { store } = opened;
      const channel = await store.channels.create(newChannel(1), OPERATOR);
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      const incident = { ...openIncident(INCIDENT, ONE, T0), status: 'RESOLVED', resolvedAtMs: T0 + 9000 } as const;
      const part = { incidentId: INCIDENT, channelId: channel.id, monitorId: ONE };
      const end = newDelivery(sampleId(90), { ...part, sequence: 2, kind: 'INCIDENT_RESOLVED' });
      const reminder = newDelivery(sampleId(91), { ...part, sequence: 1 });
      await store.incidents.commit({ incident, updates: [], deliveries: [end, reminder] }, OPERATOR);
      await store.monitors.delete(ONE, OPERATOR);
      assert.deepEqual(await store.outbox.open(10), [end]);
      assert.equal((await store.outbox.get(reminder.id))?.errorMessage, 'the monitor was deleted');
    });

    test('what policies did about a deleted monitor is over, and an end that they want told to nobody is not', async () => {
      await using opened = await open();
      const { store } = opened;
      const channel = await store.channels.create(newChannel(1), OPERATOR);
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      const steps = [{ delayMinutes: 0, channelIds: [channel.id] }];
      const dispatch = newDispatch(1, INCIDENT);
      const policy = { id: dispatch.policyId, name: 'on call', matchRules: [], isEnabled: true, priority: 0 };
      const escalation = { steps, onResolve: 'silent' } as const;
      await store.notificationPolicies.create({ ...policy, escalation, managedBy: 'API' }, OPERATOR);
      const incident = { ...openIncident(INCIDENT, ONE, T0), source: 'MANUAL' } as const;
      const part = { incidentId: INCIDENT, channelId: channel.id, monitorId: ONE };
      const opening = { ...newDelivery(sampleId(90), part), dispatchId: dispatch.id, stepNumber: 1, fireCount: 1 };
      const opens = { incident, updates: [], deliveries: [opening], dispatches: [dispatch] };
      await store.incidents.commit(opens, OPERATOR);
      await store.outbox.setStatus(opening.id, 'DELIVERED');
      await store.monitors.delete(ONE, OPERATOR);
      assert.deepEqual(await store.outbox.open(10), []);
      const after = await store.dispatches.get(dispatch.id);
      assert.deepEqual([after?.status, after?.completionReason], ['COMPLETED', 'RESOLVED']);
      assert.equal(after?.nextStepAtMs, undefined);
    });

    test('why it is degraded where nothing failed is kept with an incident', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      const { incident, ...rest } = goesDown(1, ONE, []);
      const warning = 'expected at most 200 ms, got 240 ms';
      await store.commit([{ ...rest, incident: { ...incident!, severity: 'DEGRADED', warning } }]);
      assert.equal((await store.incidents.get(INCIDENT))?.warning, warning);
    });

    test('who has an incident is kept with it, and the trail says who took it on, and when nobody did anything', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      const { incident } = goesDown(1, ONE, []);
      await store.commit([goesDown(1, ONE, [])]);
      const acknowledgement = { by: 'Ada', atMs: T0 + 5000.4, snoozedUntilMs: T0 + 9000 };
      const taken = { ...incident!, acknowledgement };
      await store.incidents.commit({ incident: taken, updates: [], deliveries: [] }, { name: 'Ada' });
      assert.deepEqual((await store.incidents.get(INCIDENT))?.acknowledgement, { ...acknowledgement, atMs: T0 + 5000 });
      await store.incidents.commit({ incident: taken, updates: [], deliveries: [] }, OPERATOR);
      await store.incidents.commit({ incident: incident!, updates: [], deliveries: [] }, undefined);
      assert.equal((await store.incidents.get(INCIDENT))?.acknowledgement, undefined);
      const trail = (await store.audit.list(EVERYTHING)).items.filter(({ resourceId }) => resourceId === INCIDENT);
      assert.deepEqual(
        trail.map(({ actor, action }) => `${actor} ${action}`).toSorted(),
        ['Ada incident.acknowledged', `${OPERATOR.name} incident.updated`].toSorted(),
      );
    });

    test('a comment made while somebody takes an incident on undoes nothing of that, whichever comes first', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      await store.commit([goesDown(1, ONE, [])]);
      const read = (await store.incidents.get(INCIDENT))!;
      const taken = { ...read, acknowledgement: { by: 'Ada', atMs: T0 } };
      const comment = (n: number) => (now: Incident) => ({
        incident: { ...now, updatedAtMs: T0 + n },
        updates: [{ ...timelineEntry(sampleId(0x7_0000_0000 + n), INCIDENT, T0 + n), body: `comment ${n}` }],
      });
      await Promise.all([
        store.incidents.update(INCIDENT, comment(1), OPERATOR),
        store.incidents.commit({ incident: taken, updates: [], deliveries: [] }, { name: 'Ada' }),
        store.incidents.update(INCIDENT, comment(2), OPERATOR),
      ]);
      const after = await store.incidents.get(INCIDENT);
      assert.deepEqual(after?.acknowledgement, { by: 'Ada', atMs: T0 });
      const bodies = new Set((await store.incidents.updates(INCIDENT)).map(({ body }) => body));
      for (const body of ['comment 1', 'comment 2']) assert.ok(bodies.has(body), body);
      await assert.rejects(store.incidents.update(sampleId(9), comment(3), OPERATOR), refusal('not_found'));
    });

    test('lists are filtered by each field and begin with the newest', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.monitors.create(newMonitor(1), [{ name: 'prod' }], OPERATOR);
      await store.monitors.create(newMonitor(2), [], OPERATOR);
      const tagId = (await store.monitors.get(ONE))!.tagIds[0]!;
      const first = goesDown(1, ONE, []);
      const second = goesDown(2, sampleId(2), []);
      const later = {
        ...second.incident!,
        startedAtMs: T0 + 5000,
        severity: 'DEGRADED',
        status: 'RESOLVED',
        resolvedAtMs: T0 + 6000,
      } as const;
      await store.commit([first, { ...second, incident: later }]);
      const ids = async (filter: Parameters<typeof store.incidents.list>[0]) =>
        (await store.incidents.list(filter, EVERYTHING)).items.map(({ monitorId }) => monitorId);
      assert.deepEqual(await ids({}), [sampleId(2), ONE]);
      assert.deepEqual(await ids({ status: 'RESOLVED' }), [sampleId(2)]);
      assert.deepEqual(await ids({ severity: 'DOWN' }), [ONE]);
      assert.deepEqual(await ids({ source: 'MANUAL' }), []);
      assert.deepEqual(await ids({ monitorId: ONE }), [ONE]);
      assert.deepEqual(await ids({ tagId }), [ONE]);
      assert.deepEqual(await ids({ startedFromMs: T0 + 5000 }), [sampleId(2)]);
      assert.deepEqual(await ids({ startedToMs: T0 + 5000 }), [ONE]);
      assert.equal((await store.incidents.list({}, { page: 1, size: 1 })).items[0]?.monitorId, ONE);
    });

    test('a person opens, comments and resolves, and the trail says who; the monitor follows in the same step', async () => {
      await using opened = await open();
      const { store } = opened;
      const channel = await store.channels.create(newChannel(1), OPERATOR);
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      await store.commit([goesDown(1, ONE, [channel.id])]);
      const incident = { ...openIncident(INCIDENT, ONE, T0), status: 'RESOLVED', resolvedAtMs: T0 + 9000 } as const;
      const state = { ...initialState(1, T0), verdict: 'up' } as const;
      const update = timelineEntry(sampleId(80), INCIDENT, T0 + 9000);
      const resolve = {
        monitorId: ONE,
        state,
        incident,
        updates: [update],
        deliveries: [],
        cancelDeliveriesOf: INCIDENT,
      };
      await store.incidents.commit(resolve, { name: 'alice' });
      assert.deepEqual(await store.incidents.get(INCIDENT), incident);
      assert.deepEqual((await store.states.all()).get(ONE), state);
      assert.deepEqual(await store.outbox.open(10), []);

      const { monitorId: _, ...loose } = openIncident(sampleId(81), ONE, T0);
      await store.incidents.commit(
        { incident: { ...loose, source: 'MANUAL' }, updates: [], deliveries: [] },
        { name: 'bob' },
      );
      await store.incidents.commit(
        { updates: [timelineEntry(sampleId(82), sampleId(81), T0)], deliveries: [] },
        { name: 'carol' },
      );
      const trail = (await store.audit.list(EVERYTHING)).items.slice(0, 3);
      assert.deepEqual(
        trail.map(({ actor, action, resourceName }) => `${actor} ${action} ${resourceName}`),
        [
          'carol incident.updated shop is down',
          'bob incident.created shop is down',
          'alice incident.resolved shop is down',
        ],
      );
    });

    test('what names a monitor or an incident that does not exist is refused', async () => {
      await using opened = await open();
      const { store } = opened;
      const nothing = { updates: [], deliveries: [] };
      const opens = { ...nothing, incident: openIncident(sampleId(81), ONE, T0) };
      await assert.rejects(store.incidents.commit(opens, OPERATOR), refusal('not_found'));
      const comments = { ...nothing, updates: [timelineEntry(sampleId(82), sampleId(81), T0)] };
      await assert.rejects(store.incidents.commit(comments, OPERATOR), refusal('not_found'));
      assert.equal((await store.audit.list(EVERYTHING)).total, 0);
    });

    test('incidents in numbers: those that are open, those of today, and how long the others lasted', async () => {
      await using opened = await open();
      const { store } = opened;
      assert.deepEqual(await store.incidents.summary({ todayMs: T0, sinceMs: T0 }), { open: 0, resolvedToday: 0 });
      for (const [number, resolvedAtMs] of [undefined, T0 + 10, T0 + 30, T0 - 1].entries()) {
        const incident = openIncident(sampleId(0x900 + number), sampleId(0x999), T0 - 10);
        const { monitorId: _, ...byHand } = incident;
        const ended = resolvedAtMs !== undefined && ({ status: 'RESOLVED', resolvedAtMs } as const);
        await store.incidents.commit({ incident: { ...byHand, ...ended }, updates: [], deliveries: [] }, OPERATOR);
      }
      const summary = await store.incidents.summary({ todayMs: T0 + 20, sinceMs: T0 });
      assert.deepEqual(summary, { open: 1, resolvedToday: 1, averageLastedMs: 30 });
    });
  });
}
