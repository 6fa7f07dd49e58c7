/** A plain table: columns as wide as what they hold, the header dimmed on a terminal. */
import { stripVTControlCharacters, styleText } from 'node:util';

const GAP = '  ';
const CELL_MAX = 60;

/** Columns a text takes on a terminal: wide East Asian characters and emoji take two. */
function widthOf(text: string): number {
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

/** @param rows cells that may hold colour already */
export function table(header: readonly string[], rows: readonly (readonly string[])[], hasColour: boolean): string {
  const widths = header.map((title, column) =>
    Math.max(widthOf(title), ...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((text, column) => text + ' '.repeat(Math.max(0, widths[column]! - widthOf(text))))
      .join(GAP)
      .trimEnd();
  const title = line(header);
  return [hasColour ? styleText('dim', title, { validateStream: false }) : title, ...rows.map(line)].join('\n');
}

export function hasColour(out: NodeJS.WriteStream): boolean {
  return out.isTTY && out.hasColors() && !process.env['NO_COLOR'];
}
