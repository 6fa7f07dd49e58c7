/** A bar that shows where the time of a look went. */
import { styleText } from 'node:util';
import type { Phases } from '@upwatch/core';

const PARTS = [
  ['dnsMs', 'dns', 'magenta', '▓'],
  ['tcpMs', 'tcp', 'cyan', '▒'],
  ['tlsMs', 'tls', 'yellow', '█'],
  ['ttfbMs', 'wait', 'blue', '▓'],
  ['downloadMs', 'body', 'green', '░'],
] as const;

/** Milliseconds for a person: three figures are enough. */
export function formatMs(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 100) return `${Math.round(ms)} ms`;
  return `${ms >= 10 ? ms.toFixed(1) : ms.toFixed(2)} ms`;
}

/** A bar of `width` characters; each phase that took place has at least one. */
export function phaseBar(phases: Phases, width: number, hasColour: boolean): string {
  const parts = PARTS.filter(([key]) => phases[key] !== undefined);
  const sum = parts.reduce((total, [key]) => total + phases[key]!, 0);
  if (sum === 0) return '';
  const cells = parts.map(([key]) => Math.max(1, Math.round((phases[key]! / sum) * width)));
  // Rounding and the minimum of one may have made it longer: the longest gives back.
  while (cells.reduce((a, b) => a + b, 0) > width && Math.max(...cells) > 1)
    cells[cells.indexOf(Math.max(...cells))]!--;
  return parts.map(([, , colour, block], place) => paint(colour, block.repeat(cells[place]!), hasColour)).join('');
}

/** The same in words: `dns 1.20 ms · tcp 10.3 ms`. */
export function phaseWords(phases: Phases, hasColour: boolean): string {
  return PARTS.filter(([key]) => phases[key] !== undefined)
    .map(([key, name, colour]) => `${paint(colour, name, hasColour)} ${formatMs(phases[key]!)}`)
    .join(' · ');
}

function paint(colour: (typeof PARTS)[number][2], text: string, hasColour: boolean): string {
  return hasColour ? styleText(colour, text, { validateStream: false }) : text;
}
