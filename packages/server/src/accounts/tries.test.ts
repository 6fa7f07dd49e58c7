import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Tries } from './tries.ts';

test('in no minute, wherever it begins, there are more tries than may be', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 30, maxLength: 200 }), (waits) => {
      let nowMs = 0;
      const tries = new Tries({ monotonic: () => nowMs }, 10);
      const takenMs: number[] = [];
      for (const wait of waits) {
        nowMs += wait;
        const outcome = tries.take('one');
        if (typeof outcome !== 'number') takenMs.push(nowMs);
        else assert.ok(outcome > 0 && outcome <= 60_000);
      }
      for (const [place, atMs] of takenMs.entries()) {
        const earlier = takenMs[place - 10];
        assert.ok(earlier === undefined || atMs - earlier >= 60_000);
      }
    }),
  );
});

test('a try that was none is given back, and what one used up another has', () => {
  const tries = new Tries({ monotonic: () => 0 }, 1);
  const first = tries.take('one');
  assert.equal(tries.take('one'), 60_000);
  assert.ok(typeof tries.take('other') !== 'number');
  assert.ok(typeof first !== 'number');
  first.giveBack();
  first.giveBack();
  assert.ok(typeof tries.take('one') !== 'number');
  assert.equal(tries.take('one'), 60_000);
});
