/** The readings that subjects of several families share: what may be said of a value, a time, a number. */
import type { AssertionOperator } from '../assertion.ts';
import { quoted } from '../assertions/excerpt.ts';
import { parseJsonPathAt } from '../jsonpath/parse.ts';
import { JsonPathSyntaxError } from '../jsonpath/syntax-error.ts';
import { ExpectationError } from './problem.ts';
import { readMilliseconds } from './quantities.ts';
import {
  expectedHere,
  meaningOf,
  type Reader,
  readOperator,
  readRest,
  readValue,
  skipBlanks,
  takeMatch,
} from './reader.ts';

export const VALUE_OPERATORS = [
  '==',
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'contains',
  'not contains',
  'matches',
  'range',
  'in',
];
const TEXT_OPERATORS = [...VALUE_OPERATORS, 'exists', 'not exists'];
const AT_MOST = ['<', '<='];
const AT_LEAST = ['>', '>='];

export interface Compared {
  readonly operator: AssertionOperator;
  readonly expected: string;
}

export function readComparison(reader: Reader): Compared {
  const operator = meaningOf(readOperator(reader, TEXT_OPERATORS));
  if (operator === 'exists' || operator === 'not_exists') return { operator, expected: '' };
  return { operator, expected: readExpected(reader, operator) };
}

export function readExpected(reader: Reader, operator: AssertionOperator): string {
  return operator === 'matches' ? readPattern(reader) : readNonEmpty(reader);
}

export function readNonEmpty(reader: Reader): string {
  const value = readValue(reader, 'a value');
  if (value === '') throw new ExpectationError(reader.at - 2, 'got an empty text', 'a value');
  return value;
}

/** `/expression/` with flags `i`, `m`, `s`, or the expression as a value. */
export function readPattern(reader: Reader): string {
  skipBlanks(reader);
  if (reader.text.charAt(reader.at) !== '/') return readNonEmpty(reader);
  const start = reader.at;
  const raw = readRest(reader, 'an expression such as /ok|up/');
  const end = raw.lastIndexOf('/');
  const flags = raw.slice(end + 1);
  if (end < 2 || !/^[ims]*$/.test(flags)) {
    throw new ExpectationError(start, `got ${quoted(raw, 40)}`, 'an expression such as /ok|up/ or /ok|up/i');
  }
  const pattern = raw.slice(1, end);
  return flags === '' ? pattern : `(?${flags})${pattern}`;
}

export function readTime(reader: Reader): number {
  readOperator(reader, AT_MOST);
  return readPositive(reader, readMilliseconds);
}

export function readMost(reader: Reader, read: (reader: Reader) => number): number {
  return readOperator(reader, AT_MOST) === '<' ? readPositive(reader, read) - 1 : read(reader);
}

export function readLeast(reader: Reader, read: (reader: Reader) => number): number {
  const isBeyond = readOperator(reader, AT_LEAST) === '>';
  return read(reader) + (isBeyond ? 1 : 0);
}

function readPositive(reader: Reader, read: (reader: Reader) => number): number {
  skipBlanks(reader);
  const start = reader.at;
  const value = read(reader);
  if (value > 0) return value;
  reader.at = start;
  throw expectedHere(reader, 'more than 0');
}

export function readPath(reader: Reader): string {
  skipBlanks(reader);
  try {
    const start = reader.at;
    reader.at = parseJsonPathAt(reader.text, start).end;
    return reader.text.slice(start, reader.at);
  } catch (error) {
    if (!(error instanceof JsonPathSyntaxError)) throw error;
    throw new ExpectationError(error.offset, 'got no JSONPath', error.expected);
  }
}

/** `== value`. */
export function readEqual(reader: Reader): string {
  readOperator(reader, ['==', '=']);
  return readNonEmpty(reader);
}

const PERCENT = /(\d+(?:\.\d+)?)\s*%?(?=\s|$)/y;

/** `<= 20%`; the sign may be left out. */
export function readPercent(reader: Reader): number {
  readOperator(reader, ['<=']);
  const found = takeMatch(reader, PERCENT);
  const percent = Number(found?.[1]);
  if (found && percent <= 100) return percent;
  if (found) reader.at -= found[0].length;
  throw expectedHere(reader, 'a percentage from 0 to 100');
}
