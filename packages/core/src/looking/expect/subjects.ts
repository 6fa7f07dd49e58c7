/** What an expectation can speak of, and what may be said of each. */
import type { AssertionConfig, AssertionOperator } from '../assertion.ts';
import { quoted } from '../assertions/excerpt.ts';
import { parseJsonPathAt } from '../jsonpath/parse.ts';
import { JsonPathSyntaxError } from '../jsonpath/syntax-error.ts';
import { ExpectationError } from './problem.ts';
import { readBytes, readCount, readMilliseconds } from './quantities.ts';
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

const VALUE_OPERATORS = ['==', '=', '!=', '<', '<=', '>', '>=', 'contains', 'not contains', 'matches', 'range', 'in'];
const TEXT_OPERATORS = [...VALUE_OPERATORS, 'exists', 'not exists'];
const AT_MOST = ['<', '<='];
const AT_LEAST = ['>', '>='];
/** A token of RFC 9110, section 5.6.2; a `!` that belongs to `!=` is none of it. */
const HEADER_NAME = /(?:(?!!=)[\w!#$%&'*+.^`|~-])+/y;

export const SUBJECTS: Readonly<Record<string, (reader: Reader) => AssertionConfig>> = {
  status: (reader) => ({ type: 'status_code', ...readStatus(reader) }),
  time: (reader) => ({ type: 'response_time', thresholdMs: readTime(reader) }),
  'time.warn': (reader) => ({ type: 'response_time_warn', warnMs: readTime(reader) }),
  json: (reader) => ({ type: 'json_path', path: readPath(reader), ...readComparison(reader) }),
  header: (reader) => ({ type: 'header_value', headerName: readHeaderName(reader), ...readComparison(reader) }),
  body: readBody,
  size: (reader) => ({ type: 'response_size', maxBytes: readMost(reader, readBytes) }),
  redirects: (reader) => ({ type: 'redirect_count', maxCount: readMost(reader, readCount) }),
  redirect: (reader) => ({ type: 'redirect_target', ...readComparison(reader) }),
  'tls.days': (reader) => ({ type: 'ssl_expiry', minDaysRemaining: readLeast(reader, readCount) }),
};

interface Compared {
  readonly operator: AssertionOperator;
  readonly expected: string;
}

/** Of status codes `in` is a list, which is what `equals` takes. */
function readStatus(reader: Reader): Compared {
  const written = readOperator(reader, VALUE_OPERATORS);
  const operator = written === 'in' ? 'equals' : meaningOf(written);
  return { operator, expected: readExpected(reader, operator) };
}

function readComparison(reader: Reader): Compared {
  const operator = meaningOf(readOperator(reader, TEXT_OPERATORS));
  if (operator === 'exists' || operator === 'not_exists') return { operator, expected: '' };
  return { operator, expected: readExpected(reader, operator) };
}

function readExpected(reader: Reader, operator: AssertionOperator): string {
  return operator === 'matches' ? readPattern(reader) : readNonEmpty(reader);
}

function readNonEmpty(reader: Reader): string {
  const value = readValue(reader, 'a value');
  if (value === '') throw new ExpectationError(reader.at - 2, 'got an empty text', 'a value');
  return value;
}

/** `/expression/` with flags `i`, `m`, `s`, or the expression as a value. */
function readPattern(reader: Reader): string {
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

function readBody(reader: Reader): AssertionConfig {
  const operator = readOperator(reader, ['contains', 'not contains', 'matches']);
  if (operator === 'matches') return { type: 'regex_body', pattern: readPattern(reader) };
  const substring = readNonEmpty(reader);
  return { type: operator === 'contains' ? 'body_contains' : 'body_not_contains', substring };
}

function readTime(reader: Reader): number {
  readOperator(reader, AT_MOST);
  return readPositive(reader, readMilliseconds);
}

function readMost(reader: Reader, read: (reader: Reader) => number): number {
  return readOperator(reader, AT_MOST) === '<' ? readPositive(reader, read) - 1 : read(reader);
}

function readLeast(reader: Reader, read: (reader: Reader) => number): number {
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

function readHeaderName(reader: Reader): string {
  const name = takeMatch(reader, HEADER_NAME)?.[0];
  if (name === undefined) throw expectedHere(reader, 'the name of a header');
  return name;
}

function readPath(reader: Reader): string {
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
