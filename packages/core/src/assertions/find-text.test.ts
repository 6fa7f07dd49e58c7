import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { indexOfText } from './find-text.ts';

test('a needle is found where String.indexOf finds it', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
  fc.assert(
    fc.property(letters, letters, fc.nat({ max: 12 }), (text, needle, from) => {
      assert.equal(indexOfText(text, needle, from), text.indexOf(needle, from));
    }),
  );
});

test('a long needle in a long text, which takes the linear search, is found at the same place', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(letters, letters, fc.nat({ max: 1200 }), fc.nat({ max: 90_000 }), (unit, odd, shift, from) => {
      const needle = unit.repeat(1200).slice(shift % unit.length) + odd;
      const text = `${unit.repeat(80_000 / unit.length)}${odd}${needle}b`;
      assert.ok(text.length * needle.length > 2 ** 26);
      assert.equal(indexOfText(text, needle, from), text.indexOf(needle, from));
    }),
    { numRuns: 30 },
  );
});
