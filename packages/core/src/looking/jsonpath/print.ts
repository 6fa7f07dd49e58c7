/** Prints a query in its plainest spelling: names in brackets, no blanks that are not needed. */
import type { Condition, JsonPathQuery, Operand, Segment, Selector } from './ast.ts';

/** A text that parses to the same query. */
export function printJsonPath(query: JsonPathQuery): string {
  return query.root + query.segments.map(printSegment).join('');
}

function printSegment(segment: Segment): string {
  return `${segment.type === 'descendant' ? '..' : ''}[${segment.selectors.map(printSelector).join(',')}]`;
}

function printSelector(selector: Selector): string {
  switch (selector.type) {
    case 'name':
      return JSON.stringify(selector.name);
    case 'wildcard':
      return '*';
    case 'index':
      return String(selector.index);
    case 'slice':
      return `${selector.start ?? ''}:${selector.end ?? ''}:${selector.step ?? ''}`;
    case 'filter':
      return `?${printCondition(selector.condition)}`;
  }
}

function printCondition(condition: Condition): string {
  switch (condition.type) {
    case 'or':
      return condition.operands.map(printInner).join('||');
    case 'and':
      return condition.operands.map(printInner).join('&&');
    case 'not':
      return `!${printInner(condition.operand)}`;
    case 'exists':
      return printJsonPath(condition.query);
    case 'comparison':
      return `${printOperand(condition.left)}${condition.operator}${printOperand(condition.right)}`;
    case 'call':
      return printOperand(condition);
  }
}

/** In parentheses, unless it binds tighter than anything around it. */
function printInner(condition: Condition): string {
  const isTight = condition.type === 'exists' || condition.type === 'call';
  return isTight ? printCondition(condition) : `(${printCondition(condition)})`;
}

function printOperand(operand: Operand): string {
  switch (operand.type) {
    case 'literal':
      return operand.value === Infinity || operand.value === -Infinity
        ? `${operand.value < 0 ? '-' : ''}1e999`
        : JSON.stringify(operand.value);
    case 'query':
      return printJsonPath(operand.query);
    case 'call':
      return `${operand.name}(${operand.operands.map(printOperand).join(',')})`;
  }
}
