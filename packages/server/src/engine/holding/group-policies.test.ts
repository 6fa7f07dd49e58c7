/** A group's incident goes by notification policies as a monitor's does: whom they concern, step by step, until it is over. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Delivery, Incident, NotificationPolicy } from '@upwatch/core';
import type { GroupContent } from '../../stores/port.ts';
import { newChannel, OPERATOR, sampleId, T0 } from '../../stores/testing/samples.ts';
import { GROUP, grouped, look, pass, SECOND } from '../testing/group-rig.ts';
import { MINUTE, type RecorderRig } from '../testing/recorder-rig.ts';

const [ONE, TWO, THREE] = [1, 2, 3].map((number) => newChannel(number).id) as [string, string, string];

function policyOf(given: Partial<NotificationPolicy> = {}): NotificationPolicy {
  return {
    id: sampleId(0xc001),
    name: 'on call',
    matchRules: [],
    escalation: {
      steps: [
        { delayMinutes: 0, channelIds: [TWO] },
        { delayMinutes: 10, channelIds: [THREE] },
      ],
    },
    isEnabled: true,
    priority: 0,
    managedBy: 'API',
    createdAtMs: T0,
    updatedAtMs: T0,
    ...given,
  };
}

/** Three members, three channels and these policies. */
async function rigOf(
  policies: readonly NotificationPolicy[],
  change: Partial<GroupContent> = {},
): Promise<RecorderRig> {
  const rig = await grouped({ confirmationDelaySeconds: 0, ...change });
  for (const number of [2, 3]) await rig.store.channels.create(newChannel(number), OPERATOR);
  rig.channelIds = [ONE, TWO, THREE];
  rig.policies = policies;
  return rig;
}

async function goDown(rig: RecorderRig): Promise<void> {
  await look(rig, 'down', 1, 2);
  await pass(rig, 5 * SECOND);
}

/** The newest incident of the group. */
async function incidentOf(rig: RecorderRig): Promise<Incident> {
  return (await rig.kept()).incidents.findLast(({ source }) => source === 'RESOURCE_GROUP')!;
}

async function alertsOf(rig: RecorderRig): Promise<readonly Delivery[]> {
  return rig.store.outbox.listByIncident((await incidentOf(rig)).id);
}

/** "CREATED 2 step 1.1", as they were planned. */
async function toldOf(rig: RecorderRig): Promise<string[]> {
  const alerts = await alertsOf(rig);
  return alerts.map(({ kind, channelId, stepNumber, fireCount }) => {
    const channel = [ONE, TWO, THREE].indexOf(channelId) + 1;
    return `${kind.replace('INCIDENT_', '')} ${channel}${stepNumber ? ` step ${stepNumber}.${fireCount}` : ''}`;
  });
}

test('a group that stands for its members does not silence the catch-all that pages somebody', async () => {
  await using rig = await rigOf([policyOf()]);
  await goDown(rig);
  assert.deepEqual(await toldOf(rig), ['CREATED 2 step 1.1']);
  const { id, confirmedAtMs } = await incidentOf(rig);
  const [dispatch] = await rig.store.dispatches.listByIncident(id);
  assert.deepEqual([dispatch?.status, dispatch?.nextStepAtMs], ['ESCALATING', confirmedAtMs! + 10 * MINUTE]);
  assert.equal((await alertsOf(rig))[0]?.monitorId, undefined);
});

test('its steps come when they are due, also after a kill, and whoever was told hears of the end', async () => {
  await using rig = await rigOf([policyOf()]);
  await goDown(rig);
  await pass(rig, 9 * MINUTE);
  assert.equal((await toldOf(rig)).length, 1);
  await rig.crash();
  await pass(rig, MINUTE);
  assert.deepEqual(await toldOf(rig), ['CREATED 2 step 1.1', 'CREATED 3 step 2.1']);
  assert.match((await alertsOf(rig))[1]!.message.headline, /^edge is down since 12:00 UTC: 2 of 3 monitors are down: /);
  const { id } = await incidentOf(rig);
  const lines = (await rig.store.incidents.updates(id)).map(({ body }) => body);
  assert.ok(lines.includes('Nobody has acknowledged it: step 2 of 2 of "on call" is told.'));
  await look(rig, 'up', 1, 2);
  await pass(rig, 5 * SECOND);
  assert.deepEqual((await toldOf(rig)).slice(2).toSorted(), ['RESOLVED 2 step 2.1', 'RESOLVED 3 step 2.1']);
  const [dispatch] = await rig.store.dispatches.listByIncident(id);
  assert.equal(dispatch?.status, 'COMPLETED');
});

