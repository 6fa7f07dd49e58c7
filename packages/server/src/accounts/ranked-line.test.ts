import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RankedLine } from './ranked-line.ts';

test('the lowest rank goes first, of equals whoever came last, and where it is full the last has no room', () => {
  const line = new RankedLine<string>(3);
  assert.equal(line.next(), undefined);
  for (const [name, rank] of [
    ['often', 5],
    ['once', 1],
    ['once, later', 1],
  ] as const)
    assert.equal(line.add(name, rank), undefined);
  assert.equal(line.add('more often', 6), 'more often');
  assert.equal(line.add('never', 0), 'often');
  assert.deepEqual(
    line.remove((name) => name === 'once'),
    ['once'],
  );
  assert.deepEqual([line.next(), line.next(), line.next(), line.size], ['never', 'once, later', undefined, 0]);
});
