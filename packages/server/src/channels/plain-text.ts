/** Text from outside (names, answers, failures) made fit for one line of a message. */

/** Controls, line and paragraph separators: what would end a line, a header or a log entry. */
const BREAKS = /[\p{Cc}\u2028\u2029]+/gu;
/** Marks that turn the reading direction of what follows, and so could hide or reverse our own words. */
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** One line of well-formed text: no control characters, no half surrogate pairs, no direction marks. */
export function oneLine(text: string): string {
  return text.toWellFormed().replaceAll(BREAKS, ' ').replaceAll(BIDI_CONTROLS, '').trim();
}

/**
 * Cuts a text to at most `max` UTF-16 units, between two code points, and says how many code points were left out.
 * @param max at least 16, so that the note has room
 */
export function cut(text: string, max: number): string {
  return cutEscaped(text, max, (part) => part);
}

/**
 * Cuts a text so that it has at most `max` UTF-16 units after escaping. It is the text that is cut, not the escaped
 * form: half of an `&amp;` is never left behind.
 * @param escape works one code point at a time
 */
export function cutEscaped(text: string, max: number, escape: (part: string) => string): string {
  const escaped = escape(text);
  if (escaped.length <= max) return escaped;
  const points = Array.from(text);
  const roomForNote = `… (+${points.length})`.length;
  let kept = '';
  let count = 0;
  for (const point of points) {
    const next = escape(point);
    if (kept.length + next.length > max - roomForNote) break;
    kept += next;
    count++;
  }
  return `${kept}… (+${points.length - count})`;
}

/** `2026-11-21 12:04:07 UTC` */
export function utc(atMs: number): string {
  const date = new Date(atMs);
  if (Number.isNaN(date.getTime())) return 'an unknown time';
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

const UNITS = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;

/** The two largest parts of a span: `2 d 4 h`, `12 min 5 s`, `0 s`. */
export function duration(ms: number): string {
  let seconds = Math.max(0, Math.round(ms / 1_000));
  const parts: string[] = [];
  for (const [size, name] of UNITS) {
    const count = Math.floor(seconds / size);
    seconds -= count * size;
    if (count > 0) parts.push(`${count} ${name}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ') || '0 s';
}
