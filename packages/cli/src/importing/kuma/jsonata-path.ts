/**
 * A JSONata path that only names members and places, as a JSONPath (RFC 9535). JSONata looks into every member of an
 * array on its way without being told; a JSONPath does not, so that a path through an array must name the place.
 */

const STEP = /(?:^|\.)(?:([A-Za-z_]\w*)|`([^`]+)`)|\[(-?\d+)\]/gy;
/** Words of the language, not names of members. */
const WORDS = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function']);

/** Undefined for any other expression. */
export function jsonPathOf(jsonata: string): string | undefined {
  const text = jsonata.trim();
  if (text === '$' || text === '') return '$';
  const bare = text.startsWith('$.') ? text.slice(2) : text.startsWith('$[') ? text.slice(1) : text;
  let [path, end] = ['$', 0];
  for (const [whole, name, quoted, place] of bare.matchAll(STEP)) {
    if (name !== undefined && WORDS.has(name)) return undefined;
    end += whole.length;
    if (name !== undefined) path += `.${name}`;
    else if (quoted !== undefined) path += `['${quoted.replaceAll(/['\\]/g, String.raw`\$&`)}']`;
    else path += `[${place}]`;
  }
  return end === bare.length ? path : undefined;
}
