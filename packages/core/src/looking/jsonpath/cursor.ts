/** Reads a JSONPath text character by character. */
import type { Segment } from './ast.ts';
import { JsonPathSyntaxError } from './syntax-error.ts';

/** Filters, parentheses and calls inside each other, at most: a query is code, and ours runs on a stack. */
const DEPTH_MAX = 50;

/** Where the reader is. Advances; never goes back. */
export interface Cursor {
  readonly text: string;
  at: number;
  depth: number;
  /** Reads what follows a root: filters hold queries, and queries filters. */
  readonly readSegments: (cursor: Cursor) => readonly Segment[];
}

/** The UTF-16 unit at the cursor; empty at the end. */
export function peek(cursor: Cursor): string {
  return cursor.text.charAt(cursor.at);
}

/** Whether the given text comes next; if so it is read. */
export function take(cursor: Cursor, text: string): boolean {
  if (!cursor.text.startsWith(text, cursor.at)) return false;
  cursor.at += text.length;
  return true;
}

export function expect(cursor: Cursor, text: string, expected = `"${text}"`): void {
  if (!take(cursor, text)) throw unexpected(cursor, expected);
}

export function unexpected(cursor: Cursor, expected: string, at = cursor.at): JsonPathSyntaxError {
  return new JsonPathSyntaxError(cursor.text, at, expected);
}

export function skipBlanks(cursor: Cursor): void {
  while (isBlank(cursor.text.charCodeAt(cursor.at))) cursor.at++;
}

/** Where the next character that is not blank stands. */
export function afterBlanks(cursor: Cursor): number {
  let at = cursor.at;
  while (isBlank(cursor.text.charCodeAt(at))) at++;
  return at;
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0d;
}

/** Reads something that may hold things of its own kind. */
export function nested<T>(cursor: Cursor, read: () => T): T {
  if (cursor.depth >= DEPTH_MAX) throw unexpected(cursor, `no more than ${DEPTH_MAX} things inside each other`);
  cursor.depth++;
  const result = read();
  cursor.depth--;
  return result;
}

/** Reads what a sticky expression matches at the cursor, or nothing. */
export function takeMatch(cursor: Cursor, sticky: RegExp): string | undefined {
  sticky.lastIndex = cursor.at;
  const found = sticky.exec(cursor.text)?.[0];
  if (found !== undefined) cursor.at += found.length;
  return found;
}
