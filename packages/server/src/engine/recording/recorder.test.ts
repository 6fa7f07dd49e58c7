import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveManually } from '@upwatch/core';
import { StoreRefusal } from '../../stores/port.ts';
import { newMonitor, OPERATOR, sampleId } from '../../stores/testing/samples.ts';
import { MINUTE, RecorderRig } from '../testing/recorder-rig.ts';

const ONE = sampleId(1);

test('two failures open an incident and its alerts in the transaction of the second look', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'down');
  assert.deepEqual((await rig.kept()).incidents, []);
  assert.equal(rig.confirms.length, 1, 'one more look is asked for at once');
  await rig.minutes('down');
  const { state, incidents, deliveries } = await rig.kept();
  assert.equal(state?.verdict, 'down');
  assert.equal(incidents.length, 1);
  assert.equal(incidents[0]?.status, 'CONFIRMED');
  assert.equal(deliveries.length, 1);
  assert.equal(deliveries[0]?.kind, 'INCIDENT_CREATED');
  assert.equal(rig.wakes, 1);
  assert.deepEqual(rig.recorder.stateOf(ONE), state);
  const looks = await rig.store.incidents.observations(incidents[0].id);
  assert.equal(looks.length, 2, 'both failed looks are kept with it');
  assert.deepEqual(incidents[0]?.startedAtMs, looks[0]?.slotMs);
});

test('recovery that comes as rows alone ends the incident and tells so', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'down', 'down', 'up');
  assert.equal((await rig.kept()).incidents[0]?.status, 'CONFIRMED');
  await rig.minutes('up');
  const { state, incidents, deliveries } = await rig.kept();
  assert.equal(incidents[0]?.status, 'RESOLVED');
  assert.equal(state?.verdict, 'up');
  assert.deepEqual(
    deliveries.map(({ kind }) => kind),
    ['INCIDENT_CREATED', 'INCIDENT_RESOLVED'],
  );
});

test('a look that changes nothing goes to history and nowhere else', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up');
  const { state } = await rig.kept();
  const groups = rig.commits;
  await rig.minutes(...Array.from({ length: 20 }, () => 'up' as const));
  assert.equal(rig.commits, groups);
  assert.deepEqual((await rig.kept()).state, state);
  assert.equal(rig.history.length, 22);
});

test('a site that stays down writes no more once everything is counted', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'down', 'down', 'down', 'down');
  const groups = rig.commits;
  await rig.minutes(...Array.from({ length: 20 }, () => 'down' as const));
  assert.equal(rig.commits, groups);
  assert.equal(rig.history.at(-1)?.wholes.length, 1);
  await rig.minutes('up', 'up');
  assert.equal((await rig.kept()).incidents[0]?.status, 'RESOLVED');
});

test('a redelivered observation changes nothing', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'down');
  const before = await rig.kept();
  const slotMs = rig.nowMs - 10;
  await rig.see({ outcome: 'down', slotMs });
  await rig.see({ outcome: 'down', slotMs: slotMs - 1000 });
  assert.deepEqual(await rig.kept(), before);
  await rig.minutes('up');
  const up = await rig.kept();
  await rig.see({ outcome: 'down', slotMs });
  assert.deepEqual(await rig.kept(), up);
});

test('a failure delivered again after steady looks is old news', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'up', 'up');
  const before = await rig.kept();
  await rig.see({ outcome: 'down', slotMs: rig.nowMs - 10 - MINUTE });
  await rig.see({ outcome: 'down', slotMs: rig.nowMs - 10 });
  assert.deepEqual(await rig.kept(), before);
});

test('several looks of one monitor in one batch are taken in their order', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up');
  const from = rig.nowMs;
  const outcomes = ['down', 'down', 'up', 'up'] as const;
  await rig.see(...outcomes.map((outcome, i) => ({ outcome, slotMs: from + (i + 1) * 100 })));
  const { incidents, deliveries } = await rig.kept();
  assert.equal(incidents.length, 1);
  assert.equal(incidents[0]?.status, 'RESOLVED');
  assert.deepEqual(
    deliveries.map(({ sequence, kind }) => `${sequence} ${kind}`),
    ['1 INCIDENT_CREATED', '2 INCIDENT_RESOLVED'],
  );
  assert.equal(rig.commits, 3, 'one transaction for all of them');
});

