/** Text that a stranger chose, made safe to keep and to show: bounded, one line, and reading in the direction it is written. */

/** Control characters, line separators, marks that turn the reading direction, and halves of surrogate pairs. */
const UNSAFE = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * The text with unsafe characters replaced by U+FFFD and cut, at a code point, to what takes `bytesMax` bytes as JSON.
 * It stays text: markup is not removed, because whoever shows it escapes it.
 */
export function safeText(text: string, bytesMax: number): string {
  // Nothing longer is looked at: a subject of a megabyte costs no more than a short one.
  const clean = text.slice(0, bytesMax).replace(UNSAFE, '\ufffd');
  if (jsonBytes(clean) <= bytesMax) return clean;
  let bytes = 3;
  let end = 0;
  for (const point of clean) {
    bytes += jsonBytes(point);
    if (bytes > bytesMax) break;
    end += point.length;
  }
  return `${clean.slice(0, end)}…`;
}

/** Bytes of the text inside a JSON string. */
export function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}
