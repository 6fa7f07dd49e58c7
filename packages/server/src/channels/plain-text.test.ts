import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { cut, cutEscaped, duration, oneLine, utc } from './plain-text.ts';
import { escapeSlack } from './slack.ts';

test('one line of text is one line for every reader, and well-formed', () => {
  assert.equal(oneLine('a\r\nBcc: b\0\u2028c\u2029d\u0085e\u001b[0m'), 'a Bcc: b c d e [0m');
  assert.equal(oneLine('safe\u202egnp.exe'), 'safegnp.exe');
  assert.equal(oneLine('half \ud800 pair'), 'half \ufffd pair');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const line = oneLine(text);
      assert.ok(line.isWellFormed() && !/[\p{Cc}\u2028\u2029]/u.test(line));
      assert.equal(oneLine(line), line);
    }),
  );
});

test('a cut text is never longer than asked, never half a code point or half an entity, and says what is missing (A10)', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '&', '<', 'é', '🔥', '字'), maxLength: 300 }),
      fc.integer({ min: 16, max: 200 }),
      (text, max) => {
        const escaped = cutEscaped(text, max, escapeSlack);
        assert.ok(escaped.length <= max);
        assert.ok(escaped.isWellFormed() && !/&(?!amp;|lt;|gt;)/.test(escaped));
        const missing = /… \(\+(\d+)\)$/.exec(escaped);
        const kept = missing ? escaped.slice(0, missing.index) : escaped;
        const plain = kept.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
        assert.ok(text.startsWith(plain));
        assert.equal(Array.from(plain).length + Number(missing?.[1] ?? 0), Array.from(text).length);
      },
    ),
  );
  assert.equal(cut('🔥'.repeat(20), 20), '🔥'.repeat(6) + '… (+14)');
});

test('spans of time are told by their two largest parts', () => {
  const rows = [
    [-5, '0 s'],
    [0, '0 s'],
    [59_400, '59 s'],
    [60_000, '1 min'],
    [725_000, '12 min 5 s'],
    [3_600_000, '1 h'],
    [3_601_000, '1 h'],
    [187_200_000, '2 d 4 h'],
  ] as const;
  for (const [ms, words] of rows) assert.equal(duration(ms), words);
  assert.equal(utc(Date.UTC(2026, 10, 21, 12, 4, 7, 999)), '2026-11-21 12:04:07 UTC');
});
