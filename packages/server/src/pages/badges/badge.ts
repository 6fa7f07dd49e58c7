/** A badge: two words on two colours, as an image that needs no font, no script and no style. */
import type { PageStatus } from '@upwatch/core';
import { html } from '../../html.ts';
import { xmlDocument } from '../feeds/xml.ts';

/** Readable on white and in the dark (WCAG AA with white text). */
export const BADGE_COLORS = {
  good: '#1a7f45',
  fair: '#8a5a00',
  bad: '#b42318',
  work: '#2457c5',
  unknown: '#5b6472',
} as const;

export const COLOR_OF_STATUS = {
  OPERATIONAL: BADGE_COLORS.good,
  UNDER_MAINTENANCE: BADGE_COLORS.work,
  DEGRADED_PERFORMANCE: BADGE_COLORS.fair,
  PARTIAL_OUTAGE: BADGE_COLORS.bad,
  MAJOR_OUTAGE: BADGE_COLORS.bad,
  UNKNOWN: BADGE_COLORS.unknown,
} as const satisfies Record<PageStatus, string>;

export function colorOfUptime(percentage: number): BadgeGiven['color'] {
  if (percentage >= 99.5) return BADGE_COLORS.good;
  return percentage >= 97 ? BADGE_COLORS.fair : BADGE_COLORS.bad;
}

export interface BadgeGiven {
  readonly label: string;
  readonly value: string;
  readonly color: (typeof BADGE_COLORS)[keyof typeof BADGE_COLORS];
}

const LABEL_CHARACTERS_MAX = 60;
const PAD = 9;

export function badge(given: BadgeGiven): string {
  const label = cut(given.label);
  const value = cut(given.value);
  const [left, right] = [label, value].map((text) => widthOf(text) + 2 * PAD) as [number, number];
  const text = `${label}: ${value}`;
  return xmlDocument(
    html`<svg xmlns="http://www.w3.org/2000/svg" width="${String(left + right)}" height="22" role="img" aria-label="${text}"><title>${text}</title><clipPath id="r"><rect width="${String(left + right)}" height="22" rx="5"/></clipPath><g clip-path="url(#r)"><rect width="${String(left)}" height="22" fill="#3b4350"/><rect x="${String(left)}" width="${String(right)}" height="22" fill="${given.color}"/></g><g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11"><text x="${String(PAD)}" y="15" textLength="${String(left - 2 * PAD)}" lengthAdjust="spacingAndGlyphs">${label}</text><text x="${String(left + PAD)}" y="15" textLength="${String(right - 2 * PAD)}" lengthAdjust="spacingAndGlyphs">${value}</text></g></svg>`,
  );
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const characters = Array.from(line);
  return characters.length > LABEL_CHARACTERS_MAX ? `${characters.slice(0, LABEL_CHARACTERS_MAX - 1).join('')}…` : line;
}

/** About; the text is fitted to it. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += widthOfCharacter(character);
  return Math.max(8, Math.ceil(width));
}

function widthOfCharacter(character: string): number {
  if (/[ijl.,:;|!' ]/.test(character)) return 3.9;
  if (/[mwMW@%]/.test(character)) return 10.6;
  if (/[A-Z0-9]/.test(character)) return 7.4;
  return character.codePointAt(0)! > 0x2000 ? 11 : 6.7;
}
