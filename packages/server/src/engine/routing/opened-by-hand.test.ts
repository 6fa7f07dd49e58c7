/** Incidents that a person opened, over a real store: told step by step, also by the next run. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { EscalationChain, Incident, IncidentUpdate } from '@upwatch/core';
import { makeIds } from '../../ids.ts';
import { type LiveEvent, LiveBus } from '../../live.ts';
import { StoreRefusal } from '../../stores/port.ts';
import { temporaryStore } from '../../stores/sqlite/testing/temporary-store.ts';
import { goesDown, newChannel, newMonitor, OPERATOR, sampleId, T0 } from '../../stores/testing/samples.ts';
import { knowRouting } from './known-routing.ts';
import { OpenedByHand } from './opened-by-hand.ts';

const MINUTE = 60_000;
const ADA = { name: 'Ada' };

async function rig(t: Pick<TestContext, 'after'>, chain: (ids: readonly string[]) => EscalationChain['steps']) {
  const opened = await temporaryStore();
  t.after(() => opened[Symbol.asyncDispose]());
  let nowMs = T0;
  const clock = { wall: () => nowMs, monotonic: () => nowMs };
  const newId = makeIds(clock);
  const ids: string[] = [];
  for (const number of [1, 2, 3]) ids.push((await opened.store.channels.create(newChannel(number), OPERATOR)).id);
  const { store: core, ...routing } = await knowRouting(opened.store);
  const policy = {
    id: newId(),
    name: 'on call',
    matchRules: [],
    isEnabled: true,
    priority: 0,
    managedBy: 'API',
  } as const;
  const fallbackChannelIds = [ids[2]!];
  await core.notificationPolicies.create(
    { ...policy, escalation: { steps: chain(ids) }, fallbackChannelIds },
    OPERATOR,
  );
  const events: LiveEvent[] = [];
  const live = new LiveBus(() => undefined);
  live.subscribe((event) => events.push(event));
  const troubles: Error[] = [];
  let wakes = 0;
  const start = async (): Promise<OpenedByHand> => {
    const begun = new OpenedByHand({
      ...{
        store: core,
        clock,
        newId,
        engineVersion: '0.1.0',
        live,
        routing,
        channels: () => ids.map((id) => ({ id })),
        channelIdsOf: (monitor) => monitor.channelIds ?? [ids[2]!],
      },
      wakeDispatcher: () => void wakes++,
      onTrouble: (error) => troubles.push(error),
    });
    await begun.start();
    return begun;
  };
  const incident: Incident = {
    ...{ id: newId(), source: 'MANUAL', status: 'CONFIRMED', severity: 'DOWN', title: 'Slow', affectedRegions: [] },
    ...{ reopenCount: 0, startedAtMs: T0, createdAtMs: T0, updatedAtMs: T0 },
  };
  const update: IncidentUpdate = {
    ...{ id: newId(), incidentId: incident.id, newStatus: 'CONFIRMED', createdBy: 'USER' },
    ...{ notifySubscribers: false, createdAtMs: T0 },
  };
  const told = async () =>
    (await core.outbox.listByIncident(incident.id)).map(
      ({ kind, channelId }) => `${kind.replace('INCIDENT_', '')} ${ids.indexOf(channelId) + 1}`,
    );
  const pass = (minutes: number): void => void (nowMs += minutes * MINUTE);
  return { core, ids, start, incident, update, told, pass, events, troubles, wakes: () => wakes };
}

const TWO_STEPS = ([one, two]: readonly string[]) => [
  { delayMinutes: 0, channelIds: [one!] },
  { delayMinutes: 10, channelIds: [two!] },
];

test('the steps go on in the next run, and whoever was told hears of the end', async (t) => {
  const { start, incident, update, told, pass, core, events, wakes } = await rig(t, TWO_STEPS);
  await (await start()).open(incident, update, ADA, true);
  assert.deepEqual(await told(), ['CREATED 1']);
  const next = await start();
  pass(9);
  next.tick();
  await next.close();
  assert.deepEqual(await told(), ['CREATED 1']);
  pass(1);
  next.tick();
  next.tick();
  await next.close();
  assert.deepEqual(await told(), ['CREATED 1', 'CREATED 2']);
  assert.equal(await next.resolve(incident.id, 'paid', ADA), true);
  assert.deepEqual(await told(), ['CREATED 1', 'CREATED 2', 'RESOLVED 1', 'RESOLVED 2']);
  assert.equal(await next.resolve(incident.id, 'again', ADA), false);
  assert.equal(wakes(), 3);
  assert.deepEqual([...new Set(events.map(({ type }) => type))], ['incident', 'delivery']);
  const { items } = await core.audit.list({ page: 0, size: 50 });
  const acts = items
    .filter(({ resourceId }) => resourceId === incident.id)
    .map(({ actor, action }) => `${actor} ${action}`);
  assert.deepEqual(acts.toSorted(), ['Ada incident.created', 'Ada incident.resolved'], 'a step is nobody’s act');
});

test('a step is repeated until somebody takes the incident on', async (t) => {
  const chain = ([one]: readonly string[]) => [
    { delayMinutes: 0, channelIds: [one!], requireAck: true, repeatIntervalSeconds: 60 },
  ];
  const { start, incident, update, told, pass, troubles } = await rig(t, chain);
  const byHand = await start();
  await byHand.open(incident, update, ADA, true);
  for (const times of [2, 3]) {
    pass(1);
    byHand.tick();
    await byHand.close();
    assert.equal((await told()).length, times);
  }
  assert.deepEqual(troubles, []);
});

test('a changed severity is kept, told once to those who were told, and in the trail', async (t) => {
  const { start, incident, update, told, core } = await rig(t, TWO_STEPS);
  const byHand = await start();
  await byHand.open(incident, update, ADA, true);
  const severity = incident.severity === 'DOWN' ? 'DEGRADED' : 'DOWN';
  const how = { by: 'Ada', severity, body: 'only the report' } as const;
  assert.deepEqual(
    await Promise.all([byHand.changeSeverity(incident.id, how), byHand.changeSeverity(incident.id, how)]),
    [true, false],
  );
  assert.equal((await core.incidents.get(incident.id))?.severity, severity);
  assert.deepEqual(await told(), ['CREATED 1', 'CREATED 1']);
  const line = (await core.incidents.updates(incident.id)).at(-1);
  assert.equal(line?.topic, 'severity');
  assert.match(line?.body ?? '', /^Severity changed from \w+ to \w+ by Ada: only the report$/);
  const { items } = await core.audit.list({ page: 0, size: 50 });
  assert.ok(items.some(({ actor, action }) => actor === 'Ada' && action === 'incident.updated'));
});

test('whoever takes it on ends the steps, once; a snooze ends by itself', async (t) => {
  const { start, incident, update, told, pass, core, events } = await rig(t, TWO_STEPS);
  const byHand = await start();
  await byHand.open(incident, update, ADA, true);
  const both = [byHand.acknowledge(incident.id, { by: 'Ada' }), byHand.acknowledge(incident.id, { by: 'Bob' })];
  assert.deepEqual(await Promise.all(both), [true, false], 'of two at once one is first');
  assert.equal((await core.incidents.get(incident.id))?.acknowledgement?.by, 'Ada');
  assert.equal(events.findLast(({ type }) => type === 'incident')?.type, 'incident');
  pass(60);
  byHand.tick();
  await byHand.close();
  assert.deepEqual(await told(), ['CREATED 1']);
  await byHand.unacknowledge(incident.id, { by: 'Ada' });
  await byHand.acknowledge(incident.id, { by: 'Bob', snoozedUntilMs: T0 + 90 * MINUTE });
  pass(29);
  byHand.tick();
  await byHand.close();
  assert.deepEqual(await told(), ['CREATED 1']);
  pass(1);
  byHand.tick();
  await byHand.close();
  assert.deepEqual(await told(), ['CREATED 1', 'CREATED 1', 'CREATED 2']);
});

test('where a step reached nobody its fallback is told, once', async (t) => {
  const { start, incident, update, told, core } = await rig(t, TWO_STEPS);
  const byHand = await start();
  await byHand.open(incident, update, ADA, true);
  const [alert] = await core.outbox.listByIncident(incident.id);
  await core.outbox.setStatus(alert!.id, 'FAILED', 'refused');
  for (const _ of [1, 2]) byHand.delivered({ ...alert!, status: 'FAILED' });
  await byHand.close();
  assert.deepEqual(await told(), ['CREATED 1', 'CREATED 3']);
});

test('a failure that an earlier run left behind is followed by its fallback too', async (t) => {
  const { start, incident, update, told, core } = await rig(t, TWO_STEPS);
  await (await start()).open(incident, update, ADA, true);
  const [alert] = await core.outbox.listByIncident(incident.id);
  await core.outbox.setStatus(alert!.id, 'FAILED', 'refused');
  const next = await start();
  next.tick();
  await next.close();
  assert.deepEqual(await told(), ['CREATED 1', 'CREATED 3']);
});

test('nobody is told of what a person wants kept quiet, nor of its end', async (t) => {
  const { start, incident, update, told } = await rig(t, TWO_STEPS);
  const byHand = await start();
  await byHand.open(incident, update, ADA, false);
  await byHand.resolve(incident.id, undefined, ADA);
  assert.deepEqual(await told(), []);
});

test('what looks found is left to the recorder', async (t) => {
  const { start, core, ids, troubles } = await rig(t, TWO_STEPS);
  await core.monitors.create(newMonitor(1), [], OPERATOR);
  await core.commit([goesDown(1, sampleId(1), [ids[0]!])]);
  const byHand = await start();
  const [found] = (await core.incidents.list({}, { page: 0, size: 1 })).items;
  await assert.rejects(byHand.acknowledge(found!.id, { by: 'Ada' }), StoreRefusal);
  const [alert] = await core.outbox.listByIncident(found!.id);
  byHand.delivered({ ...alert!, status: 'FAILED', dispatchId: sampleId(7), stepNumber: 1 });
  await byHand.close();
  assert.deepEqual(troubles, []);
  assert.equal((await core.outbox.listByIncident(found!.id)).length, 1);
});

test('a report of a monitor that names no channels is told to those of its groups', async (t) => {
  const { core, start, incident, update, told, ids } = await rig(t, ([first]) => [
    { delayMinutes: 0, channelIds: [first!] },
  ]);
  const monitor = await core.monitors.create(newMonitor(7), [], OPERATOR);
  await (await start()).open({ ...incident, monitorId: monitor.id }, update, ADA, true);
  assert.deepEqual((await told()).toSorted(), ['CREATED 1', 'CREATED 3'], ids.join());
});
