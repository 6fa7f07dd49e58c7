import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { sharedFile } from '../../testing/shared-corpus.ts';
import { BudgetExceeded, createFuel } from './fuel.ts';
import { compileRegex, PATTERN_LENGTH_MAX, regexFinds, regexMatch, RegexSyntaxError } from './regex.ts';

interface Case {
  readonly id: string;
  readonly input: {
    readonly pattern: string;
    readonly attack: string | { readonly repeat: string; readonly n: number; readonly suffix: string };
  };
  readonly expected: { readonly complexity: string };
}

const file = sharedFile('corpora/regex-assertions.json');
const skip = file === undefined && 'the shared corpora are not here';
const cases: readonly Case[] = file ? (JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }).cases : [];
const MEBIBYTE = 2 ** 20;
const plenty = () => createFuel({ nowMs: () => 0, limitMs: 1 });
const find = (pattern: string, text: string) => regexFinds(compileRegex(pattern), text, plenty());

/** Counts what a search pays, in characters read. */
function costOf(pattern: string, text: string): number {
  const regex = compileRegex(pattern);
  let steps = 0;
  regexFinds(regex, text, {
    spend: (more) => {
      steps += more;
    },
  });
  return steps / regex.size;
}

test('every attack of the corpus reads each character a few times at most, on a body of 1 MiB too', { skip }, () => {
  assert.ok(cases.length > 0);
  for (const { id, input, expected } of cases) {
    if (expected.complexity === 'invalid') {
      assert.throws(() => compileRegex(input.pattern), RegexSyntaxError, id);
      continue;
    }
    const { repeat, suffix } = typeof input.attack === 'string' ? { repeat: 'a', suffix: '' } : input.attack;
    const text = repeat.repeat(MEBIBYTE / repeat.length) + suffix;
    assert.ok(costOf(input.pattern, text) <= 4 * text.length, `${id} ${input.pattern}`);
  }
});

test('a search that is linear but long ends when its time is up', () => {
  let nowMs = 0;
  const clock = () => (nowMs += 0.1);
  const text = 'ab'.repeat(MEBIBYTE / 2);
  assert.throws(
    () => regexFinds(compileRegex('a[ab]{900}[cd]'), text, createFuel({ nowMs: clock, limitMs: 50 })),
    BudgetExceeded,
  );
  assert.equal(find('b+', text), true);
});

test('an expression that gave up can be used again', () => {
  const regex = compileRegex('(a|b)*a(a|b){20}[cd]');
  let nowMs = 0;
  const hasty = createFuel({ nowMs: () => (nowMs += 1), limitMs: 5 });
  const text = 'abba'.repeat(100_000);
  assert.throws(() => regexFinds(regex, text, hasty), BudgetExceeded);
  assert.equal(regexFinds(regex, `${'ab'.repeat(20)}ac`, plenty()), true);
  assert.equal(regexFinds(regex, 'ab'.repeat(20), plenty()), false);
});

const ATOMS = ['a', 'b', '.', '[ab]', '[^a]', String.raw`\w`, String.raw`\d`, String.raw`\s`, '(a|bc)', '(?:ab)'];
const pattern = fc
  .array(fc.tuple(fc.constantFrom(...ATOMS), fc.constantFrom('', '?', '*', '+', '{2}', '{1,2}')), { maxLength: 4 })
  .map((parts) => parts.map((part) => part.join('')).join(''));
const anchored = fc
  .tuple(fc.constantFrom('', '^', String.raw`\b`, '(?i)'), pattern, fc.constantFrom('', '$', String.raw`\b`))
  .map((parts) => parts.join(''));

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'B', 'c', '1', ' ', '\n'), maxLength: 12 });

test('common syntax finds what RegExp finds', () => {
  fc.assert(
    fc.property(anchored, letters, (source, text) => {
      const [flags, plain] = source.startsWith('(?i)') ? ['i', source.slice(4)] : ['', source];
      assert.equal(find(source, text), new RegExp(plain, flags).test(text), JSON.stringify([source, text]));
    }),
    { numRuns: 1000 },
  );
});

test('a metered search finds what the engine finds', () => {
  fc.assert(
    fc.property(anchored, letters, letters, (source, start, end) => {
      const regex = compileRegex(source);
      const text = `${start}${'-'.repeat(2 ** 20 / regex.size)}${end}`;
      assert.equal(regexFinds(regex, text, plenty()), regex.engine.test(text), JSON.stringify([source, start, end]));
    }),
    { numRuns: 50 },
  );
});

test('the text that every match begins with is no shortcut past what stands before it', () => {
  assert.equal(find(String.raw`ok\b`, 'okay ok'), true);
  assert.equal(find(String.raw`\bok`, 'book'), false);
  assert.equal(find('^ok', 'not ok'), false);
  assert.equal(find('(?m)^ok', 'not\nok'), true);
  assert.equal(find(String.raw`o\Bk`, 'xok'), true);
  assert.equal(find('status: (ok|up)', 'status: down, status: up'), true);
  assert.equal(find('status: (ok|up)', 'STATUS: ok'), false);
  assert.equal(find('(?i)status: (ok|up)', 'STATUS: ok'), true);
  assert.equal(find('😀+!', 'x😀😀!'), true);
});

test('what cannot be searched in linear time is refused, and said so', () => {
  for (const source of ['(?=a)', '(?!a)', '(?<=a)b', '(?<!a)b']) {
    assert.throws(() => compileRegex(source), /^RegexSyntaxError: look-around is not supported/, source);
  }
  for (const source of [String.raw`(a)\1`, String.raw`(?P<n>a)\k<n>`, '(?P<n>a)(?P=n)']) {
    assert.throws(() => compileRegex(source), /^RegexSyntaxError: back-references are not supported/, source);
  }
  for (const source of ['(', ')', '[', '[z-a]', '*', 'a**', 'a{2,1}', 'a{1001}', '\\', '(?>a)']) {
    assert.throws(() => compileRegex(source), RegexSyntaxError, source);
  }
});

test('an expression has a size', () => {
  assert.throws(() => compileRegex('a'.repeat(PATTERN_LENGTH_MAX + 1)), /longer than 1000 characters/);
  assert.throws(() => compileRegex('(a{0,30}){0,30}'.repeat(20)), /at most 5000 are allowed/);
  compileRegex('a{1000}');
});

test('a match tells where it ends and what it captured, also in a text that is metered', () => {
  const regex = compileRegex('b(a{1,3})(z)?');
  assert.deepEqual(regexMatch(regex, 'xxbaaq', plenty()), { end: 5, groups: ['baa', 'aa', ''] });
  const long = `${'x'.repeat(300_000)}baz`;
  assert.deepEqual(regexMatch(regex, long, plenty()), { end: 300_003, groups: ['baz', 'a', 'z'] });
  assert.equal(regexMatch(regex, 'none', plenty()), undefined);
});
