import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { excerpt, quoted } from './excerpt.ts';

const unit = fc.constantFrom('a', 'é', '😀', '\ud800', '\udc00');

test('an excerpt is never longer than asked, never half a character, and whole where it fits', () => {
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), fc.integer({ min: 2, max: 20 }), (text, lengthMax) => {
      const result = excerpt(text, lengthMax);
      assert.ok(result.length <= lengthMax);
      assert.ok(result.isWellFormed());
      if (text.length <= lengthMax) assert.equal(result, text.toWellFormed());
      else assert.ok(result.endsWith('…') && text.toWellFormed().startsWith(result.slice(0, -1)));
    }),
  );
});

test('a text is cut before a surrogate pair, not in it', () => {
  assert.equal(excerpt('ab😀cd', 4), 'ab…');
  assert.equal(excerpt('ab😀cd', 5), 'ab😀…');
});

test('a lone surrogate from a stranger becomes U+FFFD', () => {
  assert.equal(excerpt('a\ud800'), 'a\ufffd');
});

test('a quoted text is one line', () => {
  assert.equal(quoted('a\r\nb\u0000"'), String.raw`"a\r\nb\u0000\""`);
});
