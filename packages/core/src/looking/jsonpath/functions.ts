/** The functions of RFC 9535, section 2.4, and what each takes and gives. */
import { type FunctionCall, type FunctionName, isSingular, type Operand } from './ast.ts';
import { type Cursor, unexpected } from './cursor.ts';

/** `value`: a JSON value or nothing; `nodes`: what a query gives; `logical`: true or false. */
type FunctionType = 'value' | 'nodes' | 'logical';

const FUNCTIONS: Readonly<
  Record<FunctionName, { readonly takes: readonly FunctionType[]; readonly gives: FunctionType }>
> = {
  length: { takes: ['value'], gives: 'value' },
  count: { takes: ['nodes'], gives: 'value' },
  match: { takes: ['value', 'value'], gives: 'logical' },
  search: { takes: ['value', 'value'], gives: 'logical' },
  value: { takes: ['nodes'], gives: 'value' },
};

export function resultOf(name: FunctionName): FunctionType {
  return FUNCTIONS[name].gives;
}

/**
 * A call whose name is known and whose arguments are of the types the function takes.
 * @throws {JsonPathSyntaxError} naming the function
 */
export function checkCall(cursor: Cursor, name: string, operands: readonly Operand[], start: number): FunctionCall {
  if (!isFunctionName(name)) throw unexpected(cursor, `one of ${Object.keys(FUNCTIONS).join(', ')}`, start);
  const { takes } = FUNCTIONS[name];
  const isWell = operands.length === takes.length && takes.every((type, index) => isOfType(operands[index], type));
  if (!isWell) throw unexpected(cursor, `${name}(${takes.join(', ')})`, start);
  return { type: 'call', name, operands };
}

function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(FUNCTIONS, name);
}

/** RFC 9535, section 2.4.3. */
function isOfType(operand: Operand | undefined, type: FunctionType): boolean {
  if (operand === undefined) return false;
  if (type === 'nodes') return operand.type === 'query';
  if (operand.type === 'query') return isSingular(operand.query);
  return operand.type === 'literal' || resultOf(operand.name) === type;
}
