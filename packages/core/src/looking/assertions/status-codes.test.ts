import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileStatusCodes } from './status-codes.ts';
import { AssertionSyntaxError } from './syntax-error.ts';

/** Expression, codes that it means, codes that it does not. */
const CASES: readonly (readonly [string, readonly number[], readonly number[]])[] = [
  ['200', [200], [199, 201, 20]],
  ['2xx', [200, 226, 299], [199, 300]],
  ['5XX', [500, 599], [499, 600]],
  ['9xx', [900, 999], [899]],
  ['200-299', [200, 250, 299], [199, 300]],
  ['200 - 204', [200, 204], [205]],
  ['404-404', [404], [403, 405]],
  ['200,204,3xx', [200, 204, 300, 399], [201, 203, 400]],
  [' 200 , 500-599 ', [200, 500, 599], [201, 600]],
];

test('status expressions mean the codes that they say', () => {
  for (const [text, meant, others] of CASES) {
    const isMeant = compileStatusCodes(text);
    for (const code of meant) assert.ok(isMeant(code), `${text} means ${code}`);
    for (const code of others) assert.ok(!isMeant(code), `${text} does not mean ${code}`);
  }
});

test('what is no status expression is refused with the value that came', () => {
  for (const text of [
    '',
    '20',
    '2000',
    '2x',
    '2xxx',
    '0xx',
    'xxx',
    'ok',
    '299-200',
    '200-',
    '-299',
    '200,',
    ',',
    '200;204',
  ]) {
    assert.throws(
      () => compileStatusCodes(text),
      (error) =>
        error instanceof AssertionSyntaxError &&
        error.field === 'expected' &&
        error.message.startsWith('expected must be status codes') &&
        error.message.endsWith(`got ${JSON.stringify(text)}`),
      text,
    );
  }
});
