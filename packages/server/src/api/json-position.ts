/**
 * Where a text stops being JSON. `JSON.parse` says that it is not JSON but, for some faults, not where; this looks
 * again, only after it has refused. No recursion: the text may be a million opening brackets.
 */
export interface JsonPosition {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** The place of the first character that cannot be part of valid JSON; the end when it ends too early. */
export function jsonErrorPosition(text: string): JsonPosition {
  return positionAt(text, errorOffset(text));
}

function positionAt(text: string, offset: number): JsonPosition {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

type Expected = 'value' | 'first value or ]' | 'first key or }' | 'key' | ':' | ', or close' | 'end';

const SPACE = /[ \t\n\r]*/y;
const NUMBER_OR_WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
/** As far as a string is one: a quote that is missing at its end shows as the place where it stops. */
const STRING_START = new RegExp(String.raw`"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*`, 'y');

function errorOffset(text: string): number {
  const open: ('[' | '{')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    at += matchLength(SPACE, text, at);
    const char = text[at];
    if (char === undefined) return at;
    const next = step(char, expected, open);
    if (next === undefined) return at;
    if (next === 'scalar') {
      const end = scalarEnd(text, at, expected);
      if (end.isBroken) return end.at;
      at = end.at;
      expected = expected.includes('key') ? ':' : afterValue(open);
    } else {
      at++;
      expected = next;
    }
  }
}

/** Where a string, number or word ends, or where it turns out to be none. Only a string can be a key. */
function scalarEnd(text: string, at: number, expected: Expected): { readonly at: number; readonly isBroken: boolean } {
  if (text[at] === '"') {
    const end = at + matchLength(STRING_START, text, at);
    return text[end] === '"' ? { at: end + 1, isBroken: false } : { at: end, isBroken: true };
  }
  const length = expected.includes('key') ? 0 : matchLength(NUMBER_OR_WORD, text, at);
  return { at: at + length, isBroken: length === 0 };
}

/** What is expected after this character; `scalar` when a string, number or word must begin here. */
function step(char: string, expected: Expected, open: ('[' | '{')[]): Expected | 'scalar' | undefined {
  if (expected === 'end') return undefined;
  if (expected === ':') return char === ':' ? 'value' : undefined;
  if (expected === ', or close') {
    const kind = open.at(-1);
    if (char === ',') return kind === '{' ? 'key' : 'value';
    return closes(char, kind) ? closed(open) : undefined;
  }
  if (expected === 'first value or ]' && char === ']') return closed(open);
  if (expected === 'first key or }' && char === '}') return closed(open);
  if (!expected.includes('key') && (char === '[' || char === '{')) {
    open.push(char);
    return char === '[' ? 'first value or ]' : 'first key or }';
  }
  return 'scalar';
}

function closes(char: string, kind: '[' | '{' | undefined): boolean {
  return (kind === '[' && char === ']') || (kind === '{' && char === '}');
}

function closed(open: ('[' | '{')[]): Expected {
  open.pop();
  return afterValue(open);
}

function afterValue(open: readonly string[]): Expected {
  return open.length > 0 ? ', or close' : 'end';
}

function matchLength(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
