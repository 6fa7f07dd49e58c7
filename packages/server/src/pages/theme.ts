/** Colours and style rules of an operator's own. */
import type { JsonObject } from '@upwatch/core';
import { judgedCss } from './own-css.ts';

const COLOR = /^#([\da-f]{3}|[\da-f]{6}|[\da-f]{8})$/i;
const VARIABLES = {
  pageBackground: '--page',
  cardBackground: '--card',
  textColor: '--text',
  borderColor: '--line',
} as const;

/** The style sheet of a page's own; empty where it has none. */
export function themeCss(branding: JsonObject): string {
  const variables = Object.entries(VARIABLES).flatMap(([name, variable]) => {
    const color = colorOf(branding[name]);
    return color === undefined ? [] : [`${variable}:${color}`];
  });
  const accent = colorOf(branding['brandColor']);
  if (accent !== undefined) variables.push(`--accent:${accent}`, `--accent-text:${readableOn(accent)}`);
  const own = typeof branding['customCss'] === 'string' ? judgedCss(branding['customCss']).css : '';
  return `${variables.length > 0 ? `:root:root{${variables.join(';')}}\n` : ''}${own}`;
}

function colorOf(value: unknown): string | undefined {
  return typeof value === 'string' && COLOR.test(value) ? value : undefined;
}

/** Black or white, whichever has the higher contrast (WCAG 2.2, relative luminance). */
export function readableOn(color: string): string {
  const hex = color.slice(1);
  const full = hex.length === 3 ? hex.replaceAll(/./g, '$&$&') : hex;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const share = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return luminance > 0.179 ? '#000' : '#fff';
}
