import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '@upwatch/core';
import type { NewMonitor } from '../../stores/port.ts';
import { OPERATOR, sampleId, T0 } from '../../stores/testing/samples.ts';
import { MINUTE, RecorderRig } from '../testing/recorder-rig.ts';

const SECOND = 1000;
/** The router is the first monitor; the others are behind it. */
const ROUTER = sampleId(1);
const BEHIND: Partial<NewMonitor> = { dependsOn: [ROUTER] };

/** One look of each of these monitors, a millisecond apart, and then a second's tick. */
async function look(rig: RecorderRig, outcome: Outcome, ...monitors: readonly number[]): Promise<void> {
  await rig.see(...monitors.map((monitor, n) => ({ monitor, outcome, slotMs: rig.nowMs + 20 * (n + 1) })));
  await pass(rig, SECOND);
}

async function pass(rig: RecorderRig, ms: number): Promise<void> {
  const endMs = rig.nowMs + ms;
  while (rig.nowMs < endMs) {
    rig.nowMs = Math.min(endMs, rig.nowMs + SECOND);
    rig.recorder.tick();
    await rig.recorder.idle(5000);
  }
}

async function told(rig: RecorderRig): Promise<string[]> {
  const { deliveries } = await rig.kept();
  return deliveries.map(({ kind, message }) => `${kind} ${message.monitorName}`);
}

async function linesOf(rig: RecorderRig, monitor: number): Promise<(string | undefined)[]> {
  const { incidents } = await rig.kept();
  const incident = incidents.find(({ monitorId }) => monitorId === sampleId(monitor))!;
  return (await rig.store.incidents.updates(incident.id)).map(({ body }) => body);
}

test('a router and 2,800 monitors behind it: one message that counts them, and one when all are back', async () => {
  await using rig = await RecorderRig.start([{ name: 'router' }, ...Array.from({ length: 2800 }, () => BEHIND)]);
  const all = Array.from({ length: 2801 }, (_, n) => n + 1);
  // Those behind it are looked at first.
  const order = all.toReversed();
  const round = async (outcome: Outcome): Promise<void> => {
    rig.nowMs += MINUTE;
    const slotMs = rig.nowMs;
    await rig.see(...order.map((monitor) => ({ monitor, outcome, slotMs })));
  };
  for (const outcome of ['up', 'up', 'down', 'down', 'down', 'down'] as const) await round(outcome);
  await pass(rig, 10 * SECOND);
  const during = await rig.kept();
  assert.equal([...during.states.values()].filter(({ verdict }) => verdict === 'down').length, 2801);
  assert.deepEqual(
    during.deliveries.map(({ kind, message }) => [kind, message.monitorName, message.behind]),
    [['INCIDENT_CREATED', 'router', 2800]],
  );
  for (const outcome of ['up', 'up', 'up', 'up'] as const) await round(outcome);
  await pass(rig, 10 * SECOND);
  const after = await rig.kept();
  assert.equal([...after.states.values()].filter(({ verdict }) => verdict === 'up').length, 2801);
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED router', 'INCIDENT_RESOLVED router']);
});

test('a monitor that fails alone waits for one look of its router, and no longer', async () => {
  await using rig = await RecorderRig.start([{ name: 'router' }, BEHIND]);
  await look(rig, 'up', 1, 2);
  await look(rig, 'down', 2);
  assert.deepEqual(
    rig.asked.map(({ monitorId }) => monitorId),
    [ROUTER],
  );
  // The router answers within the second, before the failure is confirmed.
  await look(rig, 'up', 1);
  await look(rig, 'down', 2);
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED shop 2']);
  const { deliveries, incidents } = await rig.kept();
  assert.equal(deliveries[0]!.createdAtMs, incidents[0]!.confirmedAtMs, 'it was not held at all');
});

test('a monitor that fails five seconds before its router is not told of', async () => {
  await using rig = await RecorderRig.start([{ name: 'router' }, BEHIND]);
  await look(rig, 'up', 1, 2);
  await pass(rig, MINUTE);
  await look(rig, 'down', 2);
  await look(rig, 'down', 2);
  assert.deepEqual(await told(rig), [], 'it waits for the look of its router');
  await pass(rig, 5 * SECOND);
  await look(rig, 'down', 1);
  assert.deepEqual(await told(rig), [], 'the router fails, and is not decided yet');
  await look(rig, 'down', 1);
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED router']);
  await pass(rig, 2 * MINUTE);
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED router']);
  assert.ok(
    (await linesOf(rig, 2)).includes('Nobody is told for now: router, which it depends on, is looked at first.'),
  );
});

test('a look of the router that never comes is waited for as long as its timeout and a few seconds', async () => {
  await using rig = await RecorderRig.start([
    { name: 'router', config: { url: 'http://router.example/', method: 'GET', timeoutMs: 3000 } },
    BEHIND,
  ]);
  await look(rig, 'up', 1, 2);
  await look(rig, 'down', 2);
  await look(rig, 'down', 2);
  await pass(rig, 4 * SECOND);
  assert.deepEqual(await told(rig), []);
  assert.ok(rig.asked.length >= 3, 'it is asked for again meanwhile');
  await pass(rig, 4 * SECOND);
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED shop 2']);
  assert.equal((await linesOf(rig, 2)).at(-1), 'What stood for it does no more, and it has not recovered: told now.');
});

