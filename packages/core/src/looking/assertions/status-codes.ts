/** Status codes as people write them: `200`, `2xx`, `200-299`, `200,204,3xx`. */
import { AssertionSyntaxError } from './syntax-error.ts';

const CODE = /^\d{3}$/;
const CLASS = /^([1-9])xx$/i;
const RANGE = /^(\d{3})\s*-\s*(\d{3})$/;

/** Whether a status code is one of those meant. */
export type StatusSet = (statusCode: number) => boolean;

/** @throws {AssertionSyntaxError} */
export function compileStatusCodes(text: string): StatusSet {
  const ranges = text.split(',').map((part) => rangeOfPart(part.trim(), text));
  const [only] = ranges;
  if (only && ranges.length === 1) return (statusCode) => statusCode >= only[0] && statusCode <= only[1];
  return (statusCode) => ranges.some(([from, to]) => statusCode >= from && statusCode <= to);
}

function rangeOfPart(part: string, text: string): readonly [from: number, to: number] {
  if (CODE.test(part)) return [Number(part), Number(part)];
  const digit = CLASS.exec(part)?.[1];
  if (digit !== undefined) return [Number(digit) * 100, Number(digit) * 100 + 99];
  const [, from, to] = (RANGE.exec(part) ?? []).map(Number);
  if (from !== undefined && to !== undefined && from <= to) return [from, to];
  throw new AssertionSyntaxError('expected', 'status codes such as "200", "2xx", "200-299" or "200,204,3xx"', text);
}
