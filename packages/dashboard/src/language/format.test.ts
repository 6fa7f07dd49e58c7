import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFor } from './format.ts';

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test('what is not whole never reads as whole: 99.997 % is not 100 %', () => {
  const { percent } = formatFor('en');
  assert.deepEqual([100, 99.997, 99.95, 97.44, 0].map(percent), ['100%', '99.997%', '99.95%', '97.4%', '0%']);
  assert.equal(plain(formatFor('de').percent(99.95)), '99,95 %');
});

test('lengths of time are said in the largest unit that fits, in each language', () => {
  const { duration, milliseconds, ago } = formatFor('en');
  assert.deepEqual([0, 59_999, 60_000, 7_199_999, 90_000_000].map(duration), [
    '0 sec',
    '59 sec',
    '1 min',
    '1 hr',
    '1 day',
  ]);
  assert.deepEqual([0.4, 38, 999, 1234].map(milliseconds), ['0 ms', '38 ms', '999 ms', '1.2 sec']);
  assert.deepEqual([-500, 0, 61_000].map(ago), ['now', 'now', '1 min. ago']);
  assert.equal(formatFor('zh').duration(120_000), '2分钟');
});

test('sizes are said in the unit that keeps them short', () => {
  const { bytes } = formatFor('en');
  assert.deepEqual([2, 999, 1000, 1_250_000, 5e12].map(bytes), ['2 bytes', '999 bytes', '1 kB', '1.3 MB', '5,000 GB']);
});
