import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advance } from './advance.ts';
import { inForce, usualDaysOf, usualMsOf } from './baseline.ts';
import { describeRule, type TriggerRule } from './policy.ts';
import { initialState, type DraftState } from './state.ts';
import { lookAt, policyFor } from '../testing/looks.ts';

const MINUTE = 60_000;
const START = 1_800_000_000_000;
const SLOW: TriggerRule = {
  type: 'response_time',
  count: 3,
  scope: 'per_region',
  severity: 'degraded',
  baseline: { factor: 3 },
};

/** The verdict after looks of so many milliseconds, a minute apart. */
function verdictAfter(times: readonly number[], usualMs: Readonly<Record<string, number>> | undefined, rule = SLOW) {
  const policy = policyFor(1, { triggerRules: [rule] });
  let state: DraftState = initialState(1, START);
  const rules: string[] = [];
  for (const [i, responseMs] of times.entries()) {
    const slotMs = START + i * MINUTE;
    const context = { nowMs: slotMs, regions: ['local'], ...(usualMs && { usualMs }) };
    const advanced = advance(state, lookAt(slotMs, 'up', { responseMs }), policy, context);
    ({ state } = advanced);
    for (const event of advanced.events) if (event.type === 'went-degraded') rules.push(event.cause.rule);
  }
  return { verdict: state.verdict, rules };
}

test('usual is the median of the hourly medians; too few of them are none', () => {
  assert.equal(usualMsOf([100, 100, 100, 100, 100]), undefined);
  assert.equal(usualMsOf([100, 120, 110, 9000, 130, 115]), 115);
  const week = Array.from({ length: 168 }, (_, hour) => (hour < 12 ? 5000 : 120 + (hour % 7)));
  assert.ok(usualMsOf(week)! < 127, 'a bad night does not move it');
});

test('a rule relative to what is usual is met by looks that are so many times slower', () => {
  assert.equal(verdictAfter([200, 200, 200, 599, 599, 599], { local: 200 }).verdict, 'up');
  const slow = verdictAfter([200, 200, 200, 601, 601, 601], { local: 200 });
  assert.equal(slow.verdict, 'degraded');
  assert.deepEqual(slow.rules, ['each of 3 looks slower than 600 ms (3 × the usual 200 ms) in local']);
});

test('where nothing is usual yet it waits, also with a threshold', () => {
  assert.equal(verdictAfter([9000, 9000, 9000, 9000], undefined).verdict, 'up');
  assert.equal(verdictAfter([9000, 9000, 9000], { eu: 10 }).verdict, 'up', 'another region is no measure');
  assert.equal(verdictAfter([9000, 9000, 9000], undefined, { ...SLOW, thresholdMs: 500 }).verdict, 'up');
});

test('it never goes below 100 ms, or below its own threshold', () => {
  assert.equal(verdictAfter([5, 5, 99, 99, 99], { local: 5 }).verdict, 'up');
  assert.equal(verdictAfter([5, 5, 101, 101, 101], { local: 5 }).verdict, 'degraded');
  const own = { ...SLOW, thresholdMs: 20 };
  assert.equal(verdictAfter([5, 5, 21, 21, 21], { local: 5 }, own).verdict, 'degraded');
  assert.equal(verdictAfter([5, 5, 701, 701, 701], { local: 200 }, { ...SLOW, thresholdMs: 800 }).verdict, 'up');
});

test('a policy without such a rule is in force as it is', () => {
  const policy = policyFor(1);
  assert.equal(inForce(policy, 100), policy);
  assert.equal(usualDaysOf(policy), undefined);
  const long = { ...SLOW, baseline: { factor: 2, windowDays: 28 } };
  assert.equal(usualDaysOf(policyFor(1, { triggerRules: [SLOW, long] })), 28);
});

test('it is described without figures until there are some', () => {
  assert.equal(describeRule(SLOW, 'eu'), 'each of 3 looks slower than 3 × the usual time in eu');
  const [held] = inForce(policyFor(1, { triggerRules: [SLOW] }), 10).triggerRules;
  assert.equal(describeRule(held!, 'eu'), 'each of 3 looks slower than 100 ms (at least; 3 × the usual 10 ms) in eu');
});
