import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { makeIds } from './ids.ts';

test('ids are UUIDs of version 7 that begin with the time', () => {
  const newId = makeIds({ wall: () => 0x0123_4567_89ab });
  const id = newId();
  assert.match(id, /^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('equal clock and randomness give equal ids', () => {
  const make = () => makeIds({ wall: () => 1_700_000_000_000.75 }, (bytes) => bytes.fill(0xff));
  assert.equal(make()(), '018bcfe5-6800-77ff-bfff-ffffffffffff');
  assert.equal(make()(), make()());
});

test('each id is greater than the one before, whatever small steps the clock takes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9_000, max: 9_000 }), { maxLength: 300 }), (steps) => {
      let nowMs = 1_700_000_000_000;
      let highest = nowMs;
      const newId = makeIds({ wall: () => nowMs });
      let last = newId();
      for (const step of steps) {
        // Corrections of a clock add up to little; a jump is another matter.
        nowMs = Math.max(highest - 9_000, nowMs + step);
        highest = Math.max(highest, nowMs);
        const next = newId();
        assert.ok(next > last, `${next} after ${last}`);
        last = next;
      }
    }),
  );
});

test('ten thousand ids of one millisecond keep their order', () => {
  const newId = makeIds({ wall: () => 1_700_000_000_000 });
  const ids = Array.from({ length: 10_000 }, () => newId());
  assert.deepEqual(ids.toSorted(), ids);
  assert.equal(new Set(ids).size, ids.length);
});

test('a clock that was years ahead and is set right does not label ids with the future', () => {
  let nowMs = 2_000_000_000_000;
  const newId = makeIds({ wall: () => nowMs });
  newId();
  nowMs = 1_700_000_000_000;
  assert.equal(newId().slice(0, 13), '018bcfe5-6800');
});
