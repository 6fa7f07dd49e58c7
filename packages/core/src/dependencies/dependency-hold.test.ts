import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialState, type MonitorState } from '../deciding/state.ts';
import { advance } from '../deciding/advance.ts';
import { lookAt, policyFor } from '../testing/looks.ts';
import {
  type Ancestor,
  type Dependent,
  dependencyHold,
  failingSinceOf,
  isDown,
  lookWaitMs,
  undecidedMaxMs,
} from './dependency-hold.ts';
import { ANCESTORS_MAX, ancestorsOf, cycleOf, dependentsOf } from './graph.ts';

const NOON = Date.UTC(2026, 10, 21, 12, 0);
const SECOND = 1000;
const ROUTER: Ancestor = {
  id: 'r',
  name: 'router',
  isDown: false,
  undecidedMaxMs: 180 * SECOND,
  newestSlotMs: NOON - SECOND,
};
/** It has failed since ten seconds before noon. */
const CHILD: Dependent = {
  failingSinceMs: NOON - 10 * SECOND,
  newestSlotMs: NOON - 2 * SECOND,
  frequencySeconds: 60,
  waitsUntilMs: NOON + 15 * SECOND,
};

const CASES: readonly (readonly [string, Partial<Ancestor>, number, string | undefined, number])[] = [
  ['seen well since', {}, 0, undefined, 0],
  ['down', { isDown: true }, 0, 'router, which it depends on, is down', 0],
  ['failing', { failingSinceMs: NOON - SECOND }, 0, 'router, which it depends on, fails as well', 0],
  ['failing for longer than its policy takes', { failingSinceMs: NOON - 180 * SECOND }, 0, undefined, 0],
  ['not seen since', { newestSlotMs: NOON - 11 * SECOND }, 0, 'router, which it depends on, is looked at first', 1],
  ['never seen', { newestSlotMs: undefined as never }, 0, 'router, which it depends on, is looked at first', 1],
  ['not seen in time', { newestSlotMs: NOON - 11 * SECOND }, 15 * SECOND, undefined, 0],
  ['not seen, and the clock was set back', { newestSlotMs: NOON - 11 * SECOND }, -3600 * SECOND, undefined, 0],
  [
    'back since the last look of the child',
    { wellSinceMs: NOON - SECOND },
    0,
    'router, which it depends on, has just come back: it is looked at anew',
    0,
  ],
  ['back before the last look of the child', { wellSinceMs: NOON - 3 * SECOND }, 0, undefined, 0],
  ['back long ago, and no look of the child came', { wellSinceMs: NOON - SECOND }, 180 * SECOND, undefined, 0],
  ['back in a time that the clock has left', { wellSinceMs: NOON + 3600 * SECOND }, 0, undefined, 0],
];

for (const [title, change, laterMs, what, asked] of CASES) {
  test(`a router that is ${title} ${what === undefined ? 'holds nothing' : 'holds what is behind it'}`, () => {
    const { hold, lookAt } = dependencyHold(CHILD, [{ ...ROUTER, ...change }], NOON + laterMs);
    assert.deepEqual([hold?.what, lookAt.length], [what, asked]);
  });
}

test('one that is down is named before one that only fails, and nothing is asked for then', () => {
  const unseen = { ...ROUTER, newestSlotMs: 0 };
  const { hold, lookAt } = dependencyHold(CHILD, [unseen, { ...ROUTER, name: 'core\nrouter', isDown: true }], NOON);
  assert.equal(hold?.what, 'core router, which it depends on, is down');
  assert.deepEqual(lookAt, []);
});

test('a monitor is failing from its first failed look, and down until its incident is over', () => {
  const policy = policyFor(1);
  let state: MonitorState = initialState(1, NOON);
  const seen: (readonly [number | undefined, boolean])[] = [];
  for (const [minute, outcome] of (['up', 'up', 'down', 'down', 'up', 'up'] as const).entries()) {
    const slotMs = NOON + minute * 60 * SECOND;
    const next = advance(state, lookAt(slotMs, outcome, { region: 'local' }), policy, {
      nowMs: slotMs,
      regions: ['local'],
    });
    const { incident, cooldown, ...rest } = next.state;
    state = {
      ...rest,
      ...(incident && { incident: { ...incident, id: 'i' } }),
      ...(cooldown && { cooldown: { ...cooldown, incidentId: 'i' } }),
    };
    const sinceMs = failingSinceOf(state);
    seen.push([sinceMs === undefined ? undefined : (sinceMs - NOON) / (60 * SECOND), isDown(state)]);
  }
  assert.deepEqual(seen.slice(0, 5), [
    [undefined, false],
    [undefined, false],
    [2, false],
    [2, true],
    [undefined, true],
  ]);
  assert.equal(seen[5]![1], false);
});

test('a look is waited for as long as its timeout and a little more, a minute at most', () => {
  assert.equal(lookWaitMs(10_000), 15_000);
  assert.equal(lookWaitMs(300_000), 60_000);
  assert.equal(undecidedMaxMs(policyFor(1), 86_400), 600_000);
});

test('ancestors are all above, the nearest first, once each; dependents all below', () => {
  const parents: Record<string, string[]> = { a: ['b', 'c'], b: ['d'], c: ['d', 'b'], d: [] };
  const of = (id: string): readonly string[] => parents[id] ?? [];
  assert.deepEqual(ancestorsOf('a', of), ['b', 'c', 'd']);
  const children = (id: string): readonly string[] => Object.keys(parents).filter((one) => parents[one]!.includes(id));
  assert.deepEqual(dependentsOf('d', children), ['b', 'c', 'a']);
  const chain = (id: string): readonly string[] => [String(Number(id) + 1)];
  assert.equal(ancestorsOf('0', chain).length, ANCESTORS_MAX);
});

test('the way on which a monitor would depend on itself is found, whatever lies beside it', () => {
  const parents: Record<string, string[]> = { b: ['x', 'c'], c: ['a'], x: ['y'], y: ['x'] };
  const of = (id: string): readonly string[] => parents[id] ?? [];
  assert.deepEqual(cycleOf('a', ['b'], of), ['b', 'c', 'a']);
  assert.deepEqual(cycleOf('a', ['a'], of), ['a']);
  assert.equal(cycleOf('a', ['x'], of), undefined);
});
