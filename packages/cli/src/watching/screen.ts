/** The terminal of `upwatch watch`: a screen of its own, given back however the process ends. */
import { emitKeypressEvents } from 'node:readline';
import type { Key } from './watch-state.ts';

const ENTER = '\u001b[?1049h\u001b[?25l\u001b[2J';
const LEAVE = '\u001b[?25h\u001b[?1049l';
/** What is between them is shown at once, by terminals that know it. */
const BEGIN = '\u001b[?2026h';
const END = '\u001b[?2026l';

export interface TerminalScreen extends Disposable {
  /** Draws what has changed since the last time. */
  draw(lines: readonly string[]): void;
  /** Draws everything the next time: the terminal has another size. */
  forget(): void;
}

export function openScreen(
  out: NodeJS.WriteStream,
  input: NodeJS.ReadStream,
  onKey: (key: Key) => void,
): TerminalScreen {
  let drawn: readonly string[] = [];
  let isOpen = true;
  const leave = (): void => {
    if (!isOpen) return;
    isOpen = false;
    if (input.isTTY) input.setRawMode(false);
    input.pause();
    out.write(LEAVE);
  };
  const hear = (text: string | undefined, key: KeyPress): void => onKey(keyOf(text, key));
  // Also after a fault: what it says is then on the screen of before.
  process.on('exit', leave);
  out.write(ENTER);
  if (input.isTTY) input.setRawMode(true);
  emitKeypressEvents(input);
  input.on('keypress', hear);
  input.resume();
  return {
    draw(lines) {
      if (!isOpen) return;
      const changed = lines.map((line, row) =>
        drawn[row] === line ? '' : `\u001b[${row + 1};1H${line}\u001b[0m\u001b[K`,
      );
      const below = drawn.length > lines.length ? `\u001b[${lines.length + 1};1H\u001b[J` : '';
      const text = changed.join('') + below;
      drawn = lines;
      if (text !== '') out.write(BEGIN + text + END);
    },
    forget() {
      drawn = [];
      if (isOpen) out.write('\u001b[2J');
    },
    [Symbol.dispose]() {
      input.off('keypress', hear);
      process.off('exit', leave);
      leave();
    },
  };
}

interface KeyPress {
  readonly name?: string;
  readonly ctrl?: boolean;
  readonly shift?: boolean;
}

function keyOf(text: string | undefined, { name = '', ctrl, shift }: KeyPress): Key {
  if (ctrl) return { name: `ctrl-${name}` };
  const isLetter = /^[a-z]$/.test(name);
  return { name: isLetter && shift ? name.toUpperCase() : name, ...(text !== undefined && { text }) };
}
