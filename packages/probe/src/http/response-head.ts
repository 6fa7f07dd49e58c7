/** The first part of an answer: status line and headers, read from one line after another. Pure. */
import { excerptOfLine, isTokenByte } from './header-bytes.ts';

/** Header lines at most. */
export const HEADER_LINES_MAX = 2000;

/** Status line and headers. */
export interface ResponseHead {
  readonly httpVersion: '1.0' | '1.1';
  readonly statusCode: number;
  readonly reason: string;
  /** Name in lower case, value, name, value, …, in the order in which they came; bytes as Latin-1. */
  readonly fields: readonly string[];
}

/** What a status line says, or undefined where it is none of HTTP/1.0 or HTTP/1.1. */
export function readStatusLine(line: string): Omit<ResponseHead, 'fields'> | undefined {
  const httpVersion = line.startsWith('HTTP/1.1 ') ? '1.1' : line.startsWith('HTTP/1.0 ') ? '1.0' : undefined;
  const statusCode = threeDigitsAt(line, 9);
  if (httpVersion === undefined || statusCode < 100 || (line.length > 12 && line[12] !== ' ')) return undefined;
  return { httpVersion, statusCode, reason: line.slice(13) };
}

/** -1 where there are not three digits. */
function threeDigitsAt(text: string, at: number): number {
  let number = 0;
  for (let i = at; i < at + 3; i++) {
    const digit = text.charCodeAt(i) - 48;
    // NaN, at the end of the text, is not in the range either.
    if (!(digit >= 0 && digit <= 9)) return -1;
    number = number * 10 + digit;
  }
  return number;
}

/** Whether what has come so far may still become a status line. */
export function mayBecomeStatusLine(start: string): boolean {
  return start.length >= 9
    ? /^HTTP\/1\.[01] /.test(start)
    : 'HTTP/1.1 '.startsWith(start) || 'HTTP/1.0 '.startsWith(start);
}

/**
 * Takes a header line in: appends to `fields`, or continues the last value (obs-fold, RFC 9112 section 5.2).
 * @returns what is wrong with the line, or undefined
 */
export function addHeaderLine(fields: string[], line: string): string | undefined {
  const first = line.charCodeAt(0);
  if (first === 32 || first === 9) return continueValue(fields, line);
  const colon = line.indexOf(':');
  if (colon < 1) return `the header line ${excerptOfLine(line)} has no name`;
  const name = nameOf(line.slice(0, colon));
  if (name === undefined) return `the header line ${excerptOfLine(line)} has a name that is not a token`;
  if (fields.length >= 2 * HEADER_LINES_MAX) return `more than ${HEADER_LINES_MAX} header lines`;
  fields.push(name, trimBlanks(line, colon + 1));
  return undefined;
}

/** Names as targets write them, with their lower case: the same few come again and again. */
const knownNames = new Map<string, string>();
/** Targets choose names, so the map must not grow with them. */
const KNOWN_NAMES_MAX = 1000;

/** A header's name in lower case; undefined where it is no token. */
function nameOf(written: string): string | undefined {
  const known = knownNames.get(written);
  if (known !== undefined) return known;
  for (let i = 0; i < written.length; i++) if (!isTokenByte(written.charCodeAt(i))) return undefined;
  const name = written.toLowerCase();
  // Copied, because a slice keeps alive the text that it was cut from.
  if (knownNames.size < KNOWN_NAMES_MAX && written.length <= 64) knownNames.set(Buffer.from(written).toString(), name);
  return name;
}

/** A continuation of blanks alone can be taken for the end of the headers, so it is refused. */
function continueValue(fields: string[], line: string): string | undefined {
  const more = trimBlanks(line, 0);
  if (fields.length === 0 || more === '') return 'a header line begins with a blank';
  const value = fields[fields.length - 1]!;
  fields[fields.length - 1] = value === '' ? more : `${value} ${more}`;
  return undefined;
}

/** OWS of RFC 9110 is blank and tab; `trim` would take more. */
function trimBlanks(text: string, from: number): string {
  let start = from;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** Whether an answer will usually be a failure, so that its body is worth an excerpt. */
export function isUnexpected({ statusCode }: ResponseHead): boolean {
  return statusCode < 200 || statusCode > 299;
}

/** All values of a header, in order. @param name in lower case */
export function valuesOf(fields: readonly string[], name: string): string[] {
  const values: string[] = [];
  for (let i = 0; i < fields.length; i += 2) if (fields[i] === name) values.push(fields[i + 1]!);
  return values;
}

/** A header's values joined by `, `; undefined where it did not come. @param name in lower case */
export function joinedValue(fields: readonly string[], name: string): string | undefined {
  let joined: string | undefined;
  for (let i = 0; i < fields.length; i += 2) {
    if (fields[i] === name) joined = joined === undefined ? fields[i + 1]! : `${joined}, ${fields[i + 1]!}`;
  }
  return joined;
}
