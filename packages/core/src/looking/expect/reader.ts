/** Reads an expectation from left to right. */
import type { AssertionOperator } from '../assertion.ts';
import { quoted } from '../assertions/excerpt.ts';
import { ExpectationError } from './problem.ts';

/** Where the reading is. */
export interface Reader {
  readonly text: string;
  at: number;
  /** Where the value that was read begins. */
  valueAt: number;
}

/** Reads what the sticky expression matches, after blanks. */
export function takeMatch(reader: Reader, sticky: RegExp): RegExpExecArray | undefined {
  skipBlanks(reader);
  sticky.lastIndex = reader.at;
  const found = sticky.exec(reader.text) ?? undefined;
  if (found) reader.at += found[0].length;
  return found;
}

export function skipBlanks(reader: Reader): void {
  while (/\s/.test(reader.text.charAt(reader.at))) reader.at++;
}

/** What comes next, for a message. */
function shownNext(reader: Reader): string {
  const word = /\S*/y;
  word.lastIndex = reader.at;
  const next = word.exec(reader.text)?.[0] ?? '';
  return next === '' ? 'the end' : quoted(next, 40);
}

export function expectedHere(reader: Reader, expected: string): ExpectationError {
  return new ExpectationError(reader.at, `got ${shownNext(reader)}`, expected);
}

/** An operator as it is written: its text, and what it means. */
const OPERATORS: Readonly<Record<string, AssertionOperator>> = {
  '=': 'equals',
  '==': 'equals',
  '!=': 'not_equals',
  '<': 'less_than',
  '<=': 'at_most',
  '>': 'greater_than',
  '>=': 'at_least',
  contains: 'contains',
  'not contains': 'not_contains',
  matches: 'matches',
  range: 'range',
  in: 'range',
  exists: 'exists',
  'not exists': 'not_exists',
};
const OPERATOR = /==|!=|<=|>=|[=<>]|(?:not\s+)?(?:contains|exists)\b|(?:matches|range|in)\b/y;

/** The operator as it is written, blanks made one. Only one of those allowed, or an error that names them. */
export function readOperator(reader: Reader, allowed: readonly string[]): string {
  skipBlanks(reader);
  const start = reader.at;
  const written = takeMatch(reader, OPERATOR)?.[0].replace(/\s+/, ' ');
  if (written !== undefined && allowed.includes(written)) return written;
  reader.at = start;
  throw expectedHere(reader, `one of ${allowed.join(' ')}`);
}

export function meaningOf(written: string): AssertionOperator {
  const operator = OPERATORS[written];
  if (!operator) throw new TypeError(`no such operator: ${written}`);
  return operator;
}

/** Everything to the end: in double quotes with JSON's escapes, in single quotes as it stands, or bare. */
export function readValue(reader: Reader, expected: string): string {
  const raw = readRest(reader, expected);
  const start = reader.at - raw.length;
  if (raw.startsWith("'")) {
    if (raw.length > 1 && raw.endsWith("'")) return raw.slice(1, -1);
    throw new ExpectationError(start, `got ${quoted(raw, 40)}`, "a closing ' at the end");
  }
  return raw.startsWith('"') ? unquote(raw, start) : raw;
}

function unquote(raw: string, start: number): string {
  try {
    return JSON.parse(raw) as string;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ExpectationError(start, `got ${quoted(raw, 40)}`, 'a JSON string up to the end');
  }
}

/** Everything to the end, without blanks around it; not empty. */
export function readRest(reader: Reader, expected: string): string {
  skipBlanks(reader);
  const raw = reader.text.slice(reader.at).trimEnd();
  if (raw === '') throw expectedHere(reader, expected);
  reader.valueAt = reader.at;
  reader.at += raw.length;
  return raw;
}

export function readEnd(reader: Reader): void {
  skipBlanks(reader);
  if (reader.at < reader.text.length) throw expectedHere(reader, 'the end');
}