test('our own faults are never a verdict', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'unknown', 'unknown', 'unknown', 'unknown');
  const { state, incidents } = await rig.kept();
  assert.equal(state?.verdict, 'unknown');
  assert.deepEqual(incidents, []);
});

test('nothing is shown before it is on disk', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'down');
  rig.watch();
  const gate = Promise.withResolvers<void>();
  rig.interfere = async (commit) => {
    await gate.promise;
    await commit();
  };
  rig.nowMs += MINUTE;
  rig.feed({ outcome: 'down' });
  await rig.recorder.idle(20);
  assert.deepEqual(rig.events, []);
  assert.equal(rig.recorder.stateOf(ONE).verdict, 'up');
  assert.equal(rig.wakes, 0);
  gate.resolve();
  await rig.recorder.idle(5000);
  assert.equal(rig.recorder.stateOf(ONE).verdict, 'down');
  assert.deepEqual(
    rig.events.map(({ type }) => type),
    ['observation', 'verdict', 'incident', 'delivery'],
  );
});

test('steady looks are shown to whoever watches', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up');
  rig.watch();
  rig.nowMs += MINUTE;
  await rig.see({ outcome: 'up', isWhole: true });
  assert.equal(rig.events.length, 1);
  const [event] = rig.events;
  assert.ok(event?.type === 'observation' && event.data.observation?.facts.statusCode === 200);
});

test('a write that fails is tried again, and what was decided meanwhile follows in order', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up');
  let isFull = true;
  rig.interfere = (commit) => (isFull ? Promise.reject(new StoreRefusal('disk_full', 'no room')) : commit());
  const from = rig.nowMs;
  rig.feed({ outcome: 'down', slotMs: from + MINUTE });
  assert.equal(await rig.recorder.idle(20), false);
  assert.equal(rig.recorder.isWritable, false);
  assert.equal(rig.troubles.length, 1);
  rig.feed({ outcome: 'down', slotMs: from + 2 * MINUTE }, { outcome: 'up', slotMs: from + 3 * MINUTE });
  assert.equal(rig.recorder.stateOf(ONE).verdict, 'up');
  assert.deepEqual((await rig.kept()).incidents, []);
  isFull = false;
  assert.ok(await rig.recorder.idle(5000));
  assert.equal(rig.recorder.isWritable, true);
  const { incidents, deliveries } = await rig.kept();
  assert.equal(incidents[0]?.status, 'CONFIRMED');
  assert.equal(deliveries.length, 1);
});

test('when too much waits for the disk, mere counts go first and looks stay undecided; nothing decided is lost', async () => {
  const many = Array.from({ length: 40 }, () => ({}));
  await using rig = await RecorderRig.start(many, { waitingMax: 30 });
  const all = (outcome: 'up' | 'down', slotMs: number) => many.map((_, i) => ({ monitor: i + 1, outcome, slotMs }));
  await rig.see(...all('up', rig.nowMs + MINUTE));
  await rig.see(...all('up', rig.nowMs + MINUTE));
  let isFull = true;
  rig.interfere = (commit) => (isFull ? Promise.reject(new StoreRefusal('busy', 'locked')) : commit());
  rig.feed(...all('down', rig.nowMs + MINUTE));
  rig.feed(...all('down', rig.nowMs + MINUTE));
  rig.feed(...all('up', rig.nowMs + MINUTE));
  const { waiting, undecided } = rig.recorder.stats();
  assert.ok(waiting <= 30, `${waiting} wait`);
  assert.ok(undecided > 0);
  isFull = false;
  assert.ok(await rig.recorder.idle(10_000));
  rig.nowMs += MINUTE;
  await rig.see(...all('up', rig.nowMs + MINUTE));
  await rig.see(...all('up', rig.nowMs + MINUTE));
  const { states, incidents } = await rig.kept();
  assert.ok([...states.values()].every(({ verdict }) => verdict === 'up'));
  assert.ok(incidents.length > 0 && incidents.every(({ status }) => status === 'RESOLVED'));
});

