import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { bodyText, EXCERPT_BYTES_MAX, excerptOf } from './excerpt.ts';

describe('a body is read as its charset says', () => {
  const cases: readonly [string, Uint8Array, string | undefined, string][] = [
    ['UTF-8 where nothing is said', Buffer.from('größe'), undefined, 'größe'],
    [
      'ISO-8859-1 (which browsers take for windows-1252)',
      Buffer.from([0xe4, 0x80]),
      'text/html; charset=ISO-8859-1',
      'ä€',
    ],
    ['Shift_JIS', Buffer.from([0x93, 0xfa, 0x96, 0x7b]), 'text/html;charset="Shift_JIS"', '日本'],
    ['UTF-16LE', Buffer.from('hä', 'utf16le'), 'text/plain; charset=utf-16le', 'hä'],
    ['UTF-16 by its mark, whatever the label', Buffer.from('\ufeffhä', 'utf16le'), 'text/plain; charset=utf-8', 'hä'],
    ['UTF-8 by its mark, which is left out', Buffer.from('\ufeffhä'), 'text/plain; charset=iso-8859-1', 'hä'],
    ['UTF-8 where the charset is unknown', Buffer.from('hä'), 'text/plain; charset=klingon', 'hä'],
    ['invalid bytes as replacement characters', Buffer.from([0x61, 0xff, 0x62]), undefined, 'a\ufffdb'],
    [
      'a lone surrogate as a replacement character',
      Buffer.from([0x3d, 0xd8, 0x61, 0]),
      'a/b; charset=utf-16le',
      '\ufffda',
    ],
  ];
  for (const [what, bytes, contentType, text] of cases) {
    test(what, () => {
      assert.equal(bodyText(bytes, contentType), text);
      assert.equal(excerptOf(bytes, contentType), text);
    });
  }
});

test('an excerpt is cut between two characters', () => {
  assert.equal(
    excerptOf(Buffer.from('a'.repeat(EXCERPT_BYTES_MAX - 1) + 'ä'), undefined),
    'a'.repeat(EXCERPT_BYTES_MAX - 1),
  );
  assert.equal(excerptOf(Buffer.from('😀'.repeat(2000)), undefined), '😀'.repeat(1024));
  assert.equal(excerptOf(Buffer.from('ä'.repeat(5000), 'utf16le'), 'a/b; charset=utf-16le'), 'ä'.repeat(2048));
});

test('an excerpt holds no NUL, which some stores refuse', () => {
  assert.equal(excerptOf(Buffer.from('a\0b'), undefined), 'a\ufffdb');
});

test('an excerpt of any bytes is well-formed text of at most 4 KiB', () => {
  const label = fc.constantFrom(undefined, 'a/b; charset=utf-16le', 'a/b; charset=shift_jis', 'a/b; charset=gb18030');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 10_000, size: 'max' }), label, (bytes, contentType) => {
      const text = excerptOf(bytes, contentType);
      assert.ok(text.isWellFormed());
      assert.ok(Buffer.byteLength(text) <= EXCERPT_BYTES_MAX);
    }),
  );
});
