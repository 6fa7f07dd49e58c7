import type { Fuel } from '../assertions/fuel.ts';
import type { Json, JsonObject } from '../monitor.ts';

export function isJsonArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Listing a member of a large object costs as much as this many other steps. */
const STEPS_A_MEMBER = 4;

/** The names of an object's members. */
export function keysOf(object: JsonObject, fuel: Fuel): readonly string[] {
  const keys = Object.keys(object);
  fuel.spend(keys.length * STEPS_A_MEMBER);
  return keys;
}

const NO_CHILDREN: readonly Json[] = [];

/** The elements of an array, the values of an object, nothing of anything else. */
export function childrenOf(node: Json, fuel: Fuel): readonly Json[] {
  if (isJsonArray(node)) return node;
  if (!isJsonObject(node)) return NO_CHILDREN;
  const values = Object.values(node);
  fuel.spend(values.length * STEPS_A_MEMBER);
  return values;
}