test('a change that the store will never take is given up, and the others are kept', async () => {
  await using rig = await RecorderRig.start([{}, {}]);
  await rig.see({ monitor: 1, outcome: 'up' }, { monitor: 2, outcome: 'up' });
  const { store } = rig;
  const inner = store.commit.bind(store);
  // A row that breaks a rule of the schema stands for any fault of ours.
  (rig.store as { commit: typeof store.commit }).commit = (commits) =>
    inner(
      commits.map((commit) =>
        commit.monitorId === ONE
          ? Object.assign({}, commit, {
              updates: [{ id: 'x', incidentId: 'none', createdBy: 'SYSTEM', notifySubscribers: false, createdAtMs: 0 }],
            })
          : commit,
      ),
    );
  rig.nowMs += MINUTE;
  await rig.see({ monitor: 1, outcome: 'down' }, { monitor: 2, outcome: 'down' });
  assert.equal(rig.troubles.length, 1);
  const { states } = await rig.kept();
  assert.equal(states.get(sampleId(2))?.regions['local']?.consecutiveFailures, 1);
  assert.equal(states.get(ONE)?.regions['local']?.consecutiveFailures, 0);
  assert.deepEqual(rig.recorder.stateOf(ONE), states.get(ONE));

  (rig.store as { commit: typeof store.commit }).commit = inner;
  await rig.minutes('down');
  assert.deepEqual((await rig.kept()).incidents, [], 'what could not be kept is not counted either');
});

test('what is on disk is where a restart goes on', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'down', 'down');
  await rig.crash();
  assert.equal(rig.recorder.stateOf(ONE).verdict, 'down');
  await rig.minutes('up', 'up');
  const { incidents, deliveries } = await rig.kept();
  assert.equal(incidents.length, 1);
  assert.equal(incidents[0]?.status, 'RESOLVED');
  assert.equal(deliveries.length, 2);
});

test('a look that was decided but not on disk when the process died is decided again', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'down');
  rig.interfere = () => new Promise(() => undefined);
  rig.nowMs += MINUTE;
  const slotMs = rig.nowMs;
  rig.feed({ outcome: 'down', slotMs });
  await rig.recorder.idle(20);
  await rig.crash();
  assert.deepEqual((await rig.kept()).incidents, []);
  await rig.see({ outcome: 'down', slotMs });
  const { incidents, deliveries } = await rig.kept();
  assert.equal(incidents.length, 1);
  assert.equal(deliveries.length, 1);
});

test('looks made under another configuration, at a paused monitor or at a deleted one do not count', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'down');
  const changed = await rig.store.monitors.update(ONE, (now) => ({ ...now, frequencySeconds: 30 }), [], OPERATOR);
  rig.recorder.setMonitor(changed);
  await rig.see({ outcome: 'down', slotMs: rig.nowMs + MINUTE, generation: 1 });
  await rig.see({ outcome: 'down', slotMs: rig.nowMs + MINUTE, generation: 2 });
  assert.deepEqual((await rig.kept()).incidents, [], 'counted anew under the new configuration');
  const paused = await rig.store.monitors.update(ONE, (now) => ({ ...now, isEnabled: false }), [], OPERATOR);
  rig.recorder.setMonitor(paused);
  await rig.see({ outcome: 'down', slotMs: rig.nowMs + MINUTE, generation: 3 });
  assert.deepEqual((await rig.kept()).incidents, []);
  await rig.store.monitors.delete(ONE, OPERATOR);
  rig.recorder.removeMonitor(ONE);
  await rig.see({ outcome: 'down', slotMs: rig.nowMs + MINUTE, generation: 3 });
  assert.equal((await rig.kept()).states.size, 0);
});

test('a monitor deleted while its change waits for the disk sends nothing', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'down');
  let isLocked = true;
  rig.interfere = (commit) => (isLocked ? Promise.reject(new StoreRefusal('busy', 'locked')) : commit());
  rig.nowMs += MINUTE;
  rig.feed({ outcome: 'down' });
  await rig.recorder.idle(20);
  await rig.store.monitors.delete(ONE, OPERATOR);
  rig.recorder.removeMonitor(ONE);
  isLocked = false;
  assert.ok(await rig.recorder.idle(5000));
  assert.deepEqual(await rig.kept(), { state: undefined, states: new Map(), incidents: [], deliveries: [] });
});

