/** Strangers' values in our messages: short, on one line, never half a character. */

/** Characters (UTF-16 units) of a value that a message or a result shows. */
const EXCERPT_LENGTH_MAX = 256;

/** The beginning of a text, at most `lengthMax` units with the `…` that then ends it. */
export function excerpt(text: string, lengthMax = EXCERPT_LENGTH_MAX): string {
  if (text.length <= lengthMax) return text.toWellFormed();
  const end = lengthMax - 1;
  const lastUnit = text.charCodeAt(end - 1);
  const isHalf = lastUnit >= 0xd800 && lastUnit <= 0xdbff;
  return `${text.slice(0, isHalf ? end - 1 : end).toWellFormed()}…`;
}

/** The beginning of a text on one line, without quotes: for what people wrote themselves. */
export function onOneLine(text: string, lengthMax = EXCERPT_LENGTH_MAX): string {
  return excerpt(text, lengthMax).replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
}

/** The beginning of a text in quotes, with line ends and control characters as escapes. */
export function quoted(text: string, lengthMax = EXCERPT_LENGTH_MAX): string {
  return JSON.stringify(excerpt(text, lengthMax));
}
