import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultPolicy, resolveManually } from '@upwatch/core';
import { EVERYTHING } from '../../stores/testing/opened-store.ts';
import { OPERATOR, sampleId } from '../../stores/testing/samples.ts';
import { hashOf } from './forensics.ts';
import { MINUTE, RecorderRig } from '../testing/recorder-rig.ts';

const ONE = sampleId(1);

async function storyOf(rig: RecorderRig) {
  const { items } = await rig.store.forensics.transitions({ monitorId: ONE }, EVERYTHING);
  return items.toReversed().map(({ from, to, reason, source }) => `${from} ${to}: ${reason} (${source})`);
}

test('every step of an incident is kept with the evaluations that brought it about', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'down', 'down', 'up', 'up');
  assert.deepEqual(await storyOf(rig), [
    'WATCHING CONFIRMED: 2 consecutive failures in local: down (pipeline)',
    'CONFIRMED RESOLVED: recovered (pipeline)',
  ]);
  const [incident] = (await rig.kept()).incidents;
  const { transitions, evaluations } = await rig.store.forensics.ofIncident(incident!.id);
  assert.deepEqual(
    evaluations.map(({ type, isMatched, inputs }) => `${type} ${isMatched} of ${inputs.length}`),
    ['consecutive_failures true of 2', 'recovery true of 2'],
  );
  assert.deepEqual(
    evaluations.map(({ transitionId }) => transitionId),
    transitions.map(({ id }) => id),
  );
  const snapshot = await rig.store.forensics.snapshot(transitions[0]!.policyHash);
  assert.deepEqual(snapshot?.policy, rig.monitors.get(1)!.policy);
  assert.equal(snapshot?.engineVersion, '0.1.0');
});

test('what waited for other regions and came to nothing is told as such', async () => {
  const policy = defaultPolicy({ regionCount: 3, frequencySeconds: 60 });
  await using rig = await RecorderRig.start([{ regions: ['asia', 'eu', 'us'], policy }]);
  for (const region of ['asia', 'eu', 'us']) await rig.see({ region, outcome: 'up' });
  for (let look = 0; look < 2; look++) {
    rig.nowMs += MINUTE;
    await rig.see({ region: 'eu', outcome: 'down' });
  }
  rig.nowMs += 3 * MINUTE;
  rig.recorder.tick();
  await rig.recorder.idle(5000);
  assert.deepEqual(await storyOf(rig), [
    'WATCHING TRIGGERED: 2 consecutive failures in eu; other regions are asked (pipeline)',
    'TRIGGERED RESOLVED: not confirmed by other regions in time (pipeline)',
  ]);
});

test('an incident that comes back continues, and one that a person ends says who and why', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('down', 'down', 'up', 'up', 'down', 'down');
  rig.nowMs += MINUTE;
  await rig.recorder.amend(
    ONE,
    ({ state, incident, telling }) => resolveManually({ ...telling, state, incident: incident!, body: 'known' }),
    OPERATOR,
  );
  assert.deepEqual((await storyOf(rig)).slice(2), [
    'RESOLVED CONFIRMED: again within the cooldown: 2 consecutive failures in local (pipeline)',
    'CONFIRMED RESOLVED: Resolved by hand: known (public-api)',
  ]);
});

test('looks that change nothing leave nothing behind: a month of being down is as small as an hour', async () => {
  await using rig = await RecorderRig.start();
  await rig.minutes('up', 'up', 'up', 'down', 'down');
  const decisions = async () => (await rig.store.forensics.decisions(ONE, { fromMs: 0, toMs: 9e15 })).length;
  const evaluations = async () => (await rig.store.forensics.evaluations({ monitorId: ONE }, EVERYTHING)).total;
  const before = [await decisions(), await evaluations()];
  await rig.minutes(...Array.from({ length: 50 }, () => 'down' as const));
  assert.deepEqual([await decisions(), await evaluations()], before);
  assert.deepEqual(before, [4, 2]);
});

test('a clock that is set while nothing is open stands in the record before what is decided next, and no sooner', async () => {
  await using rig = await RecorderRig.start();
  const steps = async () => {
    const decisions = await rig.store.forensics.decisions(ONE, { fromMs: 0, toMs: 9e15 });
    return decisions.map(({ step }) => (step.type === 'clock-set' ? `set by ${step.byMs / MINUTE}` : step.type));
  };
  await rig.minutes('up', 'up');
  rig.setClock(5 * MINUTE);
  await rig.minutes('up');
  rig.setClock(-2 * MINUTE);
  const setAtMs = rig.nowMs + MINUTE;
  await rig.minutes('up', 'up');
  assert.deepEqual(await steps(), ['look', 'look']);
  await rig.minutes('down', 'down');
  assert.deepEqual(await steps(), ['look', 'look', 'set by 3', 'look', 'look']);
  const [, , set] = await rig.store.forensics.decisions(ONE, { fromMs: 0, toMs: 9e15 });
  assert.ok(Math.abs(set!.atMs - setAtMs) < 1_000, `${set!.atMs - setAtMs} ms after it was set`);
});

test('a policy has one hash, however its members are ordered', () => {
  const policy = defaultPolicy({ regionCount: 1, frequencySeconds: 60 });
  const { triggerRules, confirmation, recovery } = policy;
  assert.equal(hashOf({ recovery, confirmation, triggerRules }), hashOf(policy));
  assert.match(hashOf(policy), /^[0-9a-f]{64}$/);
});
