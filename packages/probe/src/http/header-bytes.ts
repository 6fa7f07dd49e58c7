/** Which bytes a target may put where: one table for names (RFC 9110 section 5.6.2), one for values (section 5.5). */

export const CR = 13;
export const LF = 10;
export const COLON = 58;

const TOKEN_BYTE = new Uint8Array(256);
for (const char of "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") {
  TOKEN_BYTE[char.charCodeAt(0)] = 1;
}

const VALUE_BYTE = new Uint8Array(256).fill(1, 32);
VALUE_BYTE[9] = 1;
VALUE_BYTE[127] = 0;

/** Whether a byte may stand in a header's name. */
export function isTokenByte(byte: number): boolean {
  return TOKEN_BYTE[byte] === 1;
}

/** Whether a byte may stand in a header's value or a reason phrase: no control character but the tab. */
export function isValueByte(byte: number): boolean {
  return VALUE_BYTE[byte] === 1;
}

/** A stretch of what a target sent, as a message shows it: one line, ASCII, at most 60 characters. */
export function excerptOfLine(text: string): string {
  const cut = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return JSON.stringify(cut).replace(
    /[\u007f-\u00ff]/g,
    (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** A value that was read as Latin-1, as the UTF-8 that it probably is: browsers take a Location for that. */
export function asUtf8(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  if (bytes.length === Buffer.byteLength(latin1)) return latin1;
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? latin1 : text;
}
