/** The last looks as a line of bars: how long each took, and which failed. */
import { styleText } from 'node:util';
import type { Look } from './watch-state.ts';

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const FAILED = '×';
const SILENT = '·';

/** As wide as it is told, the newest look at its end; bars are of the longest look that is shown. */
export function sparkline(looks: readonly Look[], width: number, hasColour: boolean): string {
  const shown = width > 0 ? looks.slice(-width) : [];
  const longest = Math.max(1, ...shown.map(({ ms }) => ms ?? 0));
  const paint = (format: 'green' | 'red' | 'dim', text: string): string =>
    hasColour ? styleText(format, text, { validateStream: false }) : text;
  const marks = shown.map(({ isPassed, ms }) => (isPassed ? paint('green', barOf(ms, longest)) : paint('red', FAILED)));
  return ' '.repeat(Math.max(0, width - shown.length)) + marks.join('');
}

function barOf(ms: number | undefined, longest: number): string {
  if (ms === undefined) return SILENT;
  return BARS[Math.min(BARS.length - 1, Math.floor((ms / longest) * BARS.length))]!;
}
