/** A plain table: columns as wide as what they hold, the header dimmed on a terminal. */
import { stripVTControlCharacters, styleText } from 'node:util';

const GAP = '  ';
const CELL_MAX = 60;
/** A column is not cut further. */
const COLUMN_MIN = 8;

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
}

/** @param rows cells that may hold colour already */
export function table(header: readonly string[], rows: readonly (readonly string[])[], shape: TableShape): string {
  const natural = header.map((title, column) =>
    Math.max(widthOf(title), ...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  const widths = shape.columns === undefined ? natural : fitted(header, natural, shape.columns, shape.whole ?? []);
  const line = (cells: readonly string[]): string =>
    cells
      .map((text, column) => cut(text, widths[column]!))
      .map((text, column) => text + ' '.repeat(Math.max(0, widths[column]! - widthOf(text))))
      .join(GAP)
      .trimEnd();
  const title = line(header);
  return [shape.hasColour ? styleText('dim', title, { validateStream: false }) : title, ...rows.map(line)].join('\n');
}

/** The widest columns give up as much as it takes, all down to the same width. */
function fitted(
  header: readonly string[],
  natural: readonly number[],
  columns: number,
  whole: readonly string[],
): readonly number[] {
  const least = natural.map((width, place) =>
    whole.includes(header[place]!) ? width : Math.min(width, Math.max(COLUMN_MIN, widthOf(header[place]!))),
  );
  const room = columns - GAP.length * (natural.length - 1);
  for (let most = Math.max(...natural); most >= COLUMN_MIN; most--) {
    const widths = natural.map((width, place) => Math.max(least[place]!, Math.min(width, most)));
    if (widths.reduce((sum, width) => sum + width, 0) <= room) return widths;
  }
  return least;
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
