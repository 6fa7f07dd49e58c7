/** Assertions that creation accepts, at random. */
import fc from 'fast-check';
import {
  type Assertion,
  ASSERTION_OPERATORS,
  type AssertionConfig,
  type AssertionOperator,
} from '../looking/assertion.ts';

const INTEGER_MAX = 2 ** 31 - 1;
const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      '0',
      '/',
      '"',
      "'",
      '\\',
      ' ',
      '\n',
      '\u2028',
      '\ufeff',
      ';',
      '=',
      '😀',
      '\ud800',
      '\u0000',
    ),
    minLength: 1,
    maxLength: 8,
  }),
  fc.constantFrom('true', '200', '-1.5', '.5', 'https://shop.example/a?b=c#d', 'warn', 'exists', '/a/i'),
);
const pattern = fc.constantFrom(
  'ok|up',
  '^a/b$',
  '(?i)x',
  ' a ',
  '/',
  '//i',
  'a\nb',
  String.raw`\d+"`,
  "it's",
  '[/]',
  'é\u0085',
);
const decimal = fc.double({ noNaN: true, noDefaultInfinity: true }).map(String);
const range = fc.constantFrom('200-299', '0.5..1.5', '-5 - -1', '1-1');
const statusCodes = fc.constantFrom('200', '2xx', '5XX', '200-299', '200 , 204', '200,204,3xx');
const path = fc.constantFrom(
  '$',
  '$.status',
  "$['a b'].c",
  '$..id',
  '$.items[0] .id',
  '$[?@.a == "x y"].b',
  '$[?search(@.n, "a/b")]',
);
const headerName = fc.constantFrom('content-type', 'X-Foo', "a!#$%&'*+.^_`|~9", 'x!');
const count = fc.nat({ max: INTEGER_MAX });
const milliseconds = fc.integer({ min: 1, max: INTEGER_MAX });

function expectedOf(operator: AssertionOperator): fc.Arbitrary<string> {
  switch (operator) {
    case 'exists':
    case 'not_exists':
      return fc.constant('');
    case 'matches':
      return pattern;
    case 'range':
      return range;
    case 'less_than':
    case 'greater_than':
    case 'at_most':
    case 'at_least':
      return decimal;
    case 'equals':
    case 'not_equals':
    case 'contains':
    case 'not_contains':
      return text;
  }
}

const compared = fc
  .constantFrom(...ASSERTION_OPERATORS)
  .chain((operator) => fc.record({ operator: fc.constant(operator), expected: expectedOf(operator) }));

const status = compared
  .filter(({ operator }) => operator !== 'exists' && operator !== 'not_exists')
  .chain(({ operator, expected }) => {
    const isExpression = operator === 'equals' || operator === 'not_equals' || operator === 'range';
    return fc.record({ operator: fc.constant(operator), expected: isExpression ? statusCodes : fc.constant(expected) });
  });

const config: fc.Arbitrary<AssertionConfig> = fc.oneof(
  status.map((more) => ({ type: 'status_code' as const, ...more })),
  milliseconds.map((thresholdMs) => ({ type: 'response_time' as const, thresholdMs })),
  milliseconds.map((warnMs) => ({ type: 'response_time_warn' as const, warnMs })),
  text.map((substring) => ({ type: 'body_contains' as const, substring })),
  text.map((substring) => ({ type: 'body_not_contains' as const, substring })),
  pattern.map((one) => ({ type: 'regex_body' as const, pattern: one })),
  fc.tuple(path, compared).map(([one, more]) => ({ type: 'json_path' as const, path: one, ...more })),
  fc.tuple(headerName, compared).map(([name, more]) => ({ type: 'header_value' as const, headerName: name, ...more })),
  count.map((maxBytes) => ({ type: 'response_size' as const, maxBytes })),
  count.map((maxCount) => ({ type: 'redirect_count' as const, maxCount })),
  compared.map((more) => ({ type: 'redirect_target' as const, ...more })),
  count.map((minDaysRemaining) => ({ type: 'ssl_expiry' as const, minDaysRemaining })),
);

export const arbitraryAssertion: fc.Arbitrary<Assertion> = fc
  .tuple(config, fc.constantFrom('fail' as const, 'warn' as const))
  .map(([one, severity]) => ({ config: one, severity }));
