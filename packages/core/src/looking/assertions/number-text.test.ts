import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { numberOf, rangeOf } from './number-text.ts';

test('decimal numbers are numbers, and nothing else is', () => {
  const numbers = { '5': 5, ' 5 ': 5, '-0.5': -0.5, '+1': 1, '.5': 0.5, '5.': 5, '1e3': 1000, '1E-2': 0.01, '007': 7 };
  for (const [text, value] of Object.entries(numbers)) assert.equal(numberOf(text), value, text);
  for (const text of ['', ' ', '.', 'e5', '0x10', '1_000', '1,000', 'Infinity', 'NaN', '5 ms', '１']) {
    assert.equal(numberOf(text), undefined, text);
  }
});

test('every finite number is read back from its text', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      assert.equal(numberOf(String(value)), value === 0 ? 0 : value);
    }),
  );
});

test('a range has two bounds in order', () => {
  assert.deepEqual(rangeOf('200-299'), [200, 299]);
  assert.deepEqual(rangeOf(' 0.5 .. 1.5 '), [0.5, 1.5]);
  assert.deepEqual(rangeOf('-5--1'), [-5, -1]);
  assert.deepEqual(rangeOf('5-5'), [5, 5]);
  for (const text of ['', '5', '-', '5-', '-5', '299-200', 'a-b', '1-2-3'])
    assert.equal(rangeOf(text), undefined, text);
});