test('a monitor made meanwhile is looked at and decided like the others', async () => {
  await using rig = await RecorderRig.start([]);
  const made = await rig.store.monitors.create(newMonitor(1), [], OPERATOR);
  rig.monitors.set(1, made);
  rig.recorder.setMonitor(made);
  await rig.minutes('down', 'down');
  assert.equal((await rig.kept()).incidents.length, 1);
});

test('a person resolves an incident: looks that come meanwhile are measured against the state after it', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'down', 'down');
  const amended = rig.recorder.amend(
    ONE,
    ({ state, incident, telling }) => resolveManually({ ...telling, state, incident: incident!, body: 'fixed' }),
    { name: 'alice' },
  );
  rig.feed({ outcome: 'down', slotMs: rig.nowMs + MINUTE });
  await amended;
  await rig.recorder.idle(5000);
  const { incidents, state } = await rig.kept();
  assert.equal(incidents.length, 1);
  assert.equal(incidents[0]?.resolutionReason, 'MANUAL');
  assert.equal(state?.incident, undefined);
  assert.equal(state?.regions['local']?.consecutiveFailures, 1, 'the look in between counts anew');
  assert.deepEqual(rig.recorder.stateOf(ONE), state);
});

test('what a person has ended counts no look that was known before, also where it comes again after a start', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'down', 'down', 'down', 'down');
  const slotMs = rig.nowMs + MINUTE;
  await rig.see({ outcome: 'down', slotMs });
  await rig.recorder.amend(
    ONE,
    ({ state, incident, telling }) => resolveManually({ ...telling, state, incident: incident! }),
    OPERATOR,
  );
  await rig.crash();
  await rig.see({ outcome: 'down', slotMs });
  assert.equal((await rig.kept()).state?.regions['local']?.consecutiveFailures, 0);
  await rig.see({ outcome: 'down', slotMs: slotMs + MINUTE });
  assert.equal((await rig.kept()).state?.regions['local']?.consecutiveFailures, 1);
});

test('a person need not wait for the changes of other monitors', async () => {
  await using rig = await RecorderRig.start([{}, {}]);
  await rig.minutes('up', 'up', 'down', 'down');
  let isStormy = true;
  rig.interfere = async (commit) => {
    await commit();
    if (isStormy) rig.feed({ monitor: 2, outcome: rig.commits % 2 === 0 ? 'down' : 'up', slotMs: rig.nowMs + MINUTE });
  };
  rig.feed({ monitor: 2, outcome: 'down', slotMs: rig.nowMs + MINUTE });
  await rig.recorder.amend(
    ONE,
    ({ state, incident, telling }) => resolveManually({ ...telling, state, incident: incident! }),
    OPERATOR,
  );
  assert.ok(rig.commits > 0 && rig.recorder.stats().waiting > 0, 'the storm goes on');
  isStormy = false;
  await rig.recorder.idle(5000);
  assert.equal(rig.recorder.stateOf(ONE).incident, undefined);
});

test('a person is refused while the store cannot write, and nothing is half-changed', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'down', 'down');
  const before = await rig.kept();
  const { incidents } = rig.store;
  const inner = incidents.commit.bind(incidents);
  (incidents as { commit: typeof inner }).commit = () => Promise.reject(new StoreRefusal('disk_full', 'no room'));
  const resolve = () =>
    rig.recorder.amend(
      ONE,
      ({ state, incident, telling }) => resolveManually({ ...telling, state, incident: incident! }),
      OPERATOR,
    );
  await assert.rejects(resolve(), { code: 'disk_full' });
  assert.deepEqual(await rig.kept(), before);
  assert.equal(rig.recorder.stateOf(ONE).incident?.id, before.incidents[0]?.id);
  (incidents as { commit: typeof inner }).commit = inner;
  await resolve();
  assert.equal((await rig.kept()).incidents[0]?.status, 'RESOLVED');
});

test('an incident that has ended before a person resolves it is left alone', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'down', 'down', 'up', 'up');
  const before = await rig.kept();
  await rig.recorder.amend(
    ONE,
    ({ state, incident, telling }) => resolveManually({ ...telling, state, incident: incident! }),
    OPERATOR,
  );
  assert.deepEqual(await rig.kept(), before);
});

