/** Times on a page: in UTC as it comes, and in the reader's own zone where the script runs. */
import { type Html, html } from '../../html.ts';
import type { Wording } from '../wording/wording.ts';

/** Making one takes a millisecond, and a page has a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(wording: Wording, name: string, options: Intl.DateTimeFormatOptions, atMs: number): string {
  const key = `${wording.tag} ${name}`;
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(wording.tag, { ...options, timeZone: 'UTC' })));
  return made.format(atMs);
}

export function instantText(atMs: number, wording: Wording): string {
  const options = { dateStyle: 'medium', timeStyle: 'short' } as const;
  return `${format(wording, 'instant', options, atMs)} UTC`;
}

export function dayText(atMs: number, wording: Wording): string {
  return format(wording, 'day', { day: 'numeric', month: 'long', year: 'numeric' }, atMs);
}

export function monthText(atMs: number, wording: Wording): string {
  return format(wording, 'month', { month: 'long', year: 'numeric' }, atMs);
}

export function instant(atMs: number, wording: Wording): Html {
  return html`<time datetime="${new Date(atMs).toISOString()}" data-at="instant">${instantText(atMs, wording)}</time>`;
}
