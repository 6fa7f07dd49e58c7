/** Names, strings and numbers of a JSONPath text (RFC 9535, sections 2.3.1.1, 2.3.3.1, 2.3.5.1). */
import { type Cursor, peek, takeMatch, unexpected } from './cursor.ts';

const NAME = /[A-Za-z_\u0080-\ud7ff\ue000-\u{10ffff}][\w\u0080-\ud7ff\ue000-\u{10ffff}]*/uy;
const INTEGER = /0|-?[1-9]\d*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEX = /[\da-fA-F]{4}/y;
const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '/': '/',
  '\\': '\\',
};

/** `name` in `$.name`. */
export function readMemberName(cursor: Cursor): string {
  const name = takeMatch(cursor, NAME);
  if (name === undefined) throw unexpected(cursor, 'a member name, "*" or "["');
  return name;
}

/** An index or a bound of a slice, if one comes next. */
export function readInteger(cursor: Cursor): number | undefined {
  const start = cursor.at;
  const digits = takeMatch(cursor, INTEGER);
  if (digits === undefined) return undefined;
  const value = Number(digits);
  if (!Number.isSafeInteger(value)) throw unexpected(cursor, 'an integer of at most 9007199254740991', start);
  return value;
}

export function readNumber(cursor: Cursor): number {
  const digits = takeMatch(cursor, NUMBER);
  if (digits === undefined) throw unexpected(cursor, 'a number');
  const value = Number(digits);
  return value === 0 ? 0 : value;
}

/** A string in single or double quotes; the cursor stands on the first of them. */
export function readString(cursor: Cursor): string {
  const quote = peek(cursor);
  cursor.at++;
  let value = '';
  for (;;) {
    const code = cursor.text.codePointAt(cursor.at);
    if (code === undefined) throw unexpected(cursor, `a closing ${quote}`);
    if (code < 0x20 || (code >= 0xd800 && code <= 0xdfff)) throw unexpected(cursor, 'a character, or its escape');
    const character = String.fromCodePoint(code);
    if (character === '\\') {
      value += readEscape(cursor, quote);
      continue;
    }
    cursor.at += character.length;
    if (character === quote) return value;
    value += character;
  }
}

function readEscape(cursor: Cursor, quote: string): string {
  cursor.at++;
  const letter = peek(cursor);
  if (letter === 'u') return readUnicodeEscape(cursor);
  const value = letter === quote ? quote : ESCAPES[letter];
  if (value === undefined) throw unexpected(cursor, `one of b f n r t u / \\ ${quote}`);
  cursor.at++;
  return value;
}

function readUnicodeEscape(cursor: Cursor): string {
  const start = cursor.at - 1;
  const high = readHex(cursor);
  if (high < 0xd800 || high > 0xdfff) return String.fromCharCode(high);
  if (high >= 0xdc00 || !cursor.text.startsWith('\\u', cursor.at)) throw unexpected(cursor, 'a surrogate pair', start);
  cursor.at++;
  const low = readHex(cursor);
  if (low < 0xdc00 || low > 0xdfff) throw unexpected(cursor, 'a surrogate pair', start);
  return String.fromCharCode(high, low);
}

/** The cursor stands on the `u`. */
function readHex(cursor: Cursor): number {
  cursor.at++;
  const digits = takeMatch(cursor, HEX);
  if (digits === undefined) throw unexpected(cursor, 'four hexadecimal digits');
  return Number.parseInt(digits, 16);
}
