import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Incident, IncidentUpdate } from '@upwatch/core';
import { looked, MINUTE, monitorWith, replayed, shop, TWO_OUTAGES } from './testing/past-monitor.ts';
import { type TestApi, testApi } from './testing/test-api.ts';
import { openIncidentOf } from './testing/walk-operations.ts';

test('what opened during maintenance is no page of any policy', async () => {
  await using api = await testApi();
  const id = await monitorWith(api, TWO_OUTAGES);
  const at = (minutesAgo: number) => new Date(api.nowMs() - minutesAgo * MINUTE).toISOString();
  const window = { monitorId: id, startsAt: at(40), endsAt: at(20), suppressAlerts: true };
  const made = await api.ask('POST', '/api/v1/maintenance-windows', window);
  assert.equal(made.status, 201, made.text);
  const { data } = (await replayed(api, id)).body;
  assert.deepEqual([data.inForce.incidents, data.inForce.pages, data.inForce.recoveries], [2, 1, 1]);
});

test('what was held before the span is told in it, where the hold ends in it', async () => {
  await using api = await testApi();
  const id = await monitorWith(api, `${'u'.repeat(30)}${'d'.repeat(31)}`);
  const at = (minutesAgo: number) => new Date(api.nowMs() - minutesAgo * MINUTE).toISOString();
  const window = { monitorId: id, startsAt: at(40), endsAt: at(20), suppressAlerts: true };
  assert.equal((await api.ask('POST', '/api/v1/maintenance-windows', window)).status, 201);
  const { inForce } = (await replayed(api, id, { from: at(25), to: at(0) })).body.data;
  assert.deepEqual([inForce.incidents, inForce.pages], [0, 1]);
});

test('while what a monitor depends on was down, nothing of it is a page', async () => {
  await using api = await testApi();
  const { incident } = await openIncidentOf(api);
  const id = await monitorWith(api, `${'u'.repeat(30)}${'d'.repeat(31)}`);
  const pages = async (): Promise<number> => (await replayed(api, id)).body.data.inForce.pages;
  assert.equal(await pages(), 1);
  const startedAtMs = api.nowMs() - 60 * MINUTE;
  const outage = { ...incident, severity: 'DOWN', startedAtMs, confirmedAtMs: startedAtMs } as const;
  await api.core.incidents.commit({ incident: outage, updates: [], deliveries: [] }, undefined);
  const changed = await api.ask('PUT', `/api/v1/monitors/${id}`, { dependsOn: [incident.monitorId] });
  assert.equal(changed.status, 200, changed.text);
  assert.equal(await pages(), 0);
});

function groupIncident(id: string, given: Partial<Incident> & Pick<Incident, 'startedAtMs'>): Incident {
  const { startedAtMs, resolvedAtMs } = given;
  return {
    id: crypto.randomUUID(),
    resourceGroup: { id, name: 'Edge' },
    source: 'RESOURCE_GROUP',
    status: resolvedAtMs === undefined ? 'CONFIRMED' : 'RESOLVED',
    severity: 'DOWN',
    title: 'Edge is down',
    affectedRegions: [],
    reopenCount: 0,
    triggeredByRule: '2 members down',
    confirmedAtMs: startedAtMs,
    createdAtMs: startedAtMs,
    updatedAtMs: startedAtMs,
    ...given,
  };
}

/** A monitor that is in a group since before its looks, and its outages. */
async function memberOf(api: TestApi, group: object) {
  api.pass(-4 * 60 * MINUTE);
  const id = await shop(api);
  const body = { name: 'Edge', healthThresholdType: 'COUNT', healthThresholdValue: 2, ...group };
  const made = await api.ask('POST', '/api/v1/resource-groups', body);
  const groupId: string = made.body.data.id;
  const member = { memberType: 'monitor', memberId: id };
  const added = await api.ask('POST', `/api/v1/resource-groups/${groupId}/members`, member);
  assert.deepEqual([made.status, added.status], [201, 201], added.text);
  api.pass(4 * 60 * MINUTE);
  await looked(api, id, TWO_OUTAGES);
  const replay = async () => {
    const { data } = (await replayed(api, id)).body;
    return { pages: data.inForce.pages, incidents: data.inForce.incidents, left: data.notReplayed.join(' ') };
  };
  return { groupId, replay };
}

