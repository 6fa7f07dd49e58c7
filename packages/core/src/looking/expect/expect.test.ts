import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AssertionConfig } from '../assertion.ts';
import { arbitraryTypedAssertion } from '../../testing/arbitrary-assertions.ts';
import { formatExpectation } from './format.ts';
import { parseExpectation } from './parse.ts';

/** What people write, what it means, and how it is written back. */
const CASES: readonly (readonly [string, AssertionConfig, string])[] = [
  ['status=2xx', { type: 'status_code', operator: 'equals', expected: '2xx' }, 'status == 2xx'],
  ['status != 500', { type: 'status_code', operator: 'not_equals', expected: '500' }, 'status != 500'],
  ['status in 200,204', { type: 'status_code', operator: 'equals', expected: '200,204' }, 'status == 200,204'],
  ['status range 200-299', { type: 'status_code', operator: 'range', expected: '200-299' }, 'status range 200-299'],
  ['status<400', { type: 'status_code', operator: 'less_than', expected: '400' }, 'status < 400'],
  ['status >= 200', { type: 'status_code', operator: 'at_least', expected: '200' }, 'status >= 200'],
  ['status matches /^[23]/', { type: 'status_code', operator: 'matches', expected: '^[23]' }, 'status matches /^[23]/'],
  [
    'json $.status == "ok"',
    { type: 'json_path', path: '$.status', operator: 'equals', expected: 'ok' },
    'json $.status == "ok"',
  ],
  [
    "json $.status = 'it is ok'",
    { type: 'json_path', path: '$.status', operator: 'equals', expected: 'it is ok' },
    'json $.status == "it is ok"',
  ],
  [
    'json $.status == not so good',
    { type: 'json_path', path: '$.status', operator: 'equals', expected: 'not so good' },
    'json $.status == "not so good"',
  ],
  [
    'json $.count > 3',
    { type: 'json_path', path: '$.count', operator: 'greater_than', expected: '3' },
    'json $.count > 3',
  ],
  ['json $.n in 1-5', { type: 'json_path', path: '$.n', operator: 'range', expected: '1-5' }, 'json $.n range 1-5'],
  [
    'json $.items[0].id exists',
    { type: 'json_path', path: '$.items[0].id', operator: 'exists', expected: '' },
    'json $.items[0].id exists',
  ],
  [
    'json $.error not exists',
    { type: 'json_path', path: '$.error', operator: 'not_exists', expected: '' },
    'json $.error not exists',
  ],
  [
    'json $[?@.a == "x == y"].b != true',
    { type: 'json_path', path: '$[?@.a == "x == y"].b', operator: 'not_equals', expected: 'true' },
    'json $[?@.a == "x == y"].b != true',
  ],
  ['time < 800ms', { type: 'response_time', thresholdMs: 800 }, 'time <= 800ms'],
  ['time <= 1.5s', { type: 'response_time', thresholdMs: 1500 }, 'time <= 1500ms'],
  ['time < 250', { type: 'response_time', thresholdMs: 250 }, 'time <= 250ms'],
  ['time.warn < 300ms', { type: 'response_time_warn', warnMs: 300 }, 'time.warn <= 300ms'],
  ['tls.days > 14', { type: 'ssl_expiry', minDaysRemaining: 15 }, 'tls.days >= 15'],
  ['tls.days >= 14', { type: 'ssl_expiry', minDaysRemaining: 14 }, 'tls.days >= 14'],
  [
    'header content-type contains json',
    { type: 'header_value', headerName: 'content-type', operator: 'contains', expected: 'json' },
    'header content-type contains "json"',
  ],
  [
    'header x-foo == "bar"',
    { type: 'header_value', headerName: 'x-foo', operator: 'equals', expected: 'bar' },
    'header x-foo == "bar"',
  ],
  [
    'header x-foo!=1',
    { type: 'header_value', headerName: 'x-foo', operator: 'not_equals', expected: '1' },
    'header x-foo != 1',
  ],
  ['body contains "te\\"xt"', { type: 'body_contains', substring: 'te"xt' }, 'body contains "te\\"xt"'],
  ['body   not   contains error', { type: 'body_not_contains', substring: 'error' }, 'body not contains "error"'],
  ['body matches /regex/', { type: 'regex_body', pattern: 'regex' }, 'body matches /regex/'],
  ['body matches /a/b/i', { type: 'regex_body', pattern: '(?i)a/b' }, 'body matches /(?i)a/b/'],
  ['body matches "a\\nb"', { type: 'regex_body', pattern: 'a\nb' }, 'body matches "a\\nb"'],
  ['size < 1MB', { type: 'response_size', maxBytes: 999_999 }, 'size <= 999999B'],
  ['size <= 200kB', { type: 'response_size', maxBytes: 200_000 }, 'size <= 200kB'],
  ['size <= 1.5 MiB', { type: 'response_size', maxBytes: 1_572_864 }, 'size <= 1536KiB'],
  ['size <= 0', { type: 'response_size', maxBytes: 0 }, 'size <= 0B'],
  ['redirects <= 3', { type: 'redirect_count', maxCount: 3 }, 'redirects <= 3'],
  ['redirects < 3', { type: 'redirect_count', maxCount: 2 }, 'redirects <= 2'],
  [
    'redirect == https://shop.example/a?b=c',
    { type: 'redirect_target', operator: 'equals', expected: 'https://shop.example/a?b=c' },
    'redirect == https://shop.example/a?b=c',
  ],
];

