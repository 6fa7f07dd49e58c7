/** A list as an answer: all of it up to a bound, or the page that was asked for. */
import type { Command } from 'commander';
import { answer, answerData, isForProgram } from '../commands/answering.ts';
import type { FormatOptions } from '../commands/connection.ts';
import { parseCount } from '../duration.ts';
import { columnsOf, titleOf } from '../render/row-columns.ts';
import { scalarText } from '../render/record.ts';
import { cell } from '../render/table.ts';
import type { Pages } from './method.ts';

export interface ListOptions extends FormatOptions {
  readonly max?: string;
}

type Row = Readonly<Record<string, unknown>>;

const MAX = '1000';

export function withMax(command: Command): Command {
  return command.option('--max <count>', 'rows at most, over all pages', MAX);
}

/** @param asked with `page` or `cursor` only that page is read */
export async function answerList(options: ListOptions, pages: Pages<unknown>, asked: object): Promise<void> {
  const max = parseCount(options.max ?? MAX, '--max');
  const rows = 'page' in asked || 'cursor' in asked ? await onePage(pages) : await upTo(max + 1, pages);
  const shown = rows.slice(0, max);
  if (isForProgram(options)) answerData(options, shown);
  else answerRows(options, shown as readonly Row[]);
  if (rows.length > shown.length) process.stderr.write(`there is more: --max ${max * 10}\n`);
}

function answerRows(options: FormatOptions, rows: readonly Row[]): void {
  const columns = columnsOf(rows).map((name) => [titleOf(name), (row: Row) => cell(scalarText(row[name]))] as const);
  answer(options, rows, columns);
}

async function onePage(pages: Pages<unknown>): Promise<readonly unknown[]> {
  return (await (pages as unknown as Promise<{ readonly data: readonly unknown[] }>)).data;
}

async function upTo(count: number, pages: Pages<unknown>): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  for await (const row of pages) {
    rows.push(row);
    if (rows.length === count) break;
  }
  return rows;
}
