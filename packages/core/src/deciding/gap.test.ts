import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { classifyGap, type Gap } from './gap.ts';

const HOUR = 3_600_000;
const TABLE: readonly [title: string, given: Parameters<typeof classifyGap>[0], expected: Gap['type']][] = [
  ['a tick on time', { wallDeltaMs: 1000, monotonicDeltaMs: 1000, intervalMs: 1000 }, 'none'],
  ['a tick a little late', { wallDeltaMs: 1200, monotonicDeltaMs: 1200, intervalMs: 1000 }, 'none'],
  ['a clock that is slewed', { wallDeltaMs: 1000.5, monotonicDeltaMs: 1000, intervalMs: 1000 }, 'none'],
  ['a busy loop', { wallDeltaMs: 4000, monotonicDeltaMs: 4000, intervalMs: 1000 }, 'overload'],
  ['ten minutes of SIGSTOP (T05)', { wallDeltaMs: 601_000, monotonicDeltaMs: 601_000, intervalMs: 1000 }, 'suspend'],
  [
    'half a minute of computing',
    { wallDeltaMs: 31_000, monotonicDeltaMs: 31_000, intervalMs: 1000, cpuMs: 29_000 },
    'overload',
  ],
  ['a short stop', { wallDeltaMs: 5000, monotonicDeltaMs: 5000, intervalMs: 1000, cpuMs: 3 }, 'suspend'],
  ['the clock an hour on (T01)', { wallDeltaMs: HOUR + 1000, monotonicDeltaMs: 1000, intervalMs: 1000 }, 'clock-jump'],
  [
    'the clock two hours back (T02)',
    { wallDeltaMs: -2 * HOUR, monotonicDeltaMs: 1000, intervalMs: 1000 },
    'clock-jump',
  ],
  ['a sleep that stops the monotonic clock', { wallDeltaMs: HOUR, monotonicDeltaMs: 40, intervalMs: 20 }, 'clock-jump'],
];

for (const [title, given, expected] of TABLE) {
  test(`${title} is ${expected}`, () => assert.equal(classifyGap(given).type, expected));
}

test('a clock jump is told by how much, whatever else went on', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e12, max: 1e12 }).filter((by) => Math.abs(by) > 1000),
      fc.integer({ min: 0, max: 1e6 }),
      (byMs, passedMs) => {
        const gap = classifyGap({ wallDeltaMs: passedMs + byMs, monotonicDeltaMs: passedMs, intervalMs: 1000 });
        assert.deepEqual(gap, { type: 'clock-jump', byMs });
      },
    ),
  );
});