test('while a group is told of in place of its members, nothing of a member is a page', async () => {
  await using api = await testApi();
  const { groupId, replay } = await memberOf(api, { suppressMemberAlerts: true });
  const before = await replay();
  assert.deepEqual([before.incidents, before.pages], [2, 2]);
  assert.match(before.left, /Its groups hold alerts by the incidents that they had, from when it joined/);
  const [startedAtMs, resolvedAtMs] = [api.nowMs() - 31 * MINUTE, api.nowMs() - 27 * MINUTE];
  const incident = groupIncident(groupId, { startedAtMs, resolvedAtMs });
  await api.core.resourceGroups.commit({ groupId, state: {}, incident, updates: [], deliveries: [] });
  const held = await replay();
  assert.deepEqual([held.incidents, held.pages], [2, 1]);
  assert.doesNotMatch(held.left, /closed by hand/);
});

test('a group that came back and went again held only while it was down', async () => {
  await using api = await testApi();
  const { groupId, replay } = await memberOf(api, { suppressMemberAlerts: true, recoveryCooldownMinutes: 60 });
  const at = (minutesAgo: number): number => api.nowMs() - minutesAgo * MINUTE;
  const incident = groupIncident(groupId, { startedAtMs: at(60), resolvedAtMs: at(3), reopenCount: 1 });
  const lines = [
    ['CONFIRMED', at(60)],
    ['RESOLVED', at(50)],
    ['CONFIRMED', at(12)],
    ['RESOLVED', at(3)],
  ] as const;
  const updates = lines.map(([newStatus, createdAtMs]): IncidentUpdate => {
    const line = { id: crypto.randomUUID(), incidentId: incident.id, newStatus, createdAtMs };
    return { ...line, createdBy: 'SYSTEM', notifySubscribers: false };
  });
  await api.core.resourceGroups.commit({ groupId, state: {}, incident, updates, deliveries: [] });
  assert.equal((await replay()).pages, 1, 'the first outage fell between');
});

test('what a group held after somebody closed its incident is not known, and that is said', async () => {
  await using api = await testApi();
  const { groupId, replay } = await memberOf(api, { suppressMemberAlerts: true });
  const [startedAtMs, resolvedAtMs] = [api.nowMs() - 60 * MINUTE, api.nowMs() - 50 * MINUTE];
  const closed = groupIncident(groupId, { startedAtMs, resolvedAtMs, resolutionReason: 'MANUAL' });
  await api.core.resourceGroups.commit({ groupId, state: {}, incident: closed, updates: [], deliveries: [] });
  const { pages, left } = await replay();
  assert.equal(pages, 2);
  assert.match(left, /An incident of its groups was closed by hand: alerts that its group held after that are counted/);
  const state = { isClosedByHand: true } as const;
  await api.core.resourceGroups.commit({ groupId, state, updates: [], deliveries: [] });
  const still = await replay();
  assert.equal(still.pages, 0, 'it is still down: its members are held to this day');
  assert.doesNotMatch(still.left, /closed by hand/);
});

test('an outage that is over before its group is judged is no page; a group that does not stand for its members holds nothing', async () => {
  await using api = await testApi();
  const patient = await memberOf(api, { suppressMemberAlerts: true, confirmationDelaySeconds: 180 });
  assert.equal((await patient.replay()).pages, 0, 'the longer outage is over three minutes after it was confirmed');
  await using other = await testApi();
  const { groupId, replay } = await memberOf(other, { suppressMemberAlerts: false });
  const incident = groupIncident(groupId, { startedAtMs: other.nowMs() - 60 * MINUTE });
  await other.core.resourceGroups.commit({ groupId, state: {}, incident, updates: [], deliveries: [] });
  const { pages, left } = await replay();
  assert.equal(pages, 2);
  assert.doesNotMatch(left, /Its groups hold/);
});