test('a wall clock that is set moves no step', async () => {
  await using rig = await rigOf([policyOf()]);
  await goDown(rig);
  rig.setClock(60 * MINUTE);
  await pass(rig, 5 * MINUTE);
  assert.equal((await toldOf(rig)).length, 1);
  rig.setClock(-120 * MINUTE);
  await pass(rig, 6 * MINUTE);
  assert.equal((await toldOf(rig)).length, 2);
});

test('it is a matter of whom the group concerns, and of whom one of the members does that it stands for', async () => {
  const rules: Readonly<Record<string, readonly NotificationPolicy['matchRules'][number][]>> = {
    group: [{ type: 'resource_group_id_in', values: [GROUP.id] }],
    severity: [{ type: 'severity_gte', value: 'DOWN' }],
    name: [{ type: 'monitor_name_matches', value: 'ed*' }],
    member: [{ type: 'monitor_name_matches', value: 'shop 3' }],
    tag: [{ type: 'monitor_tag_in', values: ['tag of shop 1'] }],
    region: [{ type: 'region_in', regions: ['local'] }],
    'both of one member': [
      { type: 'monitor_tag_in', values: ['tag of shop 1'] },
      { type: 'monitor_name_matches', value: 'shop 1' },
    ],
    'each of another member': [
      { type: 'monitor_tag_in', values: ['tag of shop 1'] },
      { type: 'monitor_name_matches', value: 'shop 2' },
    ],
    'another group': [{ type: 'resource_group_id_in', values: [sampleId(1)] }],
    'another region': [{ type: 'region_in', regions: ['mars'] }],
  };
  const policies = Object.entries(rules).map(([name, matchRules], place) =>
    policyOf({ id: sampleId(0xc001 + place), name, matchRules }),
  );
  const matchedIn = async (change: Partial<GroupContent>): Promise<string[]> => {
    await using rig = await rigOf(policies, change);
    rig.subjectOf = ({ name }) => ({ tags: [`tag of ${name}`] });
    await goDown(rig);
    const dispatches = await rig.store.dispatches.listByIncident((await incidentOf(rig)).id);
    return dispatches.map(({ policyName }) => policyName).toSorted();
  };
  const own = ['both of one member', 'group', 'name', 'region', 'severity', 'tag'];
  assert.deepEqual(await matchedIn({ suppressesMembers: true }), [...own, 'member'].toSorted());
  assert.deepEqual(await matchedIn({ suppressesMembers: false }), own, 'shop 3 is up, and would be told of itself');
});

test('alertPolicyId is the policy that it goes by, whatever the rules say, and only while that one can tell somebody', async () => {
  const mine = policyOf({
    id: sampleId(0xc00a),
    name: 'mine',
    matchRules: [{ type: 'monitor_id_in', monitorIds: [] }],
    escalation: { steps: [{ delayMinutes: 0, channelIds: [THREE] }] },
  });
  const toldBy = async (own: NotificationPolicy | undefined): Promise<string[]> => {
    await using rig = await rigOf([policyOf(), ...(own ? [own] : [])]);
    const { resourceGroups } = rig.groups.within(rig.store);
    await rig.store.notificationPolicies.create(mine, OPERATOR);
    await resourceGroups.update(GROUP.id, (now) => ({ ...now, alertPolicyId: mine.id }), OPERATOR);
    await goDown(rig);
    return await toldOf(rig);
  };
  assert.deepEqual(await toldBy(mine), ['CREATED 3 step 1.1']);
  assert.deepEqual(await toldBy({ ...mine, isEnabled: false }), ['CREATED 2 step 1.1']);
  assert.deepEqual(await toldBy(undefined), ['CREATED 2 step 1.1']);
});

test('channels that the group names are told beside the policies; where nobody is concerned all are', async () => {
  await using named = await rigOf([policyOf()], { defaultChannelIds: [ONE] });
  await goDown(named);
  assert.deepEqual((await toldOf(named)).toSorted(), ['CREATED 1', 'CREATED 2 step 1.1']);
  await using nobody = await rigOf([policyOf({ matchRules: [{ type: 'monitor_type_in', values: ['DNS'] }] })]);
  await goDown(nobody);
  assert.deepEqual(await toldOf(nobody), ['CREATED 1', 'CREATED 2', 'CREATED 3']);
});

test('quiet hours keep what is told of a group as they keep what is told of a monitor', async () => {
  const quietHours = { timeZone: 'UTC', from: '11:00', to: '13:00', severities: ['DOWN'] } as const;
  await using rig = await rigOf([policyOf({ quietHours })]);
  await goDown(rig);
  const [alert] = await alertsOf(rig);
  assert.equal(alert?.notBeforeMs, Date.UTC(2026, 0, 5, 13));
});

