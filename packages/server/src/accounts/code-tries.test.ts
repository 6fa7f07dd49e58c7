import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CodeTries } from './code-tries.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test('five codes are free, then the wait doubles from a minute to an hour and no further, until a day is quiet (S26)', () => {
  let nowMs = 0;
  const tries = new CodeTries({ monotonic: () => nowMs });
  const waits = [];
  for (let count = 0; count < 14; count++) {
    const waitMs = tries.take('one');
    if (waitMs === undefined) continue;
    waits.push(waitMs / MINUTE);
    nowMs += waitMs;
    assert.equal(tries.take('one'), undefined, 'after the wait there is a try');
  }
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
  assert.equal(tries.take('other'), undefined, 'of another nothing is known');
  nowMs += 23 * HOUR;
  assert.equal(tries.take('one'), undefined);
  assert.equal(tries.take('one'), HOUR, 'a day is not over');
  nowMs += 24 * HOUR;
  for (let count = 0; count < 5; count++) assert.equal(tries.take('one'), undefined);
  assert.equal(tries.take('one'), MINUTE);
});

test('a right code makes as if there had been no try', () => {
  const tries = new CodeTries({ monotonic: () => 0 });
  for (let round = 0; round < 3; round++) {
    for (let count = 0; count < 5; count++) assert.equal(tries.take('one'), undefined);
    assert.equal(tries.take('one'), MINUTE);
    tries.forget('one');
  }
});
