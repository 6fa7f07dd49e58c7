import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookAt, policyFor, THREE_IN_TEN_MINUTES } from '../testing/looks.ts';
import type { ObservationView } from './observation-view.ts';
import type { TriggerRule } from './policy.ts';
import { takeIn } from './region.ts';
import type { RegionState } from './state.ts';

const START = 1_800_000_000_000;
const MINUTE = 60_000;

const after = (rule: TriggerRule, ...looks: readonly ObservationView[]): RegionState =>
  looks.reduce<RegionState | undefined>(
    (region, look) => takeIn(region, look, policyFor(1, { triggerRules: [rule] })),
    undefined,
  )!;

test('a confirming look is no failure of a window: such looks come in bursts, and a window spans time', () => {
  const slots = [START, START + 1, START + 2, START + MINUTE];
  assert.deepEqual(after(THREE_IN_TEN_MINUTES, ...slots.map((slotMs) => lookAt(slotMs, 'down'))).failureSlotsMs, [
    START,
    START + MINUTE,
  ]);
});

test('a confirming look has no part in the response times that a rule goes by', () => {
  const rule = { type: 'response_time', count: 3, thresholdMs: 500, scope: 'per_region', severity: 'down' } as const;
  const looks = [START, START + 1, START + MINUTE].map((slotMs) => lookAt(slotMs, 'up', { responseMs: 900 }));
  assert.deepEqual(after(rule, ...looks).responseTimes, [
    [START, 900],
    [START + MINUTE, 900],
  ]);
});

test('a failure that lies as long ago as a window is long is out of it', () => {
  const looks = [START, START + MINUTE, START + 10 * MINUTE].map((slotMs) => lookAt(slotMs, 'down'));
  assert.deepEqual(after(THREE_IN_TEN_MINUTES, ...looks).failureSlotsMs, [START + MINUTE, START + 10 * MINUTE]);
});
