import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { Delivery, NotificationPolicy } from '@upwatch/core';
import { newChannel, sampleId, T0 } from '../../stores/testing/samples.ts';
import { LastResort } from './last-resort.ts';
import { RecorderRig } from '../testing/recorder-rig.ts';

const IDS = [1, 2, 3].map((number) => newChannel(number).id);
const [ONE, TWO, THREE] = IDS as [string, string, string];

/** Channels 1 and 2 are told of an opening; channel 3 stands in for both, by its name. */
async function startRig(policies: readonly NotificationPolicy[] = [], told = [ONE, TWO]) {
  const rig = await RecorderRig.start();
  rig.policies = policies;
  for (const number of [2, 3]) await rig.store.channels.create(newChannel(number), { name: 'tests' });
  rig.channelIds = told;
  await rig.minutes('up', 'down', 'down');
  rig.channelIds = IDS;
  const all = await rig.store.channels.all();
  const { name } = all.find(({ id }) => id === THREE)!;
  const lastResort = (names = [name.toUpperCase()]) =>
    new LastResort({
      names,
      store: rig.store,
      channels: () => all,
      recorder: rig.recorder,
      routing: { policies: () => rig.policies },
      clock: { wall: () => rig.nowMs, monotonic: () => rig.nowMs },
      newId: () => randomUUID(),
      wakeDispatcher: () => (rig.wakes += 1),
      onTrouble: (error) => rig.troubles.push(error),
    });
  const alerts = async (): Promise<readonly Delivery[]> =>
    rig.store.outbox.listByIncident((await rig.kept()).incidents[0]!.id);
  /** An attempt ended so that no other follows. */
  const fail = async (channelId: string): Promise<Delivery> => {
    const alert = (await alerts()).find((one) => one.channelId === channelId)!;
    const failed = { ...alert, status: 'FAILED', attemptCount: 1, lastAttemptAtMs: rig.nowMs } as const;
    const attempt = { id: randomUUID(), deliveryId: alert.id, attemptNumber: 1, durationMs: 1 } as const;
    await rig.store.outbox.record({ ...attempt, status: 'reject', attemptedAtMs: rig.nowMs }, failed);
    return failed;
  };
  const settled = async (resort: LastResort): Promise<void> => {
    await resort.close();
    await rig.recorder.idle(5000);
  };
  const toldOf = async () => (await alerts()).map(({ kind, channelId }) => `${kind} ${IDS.indexOf(channelId) + 1}`);
  return { rig, lastResort, fail, settled, toldOf, alerts, [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose]() };
}

test('whatever channels failed, the fallback is told once, as what it is, and of the end', async () => {
  await using started = await startRig();
  const { rig, lastResort, fail, settled, toldOf } = started;
  const resort = lastResort();
  for (const id of [ONE, TWO]) {
    resort.delivered(await fail(id));
    await settled(resort);
  }
  assert.deepEqual((await toldOf()).toSorted(), ['INCIDENT_CREATED 1', 'INCIDENT_CREATED 2', 'INCIDENT_CREATED 3']);
  const instead = (await started.alerts()).find(({ channelId }) => channelId === THREE)!;
  assert.deepEqual([instead.status, instead.attemptCount, instead.errorMessage], ['PENDING', 0, undefined]);
  const one = (await rig.store.channels.get(ONE))!;
  assert.equal(instead.message.insteadOf?.channelName, one.name);
  const lines = await rig.store.incidents.updates(instead.incidentId);
  assert.match(lines.map(({ body }) => body).join('\n'), /could not be told: ".*" is told instead\./);
  await rig.minutes('up', 'up');
  assert.ok((await toldOf()).includes('INCIDENT_RESOLVED 3'));
  assert.deepEqual(rig.troubles, []);
});

test('what failed shortly before an earlier run ended is told at the start, and at no later one', async () => {
  await using started = await startRig();
  const { rig, lastResort, fail, settled, toldOf } = started;
  await fail(ONE);
  for (let run = 0; run < 2; run++) {
    const resort = lastResort();
    assert.deepEqual(await resort.start(), []);
    await settled(resort);
  }
  const stories = await rig.store.incidents.updates((await started.alerts())[0]!.incidentId);
  assert.equal(stories.filter(({ body }) => body?.includes('instead')).length, 1);
  assert.equal((await toldOf()).filter((told) => told === 'INCIDENT_CREATED 3').length, 1);
  assert.deepEqual(await lastResort(['nobody']).start(), ['nobody']);
});

test('a channel never stands in for itself, and one that fails in its turn ends it', async () => {
  await using started = await startRig([], [THREE]);
  const resort = started.lastResort();
  resort.delivered(await started.fail(THREE));
  await started.settled(resort);
  assert.deepEqual(await started.toldOf(), ['INCIDENT_CREATED 3']);
});

function policyOf(number: number, channelIds: readonly string[], fallbackChannelIds?: readonly string[]) {
  return {
    id: sampleId(0xb000 + number),
    name: `on call ${number}`,
    matchRules: [],
    escalation: { steps: [{ delayMinutes: 0, channelIds }] },
    ...(fallbackChannelIds && { fallbackChannelIds }),
    ...{ isEnabled: true, priority: 0, managedBy: 'API', createdAtMs: T0, updatedAtMs: T0 },
  } satisfies NotificationPolicy;
}

test('where a second policy tells its own fallback in place of the same channel, that of the server is not told', async () => {
  for (const [steps, isTold] of [
    [[ONE], false],
    // Its other channel was reached: it tells no fallback, and the first policy has reached nobody.
    [[ONE, TWO], true],
  ] as const) {
    await using started = await startRig([policyOf(1, [ONE]), policyOf(2, steps, [TWO])], IDS);
    const resort = started.lastResort();
    resort.delivered(await started.fail(ONE));
    await started.settled(resort);
    assert.equal((await started.toldOf()).includes('INCIDENT_CREATED 3'), isTold, String(isTold));
  }
});

test('a policy with a fallback of its own sees to that itself; one without has the fallback of the server', async () => {
  for (const fallbackChannelIds of [[TWO], undefined]) {
    const policy = policyOf(1, [ONE], fallbackChannelIds);
    await using started = await startRig([policy], IDS);
    const resort = started.lastResort();
    resort.delivered(await started.fail(ONE));
    await started.settled(resort);
    assert.equal((await started.toldOf()).includes('INCIDENT_CREATED 3'), fallbackChannelIds === undefined);
  }
});
