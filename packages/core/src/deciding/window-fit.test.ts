/** A rule is refused exactly where it is never met: judged by the deciding itself. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { lookAt, policyFor } from '../testing/looks.ts';
import { advance } from './advance.ts';
import type { TriggerRule } from './policy.ts';
import { initialState, type MonitorState } from './state.ts';
import { misfitsOf } from './window-fit.ts';

const START = 1_800_000_000_000;

/** Whether the rule is met while every look of every region fails, slowly. */
function isEverMet(rule: TriggerRule, frequencySeconds: number, regions: readonly string[]): boolean {
  const policy = policyFor(1, { triggerRules: [rule] });
  let state: MonitorState = initialState(1, START);
  for (let look = 0; look < 60; look++) {
    const slotMs = START + look * frequencySeconds * 1000;
    for (const region of regions) {
      const seen =
        rule.type === 'response_time'
          ? lookAt(slotMs, 'up', { region, responseMs: 9000 })
          : lookAt(slotMs, 'down', { region });
      const advanced = advance(state, seen, policy, { nowMs: slotMs, regions });
      if (advanced.evaluations.some(({ isMatched }) => isMatched)) return true;
      state = advanced.state as MonitorState;
    }
  }
  return false;
}

const anyRule = fc.record({
  type: fc.constantFrom('failures_in_window', 'response_time'),
  count: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
  windowMinutes: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
  scope: fc.constantFrom('per_region', 'any_region'),
});

test('a rule is a misfit exactly where it is never met, and what is said to fit does', () => {
  const pace = fc.tuple(fc.constantFrom(10, 30, 59, 60, 61, 300, 601), fc.integer({ min: 1, max: 3 }));
  fc.assert(
    fc.property(anyRule, pace, ({ count, windowMinutes, ...rest }, [frequencySeconds, regionCount]) => {
      const rule: TriggerRule = {
        ...rest,
        ...{ severity: 'down', thresholdMs: 100 },
        ...(count !== undefined && { count }),
        ...(windowMinutes !== undefined && { windowMinutes }),
      };
      const regions = ['eu', 'us', 'ap'].slice(0, regionCount);
      const [misfit] = misfitsOf([rule], { frequencySeconds, regionCount });
      assert.equal(isEverMet(rule, frequencySeconds, regions), misfit === undefined);
      if (!misfit) return;
      const fits = (changed: Partial<TriggerRule>, seconds: number = frequencySeconds): boolean =>
        misfitsOf([{ ...rule, ...changed }], { frequencySeconds: seconds, regionCount }).length === 0;
      const { countMax, windowMinutesMin, frequencySecondsMax } = misfit;
      assert.deepEqual([fits({ count: countMax }), fits({ count: countMax + 1 })], [true, false]);
      const windows = [fits({ windowMinutes: windowMinutesMin }), fits({ windowMinutes: windowMinutesMin - 1 })];
      assert.deepEqual(windows, [true, false]);
      const faster = frequencySecondsMax > 0 && fits({}, frequencySecondsMax);
      assert.deepEqual([faster, fits({}, frequencySecondsMax + 1)], [frequencySecondsMax > 0, false]);
    }),
    { numRuns: 300 },
  );
});

test('a rule that counts in a row fits any pace', () => {
  const rule = { type: 'consecutive_failures', count: 200, scope: 'per_region', severity: 'down' } as const;
  assert.deepEqual(misfitsOf([rule], { frequencySeconds: 86_400, regionCount: 1 }), []);
});
