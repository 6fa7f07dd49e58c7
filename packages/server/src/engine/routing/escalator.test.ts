/** Policies at work in the engine: looks come in, time passes, and what is told is on disk. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acknowledge, type NotificationPolicy } from '@upwatch/core';
import { newChannel, sampleId, T0 } from '../../stores/testing/samples.ts';
import { Escalator } from './escalator.ts';
import { MINUTE, RecorderRig } from '../testing/recorder-rig.ts';

const ONE = newChannel(1).id;
const TWO = newChannel(2).id;
const THREE = newChannel(3).id;

function policyOf(given: Partial<NotificationPolicy> = {}): NotificationPolicy {
  return {
    id: sampleId(0xb001),
    name: 'on call',
    matchRules: [],
    escalation: {
      steps: [
        { delayMinutes: 0, channelIds: [ONE] },
        { delayMinutes: 10, channelIds: [TWO] },
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

async function startRig(policy: NotificationPolicy, ...more: readonly NotificationPolicy[]): Promise<RecorderRig> {
  const rig = await RecorderRig.start();
  rig.policies = [policy, ...more];
  for (const number of [2, 3]) await rig.store.channels.create(newChannel(number), { name: 'tests' });
  rig.channelIds = [ONE, TWO, THREE];
  await rig.minutes('up', 'down', 'down');
  return rig;
}

/** Time passes without a look. */
async function pass(rig: RecorderRig, minutes: number): Promise<void> {
  rig.nowMs += minutes * MINUTE;
  rig.recorder.tick();
  await rig.recorder.idle(5000);
}

function escalatorOf(rig: RecorderRig): Escalator {
  return new Escalator({
    outbox: rig.store.outbox,
    recorder: rig.recorder,
    routing: { policies: () => rig.policies },
    onTrouble: (error) => rig.troubles.push(error),
  });
}

async function toldOf(rig: RecorderRig): Promise<string[]> {
  const incident = (await rig.kept()).incidents[0]!;
  const alerts = await rig.store.outbox.listByIncident(incident.id);
  return alerts.map(({ kind, channelId, stepNumber, fireCount }) => {
    const channel = [ONE, TWO, THREE].indexOf(channelId) + 1;
    return `${kind.replace('INCIDENT_', '')} ${channel} step ${stepNumber}.${fireCount}`;
  });
}

test('the steps of a policy are told as time passes, each with its dispatch on disk', async () => {
  await using rig = await startRig(policyOf());
  assert.deepEqual(await toldOf(rig), ['CREATED 1 step 1.1']);
  const opened = (await rig.kept()).incidents[0]!;
  assert.equal(
    (await rig.store.dispatches.listByIncident(opened.id))[0]?.nextStepAtMs,
    opened.confirmedAtMs! + 10 * MINUTE,
  );
  await pass(rig, 9);
  assert.equal((await toldOf(rig)).length, 1);
  const wakes = rig.wakes;
  await pass(rig, 1);
  assert.deepEqual(await toldOf(rig), ['CREATED 1 step 1.1', 'CREATED 2 step 2.1']);
  assert.ok(rig.wakes > wakes);
  const incident = (await rig.kept()).incidents[0]!;
  const [dispatch, ...none] = await rig.store.dispatches.listByIncident(incident.id);
  assert.deepEqual([dispatch?.currentStep, dispatch?.status, none.length], [2, 'COMPLETED', 0]);
  assert.equal(
    (await rig.store.incidents.updates(incident.id)).at(-1)?.body,
    'Nobody has acknowledged it: step 2 of 2 of "on call" is told.',
  );
  await rig.minutes('up', 'up');
  assert.deepEqual((await toldOf(rig)).slice(2).sort(), ['RESOLVED 1 step 2.1', 'RESOLVED 2 step 2.1']);
});

test('a crash at any point fires no step twice and loses none', async () => {
  await using rig = await startRig(policyOf());
  rig.interfere = () => new Promise(() => undefined);
  rig.nowMs += 10 * MINUTE;
  rig.recorder.tick();
  // Decided, and never on disk.
  await rig.crash();
  assert.deepEqual(await toldOf(rig), ['CREATED 1 step 1.1']);
  await pass(rig, 1);
  assert.deepEqual(await toldOf(rig), ['CREATED 1 step 1.1', 'CREATED 2 step 2.1'], 'told after the restart');
  // On disk, and nobody knows.
  await rig.crash();
  await pass(rig, 30);
  assert.equal((await toldOf(rig)).length, 2, 'not again');
});