test('what still fails when its router is back is told after a look of its own, and not before', async () => {
  await using rig = await RecorderRig.start([{ name: 'router' }, BEHIND]);
  await look(rig, 'up', 1, 2);
  for (let i = 0; i < 3; i++) await look(rig, 'down', 1, 2);
  for (let i = 0; i < 3; i++) await look(rig, 'up', 1);
  await pass(rig, 30 * SECOND);
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED router', 'INCIDENT_RESOLVED router']);
  await look(rig, 'down', 2);
  assert.deepEqual((await told(rig)).slice(2), ['INCIDENT_CREATED shop 2']);
  for (let i = 0; i < 3; i++) await look(rig, 'up', 2);
  assert.deepEqual((await told(rig)).slice(3), ['INCIDENT_RESOLVED shop 2']);
});

for (const byMs of [-2 * 60 * MINUTE, 2 * 60 * MINUTE]) {
  test(`a clock that is set by ${byMs / MINUTE} min keeps nothing back: what is behind a router that is well is told`, async () => {
    await using rig = await RecorderRig.start([{ name: 'router' }, BEHIND]);
    await look(rig, 'up', 1, 2);
    for (let i = 0; i < 3; i++) await look(rig, 'down', 1, 2);
    for (let i = 0; i < 3; i++) await look(rig, 'up', 1);
    rig.setClock(byMs);
    await pass(rig, 30 * SECOND);
    assert.deepEqual(await told(rig), ['INCIDENT_CREATED router', 'INCIDENT_RESOLVED router'], 'not looked at since');
    await look(rig, 'down', 2);
    assert.deepEqual(
      new Set(await told(rig)),
      new Set(['INCIDENT_CREATED router', 'INCIDENT_RESOLVED router', 'INCIDENT_CREATED shop 2']),
    );
  });
}

test('what is held stays so when the process is killed, and its router stands for it afterwards', async () => {
  await using rig = await RecorderRig.start([{ name: 'router' }, BEHIND]);
  await look(rig, 'up', 1, 2);
  for (let i = 0; i < 3; i++) await look(rig, 'down', 1, 2);
  await rig.crash();
  await pass(rig, 2 * MINUTE);
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED router']);
  for (let i = 0; i < 3; i++) await look(rig, 'up', 1);
  await rig.crash();
  await pass(rig, 30 * SECOND);
  assert.deepEqual((await told(rig)).slice(1), ['INCIDENT_RESOLVED router'], 'it has not been looked at since');
  await look(rig, 'down', 2);
  assert.deepEqual((await told(rig)).slice(2), ['INCIDENT_CREATED shop 2']);
});

test('a grandparent counts as well; one that is paused or deleted does not', async () => {
  await using rig = await RecorderRig.start([
    { name: 'router' },
    { name: 'switch', dependsOn: [ROUTER] },
    { dependsOn: [sampleId(2)] },
  ]);
  await look(rig, 'up', 1, 2, 3);
  for (let i = 0; i < 3; i++) await look(rig, 'down', 1, 3);
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED router']);
  const paused = await rig.store.monitors.update(ROUTER, (now) => ({ ...now, isEnabled: false }), [], OPERATOR);
  rig.recorder.setMonitor(paused);
  await pass(rig, 30 * SECOND);
  assert.deepEqual(await told(rig), ['INCIDENT_CREATED router', 'INCIDENT_CREATED shop 3']);
});

test('a monitor that takes up or gives up a dependency is counted so at once', async () => {
  await using rig = await RecorderRig.start([{ name: 'router' }, BEHIND, {}]);
  assert.equal(rig.dependencies.behindOf(ROUTER), 1);
  const change = async (monitor: number, dependsOn: readonly string[]): Promise<void> => {
    const changed = await rig.store.monitors.update(sampleId(monitor), (now) => ({ ...now, dependsOn }), [], OPERATOR);
    rig.recorder.setMonitor(changed);
  };
  await change(3, [sampleId(2)]);
  assert.equal(rig.dependencies.behindOf(ROUTER), 2);
  await change(2, []);
  assert.equal(rig.dependencies.behindOf(ROUTER), 0);
  assert.equal(rig.dependencies.behindOf(sampleId(2)), 1);
  rig.recorder.removeMonitor(sampleId(3));
  assert.equal(rig.dependencies.behindOf(sampleId(2)), 0);
  assert.equal(rig.nowMs, T0);
});

test('ten thousand that wait behind one router are asked in a fraction of the second that they have', async () => {
  await using rig = await RecorderRig.start([{ name: 'router' }, ...Array.from({ length: 3 }, () => BEHIND)]);
  await look(rig, 'up', 1, 2, 3, 4);
  for (let i = 0; i < 3; i++) await look(rig, 'down', 1, 2, 3, 4);
  const known = rig.recorder.newestOf(sampleId(2))!;
  // What is asked of other monitors while one is judged: its ancestors, however many stand beside it.
  let questions = 0;
  const counted = rig.recorder.newestOf.bind(rig.recorder);
  rig.recorder.newestOf = (id) => {
    questions += 1;
    return counted(id);
  };
  for (let i = 0; i < 10_000; i++) assert.ok(rig.dependencies.holdOf(known.monitor, rig.nowMs, known.state));
  assert.ok(questions <= 30_000, `${questions} questions`);
});
