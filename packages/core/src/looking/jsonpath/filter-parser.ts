/** Parses the condition of a filter (RFC 9535, section 2.3.5.1). */
import {
  COMPARISON_OPERATORS,
  type Comparison,
  type ComparisonOperator,
  type Condition,
  isSingular,
  type JsonPathQuery,
  type Operand,
} from './ast.ts';
import { afterBlanks, type Cursor, expect, nested, peek, skipBlanks, take, takeMatch, unexpected } from './cursor.ts';
import { checkCall, resultOf } from './functions.ts';
import { readNumber, readString } from './literals.ts';

const WORD = /[a-z][a-z_0-9]*/y;
const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

/** Reads `a || b`. */
export function readCondition(cursor: Cursor): Condition {
  return nested(cursor, () => {
    const operands = readList(cursor, '||', () => {
      const all = readList(cursor, '&&', () => readBasic(cursor));
      return all.length === 1 && all[0] ? all[0] : { type: 'and', operands: all };
    });
    return operands.length === 1 && operands[0] ? operands[0] : { type: 'or', operands };
  });
}

function readList(cursor: Cursor, separator: string, read: () => Condition): readonly Condition[] {
  const list = [read()];
  while (cursor.text.startsWith(separator, afterBlanks(cursor))) {
    skipBlanks(cursor);
    take(cursor, separator);
    skipBlanks(cursor);
    list.push(read());
  }
  return list;
}

function readBasic(cursor: Cursor): Condition {
  if (take(cursor, '!')) {
    skipBlanks(cursor);
    return { type: 'not', operand: peek(cursor) === '(' ? readParenthesis(cursor) : readTest(cursor) };
  }
  if (peek(cursor) === '(') return readParenthesis(cursor);
  const start = cursor.at;
  const left = readOperand(cursor);
  const operator = takeComparisonOperator(cursor);
  if (!operator) return testOf(cursor, left, start);
  checkComparable(cursor, left, start);
  skipBlanks(cursor);
  const rightStart = cursor.at;
  const right = readOperand(cursor);
  checkComparable(cursor, right, rightStart);
  return { type: 'comparison', operator, left, right } satisfies Comparison;
}

function readParenthesis(cursor: Cursor): Condition {
  expect(cursor, '(');
  skipBlanks(cursor);
  const condition = readCondition(cursor);
  skipBlanks(cursor);
  expect(cursor, ')', '"&&", "||" or ")"');
  return condition;
}

function readTest(cursor: Cursor): Condition {
  const start = cursor.at;
  return testOf(cursor, readOperand(cursor), start);
}

function testOf(cursor: Cursor, operand: Operand, start: number): Condition {
  if (operand.type === 'query') return { type: 'exists', query: operand.query };
  if (operand.type === 'call' && resultOf(operand.name) === 'logical') return operand;
  throw unexpected(
    cursor,
    `a comparison, as ${operand.type === 'call' ? `${operand.name}()` : 'a value'} alone is no condition`,
    start,
  );
}

function takeComparisonOperator(cursor: Cursor): ComparisonOperator | undefined {
  const at = afterBlanks(cursor);
  const operator = COMPARISON_OPERATORS.find((candidate) => cursor.text.startsWith(candidate, at));
  if (operator) cursor.at = at + operator.length;
  return operator;
}

function checkComparable(cursor: Cursor, operand: Operand, start: number): void {
  if (operand.type === 'query' && !isSingular(operand.query)) {
    throw unexpected(cursor, 'a query that gives one node at most', start);
  }
  if (operand.type === 'call' && resultOf(operand.name) !== 'value') {
    throw unexpected(cursor, `something to compare, not ${operand.name}()`, start);
  }
}

function readOperand(cursor: Cursor): Operand {
  const next = peek(cursor);
  if (next === '$' || next === '@') return { type: 'query', query: readQuery(cursor, next) };
  if (next === '"' || next === "'") return { type: 'literal', value: readString(cursor) };
  if (next === '-' || (next >= '0' && next <= '9')) return { type: 'literal', value: readNumber(cursor) };
  const start = cursor.at;
  const word = takeMatch(cursor, WORD);
  if (word !== undefined && take(cursor, '(')) return readCall(cursor, word, start);
  const value = word === undefined ? undefined : WORDS[word];
  if (value === undefined) throw unexpected(cursor, 'a query, a value, a function, "!" or "("', start);
  return { type: 'literal', value };
}

function readQuery(cursor: Cursor, root: '$' | '@'): JsonPathQuery {
  cursor.at++;
  return nested(cursor, () => ({ root, segments: cursor.readSegments(cursor) }));
}

function readCall(cursor: Cursor, name: string, start: number): Operand {
  return nested(cursor, () => {
    const operands: Operand[] = [];
    skipBlanks(cursor);
    if (take(cursor, ')')) return checkCall(cursor, name, operands, start);
    do {
      skipBlanks(cursor);
      operands.push(readOperand(cursor));
      skipBlanks(cursor);
    } while (take(cursor, ','));
    expect(cursor, ')', '"," or ")"');
    return checkCall(cursor, name, operands, start);
  });
}
