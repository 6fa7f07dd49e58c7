import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { jsonErrorPosition } from './json-position.ts';

const CASES: readonly (readonly [text: string, line: number, column: number])[] = [
  ['', 1, 1],
  ['{"a": 1,}', 1, 9],
  ['{"a" 1}', 1, 6],
  ['[1,\n 2,\n x]', 3, 2],
  ['[1 2]', 1, 4],
  ['{"a": "b\nc"}', 1, 9],
  ['{"a": "\\x"}', 1, 8],
  ['{a: 1}', 1, 2],
  ['{1: 1}', 1, 2],
  ['[1] x', 1, 5],
  ['[01]', 1, 3],
  ['{"a": tru}', 1, 7],
  ['[}', 1, 2],
  ['"open', 1, 6],
];

for (const [text, line, column] of CASES) {
  test(`${JSON.stringify(text)} stops being JSON at ${line}:${column}`, () => {
    assert.throws(() => JSON.parse(text));
    assert.deepEqual(jsonErrorPosition(text), { line, column });
  });
}

test('valid JSON has no fault before its end', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      assert.equal(jsonErrorPosition(text).column, text.length + 1);
    }),
  );
});

test('what stands before the place can still become JSON: a shorter text has its fault no later', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.constantFrom('}', ']', ',', '"', 'x', ':', '\\'), (json, at, char) => {
      const place = at % (json.length + 1);
      const broken = `${json.slice(0, place)}${char}${json.slice(place)}`;
      const { column } = jsonErrorPosition(broken);
      const cut = jsonErrorPosition(broken.slice(0, column - 1));
      assert.equal(cut.column, column, broken);
    }),
  );
});

test('a million brackets, and a string of a megabyte, are no trouble', () => {
  assert.deepEqual(jsonErrorPosition('['.repeat(1_000_000)), { line: 1, column: 1_000_001 });
  assert.deepEqual(jsonErrorPosition(`"${'x'.repeat(1_000_000)}\n`), { line: 1, column: 1_000_002 });
});
