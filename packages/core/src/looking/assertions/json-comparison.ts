/** Compares a JSON value with what is expected of it. */
import { equalsJson } from '../jsonpath/compare.ts';
import type { Json } from '../monitor.ts';
import { compileComparison, type Comparison, type ValueOperator } from './comparison.ts';
import { quoted } from './excerpt.ts';
import type { Fuel } from './fuel.ts';
import { parseJson } from './json-text.ts';
import { numberOf } from './number-text.ts';

/** @throws {AssertionSyntaxError} when the operator cannot use what is expected */
export function compileJsonComparison(operator: ValueOperator, expected: string): Comparison<Json> {
  if (operator === 'equals') return { phrase: quoted(expected), holds: compileEquals(expected) };
  if (operator === 'not_equals') {
    const equals = compileEquals(expected);
    return { phrase: `anything but ${quoted(expected)}`, holds: (actual, fuel) => !equals(actual, fuel) };
  }
  const { phrase, holds } = compileComparison(operator, expected);
  return { phrase, holds: (actual, fuel) => holds(textOfJson(actual, fuel), fuel) };
}

function compileEquals(expected: string): (actual: Json, fuel: Fuel) => boolean {
  const number = numberOf(expected);
  const parsed = parseJson(expected);
  const structure = 'value' in parsed && typeof parsed.value === 'object' ? parsed.value : undefined;
  return (actual, fuel) => {
    if (typeof actual === 'string') return actual === expected;
    if (typeof actual === 'number') return actual === number;
    if (typeof actual === 'object' && actual !== null) return equalsJson(actual, structure, fuel);
    return String(actual) === expected;
  };
}

/** A string as it is, a number too large for JSON as `Infinity`, anything else as JSON. */
export function textOfJson(value: Json, fuel: Fuel): string {
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  fuel.spend(text.length);
  return text;
}
