/** Evaluates a JSONPath query (RFC 9535, section 2). */
import { type Fuel, limitSteps } from '../assertions/fuel.ts';
import type { Json } from '../monitor.ts';
import type { JsonPathQuery, Segment, Selector, SliceSelector } from './ast.ts';
import { isTrue, type Scope } from './evaluate-filter.ts';
import { createRegexCache, type RegexCache } from './i-regexp.ts';
import { childrenOf, isJsonArray, isJsonObject } from './json-kind.ts';
import { parseJsonPath } from './parse.ts';

/** A query ready to be evaluated again and again. */
export interface JsonPath {
  readonly query: JsonPathQuery;
  readonly regexes: RegexCache;
}

/** Nodes looked at in one evaluation: the whole of a 1 MiB document several times over, in some 30 ms. */
const STEPS_MAX = 1_000_000;

/**
 * @throws {JsonPathSyntaxError}
 */
export function compileJsonPath(text: string): JsonPath {
  return { query: parseJsonPath(text), regexes: createRegexCache() };
}

/**
 * The values that the query selects, in document order, as often as they are selected.
 * @throws {BudgetExceeded}
 */
export function evaluateJsonPath(path: JsonPath, document: Json, fuel: Fuel): readonly Json[] {
  const scope: Scope = {
    fuel: limitSteps(fuel, STEPS_MAX),
    regexes: path.regexes,
    select: (query, current) => selectNodes(query, query.root === '$' ? document : current, scope),
  };
  return scope.select(path.query, document);
}

function selectNodes(query: JsonPathQuery, top: Json, scope: Scope): readonly Json[] {
  let nodes: readonly Json[] = [top];
  for (const segment of query.segments) {
    const next: Json[] = [];
    for (const node of nodes) {
      if (segment.type === 'child') selectAll(segment, node, scope, next);
      else selectDescendants(segment, node, scope, next);
    }
    nodes = next;
  }
  return nodes;
}

function selectAll(segment: Segment, node: Json, scope: Scope, found: Json[]): void {
  for (const selector of segment.selectors) select(selector, node, scope, found);
}

/** The node and all below it, a parent before its children; without recursion, as documents may be deep. */
function selectDescendants(segment: Segment, top: Json, scope: Scope, found: Json[]): void {
  const stack: Json[] = [top];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    selectAll(segment, node, scope, found);
    const children = childrenOf(node, scope.fuel);
    for (let index = children.length - 1; index >= 0; index--) stack.push(children[index] as Json);
  }
}

function select(selector: Selector, node: Json, scope: Scope, found: Json[]): void {
  scope.fuel.spend(1);
  switch (selector.type) {
    case 'name':
      if (isJsonObject(node) && Object.hasOwn(node, selector.name)) found.push(node[selector.name] as Json);
      return;
    case 'index':
      if (isJsonArray(node)) pushDefined(found, node.at(selector.index));
      return;
    case 'slice':
      if (isJsonArray(node)) selectSlice(selector, node, scope, found);
      return;
    case 'wildcard':
    case 'filter':
      for (const child of childrenOf(node, scope.fuel)) {
        scope.fuel.spend(1);
        if (selector.type === 'wildcard' || isTrue(selector.condition, child, scope)) found.push(child);
      }
  }
}

function pushDefined(found: Json[], value: Json | undefined): void {
  if (value !== undefined) found.push(value);
}

/** RFC 9535, section 2.3.4.2.2. */
function selectSlice(slice: SliceSelector, array: readonly Json[], scope: Scope, found: Json[]): void {
  const step = slice.step ?? 1;
  if (step === 0) return;
  const from = slice.start ?? (step > 0 ? 0 : array.length - 1);
  const to = slice.end ?? (step > 0 ? array.length : -array.length - 1);
  const lowest = step > 0 ? 0 : -1;
  const first = clamp(fromEnd(from, array.length), lowest, array.length + lowest);
  const beyond = clamp(fromEnd(to, array.length), lowest, array.length + lowest);
  for (let index = first; step > 0 ? index < beyond : index > beyond; index += step) {
    scope.fuel.spend(1);
    pushDefined(found, array[index]);
  }
}

function fromEnd(index: number, length: number): number {
  return index >= 0 ? index : length + index;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
