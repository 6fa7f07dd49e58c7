/** A thing for a person: its fields one below the other, what stands in it indented, lists of things as tables. */
import { styleText } from 'node:util';
import { cell, table, widthOf } from './table.ts';
import { columnsOf, titleOf } from './row-columns.ts';
import { wrapped } from './wrapped.ts';

export interface RecordShape {
  readonly hasColour: boolean;
  readonly columns: number;
}

const TEXT_MAX = 2000;
const WIDTH_MIN = 20;
const INDENT = 2;

/** @param value what an answer holds */
export function recordText(value: unknown, shape: RecordShape): string {
  return linesOf(value, shape, 0).join('\n');
}

function linesOf(value: unknown, shape: RecordShape, indent: number): readonly string[] {
  const room = Math.max(WIDTH_MIN, shape.columns - indent);
  const pad = ' '.repeat(indent);
  if (isThings(value)) {
    const columns = columnsOf(value);
    const rows = value.map((one) => columns.map((name) => scalarText(one[name])));
    const text = table(columns.map(titleOf), rows, { hasColour: shape.hasColour, columns: room });
    return text.split('\n').map((line) => pad + line);
  }
  if (Array.isArray(value)) return value.map((one) => `${pad}- ${scalarText(one)}`);
  if (!isThing(value)) return [pad + scalarText(value)];
  const shown = Object.entries(value).filter(([, one]) => !isNothing(one));
  const width = Math.max(0, ...shown.filter(([, one]) => isShort(one)).map(([name]) => widthOf(name)));
  return shown.flatMap(([name, one]) => fieldLines(cell(name), one, { shape, indent, width }));
}

interface Place {
  readonly shape: RecordShape;
  readonly indent: number;
  readonly width: number;
}

function fieldLines(name: string, value: unknown, { shape, indent, width }: Place): readonly string[] {
  const dim = (text: string): string => (shape.hasColour ? styleText('dim', text, { validateStream: false }) : text);
  const pad = ' '.repeat(indent);
  if (!isShort(value)) return [pad + dim(name), ...linesOf(value, shape, indent + INDENT)];
  const room = Math.max(WIDTH_MIN, shape.columns - indent - width - INDENT);
  const [first = '', ...rest] = wrapped(shortText(value), room);
  const below = ' '.repeat(indent + width + INDENT);
  return [`${pad}${dim(name.padEnd(width))}  ${first}`.trimEnd(), ...rest.map((line) => below + line)];
}

/** One line, or a few that are wrapped. */
function isShort(value: unknown): boolean {
  return Array.isArray(value) ? value.every((one) => typeof one !== 'object') : typeof value !== 'object';
}

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function shortText(value: unknown): string {
  return Array.isArray(value) ? value.map(scalarText).join(', ') : scalarText(value);
}

/** What a cell shows of a value: things that stand in it as JSON. */
export function scalarText(value: unknown): string {
  if (value === null || value === undefined) return '-';
  if (typeof value === 'object') return cell(JSON.stringify(value), TEXT_MAX);
  return cell(typeof value === 'string' ? value : JSON.stringify(value), TEXT_MAX);
}

function isThing(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isThings(value: unknown): value is readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) && value.length > 0 && value.every(isThing);
}
