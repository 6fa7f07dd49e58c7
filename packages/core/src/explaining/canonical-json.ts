/** One text for one JSON value: what is hashed to tell policies apart. */
import type { Json } from '../looking/monitor.ts';

/**
 * JSON with the members of each object in the order of their names (RFC 8785, section 3.2.3) and nothing between them.
 * Members that are undefined are left out, as `JSON.stringify` does.
 * @example
 * canonicalJson({ b: 1, a: [true] }); // '{"a":[true],"b":1}'
 */
export function canonicalJson(value: object): string {
  // Sorted copies, written by the engine itself: numbers and texts come out as RFC 8785 wants them.
  return JSON.stringify(sorted(JSON.parse(JSON.stringify(value)) as Json));
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value as Readonly<Record<string, Json>>);
  return Object.fromEntries(
    members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)]),
  );
}
