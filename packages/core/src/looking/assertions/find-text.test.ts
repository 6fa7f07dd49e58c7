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
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 12 });
  // A text of the needle's own beginnings and ends is where a search that skips too far, or too little, goes wrong.
  const cuts = fc.array(fc.tuple(fc.nat({ max: 1100 }), fc.integer({ min: 1, max: 3 })), {
    minLength: 1,
    maxLength: 10,
  });
  fc.assert(
    fc.property(letters, letters, cuts, fc.nat({ max: 90_000 }), (unit, odd, places, from) => {
      const needle = `${odd}${unit.repeat(400)}${odd}${unit.repeat(800)}`.slice(0, 1100).padEnd(1100, 'd');
      const nearly = places.map(([at, back]) => needle.slice(0, at) + needle.slice(back)).join('b');
      const text = `${nearly.repeat(Math.ceil(70_000 / nearly.length))}${needle}b`;
      assert.ok(text.length * needle.length > 2 ** 26);
      assert.equal(indexOfText(text, needle, from), text.indexOf(needle, from));
    }),
    { numRuns: 100 },
  );
});
