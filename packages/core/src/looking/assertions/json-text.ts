/** Parses JSON that strangers sent. */
import type { Json } from '../monitor.ts';

/** Arrays and objects inside each other, at most: what reads the result may then recurse. */
export const JSON_DEPTH_MAX = 1000;

/** A JSON value, or why the text is none. Keys such as `__proto__` are keys like any other. */
export type ParsedJson = { readonly value: Json } | { readonly problem: string };

export function parseJson(text: string): ParsedJson {
  if (isTooDeep(text)) return { problem: `it is nested more than ${JSON_DEPTH_MAX} deep` };
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: 'it is not JSON' };
    throw error;
  }
}

function isTooDeep(text: string): boolean {
  const openings = countUpTo(text, '[', JSON_DEPTH_MAX) + countUpTo(text, '{', JSON_DEPTH_MAX);
  return openings > JSON_DEPTH_MAX && depthIsBeyond(text, JSON_DEPTH_MAX);
}

/** Most documents have too few brackets to be deep, and counting them is several times faster than matching them. */
function countUpTo(text: string, character: string, max: number): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0 && count <= max; at = text.indexOf(character, at + 1)) count++;
  return count;
}

/** Brackets inside strings do not count. */
function depthIsBeyond(text: string, max: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) isInString = !isInString;
    else if (isInString) at += unit === 0x5c ? 1 : 0;
    else if (unit === 0x5b || unit === 0x7b) {
      if (++depth > max) return true;
    } else if (unit === 0x5d || unit === 0x7d) depth--;
  }
  return false;
}
