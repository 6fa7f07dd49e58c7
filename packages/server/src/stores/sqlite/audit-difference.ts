/** What a line of the audit trail says of a change: what differs, without secrets, and no more than a line holds. */
import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '@upwatch/core';
import { parsed } from './rows.ts';

/** Of one text. */
const CHARACTERS_MAX = 1000;
/** Of one list. */
const ITEMS_MAX = 100;
/** Of one side, as JSON: a year's trail of large changes must not outgrow what it is about. */
const STATE_CHARACTERS_MAX = 16_384;

/** What a thing was and is. Of one that is made there is no `before`, of one that is gone no `after`. */
export interface Change {
  readonly before?: object;
  readonly after?: object;
  /** Takes out what is secret, once it is known what differs: that a secret changed is written down, and it is not. */
  readonly mask?: (state: JsonObject) => JsonObject;
}

/** What stands in the place of a secret. */
const MASK = '••••';

/** Something of which no more may be known than that it is another since. */
export function hiddenChange(name: string): Change {
  return { before: { [name]: 'before' }, after: { [name]: 'after' }, mask: hiding(name) };
}

/** A mask of members that are secret whatever they hold. */
export function hiding(...names: readonly string[]): (state: JsonObject) => JsonObject {
  return (state) =>
    Object.fromEntries(
      Object.entries(state).map(([name, value]) => [name, names.includes(name) ? maskWhole(value) : value]),
    );
}

/** A mask of settings alone. */
export function maskingConfig(mask: (config: JsonObject) => JsonObject): (state: JsonObject) => JsonObject {
  return (state) => {
    const { config } = state;
    return config !== undefined && isObject(config) ? { ...state, config: mask(config) } : state;
  };
}

/** What of a thing a person says: without what the store adds. */
export function said(kept: {
  readonly id?: unknown;
  readonly createdAtMs?: unknown;
  readonly updatedAtMs?: unknown;
}): object {
  const { id: _, createdAtMs: __, updatedAtMs: ___, ...rest } = kept;
  return rest;
}

/** Every text and number in it, masked: where nothing is known of what may be shown. */
export function maskWhole(value: Json): Json {
  if (Array.isArray(value)) return value.map(maskWhole);
  if (isObject(value)) return mapValues(value, maskWhole);
  return value === null || typeof value === 'boolean' ? value : MASK;
}

/** Of two states, what is not the same in both, down to the members of members; of a thing that was made or is gone, the whole. */
export function differenceOf({ before, after, mask = (state) => state }: Change): {
  readonly before?: JsonObject;
  readonly after?: JsonObject;
} {
  const shown = (state: JsonObject): JsonObject => bounded(mask(state));
  const [was, is] = [plain(before), plain(after)];
  if (!was || !is) return { ...(was && { before: shown(was) }), ...(is && { after: shown(is) }) };
  const other = differing(was, is);
  return other ? { before: shown(other.before), after: shown(other.after) } : {};
}

/** As JSON has it: what is undefined is not there. */
function plain(state: object | undefined): JsonObject | undefined {
  return state && parsed<JsonObject>(JSON.stringify(state));
}

function differing(was: JsonObject, is: JsonObject): { before: JsonObject; after: JsonObject } | undefined {
  const [before, after]: [[string, Json][], [string, Json][]] = [[], []];
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const [one, other] = [was[name] ?? null, is[name] ?? null];
    if (isDeepStrictEqual(one, other)) continue;
    const inner = isObject(one) && isObject(other) ? differing(one, other) : undefined;
    before.push([name, inner?.before ?? one]);
    after.push([name, inner?.after ?? other]);
  }
  if (before.length === 0) return undefined;
  return { before: Object.fromEntries(before), after: Object.fromEntries(after) };
}

function bounded(state: JsonObject): JsonObject {
  const short = mapValues(state, shortened);
  const sizes = new Map(Object.entries(short).map(([name, value]) => [name, JSON.stringify(value).length]));
  let total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const tooLarge = new Set<string>();
  for (const [name, size] of [...sizes].toSorted(([, a], [, b]) => b - a)) {
    if (total <= STATE_CHARACTERS_MAX) break;
    tooLarge.add(name);
    total -= size;
  }
  return mapValues(short, (value, name) => (tooLarge.has(name) ? `… (${sizes.get(name)} characters)` : value));
}

function shortened(value: Json): Json {
  if (typeof value === 'string') {
    const { length } = value;
    if (length <= CHARACTERS_MAX) return value;
    return `${value.slice(0, CHARACTERS_MAX).toWellFormed()}… (${length} characters)`;
  }
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).slice(0, ITEMS_MAX).map(shortened);
    return value.length > ITEMS_MAX ? [...items, `… (${value.length} in all)`] : items;
  }
  return isObject(value) ? mapValues(value, shortened) : value;
}

function mapValues(state: JsonObject, map: (value: Json, name: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [name, map(value, name)]));
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
