/** Evaluates the condition of a filter for one node (RFC 9535, sections 2.3.5.2 and 2.4). `undefined` is "nothing". */
import type { Json } from '../monitor.ts';
import type { Fuel } from '../assertions/fuel.ts';
import type { Condition, FunctionCall, JsonPathQuery, Operand } from './ast.ts';
import { compareJson } from './compare.ts';
import { matchesIRegexp, type RegexCache } from './i-regexp.ts';
import { isJsonArray, isJsonObject, keysOf } from './json-kind.ts';

/** What the queries of one evaluation share. */
export interface Scope {
  readonly fuel: Fuel;
  readonly regexes: RegexCache;
  /** The nodes that a query gives; `current` is what `@` stands for. */
  readonly select: (query: JsonPathQuery, current: Json) => readonly Json[];
}

export function isTrue(condition: Condition, current: Json, scope: Scope): boolean {
  switch (condition.type) {
    case 'or':
      return condition.operands.some((operand) => isTrue(operand, current, scope));
    case 'and':
      return condition.operands.every((operand) => isTrue(operand, current, scope));
    case 'not':
      return !isTrue(condition.operand, current, scope);
    case 'exists':
      return scope.select(condition.query, current).length > 0;
    case 'comparison': {
      const left = valueOf(condition.left, current, scope);
      return compareJson(condition.operator, left, valueOf(condition.right, current, scope), scope.fuel);
    }
    case 'call':
      return callLogical(condition, current, scope);
  }
}

function valueOf(operand: Operand | undefined, current: Json, scope: Scope): Json | undefined {
  if (operand === undefined) return undefined;
  switch (operand.type) {
    case 'literal':
      return operand.value;
    case 'query':
      return scope.select(operand.query, current)[0];
    case 'call':
      return callValue(operand, current, scope);
  }
}

function callLogical(call: FunctionCall, current: Json, scope: Scope): boolean {
  const text = valueOf(call.operands[0], current, scope);
  const pattern = valueOf(call.operands[1], current, scope);
  if (typeof text !== 'string' || typeof pattern !== 'string') return false;
  const isForeign = call.operands[1]?.type !== 'literal';
  return matchesIRegexp({ text, pattern, isForeign, isWhole: call.name === 'match' }, scope.regexes, scope.fuel);
}

function callValue(call: FunctionCall, current: Json, scope: Scope): Json | undefined {
  const [operand] = call.operands;
  if (call.name === 'length') return lengthOf(valueOf(operand, current, scope), scope);
  const nodes = operand?.type === 'query' ? scope.select(operand.query, current) : [];
  if (call.name === 'count') return nodes.length;
  return nodes.length === 1 ? nodes[0] : undefined;
}

function lengthOf(value: Json | undefined, scope: Scope): number | undefined {
  if (typeof value === 'string') return countCodePoints(value, scope);
  if (isJsonArray(value)) return value.length;
  if (isJsonObject(value)) return keysOf(value, scope.fuel).length;
  return undefined;
}

function countCodePoints(text: string, scope: Scope): number {
  scope.fuel.spend(text.length);
  let count = 0;
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) count++;
  return count;
}