test('an acknowledgement is one transaction with what it cancels, and holds after a restart', async () => {
  await using rig = await startRig(policyOf());
  const wakes = rig.wakes;
  await rig.recorder.amend(sampleId(1), (now) => acknowledge({ ...now.telling, ...now, by: 'alice' }), {
    name: 'alice',
  });
  const incident = (await rig.kept()).incidents[0]!;
  const [alert] = await rig.store.outbox.listByIncident(incident.id);
  assert.deepEqual([alert?.status, alert?.errorMessage], ['CANCELLED', 'it was acknowledged']);
  assert.ok(rig.wakes > wakes, 'a send in flight is ended');
  await rig.crash();
  await pass(rig, 60);
  assert.equal((await toldOf(rig)).length, 1);
  const [dispatch] = await rig.store.dispatches.listByIncident(incident.id);
  assert.deepEqual([dispatch?.status, dispatch?.acknowledgedBy], ['ACKNOWLEDGED', 'alice']);
});

test('a wall clock that is set moves no step: it comes when it would have come', async () => {
  await using rig = await startRig(policyOf());
  const openedAtMs = rig.nowMs;
  rig.setClock(60 * MINUTE);
  await pass(rig, 5);
  assert.equal((await toldOf(rig)).length, 1);
  const incident = (await rig.kept()).incidents[0]!;
  const [dispatch] = await rig.store.dispatches.listByIncident(incident.id);
  assert.equal(dispatch?.nextStepAtMs, openedAtMs + 70 * MINUTE, 'as it is shown, too');
  await pass(rig, 5);
  assert.equal((await toldOf(rig)).length, 2);
});

test('a monitor that is paused is not escalated', async () => {
  await using rig = await startRig(policyOf());
  rig.recorder.setMonitor({ ...rig.monitors.get(1)!, isEnabled: false });
  await pass(rig, 60);
  assert.equal((await toldOf(rig)).length, 1);
});

test('what was told before a hold began is not told again while it lasts, and goes on when it is over', async () => {
  const escalation = {
    steps: [
      { delayMinutes: 0, channelIds: [ONE], repeatIntervalSeconds: 300 },
      { delayMinutes: 10, channelIds: [TWO] },
    ],
  };
  for (const because of ['maintenance', 'dependency'] as const) {
    await using rig = await startRig(policyOf({ escalation, fallbackChannelIds: [THREE] }));
    const escalator = escalatorOf(rig);
    await pass(rig, 5);
    assert.deepEqual(await toldOf(rig), ['CREATED 1 step 1.1', 'CREATED 1 step 1.2']);
    rig.hold = { because, what: 'a reason' };
    for (let minutes = 0; minutes < 30; minutes += 5) await pass(rig, 5);
    const [first] = await rig.store.outbox.listByIncident((await rig.kept()).incidents[0]!.id);
    assert.equal((await toldOf(rig)).length, 2, because);
    for (const alert of await rig.store.outbox.listByIncident(first!.incidentId)) {
      await rig.store.outbox.setStatus(alert.id, 'FAILED', 'answered 404');
      escalator.delivered({ ...alert, status: 'FAILED' });
    }
    await escalator.close();
    await rig.recorder.idle(5000);
    assert.equal((await toldOf(rig)).length, 2, 'nor is the fallback');
    rig.hold = undefined;
    escalator.tick();
    await escalator.close();
    await rig.recorder.idle(5000);
    assert.equal((await toldOf(rig))[2], 'CREATED 3 step 1.2');
    await pass(rig, 1);
    assert.deepEqual((await toldOf(rig)).slice(3), ['CREATED 1 step 1.3', 'CREATED 2 step 2.1']);
    await pass(rig, 5);
    assert.equal((await toldOf(rig)).at(-1), 'CREATED 1 step 1.4');
    assert.deepEqual(rig.troubles, []);
  }
});

test('a step that no channel of could be told goes to the fallback, once, also when the process died in between', async () => {
  await using rig = await startRig(policyOf({ fallbackChannelIds: [THREE] }));
  const incident = (await rig.kept()).incidents[0]!;
  const [alert] = await rig.store.outbox.listByIncident(incident.id);
  await rig.store.outbox.setStatus(alert!.id, 'FAILED', 'answered 404');
  const escalator = () => escalatorOf(rig);
  const first = escalator();
  first.delivered({ ...alert!, status: 'FAILED' });
  await first.close();
  await rig.recorder.idle(5000);
  assert.deepEqual(await toldOf(rig), ['CREATED 1 step 1.1', 'CREATED 3 step 1.1']);

  await rig.crash();
  const second = escalator();
  second.start();
  await second.close();
  await rig.recorder.idle(5000);
  assert.equal((await toldOf(rig)).length, 2, 'once is enough');
  assert.deepEqual(rig.troubles, []);
});

