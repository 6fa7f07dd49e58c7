import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Condition, JsonPathQuery, Operand, Segment, Selector } from './ast.ts';
import { parseJsonPath, parseJsonPathAt } from './parse.ts';
import { printJsonPath } from './print.ts';
import { JsonPathSyntaxError } from './syntax-error.ts';

function refusalOf(text: string): JsonPathSyntaxError {
  try {
    parseJsonPath(text);
  } catch (error) {
    assert.ok(error instanceof JsonPathSyntaxError, `${text}: ${String(error)}`);
    return error;
  }
  throw new Error(`${text} was taken`);
}

test('a refusal says where, what could have stood there and what came', () => {
  const cases: readonly (readonly [string, number, string])[] = [
    ['', 0, 'expected "$" at character 1, got the end'],
    ['a', 0, 'expected "$" at character 1, got "a"'],
    ['$ ', 1, 'expected a segment (".", ".." or "[") or the end at character 2, got " "'],
    ['$.', 2, 'expected a member name, "*" or "[" at character 3, got the end'],
    ['$[', 2, 'expected a name in quotes, an index, a slice, "*" or "?" at character 3, got the end'],
    ['$[0', 3, 'expected "," or "]" at character 4, got the end'],
    ['$[01]', 3, 'expected "," or "]" at character 4, got "1"'],
    ["$['a]", 5, "expected a closing ' at character 6, got the end"],
    [String.raw`$["\x"]`, 4, String.raw`expected one of b f n r t u / \ " at character 5, got "x"`],
    [String.raw`$["\ud83d"]`, 3, String.raw`expected a surrogate pair at character 4, got "\"`],
    ['$[9007199254740992]', 2, 'expected an integer of at most 9007199254740991 at character 3, got "9"'],
    ['$[?@.a==]', 8, 'expected a query, a value, a function, "!" or "(" at character 9, got "]"'],
    ['$[?1]', 3, 'expected a comparison, as a value alone is no condition at character 4, got "1"'],
    ['$[?@.*==1]', 3, 'expected a query that gives one node at most at character 4, got "@"'],
    ['$[?nope(@)]', 3, 'expected one of length, count, match, search, value at character 4, got "n"'],
    ['$[?length(@.*)>1]', 3, 'expected length(value) at character 4, got "l"'],
    ['$[?match(@.a)]', 3, 'expected match(value, value) at character 4, got "m"'],
    ['$[?length(@)]', 3, 'expected a comparison, as length() alone is no condition at character 4, got "l"'],
    ['$[?search(@,"a")==true]', 3, 'expected something to compare, not search() at character 4, got "s"'],
    ['$[?(@.a]', 7, 'expected "&&", "||" or ")" at character 8, got "]"'],
  ];
  for (const [text, offset, message] of cases) {
    const refusal = refusalOf(text);
    assert.equal(refusal.message, message, text);
    assert.equal(refusal.offset, offset, text);
  }
});

test('a query that is nested beyond reason is refused, not run into the stack', () => {
  parseJsonPath(`$[?${'('.repeat(40)}@.a${')'.repeat(40)}]`);
  for (const deep of [
    `$[?${'('.repeat(100_000)}@.a`,
    `$${'[?@'.repeat(100_000)}`,
    `$[?${'length('.repeat(100_000)}`,
    `$[?${'!('.repeat(100_000)}`,
  ]) {
    assert.match(refusalOf(deep).message, /no more than 50 things inside each other/);
  }
});

test('a query is read out of a longer text up to where it ends', () => {
  const endOf = (text: string, offset = 0) => parseJsonPathAt(text, offset).end;
  assert.equal(endOf('$.a == 1'), 3);
  assert.equal(endOf('json $.a[0] .b exists', 5), 14);
  assert.equal(endOf('$'), 1);
});

const name = fc.string({
  unit: fc.constantFrom('a', 'B', "'", '"', '\\', '\n', '\u0000', 'é', '😀', ' '),
  maxLength: 5,
});
const integer = fc.maxSafeInteger().map((value) => (value === 0 ? 0 : value));
const number = fc.double({ noNaN: true }).map((value) => (value === 0 ? 0 : value));