test('a monitor that is changed while a person resolves its incident is decided by looks under the new configuration', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'down', 'down');
  const amended = rig.recorder.amend(
    ONE,
    ({ state, incident, telling }) => resolveManually({ ...telling, state, incident: incident! }),
    OPERATOR,
  );
  const changed = await rig.store.monitors.update(ONE, () => newMonitor(1, { name: 'renamed' }), [], OPERATOR);
  rig.recorder.setMonitor(changed);
  rig.monitors.set(1, changed);
  await amended;
  await rig.minutes('down', 'down');
  const { incidents } = await rig.kept();
  assert.deepEqual(incidents.map(({ status }) => status).sort(), ['CONFIRMED', 'RESOLVED']);
});

test('closing writes what waits', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'down');
  rig.nowMs += MINUTE;
  rig.feed({ outcome: 'down' });
  await rig.recorder.close();
  assert.equal((await rig.kept()).incidents.length, 1);
});

for (const [what, byMs] of [
  ['two hours back', -120 * MINUTE],
  ['an hour forwards', 60 * MINUTE],
] as const) {
  test(`the clock is set ${what} while an incident is open: it lasts as long as it really did`, async () => {
    await using rig = await RecorderRig.start();
    await rig.minutes('up', 'up', 'down', 'down', 'down');
    rig.setClock(byMs);
    await rig.minutes('down', 'down', 'up', 'up');
    const { incidents } = await rig.kept();
    assert.equal(incidents.length, 1);
    assert.equal(incidents[0]?.status, 'RESOLVED');
    const lastedMs = incidents[0].resolvedAtMs! - incidents[0].startedAtMs;
    assert.ok(Math.abs(lastedMs - 6 * MINUTE) <= 1000, `${lastedMs / MINUTE} minutes`);
    assert.equal(rig.troubles.length, 1);
  });
}

test('an alert that is held is told once when the hold is gone, without a look', async () => {
  await using rig = await RecorderRig.start();
  rig.hold = { because: 'maintenance', what: 'maintenance until 13:00 UTC' };
  await rig.minutes('up', 'up', 'down', 'down', 'down');
  const held = await rig.kept();
  assert.equal(held.incidents[0]?.status, 'CONFIRMED');
  assert.deepEqual(held.deliveries, []);
  rig.hold = undefined;
  for (let second = 0; second < 3; second++) {
    rig.nowMs += 1_000;
    rig.recorder.tick();
    await rig.recorder.idle(1_000);
  }
  const { deliveries } = await rig.kept();
  assert.deepEqual(
    deliveries.map(({ kind }) => kind),
    ['INCIDENT_CREATED'],
  );
  assert.equal(rig.wakes, 1);
});

test('of a monitor that was paused meanwhile nothing is told when the hold is gone', async () => {
  await using rig = await RecorderRig.start();
  rig.hold = { because: 'maintenance', what: 'maintenance until 13:00 UTC' };
  await rig.minutes('up', 'up', 'down', 'down');
  rig.recorder.setMonitor(
    await rig.store.monitors.update(ONE, () => newMonitor(1, { isEnabled: false }), [], OPERATOR),
  );
  rig.hold = undefined;
  rig.nowMs += 2_000;
  rig.recorder.tick();
  await rig.recorder.idle(1_000);
  assert.deepEqual((await rig.kept()).deliveries, []);
});

test('what was seen before a long pause of the checks is told only when it is seen again', async () => {
  await using rig = await RecorderRig.start();
  rig.hold = { because: 'maintenance', what: 'maintenance until 13:00 UTC' };
  await rig.minutes('up', 'up', 'down', 'down');
  rig.hold = undefined;
  rig.nowMs += 3_600_000;
  rig.recorder.tick();
  await rig.recorder.idle(1_000);
  assert.deepEqual((await rig.kept()).deliveries, []);
  await rig.minutes('down');
  rig.nowMs += 2_000;
  rig.recorder.tick();
  await rig.recorder.idle(1_000);
  assert.equal((await rig.kept()).deliveries.length, 1);
});
