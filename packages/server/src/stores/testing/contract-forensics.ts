/** What a store promises of how things were decided. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { defaultPolicy, type IncidentTransition, RECOVERY_RULE, type RuleEvaluation } from '@upwatch/core';
import type { Commit, Forensics, PageRequest } from '../port.ts';
import { EVERYTHING, type OpenStore } from './opened-store.ts';
import { goesDown, newMonitor, OPERATOR, sampleId, T0 } from './samples.ts';

const ONE = sampleId(1);
const INCIDENT = sampleId(0x1_0000_0001);
const DAY_MS = 86_400_000;
const POLICY = {
  hash: 'ab'.repeat(32),
  policy: defaultPolicy({ regionCount: 1, frequencySeconds: 60 }),
  engineVersion: '0.1.0',
};

function judged(slotMs: number, change: Partial<RuleEvaluation> = {}): RuleEvaluation {
  return {
    type: 'consecutive_failures',
    ruleIndex: 0,
    scope: 'per_region',
    region: 'local',
    slotMs,
    inputs: [
      { region: 'eu', slotMs: slotMs - 60_000 },
      { region: 'local', slotMs },
    ],
    isMatched: true,
    counted: 2,
    needed: 2,
    ...change,
  };
}

function confirmed(slotMs: number, change: Partial<IncidentTransition> = {}): IncidentTransition {
  return {
    id: sampleId(0x900),
    incidentId: INCIDENT,
    monitorId: ONE,
    occurredAtMs: slotMs + 50,
    from: 'WATCHING',
    to: 'CONFIRMED',
    reason: '2 consecutive failures in local: down',
    evaluations: [{ region: 'local', slotMs, ruleIndex: 0 }],
    regions: ['local'],
    look: { region: 'local', slotMs },
    source: 'pipeline',
    ...change,
  };
}

function commitWith(forensics: Partial<Forensics>, monitorId = ONE): Commit {
  const whole = { policy: POLICY, atMs: T0 + 50, evaluations: [], transitions: [], ...forensics };
  return { ...goesDown(1, monitorId, []), forensics: whole };
}

export function forensicsPromises(open: OpenStore): void {
  describe('how it was decided', () => {
    test('an evaluation is kept with its looks, its rule in words, its policy and the transition it brought about', async () => {
      await using opened = await open();
      await opened.store.monitors.create(newMonitor(1), [], OPERATOR);
      const slow = judged(T0, {
        type: 'warnings',
        ruleIndex: -1,
        windowMs: 600_000,
        measuredMs: 812.5,
        thresholdMs: 500,
      });
      const transition = confirmed(T0);
      const forensics = { evaluations: [judged(T0), slow], transitions: [transition] };
      await opened.store.commit([commitWith(forensics), commitWith(forensics)]);
      const store = (await opened.reopen()).forensics;
      const decided = { monitorId: ONE, policyHash: POLICY.hash, engineVersion: '0.1.0', occurredAtMs: T0 + 50 };
      const { items, total } = await store.evaluations({ monitorId: ONE }, EVERYTHING);
      assert.equal(total, 2);
      const warned = { ...slow, ...decided, rule: '2 looks in a row with a warning in local' };
      const failed = {
        ...judged(T0),
        ...decided,
        rule: '2 consecutive failures in local',
        transitionId: transition.id,
      };
      assert.deepEqual(items, [warned, failed]);
      const { occurredAtMs: _, ...by } = decided;
      const kept = { ...transition, ...by };
      assert.deepEqual((await store.transitions({ monitorId: ONE }, EVERYTHING)).items, [kept]);
      assert.deepEqual(await store.ofIncident(INCIDENT), { transitions: [kept], evaluations: [failed] });
      assert.deepEqual(await store.ofSlot(T0), { transitions: [kept], evaluations: [failed, warned].toSorted(byRule) });
      assert.deepEqual(await store.ofSlot(T0 + 1), { transitions: [], evaluations: [] });
    });

    test('evaluations and transitions are filtered and paged, newest first', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      await store.monitors.create(newMonitor(2), [], OPERATOR);
      const evaluations = [
        judged(T0),
        judged(T0 + 1000, { region: 'eu', isMatched: false }),
        judged(T0 + 2000, { type: 'recovery', ruleIndex: RECOVERY_RULE }),
      ];
      const transitions = [confirmed(T0), confirmed(T0 + 2000, { id: sampleId(0x901), to: 'RESOLVED' })];
      await store.commit([commitWith({ evaluations, transitions }), commitWith({ evaluations }, sampleId(2))]);
      const slots = async (filter: object, page: PageRequest = EVERYTHING) => {
        const found = await store.forensics.evaluations({ monitorId: ONE, ...filter }, page);
        return found.items.map(({ slotMs }) => slotMs - T0);
      };
      assert.deepEqual(await slots({}), [2000, 1000, 0]);
      assert.deepEqual(await slots({}, { page: 1, size: 2 }), [0]);
      const oldest = { ...EVERYTHING, sort: [{ field: 'occurredAt', isDescending: false }] };
      assert.deepEqual(await slots({}, oldest), [0, 1000, 2000]);
      assert.deepEqual(await slots({ type: 'recovery' }), [2000]);
      assert.deepEqual(await slots({ region: 'eu' }), [1000]);
      assert.deepEqual(await slots({ onlyMatched: true }), [2000, 0]);
      assert.deepEqual(await slots({ fromMs: T0 + 1000, toMs: T0 + 2000 }), [1000]);
      const steps = async (filter: object) =>
        (await store.forensics.transitions({ monitorId: ONE, ...filter }, EVERYTHING)).items.map(({ to }) => to);
      assert.deepEqual(await steps({}), ['RESOLVED', 'CONFIRMED']);
      assert.deepEqual(await steps({ toMs: T0 + 2000 }), ['CONFIRMED']);
    });

    test('a policy is kept once under its hash, with when it was first and last decided by', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      const at = (atMs: number, engineVersion = '0.1.0') =>
        commitWith({ atMs, evaluations: [judged(atMs)], policy: { ...POLICY, engineVersion } });
      await store.commit([at(T0), at(T0 + 2 * DAY_MS), at(T0 + 3 * DAY_MS, '0.2.0')]);
      assert.deepEqual(await store.forensics.snapshot(POLICY.hash), {
        ...POLICY,
        engineVersion: '0.2.0',
        firstSeenAtMs: T0,
        lastSeenAtMs: T0 + 3 * DAY_MS,
      });
      assert.equal(await store.forensics.snapshot('cd'.repeat(32)), undefined);
    });

    test('decisions come back in the order they were made in, their times to the last bit', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      const steps = [
        { atMs: T0 + 0.125, generation: 1, step: { type: 'look', region: 'eu', slotMs: T0 } },
        { atMs: T0 + 3.1, generation: 1, step: { type: 'time' } },
        { atMs: T0 + 2.7, generation: 2, step: { type: 'clock-set', byMs: -0.4 } },
        { atMs: T0 + 9, generation: 2, step: { type: 'resolved' } },
      ] as const;
      await store.commit(steps.map((decision) => commitWith({ decision })));
      assert.deepEqual(await store.forensics.decisions(ONE, { fromMs: T0, toMs: T0 + 10 }), steps);
      assert.deepEqual(await store.forensics.decisions(ONE, { fromMs: T0 + 3, toMs: T0 + 9 }), [steps[1]]);
    });

    test('a monitor that flaps for ever keeps its newest evaluations and decisions only', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      const look = (place: number): Commit => {
        const slotMs = T0 + place * 30_000;
        const decision = { atMs: slotMs, generation: 1, step: { type: 'look', region: 'local', slotMs } } as const;
        return commitWith({ atMs: slotMs, decision, evaluations: [judged(slotMs)] });
      };
      for (let done = 0; done < 2_600; done += 200) {
        await store.commit(Array.from({ length: 200 }, (_, place) => look(done + place)));
      }
      const { total, items } = await store.forensics.evaluations({ monitorId: ONE }, { page: 0, size: 1 });
      assert.ok(total >= 2_000 && total <= 2_100, `${total} are kept`);
      assert.equal(items[0]!.slotMs, T0 + 2_599 * 30_000);
      // Decisions are small, and kept much longer: none is missing yet.
      const { createdAtMs } = (await store.monitors.get(ONE))!;
      assert.ok((await store.forensics.decisionsWholeFromMs(ONE)) - createdAtMs < 1000);
    });

    test('what is past its time is dropped; the story of a deleted monitor keeps its transitions', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.monitors.create(newMonitor(1), [], OPERATOR);
      await store.commit([commitWith({ evaluations: [judged(T0)], transitions: [confirmed(T0)] })]);
      await store.tend?.(T0 + 91 * DAY_MS);
      assert.equal((await store.forensics.evaluations({ monitorId: ONE }, EVERYTHING)).total, 0);
      await store.monitors.delete(ONE, OPERATOR);
      assert.equal((await store.forensics.ofIncident(INCIDENT)).transitions.length, 1);
      await store.tend?.(T0 + 402 * DAY_MS);
      assert.equal((await store.forensics.ofIncident(INCIDENT)).transitions.length, 0);
      assert.equal(await store.forensics.snapshot(POLICY.hash), undefined);
    });
  });
}

function byRule(a: RuleEvaluation, b: RuleEvaluation): number {
  return a.ruleIndex - b.ruleIndex;
}
