/** How the expectations of one family are written: read and printed. */
import type { AssertionOperator } from '../assertion.ts';
import { numberOf } from '../assertions/number-text.ts';
import type { Reader } from './reader.ts';

export interface Grammar<Config extends { readonly type: string }> {
  /** By the word that begins an expectation: what may follow it. */
  readonly subjects: Readonly<Record<string, (reader: Reader) => Config>>;
  /** The expectation that reads as the same assertion, without `warn`. */
  readonly print: { readonly [Type in Config['type']]: (config: Extract<Config, { readonly type: Type }>) => string };
}

const SYMBOLS: Readonly<Record<AssertionOperator, string>> = {
  equals: '==',
  not_equals: '!=',
  less_than: '<',
  at_most: '<=',
  greater_than: '>',
  at_least: '>=',
  contains: 'contains',
  not_contains: 'not contains',
  matches: 'matches',
  range: 'range',
  exists: 'exists',
  not_exists: 'not exists',
};

export function printComparison({
  operator,
  expected,
}: {
  readonly operator: AssertionOperator;
  readonly expected: string;
}) {
  const symbol = SYMBOLS[operator];
  if (operator === 'exists' || operator === 'not_exists') return symbol;
  return `${symbol} ${operator === 'matches' ? printPattern(expected) : printValue(expected)}`;
}

/** What would read the same without quotes: numbers, status expressions, addresses, JSON's words. */
const BARE = /^(?:[\dx.,-]+|https?:\/\/[!-~]+|true|false|null)$/;

export function printValue(value: string): string {
  const isNumber = value.trim() === value && numberOf(value) !== undefined;
  return isNumber || BARE.test(value) ? value : JSON.stringify(value);
}

/** In slashes, unless it holds what cannot be seen: that goes into a JSON string. */
export function printPattern(pattern: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(pattern) ? JSON.stringify(pattern) : `/${pattern}/`;
}
