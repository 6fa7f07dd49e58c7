/**
 * Finding a text inside another in linear time. V8's own search is fast, but for a long needle that nearly matches
 * everywhere it multiplies both lengths: 695 ms for 4,000 characters in 1 MiB.
 */

/** Up to this many comparisons at worst, some 10 ms, V8's search is taken as it is. */
const NATIVE_WORK_MAX = 1 << 26;

/** Where `needle` first occurs in `text` at or after `from`, or -1. */
export function indexOfText(text: string, needle: string, from = 0): number {
  if (text.length * needle.length <= NATIVE_WORK_MAX) return text.indexOf(needle, from);
  return indexByPrefixTable(text, needle, from);
}

/** Knuth, Morris, Pratt. */
function indexByPrefixTable(text: string, needle: string, from: number): number {
  const borders = bordersOf(needle);
  let matched = 0;
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    while (matched > 0 && needle.charCodeAt(matched) !== unit) matched = borders[matched - 1] ?? 0;
    if (needle.charCodeAt(matched) === unit) matched++;
    if (matched === needle.length) return at - matched + 1;
  }
  return -1;
}

/** For each prefix of the needle, the length of its longest proper prefix that is also its suffix. */
function bordersOf(needle: string): Uint32Array {
  const borders = new Uint32Array(needle.length);
  let length = 0;
  for (let at = 1; at < needle.length; at++) {
    const unit = needle.charCodeAt(at);
    while (length > 0 && needle.charCodeAt(length) !== unit) length = borders[length - 1] ?? 0;
    if (needle.charCodeAt(length) === unit) length++;
    borders[at] = length;
  }
  return borders;
}
