/** A plain table: columns as wide as what they hold, the header dimmed on a terminal. */
import { stripVTControlCharacters, styleText } from 'node:util';

const GAP = '  ';
const CELL_MAX = 60;
/** A column is not cut further. */
const COLUMN_MIN = 8;
/** Where less of a sentence or a name would be left, columns that can be spared go first. */
const READABLE = 20;
/** Ids made within one millisecond differ in the next few characters. */
const TELLING_MAX = 20;

/** Columns a text takes on a terminal: wide East Asian characters and emoji take two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of new Intl.Segmenter().segment(stripVTControlCharacters(text))) {
    width +=
      /\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/u.test(
        segment,
      )
        ? 2
        : 1;
  }
  return width;
}

/** What others named must not move the cursor or colour the screen: control characters are shown as blanks. */
export function cell(value: string, charactersMax = CELL_MAX): string {
  const text = value.replace(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, ' ');
  const shown = Array.from(text);
  return shown.length > charactersMax ? `${shown.slice(0, charactersMax - 1).join('')}…` : text;
}

export interface TableShape {
  readonly hasColour: boolean;
  /** Of the terminal: what does not fit is cut. Absent where a program reads: nothing is. */
  readonly columns?: number | undefined;
  /** Titles of columns that say nothing when they are cut. */
  readonly whole?: readonly string[];
  /** Titles of columns that are left out, in this order, before others can hardly be read. */
  readonly spare?: readonly string[];
}

type Rows = readonly (readonly string[])[];

/** @param rows cells that may hold colour already */
export function table(header: readonly string[], rows: Rows, shape: TableShape): string {
  const { columns, spare = [] } = shape;
  const natural = header.map((title, column) => Math.max(widthOf(title), ...widthsIn(rows, column)));
  const fit = columns === undefined || totalOf(natural) <= columns ? undefined : fitted(header, rows, natural, shape);
  const first = spare.find((title) => header.includes(title));
  if (first !== undefined && fit?.isTight) return table(...without(header, rows, first), shape);
  const widths = fit?.widths ?? natural;
  const line = (cells: readonly string[]): string =>
    cells
      .map((text, column) => cut(text, widths[column]!))
      .map((text, column) => text + ' '.repeat(Math.max(0, widths[column]! - widthOf(text))))
      .join(GAP)
      .trimEnd();
  const title = line(header);
  return [shape.hasColour ? styleText('dim', title, { validateStream: false }) : title, ...rows.map(line)].join('\n');
}

function totalOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1));
}

function widthsIn(rows: Rows, column: number): readonly number[] {
  return rows.map((row) => widthOf(row[column] ?? ''));
}

function without(header: readonly string[], rows: Rows, title: string): [readonly string[], Rows] {
  const place = header.indexOf(title);
  return [header.toSpliced(place, 1), rows.map((row) => row.toSpliced(place, 1))];
}

interface Fit {
  readonly widths: readonly number[];
  /** Less of some column is left than can be read. */
  readonly isTight: boolean;
}

/** Ids give up all that does not tell them apart, then the widest columns as much as it takes, all down to the same width. */
function fitted(
  header: readonly string[],
  rows: Rows,
  natural: readonly number[],
  { columns = Infinity, whole = [] }: TableShape,
): Fit {
  const ids = header.map((title, place) => (title === 'ID' ? tellingWidth(rows, place) : undefined));
  const wanted = natural.map((width, place) => ids[place] ?? width);
  const least = wanted.map((width, place) =>
    whole.includes(header[place]!)
      ? width
      : (ids[place] ?? Math.min(width, Math.max(COLUMN_MIN, widthOf(header[place]!)))),
  );
  for (let most = Math.max(...wanted); most >= COLUMN_MIN; most--) {
    const widths = wanted.map((width, place) => Math.max(least[place]!, Math.min(width, most)));
    if (totalOf(widths) <= columns) return { widths, isTight: most < Math.min(READABLE, Math.max(...wanted)) };
  }
  return { widths: least, isTight: true };
}

/**
 * How much of the ids of rows tells each from all others, with the mark of what is cut: so much can be typed in their
 * place. Undefined where it is too much.
 */
function tellingWidth(rows: Rows, column: number): number | undefined {
  const ids = [...new Set(rows.map((row) => row[column] ?? ''))];
  const isTelling = (length: number): boolean => new Set(ids.map((id) => id.slice(0, length))).size === ids.length;
  let length = COLUMN_MIN;
  while (length < TELLING_MAX && !isTelling(length)) length++;
  if (!isTelling(length)) return undefined;
  return Math.min(length + 1, Math.max(...ids.map(widthOf)));
}

/** As much of a text as fits. Colour is lost with what is cut. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let [kept, used] = ['', 0];
  for (const { segment } of new Intl.Segmenter().segment(stripVTControlCharacters(text))) {
    used += widthOf(segment);
    if (used > width - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

export function hasColour(out: NodeJS.WriteStream): boolean {
  return out.isTTY && out.hasColors() && !process.env['NO_COLOR'];
}
