import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Outcome } from '../looking/observation.ts';
import { lookAt, policyFor } from '../testing/looks.ts';
import { advance } from './advance.ts';
import { INPUTS_MAX, type RuleEvaluation, judgedRuleInWords, WARNINGS_RULE } from './evaluation.ts';
import type { Policy, TriggerRule } from './policy.ts';
import { initialState, rankOf, type DraftState } from './state.ts';

const MINUTE = 60_000;
const START = 1_800_000_000_000;
const LETTERS: Readonly<Record<string, Outcome>> = { u: 'up', w: 'degraded', d: 'down', '-': 'unknown' };

/** Looks a minute apart. @returns what was judged at each */
function judge(looks: string, policy: Policy, responseMs: (place: number) => number = () => 10): RuleEvaluation[][] {
  let state: DraftState = initialState(1, START);
  return Array.from(looks).map((letter, place) => {
    const outcome = LETTERS[letter]!;
    const isAnswer = outcome === 'up' || outcome === 'degraded';
    const look = lookAt(START + place * MINUTE, outcome, { ...(isAnswer && { responseMs: responseMs(place) }) });
    const advanced = advance(state, look, policy, { nowMs: look.endedAtMs, regions: ['local'] });
    state = advanced.state;
    return [...advanced.evaluations];
  });
}

function shown(evaluations: readonly RuleEvaluation[]): string[] {
  return evaluations.map(({ type, counted, needed, isMatched, inputs }) => {
    const slots = inputs.map(({ slotMs }) => (slotMs - START) / MINUTE).join();
    return `${type} ${counted}/${needed} of ${slots}${isMatched ? ' met' : ''}`;
  });
}

const withRule = (rule: Partial<TriggerRule>): Policy => ({
  ...policyFor(1),
  triggerRules: [{ type: 'consecutive_failures', scope: 'per_region', severity: 'down', ...rule }],
});

test('a rule is judged by the looks that speak for it, and names them', () => {
  assert.deepEqual(judge('uddu', policyFor(1)).map(shown), [
    [],
    ['consecutive_failures 1/2 of 1'],
    ['consecutive_failures 2/2 of 1,2 met'],
    ['recovery 1/2 of 3'],
  ]);
});

test('recovery is judged too, and names the successes that made it', () => {
  assert.deepEqual(judge('dduduu', policyFor(1)).slice(2).map(shown), [
    ['recovery 1/2 of 2'],
    ['consecutive_failures 1/2 of 3'],
    ['recovery 1/2 of 4'],
    ['recovery 2/2 of 4,5 met'],
  ]);
});

test('warnings in a row are a rule that every policy has', () => {
  const [, , second] = judge('uww', policyFor(1));
  assert.deepEqual(shown(second!), ['warnings 2/2 of 1,2 met']);
  assert.equal(second![0]!.ruleIndex, WARNINGS_RULE);
});

test('a window names the failures in it, and a response time what was measured against what', () => {
  const inWindow = withRule({ type: 'failures_in_window', count: 2, windowMinutes: 3 });
  assert.deepEqual(shown(judge('dudud', inWindow).at(-1)!), ['failures_in_window 2/2 of 2,4 met']);
  const slow = withRule({ type: 'response_time', count: 3, thresholdMs: 100, aggregationType: 'average' });
  const [evaluation] = judge('uuu', slow, (place) => 200 + place).at(-1)!;
  assert.deepEqual(shown([evaluation!]), ['response_time 3/3 of 0,1,2 met']);
  assert.deepEqual([evaluation!.measuredMs, evaluation!.thresholdMs], [201, 100]);
});

test('what is unknown is evidence for nothing, and an answer that is fast enough is none for slowness', () => {
  assert.deepEqual(judge('u---', policyFor(1)).flat(), []);
  assert.deepEqual(judge('uuuu', withRule({ type: 'response_time', count: 2, thresholdMs: 100 })).flat(), []);
});

test('a rule over many looks names the newest of them only', () => {
  const [last] = judge('u'.repeat(60), withRule({ type: 'response_time', count: 50, thresholdMs: 1 })).at(-1)!;
  assert.equal(last!.counted, 50);
  assert.equal(last!.inputs.length, INPUTS_MAX);
});

test('a region turns bad only by an evaluation that was met, and its cause names that one', () => {
  const rules: fc.Arbitrary<TriggerRule> = fc.record({
    type: fc.constantFrom('consecutive_failures', 'failures_in_window', 'response_time'),
    count: fc.integer({ min: 1, max: 4 }),
    windowMinutes: fc.integer({ min: 1, max: 20 }),
    scope: fc.constantFrom('per_region', 'any_region'),
    thresholdMs: fc.constant(500),
    severity: fc.constantFrom('down', 'degraded'),
  });
  const looks = fc.array(
    fc.record({
      outcome: fc.constantFrom<Outcome[]>('up', 'down', 'degraded', 'unknown'),
      region: fc.constantFrom('eu', 'us'),
      responseMs: fc.integer({ min: 1, max: 1000 }),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(looks, fc.array(rules, { minLength: 1, maxLength: 3 }), (seen, triggerRules) => {
      let state: DraftState = initialState(1, START);
      const policy = { ...policyFor(2), triggerRules };
      for (const [place, { outcome, region, responseMs }] of seen.entries()) {
        const isAnswer = outcome === 'up' || outcome === 'degraded';
        const look = lookAt(START + place * MINUTE, outcome, { region, ...(isAnswer && { responseMs }) });
        const after = advance(state, look, policy, { nowMs: look.endedAtMs, regions: ['eu', 'us'] });
        for (const [name, now] of Object.entries(after.state.regions)) {
          if (rankOf(now.verdict) <= rankOf(state.regions[name]?.verdict ?? 'unknown')) continue;
          if (state.regions[name]?.lastKnownVerdict === now.verdict) continue;
          assert.deepEqual(now.cause?.metBy, { region, slotMs: look.slotMs });
          const met = after.evaluations.find(
            (one) => one.isMatched && one.ruleIndex === (now.cause?.ruleIndex ?? WARNINGS_RULE),
          );
          assert.equal(met && judgedRuleInWords(policy, met), now.cause?.rule);
        }
        for (const { inputs } of after.evaluations) for (const input of inputs) assert.ok(input.slotMs <= look.slotMs);
        state = after.state;
      }
    }),
  );
});