test('a failure that an earlier run did not live to act on is acted on at the start', async () => {
  await using rig = await startRig(policyOf({ fallbackChannelIds: [THREE] }));
  const incident = (await rig.kept()).incidents[0]!;
  const [alert] = await rig.store.outbox.listByIncident(incident.id);
  await rig.store.outbox.setStatus(alert!.id, 'FAILED', 'answered 404');
  await rig.crash();
  const escalator = escalatorOf(rig);
  escalator.start();
  await escalator.close();
  await rig.recorder.idle(5000);
  assert.deepEqual(await toldOf(rig), ['CREATED 1 step 1.1', 'CREATED 3 step 1.1']);
});

test('one channel of several that works is enough: no fallback', async () => {
  const escalation = { steps: [{ delayMinutes: 0, channelIds: [ONE, TWO] }] };
  await using rig = await startRig(policyOf({ escalation, fallbackChannelIds: [THREE] }));
  const incident = (await rig.kept()).incidents[0]!;
  const [alert] = await rig.store.outbox.listByIncident(incident.id);
  await rig.store.outbox.setStatus(alert!.id, 'FAILED', 'answered 404');
  const escalator = escalatorOf(rig);
  escalator.delivered({ ...alert!, status: 'FAILED' });
  await escalator.close();
  await rig.recorder.idle(5000);
  assert.equal((await toldOf(rig)).length, 2);
});

/** What was told to one channel could not be, and whoever sees to it that somebody hears is told so. */
async function fail(rig: RecorderRig, escalator: Escalator, channelId: string): Promise<void> {
  const incident = (await rig.kept()).incidents[0]!;
  for (const alert of await rig.store.outbox.listByIncident(incident.id)) {
    if (alert.channelId !== channelId) continue;
    await rig.store.outbox.setStatus(alert.id, 'FAILED', 'answered 404');
    escalator.delivered({ ...alert, status: 'FAILED' });
  }
  await escalator.close();
  await rig.recorder.idle(5000);
}

const OTHER = { id: sampleId(0xb002), name: 'other', priority: -1 };

test('two policies reach one channel, and only the second has a fallback: it is told when the channel fails', async () => {
  const second = policyOf({ ...OTHER, fallbackChannelIds: [THREE] });
  await using rig = await startRig(policyOf(), second);
  assert.deepEqual(await toldOf(rig), ['CREATED 1 step 1.1'], 'once, by the first');
  await fail(rig, escalatorOf(rig), ONE);
  assert.deepEqual(await toldOf(rig), ['CREATED 1 step 1.1', 'CREATED 3 step 1.1']);
  const incident = (await rig.kept()).incidents[0]!;
  assert.equal(
    (await rig.store.incidents.updates(incident.id)).at(-1)?.body,
    'No channel of step 1 of "other" could be reached: its fallback is told.',
  );
  await fail(rig, escalatorOf(rig), ONE);
  assert.equal((await toldOf(rig)).length, 2, 'once is enough');
});

test('what the second policy tells alone arrives: the channel that both reach need not', async () => {
  const escalation = { steps: [{ delayMinutes: 0, channelIds: [ONE, TWO] }] };
  await using rig = await startRig(policyOf(), policyOf({ ...OTHER, escalation, fallbackChannelIds: [THREE] }));
  const escalator = escalatorOf(rig);
  await fail(rig, escalator, ONE);
  assert.equal((await toldOf(rig)).length, 2, 'no fallback');
  await fail(rig, escalator, TWO);
  assert.equal((await toldOf(rig)).at(-1), 'CREATED 3 step 1.1');
});

test('a fallback that two policies have is told once', async () => {
  const first = policyOf({ fallbackChannelIds: [THREE] });
  await using rig = await startRig(first, policyOf({ ...OTHER, fallbackChannelIds: [THREE] }));
  await fail(rig, escalatorOf(rig), ONE);
  assert.deepEqual(await toldOf(rig), ['CREATED 1 step 1.1', 'CREATED 3 step 1.1']);
});

test('a channel that the monitor names itself fails: the policy that counts on it too tells its fallback', async () => {
  await using rig = await RecorderRig.start();
  rig.policies = [policyOf({ fallbackChannelIds: [TWO] })];
  await rig.store.channels.create(newChannel(2), { name: 'tests' });
  const monitor = rig.monitors.get(1)!;
  rig.recorder.setMonitor({ ...monitor, channelIds: [ONE], generation: monitor.generation });
  rig.channelIds = [ONE, TWO];
  await rig.minutes('up', 'down', 'down');
  await fail(rig, escalatorOf(rig), ONE);
  assert.deepEqual(await toldOf(rig), ['CREATED 1 step undefined.undefined', 'CREATED 2 step 1.1']);
});
