/** Parses a JSONPath query (RFC 9535, appendix A). */
import type { JsonPathQuery, Segment, Selector } from './ast.ts';
import { afterBlanks, type Cursor, expect, peek, skipBlanks, take, unexpected } from './cursor.ts';
import { readCondition } from './filter-parser.ts';
import { readInteger, readMemberName, readString } from './literals.ts';
import { JsonPathSyntaxError } from './syntax-error.ts';

/**
 * Parses a whole text.
 * @throws {JsonPathSyntaxError}
 */
export function parseJsonPath(text: string): JsonPathQuery {
  const { query, end } = parseJsonPathAt(text, 0);
  if (end < text.length) throw new JsonPathSyntaxError(text, end, 'a segment (".", ".." or "[") or the end');
  return query;
}

/**
 * Parses the query that begins at `offset` and says where it ends.
 * @throws {JsonPathSyntaxError}
 */
export function parseJsonPathAt(text: string, offset: number): { readonly query: JsonPathQuery; readonly end: number } {
  const cursor: Cursor = { text, at: offset, depth: 0, readSegments };
  expect(cursor, '$');
  const query: JsonPathQuery = { root: '$', segments: readSegments(cursor) };
  return { query, end: cursor.at };
}

/** The segments after a root; blanks after the last one are left unread. */
function readSegments(cursor: Cursor): readonly Segment[] {
  const segments: Segment[] = [];
  for (;;) {
    const next = cursor.text.charAt(afterBlanks(cursor));
    if (next !== '.' && next !== '[') return segments;
    skipBlanks(cursor);
    segments.push(readSegment(cursor));
  }
}

function readSegment(cursor: Cursor): Segment {
  if (take(cursor, '..')) return { type: 'descendant', selectors: readDotted(cursor) };
  if (take(cursor, '.')) return { type: 'child', selectors: [readShorthand(cursor)] };
  return { type: 'child', selectors: readBracketed(cursor) };
}

function readDotted(cursor: Cursor): readonly Selector[] {
  return peek(cursor) === '[' ? readBracketed(cursor) : [readShorthand(cursor)];
}

function readShorthand(cursor: Cursor): Selector {
  return take(cursor, '*') ? { type: 'wildcard' } : { type: 'name', name: readMemberName(cursor) };
}

function readBracketed(cursor: Cursor): readonly Selector[] {
  expect(cursor, '[');
  const selectors: Selector[] = [];
  do {
    skipBlanks(cursor);
    selectors.push(readSelector(cursor));
    skipBlanks(cursor);
  } while (take(cursor, ','));
  expect(cursor, ']', '"," or "]"');
  return selectors;
}

function readSelector(cursor: Cursor): Selector {
  const next = peek(cursor);
  if (next === '"' || next === "'") return { type: 'name', name: readString(cursor) };
  if (take(cursor, '*')) return { type: 'wildcard' };
  if (take(cursor, '?')) {
    skipBlanks(cursor);
    return { type: 'filter', condition: readCondition(cursor) };
  }
  return readIndexOrSlice(cursor);
}

function readIndexOrSlice(cursor: Cursor): Selector {
  const first = readInteger(cursor);
  if (cursor.text.charAt(afterBlanks(cursor)) === ':') return readSlice(cursor, first);
  if (first === undefined) throw unexpected(cursor, 'a name in quotes, an index, a slice, "*" or "?"');
  return { type: 'index', index: first };
}

function readSlice(cursor: Cursor, start: number | undefined): Selector {
  skipBlanks(cursor);
  expect(cursor, ':');
  const end = readBound(cursor);
  let step: number | undefined;
  if (cursor.text.charAt(afterBlanks(cursor)) === ':') {
    skipBlanks(cursor);
    expect(cursor, ':');
    step = readBound(cursor);
  }
  return {
    type: 'slice',
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    ...(step !== undefined && { step }),
  };
}

function readBound(cursor: Cursor): number | undefined {
  skipBlanks(cursor);
  return readInteger(cursor);
}
