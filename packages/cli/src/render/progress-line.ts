/** How far a long piece of work is: one line that is written over, on a terminal; nothing anywhere else. */
import { cell } from './table.ts';

const WIDTH_DEFAULT = 80;
const BAR_WIDTH = 24;
/** To the beginning of the line, which is emptied. */
const AGAIN = '\r\u001B[K';

/** Where it is shown. */
export interface ProgressOut {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressLine {
  /** @param what is done, or about to be */
  show(done: number, all: number, what: string): void;
  /** Takes the line away. */
  end(): void;
}

export function progressLine(out: ProgressOut): ProgressLine {
  if (out.isTTY !== true) return { show: () => undefined, end: () => undefined };
  return {
    show: (done, all, what) => void out.write(`${AGAIN}${lineOf(done, all, what, out.columns || WIDTH_DEFAULT)}`),
    end: () => void out.write(AGAIN),
  };
}

/** A line that is too long would go on in the next one, and could not be written over. */
function lineOf(done: number, all: number, what: string, columns: number): string {
  const total = Math.max(done, all);
  const filled = Math.round((done / Math.max(1, total)) * BAR_WIDTH);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`;
  const place = ` ${done} of ${total} `;
  const room = columns - BAR_WIDTH - place.length - 1;
  return `${bar}${place}${room > 0 ? cell(what, room) : ''}`;
}
