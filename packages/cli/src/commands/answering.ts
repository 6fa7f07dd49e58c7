/** How a command answers: for a person, as JSON or YAML for a program, or ids alone. */
import { etagOf } from '@upwatch/sdk';
import { recordText } from '../render/record.ts';
import { hasColour, table } from '../render/table.ts';
import { doneText } from '../render/verdict.ts';
import type { FormatOptions } from './connection.ts';
import { terminalColumns } from '../render/terminal-columns.ts';
import { yamlText } from '../render/yaml-text.ts';

/** One column: its title, what it says of an item, and what becomes of it on a narrow terminal. */
export type Column<T> = readonly [
  title: string,
  cell: (item: T, isColoured: boolean) => string,
  narrow?: 'whole' | 'spare' | undefined,
];

/**
 * Prints rows as a table, or the whole answer for a program.
 * @param none what to say where there are no rows
 */
export function answer<T>(
  options: FormatOptions,
  items: readonly T[],
  columns: readonly Column<T>[],
  none = 'none',
): void {
  if (isForProgram(options)) return answerData(options, items);
  const isColoured = hasColour(process.stdout);
  const rows = items.map((item) => columns.map(([, cell]) => cell(item, isColoured)));
  const titles = columns.map(([title]) => title);
  const those = (kind: 'whole' | 'spare') => columns.filter(([, , narrow]) => narrow === kind).map(([title]) => title);
  const kinds = { whole: those('whole'), spare: those('spare') };
  const shape = { hasColour: isColoured, columns: terminalColumns(process.stdout), ...kinds };
  print(items.length === 0 ? none : table(titles, rows, shape));
}

/** Says in a line what was done, or prints the thing itself for a program. */
export function answerDone(options: FormatOptions, value: unknown, said: string): void {
  warn(value);
  if (isForProgram(options)) answerData(options, value);
  else print(doneText(said, hasColour(process.stdout)));
}

/** Prints one thing: to be read at a terminal or with `-o table`, otherwise as JSON. */
export function answerOne(options: FormatOptions, value: object): void {
  warn(value);
  if (options.etag) print(etagOf(value) ?? 'none');
  else if (isForProgram(options)) answerData(options, value);
  else if (options.output === 'table' || process.stdout.isTTY) {
    print(recordText(value, { hasColour: hasColour(process.stdout), columns: terminalColumns(process.stdout) ?? 160 }));
  } else answerData({ output: 'json' }, value);
}

/** Prints what a person reads, or the thing itself for a program. */
export function answerText(options: FormatOptions, value: unknown, text: () => string): void {
  if (isForProgram(options)) answerData(options, value);
  else print(text());
}

/** Whether a program asked, and not a person. */
export function isForProgram({ output, quiet }: FormatOptions): boolean {
  return quiet === true || output === 'json' || output === 'yaml';
}

/** Prints a value in the form that was asked for. */
export function answerData(options: FormatOptions, value: unknown): void {
  if (options.quiet) for (const id of idsOf(value)) print(id);
  else if (options.output === 'yaml') print(yamlText(value));
  else print(JSON.stringify(value, undefined, 2));
}

/** A time in a table: to the minute (UTC) for a person, whole for a program. */
export function timeText(iso: string): string {
  return process.stdout.isTTY ? iso.slice(0, 16).replace('T', ' ') : iso;
}

function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** What of a thing may not be meant, beside the answer. */
function warn(value: unknown): void {
  if (typeof value !== 'object' || value === null || !('warnings' in value) || !Array.isArray(value.warnings)) return;
  for (const warning of value.warnings) process.stderr.write(`warning: ${String(warning)}\n`);
}

/** Of a thing, of each thing in a list, or of what it is about (an incident's detail). */
function idsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(idsOf);
  if (typeof value !== 'object' || value === null) return [];
  if ('id' in value && (typeof value.id === 'string' || typeof value.id === 'number')) return [String(value.id)];
  return 'incident' in value ? idsOf(value.incident) : [];
}
