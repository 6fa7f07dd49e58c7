import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { test } from 'node:test';
import { lookAt, policyFor } from '../testing/looks.ts';
import { advance } from './advance.ts';
import { isOnlyNewer } from './only-newer.ts';
import { initialState, type DraftState, type MonitorState } from './state.ts';

const MINUTE = 60_000;
const START = 1_800_000_000_000;

// Nothing is tied to an incident here that lacks its identity.
const planned = (state: DraftState): MonitorState => state as MonitorState;

test('a look that says again what is known is told from one that changes something', () => {
  const policy = policyFor(1);
  let state = planned(initialState(1, START));
  const seen: boolean[] = [];
  for (const [place, outcome] of (
    ['up', 'up', 'up', 'down', 'up', 'down', 'down', 'down', 'down'] as const
  ).entries()) {
    const look = lookAt(START + place * MINUTE, outcome, { failure: undefined as never });
    const advanced = advance(state, look, policy, { nowMs: look.endedAtMs, regions: ['local'] });
    seen.push(isOnlyNewer(state, advanced, 'local'));
    state = planned(advanced.state);
  }
  assert.deepEqual(seen, [false, false, true, false, false, false, false, true, true]);
});

test('figures in the messages of a failure are no change, its code is one', () => {
  const policy = policyFor(1);
  const down = (slotMs: number, code: 'timeout.ttfb' | 'connect.refused', message: string) =>
    lookAt(slotMs, 'down', { failure: { class: 'timeout', code, message } });
  let state = planned(initialState(1, START));
  const follow = (look: ReturnType<typeof lookAt>) => {
    const advanced = advance(state, look, policy, { nowMs: look.endedAtMs, regions: ['local'] });
    const isOnly = isOnlyNewer(state, advanced, 'local');
    assert.equal(isOnly && isDeepStrictEqual(state, advanced.state), false);
    state = planned(advanced.state);
    return isOnly;
  };
  follow(down(START, 'timeout.ttfb', 'took 100 ms'));
  follow(down(START + MINUTE, 'timeout.ttfb', 'took 200 ms'));
  assert.equal(follow(down(START + 2 * MINUTE, 'timeout.ttfb', 'took 300 ms')), true);
  assert.equal(follow(down(START + 3 * MINUTE, 'connect.refused', 'took 300 ms')), false);
});
