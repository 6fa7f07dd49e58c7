/** A JSONPath query as a value (RFC 9535, section 2). */

export interface JsonPathQuery {
  /** `$` begins at the document, `@` (in filters) at the node that is being tested. */
  readonly root: '$' | '@';
  readonly segments: readonly Segment[];
}

export interface Segment {
  readonly type: 'child' | 'descendant';
  readonly selectors: readonly Selector[];
}

export type Selector =
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'wildcard' }
  | { readonly type: 'index'; readonly index: number }
  | SliceSelector
  | { readonly type: 'filter'; readonly condition: Condition };

export interface SliceSelector {
  readonly type: 'slice';
  readonly start?: number;
  readonly end?: number;
  readonly step?: number;
}

/** What a filter asks: true or false. */
export type Condition =
  | { readonly type: 'or'; readonly operands: readonly Condition[] }
  | { readonly type: 'and'; readonly operands: readonly Condition[] }
  | { readonly type: 'not'; readonly operand: Condition }
  | { readonly type: 'exists'; readonly query: JsonPathQuery }
  | Comparison
  | FunctionCall;

export interface Comparison {
  readonly type: 'comparison';
  readonly operator: ComparisonOperator;
  readonly left: Operand;
  readonly right: Operand;
}

export const COMPARISON_OPERATORS = ['==', '!=', '<=', '>=', '<', '>'] as const;
export type ComparisonOperator = (typeof COMPARISON_OPERATORS)[number];

/** A side of a comparison, or an argument of a function. */
export type Operand =
  | { readonly type: 'literal'; readonly value: string | number | boolean | null }
  | { readonly type: 'query'; readonly query: JsonPathQuery }
  | FunctionCall;

export interface FunctionCall {
  readonly type: 'call';
  readonly name: FunctionName;
  readonly operands: readonly Operand[];
}

export type FunctionName = 'length' | 'count' | 'match' | 'search' | 'value';

/** Whether a query gives one node at most, whatever the document (RFC 9535, section 2.3.5.1). */
export function isSingular(query: JsonPathQuery): boolean {
  return query.segments.every(
    (segment) =>
      segment.type === 'child' &&
      segment.selectors.length === 1 &&
      (segment.selectors[0]?.type === 'name' || segment.selectors[0]?.type === 'index'),
  );
}