for (const [text, config, written] of CASES) {
  test(`${text} is understood, and written back as ${written}`, () => {
    assert.deepEqual(parseExpectation(text), { config, severity: 'fail' });
    assert.deepEqual(parseExpectation(`  warn  ${text} `), { config, severity: 'warn' });
    assert.equal(formatExpectation({ config, severity: 'fail' }), written);
    assert.equal(formatExpectation({ config, severity: 'warn' }), `warn ${written}`);
  });
}

test('every assertion is read back from what is written', () => {
  fc.assert(
    fc.property(arbitraryTypedAssertion, ({ type, assertion }) => {
      assert.deepEqual(parseExpectation(formatExpectation(assertion), type), assertion, formatExpectation(assertion));
    }),
    { numRuns: 2000 },
  );
});

const SUBJECTS = 'status, time, time.warn, json, header, body, size, redirects, redirect, tls.days';
const REFUSALS: readonly (readonly [string, number, string])[] = [
  ['tim < 5', 1, `'tim < 5': unknown subject "tim" at column 1; expected one of ${SUBJECTS}`],
  ['', 1, `'': got the end at column 1; expected one of ${SUBJECTS}`],
  ['warn', 1, `'warn': unknown subject "warn" at column 1; expected one of ${SUBJECTS}`],
  [
    'warn constructor = 1',
    6,
    `'warn constructor = 1': unknown subject "constructor" at column 6; expected one of ${SUBJECTS}`,
  ],
  [
    'status 200',
    8,
    `'status 200': got "200" at column 8; expected one of == = != < <= > >= contains not contains matches range in`,
  ],
  ['time > 5s', 6, `'time > 5s': got ">" at column 6; expected one of < <=`],
  [
    'time < 5 parsecs',
    8,
    `'time < 5 parsecs': got "5" at column 8; expected a time such as 800ms or 2s, at most 2147483647`,
  ],
  ['time < 0ms', 8, `'time < 0ms': got "0ms" at column 8; expected more than 0`],
  [
    'time < 0.5ms',
    8,
    `'time < 0.5ms': got "0.5ms" at column 8; expected a time such as 800ms or 2s, at most 2147483647`,
  ],
  ['time < 800ms or so', 14, `'time < 800ms or so': got "or" at column 14; expected the end`],
  ['tls.days > 14.5', 12, `'tls.days > 14.5': got "14.5" at column 12; expected a whole number, at most 2147483647`],
  [
    'size < 3GB',
    8,
    `'size < 3GB': got "3GB" at column 8; expected a size such as 200kB, 1MB or 1MiB, at most 2147483647`,
  ],
  ['redirects < 0', 13, `'redirects < 0': got "0" at column 13; expected more than 0`],
  [
    'status = 2yy',
    10,
    `'status = 2yy': expected must be status codes such as "200", "2xx", "200-299" or "200,204,3xx", got "2yy", at column 10`,
  ],
  ['json status == 1', 6, `'json status == 1': got no JSONPath at column 6; expected "$"`],
  [
    'json $.a[ == 1',
    11,
    `'json $.a[ == 1': got no JSONPath at column 11; expected a name in quotes, an index, a slice, "*" or "?"`,
  ],
  ['json $.a > x', 12, `'json $.a > x': expected must be a number, got "x", at column 12`],
  ['json $.a == "x', 13, `'json $.a == "x': got "\\"x" at column 13; expected a JSON string up to the end`],
  ["json $.a == 'x", 13, `'json $.a == 'x': got "'x" at column 13; expected a closing ' at the end`],
  ['json $.a ==', 12, `'json $.a ==': got the end at column 12; expected a value`],
  ['json $.a == ""', 13, `'json $.a == ""': got an empty text at column 13; expected a value`],
  ['json $.a exists now', 17, `'json $.a exists now': got "now" at column 17; expected the end`],
  ['header == 1', 8, `'header == 1': got "==" at column 8; expected the name of a header`],
  ['body == x', 6, `'body == x': got "==" at column 6; expected one of contains not contains matches`],
  [
    'body matches /a',
    14,
    `'body matches /a': got "/a" at column 14; expected an expression such as /ok|up/ or /ok|up/i`,
  ],
  [
    'body matches //',
    14,
    `'body matches //': got "//" at column 14; expected an expression such as /ok|up/ or /ok|up/i`,
  ],
  [
    'body matches /a/g',
    14,
    `'body matches /a/g': got "/a/g" at column 14; expected an expression such as /ok|up/ or /ok|up/i`,
  ],
  [
    'body matches /(/',
    14,
    `'body matches /(/': pattern must be a regular expression in RE2 syntax, got "(": missing closing ): \`(\`, at column 14`,
  ],
];

for (const [text, column, problem] of REFUSALS) {
  test(`${JSON.stringify(text)} is refused with what came, where, and what was expected`, () => {
    assert.deepEqual(parseExpectation(text), { problem, column });
  });
}

test('no text makes it throw, and what it takes it can write', () => {
  const piece = fc.constantFrom(
    'warn ',
    'status',
    'time',
    'json $',
    'header a',
    'body',
    ' ',
    '==',
    '<',
    'in',
    '"',
    "'",
    '/',
    '[',
    '1',
    'ms',
    'contains',
    '\n',
    '\ud800',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
      ),
      (text) => {
        const parsed = parseExpectation(text);
        if ('problem' in parsed) {
          assert.ok(parsed.column >= 1 && parsed.column <= text.length + 1);
          assert.ok(!/\p{Cc}/u.test(parsed.problem));
        } else {
          assert.deepEqual(parseExpectation(formatExpectation(parsed)), parsed);
        }
      },
    ),
    { numRuns: 3000 },
  );
});
