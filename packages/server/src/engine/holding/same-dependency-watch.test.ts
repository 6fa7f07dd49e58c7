import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, type Outcome } from '@upwatch/core';
import { MINUTE, RecorderRig } from '../testing/recorder-rig.ts';
import { newChannel, OPERATOR, sampleId } from '../../stores/testing/samples.ts';

const SECOND = 1000;

function lost(message: string, name = 'database') {
  return { ...failure('dependency.failed', `${name} (${message})`), dependencies: [{ name, message }] };
}
const REFUSED = lost('connect ECONNREFUSED 10.0.0.5:5432');

interface Fed {
  readonly monitor: number;
  readonly outcome: Outcome;
  readonly failure?: ReturnType<typeof lost>;
}

/** One look of each, some seconds apart, within a minute. */
async function round(rig: RecorderRig, ...looks: readonly Fed[]): Promise<void> {
  const endMs = rig.nowMs + MINUTE;
  for (const look of looks) {
    await rig.see(look);
    await pass(rig, 3 * SECOND);
  }
  await pass(rig, endMs - rig.nowMs);
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
  return deliveries.map(({ kind, message }) => `${kind.replace('INCIDENT_', '')} ${message.monitorName}`);
}

const down = (...monitors: readonly number[]): Fed[] =>
  monitors.map((monitor) => ({ monitor, outcome: 'down', failure: REFUSED }));
const up = (...monitors: readonly number[]): Fed[] => monitors.map((monitor) => ({ monitor, outcome: 'up' }));

test('twelve services report the same database: one message, and one when all are well again', async () => {
  await using rig = await RecorderRig.start(Array.from({ length: 12 }, () => ({})));
  const all = Array.from({ length: 12 }, (_, n) => n + 1);
  await round(rig, ...up(...all));
  for (let n = 0; n < 3; n++) await round(rig, ...down(...all));
  const { states } = await rig.kept();
  assert.equal([...states.values()].filter(({ verdict }) => verdict === 'down').length, 12);
  assert.deepEqual(await told(rig), ['CREATED shop 1']);
  const { incidents } = await rig.kept();
  const second = incidents.find(({ monitorId }) => monitorId === sampleId(2))!;
  const updates = await rig.store.incidents.updates(second.id);
  assert.ok(
    updates.some(
      ({ body }) => body === 'Nobody is told for now: database has failed for shop 1 as well, and that is told.',
    ),
  );
  for (let n = 0; n < 4; n++) await round(rig, ...up(...all));
  assert.deepEqual(await told(rig), ['CREATED shop 1', 'RESOLVED shop 1']);
});

test('what still fails when the one that was told is well again is told, once', async () => {
  await using rig = await RecorderRig.start([{}, {}, {}]);
  await round(rig, ...up(1, 2, 3));
  for (let n = 0; n < 3; n++) await round(rig, ...down(1, 2, 3));
  for (let n = 0; n < 3; n++) await round(rig, ...up(1), ...down(2, 3));
  assert.deepEqual((await told(rig)).toSorted(), ['CREATED shop 1', 'CREATED shop 2', 'RESOLVED shop 1']);
});

test('another database of that name, a second dependency and another failure are told', async () => {
  await using rig = await RecorderRig.start([{}, {}, {}, {}]);
  await round(rig, ...up(1, 2, 3, 4));
  const both = { ...REFUSED, dependencies: [...REFUSED.dependencies, { name: 'redis', message: 'gone' }] };
  for (let n = 0; n < 3; n++) {
    await round(
      rig,
      ...down(1),
      { monitor: 2, outcome: 'down', failure: lost('connect ECONNREFUSED 10.0.0.6:5432') },
      { monitor: 3, outcome: 'down', failure: both },
      { monitor: 4, outcome: 'down' },
    );
  }
  assert.deepEqual(
    (await told(rig)).toSorted(),
    [1, 2, 3, 4].map((n) => `CREATED shop ${n}`),
  );
});

test('whoever was not told of the first is told of the second', async () => {
  const [one, two] = [newChannel(1).id, newChannel(2).id];
  await using rig = await RecorderRig.start([{ channelIds: [one] }, { channelIds: [one] }, { channelIds: [one] }]);
  await rig.store.channels.create(newChannel(2), OPERATOR);
  const changed = await rig.store.monitors.update(
    sampleId(2),
    (now) => ({ ...now, channelIds: [one, two] }),
    [],
    OPERATOR,
  );
  rig.channelIds = [one, two];
  rig.monitors.set(2, changed);
  rig.recorder.setMonitor(changed);
  await round(rig, ...up(1, 2, 3));
  for (let n = 0; n < 3; n++) await round(rig, ...down(1, 2, 3));
  const { deliveries } = await rig.kept();
  assert.deepEqual(
    deliveries
      .map(({ channelId, message }) => `${message.monitorName} ${channelId === one ? 'one' : 'two'}`)
      .toSorted(),
    ['shop 1 one', 'shop 2 one', 'shop 2 two'],
  );
});

test('what waits goes on waiting when the process is killed', async () => {
  await using rig = await RecorderRig.start([{}, {}]);
  await round(rig, ...up(1, 2));
  for (let n = 0; n < 3; n++) await round(rig, ...down(1, 2));
  await rig.crash();
  await pass(rig, 2 * MINUTE);
  assert.deepEqual(await told(rig), ['CREATED shop 1']);
  rig.recorder.removeMonitor(sampleId(1));
  await round(rig, ...down(2));
  assert.deepEqual((await told(rig)).at(-1), 'CREATED shop 2');
});
