/** Which values of two resources differ, each by its path, and none of them a secret. */
import type { Json, JsonObject } from '../looking/monitor.ts';
import type { FieldChange } from './resource.ts';

/** A value with what may be shown of it. */
interface Side {
  readonly value: Json | undefined;
  readonly shown: Json | undefined;
}

/** Fields with what may be shown of them. */
export interface Fields {
  readonly fields: JsonObject;
  readonly shown?: JsonObject;
}

/** @param before absent for what is new */
export function differences(before: Fields | undefined, after: Fields): readonly FieldChange[] {
  const nothing: JsonObject = {};
  return between(sideOf(before ?? { fields: nothing }), sideOf(after), '');
}

/** Whether two JSON values say the same. The order of fields does not matter, that of lists does. */
export function isSameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isList(a) && isList(b)) return a.length === b.length && a.every((one, i) => isSameJson(one, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && isSameJson(a[name], b[name]));
}

function sideOf({ fields, shown = fields }: Fields): Side {
  return { value: fields, shown };
}

function between(before: Side, after: Side, path: string): readonly FieldChange[] {
  if (isSameJson(before.value, after.value)) return [];
  const names = namesWithin(before, after);
  if (names) {
    return names.flatMap((name) => {
      const isPlace = typeof name === 'number';
      const inner = isPlace ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;
      return between(within(before, name), within(after, name), inner);
    });
  }
  const isSecret = isHidden(before) || isHidden(after);
  return [
    {
      path,
      ...(before.value !== undefined && { from: before.shown ?? null }),
      ...(after.value !== undefined && { to: after.shown ?? null }),
      ...(isSecret && { isSecret }),
    },
  ];
}

/** What both have inside of them, where it is worth telling apart: lists of values, and whole new objects, are not. */
function namesWithin({ value: a }: Side, { value: b }: Side): readonly (string | number)[] | undefined {
  if (isObject(a) && isObject(b)) return [...new Set([...Object.keys(a), ...Object.keys(b)])];
  if (!isList(a) || !isList(b) || a.length !== b.length) return undefined;
  return [...a, ...b].every(isObject) ? a.map((_, place) => place) : undefined;
}

function within({ value, shown }: Side, name: string | number): Side {
  return { value: innerOf(value, name), shown: innerOf(shown, name) };
}

function innerOf(value: Json | undefined, name: string | number): Json | undefined {
  if (isList(value)) return typeof name === 'number' ? value[name] : undefined;
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isHidden({ value, shown }: Side): boolean {
  return !isSameJson(value, shown);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