const { query } = fc.letrec<{
  query: JsonPathQuery;
  segment: Segment;
  selector: Selector;
  condition: Condition;
  operand: Operand;
  singular: JsonPathQuery;
}>((tie) => ({
  query: fc.record({ root: fc.constant('$' as const), segments: fc.array(tie('segment'), { maxLength: 3 }) }),
  segment: fc.record({
    type: fc.constantFrom('child' as const, 'descendant' as const),
    selectors: fc.array(tie('selector'), { minLength: 1, maxLength: 3 }),
  }),
  selector: fc.oneof(
    { maxDepth: 4 },
    fc.record({ type: fc.constant('name' as const), name }),
    fc.record({ type: fc.constant('wildcard' as const) }),
    fc.record({ type: fc.constant('index' as const), index: integer }),
    fc.record(
      { type: fc.constant('slice' as const), start: integer, end: integer, step: integer },
      { requiredKeys: ['type'] },
    ),
    fc.record({ type: fc.constant('filter' as const), condition: tie('condition') }),
  ),
  singular: fc.record({
    root: fc.constantFrom('$' as const, '@' as const),
    segments: fc.array(
      fc.record({
        type: fc.constant('child' as const),
        selectors: fc.tuple(fc.record({ type: fc.constant('name' as const), name })),
      }),
      { maxLength: 2 },
    ),
  }),
  operand: fc.oneof(
    { maxDepth: 4 },
    fc.record({
      type: fc.constant('literal' as const),
      value: fc.oneof(name, number, fc.boolean(), fc.constant(null)),
    }),
    fc.record({ type: fc.constant('query' as const), query: tie('singular') }),
    fc.record({
      type: fc.constant('call' as const),
      name: fc.constant('length' as const),
      operands: fc.tuple(tie('operand')),
    }),
  ),
  condition: fc.oneof(
    { maxDepth: 4 },
    fc.record({ type: fc.constant('exists' as const), query: tie('query') }),
    fc.record({
      type: fc.constant('comparison' as const),
      operator: fc.constantFrom('==' as const, '!=' as const, '<' as const, '<=' as const, '>' as const, '>=' as const),
      left: tie('operand'),
      right: tie('operand'),
    }),
    fc.record({
      type: fc.constantFrom('and' as const, 'or' as const),
      operands: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({
      type: fc.constant('not' as const),
      operand: fc.record({ type: fc.constant('exists' as const), query: tie('query') }),
    }),
    fc.record({
      type: fc.constant('call' as const),
      name: fc.constantFrom('match' as const, 'search' as const),
      operands: fc.tuple(tie('operand'), tie('operand')),
    }),
  ),
}));

test('what is printed parses to the same query', () => {
  fc.assert(
    fc.property(query, (given) => {
      // The generator makes objects without a prototype now and then.
      assert.deepEqual(parseJsonPath(printJsonPath(given)), structuredClone(given));
    }),
    { numRuns: 500 },
  );
});

test('no text makes the parser throw anything but its refusal, inside the text', () => {
  const piece = fc.constantFrom(
    ...'$@.[]()?*:,!&|<>=\'"\\-01eE ab\t'.split(''),
    '..',
    '&&',
    'length(',
    'true',
    '\\u00',
    '\ud800',
    '😀',
  );
  const noise = fc.array(piece, { maxLength: 15 }).map((pieces) => `$${pieces.join('')}`);
  fc.assert(
    fc.property(fc.oneof(noise, fc.string()), (text) => {
      try {
        const parsed = parseJsonPath(text);
        assert.deepEqual(parseJsonPath(printJsonPath(parsed)), parsed);
      } catch (error) {
        assert.ok(error instanceof JsonPathSyntaxError, String(error));
        assert.ok(error.offset >= 0 && error.offset <= text.length);
      }
    }),
    { numRuns: 3000 },
  );
});