test('where a step reached nobody its fallback is told, once, also when the process died in between', async () => {
  await using rig = await rigOf([policyOf({ fallbackChannelIds: [THREE] })]);
  await goDown(rig);
  const [alert] = await alertsOf(rig);
  await rig.store.outbox.setStatus(alert!.id, 'FAILED', 'answered 404');
  rig.groups.delivered({ ...alert!, status: 'FAILED' });
  await pass(rig, 2 * SECOND);
  assert.deepEqual(await toldOf(rig), ['CREATED 2 step 1.1', 'CREATED 3 step 1.1']);
  await rig.crash();
  await pass(rig, 2 * SECOND);
  assert.equal((await toldOf(rig)).length, 2, 'once is enough');

  await using late = await rigOf([policyOf({ fallbackChannelIds: [THREE] })]);
  await goDown(late);
  await late.store.outbox.setStatus((await alertsOf(late))[0]!.id, 'FAILED', 'answered 404');
  await late.crash();
  await pass(late, 2 * SECOND);
  assert.deepEqual(await toldOf(late), ['CREATED 2 step 1.1', 'CREATED 3 step 1.1'], 'an earlier run left it behind');
});

test('a channel that was told in the place of another hears of the end', async () => {
  await using rig = await rigOf([policyOf()]);
  await goDown(rig);
  const [alert] = await alertsOf(rig);
  const message = { ...alert!.message, insteadOf: { channelName: 'two' } };
  rig.groups.delivered({ ...alert!, id: 'x', channelId: ONE, status: 'DELIVERED', message });
  await pass(rig, SECOND);
  await rig.crash();
  await look(rig, 'up', 1, 2);
  await pass(rig, 5 * SECOND);
  const ends = (await toldOf(rig)).filter((one) => one.startsWith('RESOLVED'));
  assert.deepEqual(ends.map((one) => one.slice(0, 10)).toSorted(), ['RESOLVED 1', 'RESOLVED 2']);
});

test('whoever takes it on ends the steps, once; a snooze ends by itself; given back it goes on', async () => {
  await using rig = await rigOf([policyOf()]);
  await goDown(rig);
  const incident = await incidentOf(rig);
  const wakes = rig.wakes;
  const both = [rig.groups.acknowledge(incident, { by: 'Ada' }), rig.groups.acknowledge(incident, { by: 'Bob' })];
  assert.deepEqual(await Promise.all(both), [true, false], 'of two at once one is first');
  assert.ok(rig.wakes > wakes, 'a send in flight is ended');
  assert.equal((await alertsOf(rig))[0]?.status, 'CANCELLED');
  assert.equal((await incidentOf(rig)).acknowledgement?.by, 'Ada');
  await rig.crash();
  await pass(rig, 20 * MINUTE);
  assert.equal((await toldOf(rig)).length, 1);
  assert.equal(await rig.groups.unacknowledge(incident, { by: 'Ada' }), true);
  const snoozedUntilMs = rig.nowMs + 30 * MINUTE;
  assert.equal(await rig.groups.acknowledge(incident, { by: 'Bob', snoozedUntilMs }), true);
  await pass(rig, 29 * MINUTE);
  assert.equal((await toldOf(rig)).length, 1);
  await pass(rig, 2 * MINUTE);
  assert.deepEqual((await toldOf(rig)).slice(1).toSorted(), ['CREATED 2 step 1.2', 'CREATED 3 step 2.1']);
  const acts = (await rig.store.audit.list({ page: 0, size: 50 })).items.filter(
    ({ resourceId }) => resourceId === incident.id,
  );
  assert.deepEqual(acts.map(({ actor, action }) => `${actor} ${action}`).toSorted(), [
    'Ada incident.acknowledged',
    'Ada incident.updated',
    'Bob incident.acknowledged',
  ]);
  await look(rig, 'up', 1, 2);
  await pass(rig, 5 * SECOND);
  await assert.rejects(rig.groups.acknowledge(incident, { by: 'Ada' }), /the incident is over, or its group is gone/);
});

test('what comes back within its cooldown is nobody’s again, and its policies do as they say', async () => {
  const silent = policyOf({ escalation: { ...policyOf().escalation, onReopen: 'silent' } });
  for (const [policy, expected] of [
    [policyOf(), ['REOPENED 2 step 1.1']],
    [silent, []],
  ] as const) {
    await using rig = await rigOf([policy], { recoveryCooldownMinutes: 60 });
    await goDown(rig);
    await rig.groups.acknowledge(await incidentOf(rig), { by: 'Ada' });
    await look(rig, 'up', 1, 2);
    await pass(rig, 5 * SECOND);
    const before = (await toldOf(rig)).length;
    await goDown(rig);
    assert.deepEqual((await toldOf(rig)).slice(before), expected);
    assert.equal((await incidentOf(rig)).acknowledgement, undefined);
  }
});
