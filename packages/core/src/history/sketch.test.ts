import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { addToSketch, emptySketch, type LatencySketch, mergeSketch, quantilesOf } from './sketch.ts';

const durations = fc.array(fc.oneof(fc.integer({ min: 10, max: 3000 }), fc.integer({ min: 10, max: 0xffff_ffff })), {
  minLength: 1,
  maxLength: 500,
});

function sketchOf(values: readonly number[]): LatencySketch {
  const sketch = emptySketch();
  for (const us of values) addToSketch(sketch, us);
  return sketch;
}

test('every quantile is within 1 % of the value that is really there', () => {
  fc.assert(
    fc.property(durations, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
      const sorted = [...values].sort((a, b) => a - b);
      const exact = sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1]!;
      const [estimate] = quantilesOf(sketchOf(values), [q]);
      assert.ok(estimate !== undefined);
      assert.ok(Math.abs(estimate - exact) <= exact * 0.010_000_1, `${estimate} for ${exact}`);
    }),
    { numRuns: 1000 },
  );
});

test('the sketches of two parts merge into the sketch of the whole', () => {
  fc.assert(
    fc.property(durations, durations, (a, b) => {
      const merged = sketchOf(a);
      mergeSketch(merged, sketchOf(b));
      assert.deepEqual(merged, sketchOf([...a, ...b]));
    }),
  );
});

test('several quantiles at once are the same as one by one', () => {
  fc.assert(
    fc.property(
      durations,
      fc.uniqueArray(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
      (values, qs) => {
        const ascending = qs.sort((a, b) => a - b);
        const sketch = sketchOf(values);
        assert.deepEqual(
          quantilesOf(sketch, ascending),
          ascending.flatMap((q) => quantilesOf(sketch, [q])),
        );
      },
    ),
  );
});

test('a sketch of nothing has no quantiles', () => {
  assert.deepEqual(quantilesOf(emptySketch(), [0.5]), []);
});

test('what is shorter than 10 µs counts as 10 µs', () => {
  assert.deepEqual(sketchOf([0, 3, 9.9]), sketchOf([10, 10, 10]));
});
