/** Compares a text with what is expected of it. */
import type { AssertionOperator } from '../assertion.ts';
import { onOneLine, quoted } from './excerpt.ts';
import { indexOfText } from './find-text.ts';
import type { Fuel } from './fuel.ts';
import { numberOf, rangeOf } from './number-text.ts';
import { compileRegex, RegexSyntaxError, type Regex, regexFinds } from './regex.ts';
import { AssertionSyntaxError } from './syntax-error.ts';

/** The operators that look at a value; the others ask only whether there is one. */
export type ValueOperator = Exclude<AssertionOperator, 'exists' | 'not_exists'>;

/** A comparison ready to be made. */
export interface Comparison<Actual> {
  /** What is expected, after "expected": `at most 5`. */
  readonly phrase: string;
  /** @throws {BudgetExceeded} */
  readonly holds: (actual: Actual, fuel: Fuel) => boolean;
}

/** @throws {AssertionSyntaxError} when the operator cannot use what is expected */
export function compileComparison(operator: ValueOperator, expected: string): Comparison<string> {
  switch (operator) {
    case 'equals':
      return { phrase: quoted(expected), holds: (actual) => actual === expected };
    case 'not_equals':
      return { phrase: `anything but ${quoted(expected)}`, holds: (actual) => actual !== expected };
    case 'contains':
      return { phrase: `a text with ${quoted(expected)}`, holds: (actual) => indexOfText(actual, expected) >= 0 };
    case 'not_contains':
      return { phrase: `a text without ${quoted(expected)}`, holds: (actual) => indexOfText(actual, expected) < 0 };
    case 'matches':
      return compileMatch(expected);
    case 'range':
      return compileRange(expected);
    case 'less_than':
      return compileOrder('less than', expected, (actual, bound) => actual < bound);
    case 'greater_than':
      return compileOrder('more than', expected, (actual, bound) => actual > bound);
    case 'at_most':
      return compileOrder('at most', expected, (actual, bound) => actual <= bound);
    case 'at_least':
      return compileOrder('at least', expected, (actual, bound) => actual >= bound);
  }
}

function compileMatch(expected: string): Comparison<string> {
  const regex = compilePattern('expected', expected);
  return {
    phrase: `a match of /${onOneLine(expected)}/`,
    holds: (actual, fuel) => regexFinds(regex, actual, fuel),
  };
}

/** @throws {AssertionSyntaxError} */
export function compilePattern(field: string, pattern: string): Regex {
  try {
    return compileRegex(pattern);
  } catch (error) {
    if (!(error instanceof RegexSyntaxError)) throw error;
    throw new AssertionSyntaxError(field, 'a regular expression in RE2 syntax', pattern, error.message);
  }
}

function compileRange(expected: string): Comparison<string> {
  const range = rangeOf(expected);
  if (!range) throw new AssertionSyntaxError('expected', 'a range such as "200-299"', expected);
  const [from, to] = range;
  return {
    phrase: `a number from ${from} to ${to}`,
    holds: (text) => {
      const actual = numberOf(text);
      return actual !== undefined && actual >= from && actual <= to;
    },
  };
}

function compileOrder(
  words: string,
  expected: string,
  isInOrder: (actual: number, bound: number) => boolean,
): Comparison<string> {
  const bound = numberOf(expected);
  if (bound === undefined) throw new AssertionSyntaxError('expected', 'a number', expected);
  return {
    phrase: `${words} ${bound}`,
    holds: (text) => {
      const actual = numberOf(text);
      return actual !== undefined && isInOrder(actual, bound);
    },
  };
}
