import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { wrapped } from './wrapped.ts';

test('no line is longer than asked but a single long word, and nothing is lost', () => {
  const words = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '/'), minLength: 1, maxLength: 30 }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 40 }), (parts, columns) => {
      const lines = wrapped(parts.join(' '), columns);
      assert.equal(lines.join(' '), parts.join(' '));
      for (const line of lines) assert.ok(line.length <= columns || !line.includes(' '), line);
    }),
  );
});
