/** Settings with every secret in them masked, in the shape that they have. */
import type { Json, JsonObject } from '@upwatch/core';

/** What stands in the place of a secret. */
export const MASK = '••••••••';
const WITH_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s]*:[^/?#@\s]+@/i;

/** @param secretFields names of settings, a dot between levels: all that is in them is masked */
export function masked(config: JsonObject, secretFields: readonly string[]): JsonObject {
  return maskedAt(config, secretFields, '') as JsonObject;
}

/** Masks the addresses that have a password in them. */
export function withoutPasswords(value: Json): Json {
  if (typeof value === 'string') return WITH_PASSWORD.test(value) ? MASK : value;
  if (isList(value)) return value.map(withoutPasswords);
  return typeof value === 'object' && value !== null ? mapped(value, withoutPasswords) : value;
}

function maskedAt(value: Json, secretFields: readonly string[], path: string): Json {
  if (secretFields.includes(path)) return hidden(value);
  if (typeof value !== 'object' || value === null || isList(value)) return withoutPasswords(value);
  return mapped(value, (inner, name) => maskedAt(inner, secretFields, path === '' ? name : `${path}.${name}`));
}

function hidden(value: Json): Json {
  if (isList(value)) return value.map(hidden);
  if (typeof value === 'object' && value !== null) return mapped(value, hidden);
  return typeof value === 'string' ? MASK : value;
}

function mapped(value: JsonObject, change: (inner: Json, name: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, change(inner, name)]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
