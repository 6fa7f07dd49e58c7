import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOTHING_YET, pressed, type WatchState, withLooks, withMonitors, withVerdict } from './watch-state.ts';

const LOOK = { atMs: 5, isPassed: true, ms: 1 };
const MONITOR = { id: 'a', name: 'a', group: '', status: 'up', sinceMs: 0, looks: [], phases: undefined };
const STATE = withMonitors(NOTHING_YET, [MONITOR]);

/** `/` `w` `enter` pressed one after the other. */
function after(keys: string, state: WatchState = STATE): WatchState | undefined {
  return keys
    .split(' ')
    .reduce<WatchState | undefined>(
      (now, name) => now && pressed(now, { name, ...(name.length === 1 && { text: name }) }, 10),
      state,
    );
}

const KEYS: readonly (readonly [string, Partial<WatchState> | undefined])[] = [
  ['q', undefined],
  ['ctrl-c', undefined],
  ['/ q', { isTyping: true, filter: 'q' }],
  ['/ ctrl-c', undefined],
  ['/ w e backspace return', { isTyping: false, filter: 'w' }],
  ['/ w escape', { isTyping: false, filter: '' }],
  ['/ w return escape', { isTyping: false, filter: '' }],
  ['/ / return', { isTyping: false, filter: '/' }],
  ['down j pagedown', { scroll: 12 }],
  ['down up up', { scroll: 0 }],
  ['down home', { scroll: 0 }],
  ['f5', { scroll: 0, filter: '' }],
];

for (const [keys, expected] of KEYS) {
  test(`${keys} is ${expected ? JSON.stringify(expected) : 'the end'}`, () => {
    const state = after(keys);
    if (!expected) return assert.equal(state, undefined);
    assert.deepEqual({ ...state, ...expected }, state);
  });
}

test('a look that is heard and read is one look, in its time', () => {
  const heard = withLooks(withLooks(STATE, 'a', [LOOK]), 'a', [{ ...LOOK, atMs: 4 }, LOOK]);
  assert.deepEqual(
    heard.monitors[0]!.looks.map(({ atMs }) => atMs),
    [4, 5],
  );
});

test('what is read anew keeps the looks that were heard, and forgets what is gone', () => {
  const heard = withLooks(STATE, 'a', [LOOK]);
  assert.equal(withMonitors(heard, [MONITOR]).monitors[0]!.looks.length, 1);
  assert.deepEqual(withMonitors(heard, []).monitors, []);
});

test('a verdict is of its monitor; one of a monitor that is not known changes nothing', () => {
  assert.deepEqual(withVerdict(STATE, 'a', 'down', 7).monitors[0], { ...MONITOR, status: 'down', sinceMs: 7 });
  assert.deepEqual(withVerdict(STATE, 'b', 'down', 7), STATE);
});
