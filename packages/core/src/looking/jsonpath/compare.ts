/** Compares JSON values (RFC 9535, section 2.3.5.2.2). `undefined` is "nothing", which equals only itself. */
import type { Fuel } from '../assertions/fuel.ts';
import type { Json, JsonObject } from '../monitor.ts';
import type { ComparisonOperator } from './ast.ts';
import { isJsonArray, isJsonObject, keysOf } from './json-kind.ts';

/** @throws {BudgetExceeded} */
export function compareJson(
  operator: ComparisonOperator,
  left: Json | undefined,
  right: Json | undefined,
  fuel: Fuel,
): boolean {
  switch (operator) {
    case '==':
      return equalsJson(left, right, fuel);
    case '!=':
      return !equalsJson(left, right, fuel);
    case '<':
      return isBefore(left, right, fuel);
    case '>':
      return isBefore(right, left, fuel);
    case '<=':
      return isBefore(left, right, fuel) || equalsJson(left, right, fuel);
    case '>=':
      return isBefore(right, left, fuel) || equalsJson(left, right, fuel);
  }
}

/** Deep equality; the order of an object's members is nothing. Without recursion, as documents may be deep. */
export function equalsJson(left: Json | undefined, right: Json | undefined, fuel: Fuel): boolean {
  const pending: Pair[] = [[left, right]];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    fuel.spend(1);
    if (!equalsAtTop(pair, pending, fuel)) return false;
  }
  return true;
}

type Pair = readonly [left: Json | undefined, right: Json | undefined];

/** Leaves the parts that must be equal too in `pending`. */
function equalsAtTop([left, right]: Pair, pending: Pair[], fuel: Fuel): boolean {
  if (left === right) return true;
  if (isJsonArray(left) && isJsonArray(right)) {
    return left.length === right.length && addElements(left, right, pending, fuel);
  }
  if (isJsonObject(left) && isJsonObject(right)) return addMembers(left, right, pending, fuel);
  return false;
}

function addElements(left: readonly Json[], right: readonly Json[], pending: Pair[], fuel: Fuel): true {
  fuel.spend(left.length);
  for (const [index, element] of left.entries()) pending.push([element, right[index]]);
  return true;
}

function addMembers(left: JsonObject, right: JsonObject, pending: Pair[], fuel: Fuel): boolean {
  const keys = keysOf(left, fuel);
  if (keys.length !== keysOf(right, fuel).length) return false;
  for (const key of keys) {
    if (!Object.hasOwn(right, key)) return false;
    pending.push([left[key], right[key]]);
  }
  return true;
}

function isBefore(left: Json | undefined, right: Json | undefined, fuel: Fuel): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left < right;
  if (typeof left === 'string' && typeof right === 'string') return isTextBefore(left, right, fuel);
  return false;
}

/** By code points: UTF-16 puts surrogates, which stand for the highest of them, before U+E000. */
function isTextBefore(left: string, right: string, fuel: Fuel): boolean {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    fuel.spend(1);
    const ofLeft = left.charCodeAt(at);
    const ofRight = right.charCodeAt(at);
    if (ofLeft !== ofRight) return rank(ofLeft) < rank(ofRight);
  }
  return left.length < right.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
