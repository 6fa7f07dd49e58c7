/** A severity by hand: of what looks found, through the recorder, and of a group's incident, through its watch. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Incident } from '@upwatch/core';
import { makeIds } from '../../ids.ts';
import { StoreRefusal } from '../../stores/port.ts';
import { sampleId } from '../../stores/testing/samples.ts';
import { grouped, look, pass, SECOND, told } from '../testing/group-rig.ts';
import { RecorderRig } from '../testing/recorder-rig.ts';
import { incidentActs } from './incident-acts.ts';

const HOW = { by: 'Ada', severity: 'DEGRADED', body: 'only the report' } as const;

function actsOf(rig: RecorderRig) {
  const clock = { wall: () => rig.nowMs, monotonic: () => rig.nowMs };
  const notHere = () => assert.fail('no incident here was opened by hand');
  const openedByHand = {
    ...{ open: notHere, acknowledge: notHere, unacknowledge: notHere },
    ...{ update: notHere, resolve: notHere, changeSeverity: notHere },
  };
  const { store: core, recorder, groups } = rig;
  return incidentActs({ core, recorder, groups, openedByHand, clock, newId: makeIds(clock) });
}

async function only(rig: RecorderRig): Promise<Incident> {
  const { incidents } = await rig.kept();
  assert.equal(incidents.length, 1);
  return incidents[0]!;
}

const isConflict = (pattern: RegExp) => (error: unknown) =>
  error instanceof StoreRefusal && error.code === 'conflict' && pattern.test(error.message);

test('the severity of what looks found holds over looks and a kill, is told once, and ends with the incident', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'down', 'down');
  const { id } = await only(rig);
  assert.equal(await actsOf(rig).changeSeverity(id, HOW), true);
  assert.equal(await actsOf(rig).changeSeverity(id, HOW), false, 'it is that already');
  await rig.minutes('down');
  await rig.crash();
  await rig.minutes('down');
  const changed = await only(rig);
  assert.deepEqual([changed.severity, changed.status], ['DEGRADED', 'CONFIRMED']);
  const alerts = (await rig.kept()).deliveries.map(({ message }) => `${message.severity} ${message.occasion ?? ''}`);
  assert.deepEqual(alerts, ['DOWN ', 'DEGRADED severity-change']);
  const lines = (await rig.store.incidents.updates(id)).filter(({ topic }) => topic === 'severity');
  assert.deepEqual(
    lines.map(({ body, createdBy }) => `${createdBy} ${body}`),
    ['USER Severity changed from down to degraded by Ada: only the report'],
  );
  await rig.minutes('up', 'up');
  await rig.minutes('down', 'down');
  const { incidents, deliveries } = await rig.kept();
  assert.deepEqual(
    deliveries.map(({ kind, message }) => `${kind} ${message.severity}`).slice(2),
    ['INCIDENT_RESOLVED DEGRADED', 'INCIDENT_REOPENED DOWN'],
    'it ends as it was told last, and what comes back is as bad as looks say',
  );
  assert.equal(incidents[0]?.severity, 'DOWN');
});

test('the severity of what is not confirmed, is over or is nowhere is refused, and nothing is told', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'down', 'down', 'up', 'up');
  const { id } = await only(rig);
  const acts = actsOf(rig);
  await assert.rejects(acts.changeSeverity(id, HOW), isConflict(/^the incident is over: its severity stays$/));
  const unknown = sampleId(0xabc);
  await assert.rejects(
    acts.changeSeverity(unknown, HOW),
    (error) => error instanceof StoreRefusal && error.code === 'not_found' && error.message.includes(unknown),
  );
  assert.equal((await rig.kept()).deliveries.length, 2);
});

test('the severity of a group’s incident is changed by the group, which goes on with it', async () => {
  await using rig = await grouped({ recoveryCooldownMinutes: 10 });
  await look(rig, 'down', 1, 2, 3);
  await pass(rig, 40 * SECOND);
  const ofGroup = async () => (await rig.kept()).incidents.find(({ source }) => source === 'RESOURCE_GROUP')!;
  const { id, severity } = await ofGroup();
  assert.equal(severity, 'DOWN');
  assert.equal(await actsOf(rig).changeSeverity(id, HOW), true);
  assert.equal(await actsOf(rig).changeSeverity(id, HOW), false);
  await rig.crash();
  await look(rig, 'down', 1, 2, 3);
  assert.equal((await ofGroup()).severity, 'DEGRADED');
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED edge', 'INCIDENT_CREATED edge']);
  await look(rig, 'up', 1, 2, 3);
  await pass(rig, 60 * SECOND);
  assert.deepEqual((await told(rig)).slice(2), ['INCIDENT_RESOLVED edge']);
  await assert.rejects(actsOf(rig).changeSeverity(id, HOW), isConflict(/over/));
  await look(rig, 'down', 1, 2, 3);
  await pass(rig, 40 * SECOND);
  assert.equal((await told(rig)).at(-1), 'INCIDENT_REOPENED edge');
  assert.equal((await ofGroup()).severity, 'DOWN', 'what comes back is as bad as looks say');
});
