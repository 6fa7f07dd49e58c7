/** An alert as one short message: 160 characters of the alphabet of GSM, or 70 of any other (3GPP TS 23.038). */
import type { AlertText } from './alert-text.ts';

const GSM_MAX = 160;
const UCS2_MAX = 70;
/** The part of a message that its headline may always have, whatever else there is to say. */
const HEADLINE_SHARE = 0.45;

const GSM_BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Each takes the room of two. */
const GSM_EXTENDED = new Set('^{}\\[~]|€');

/** Marks of typography with the same meaning in the alphabet of GSM: one of them would cost more than half of the message. */
const PLAIN: Readonly<Record<string, string>> = {
  '\u00a0': ' ',
  '\u00b7': '-',
  '\u2010': '-',
  '\u2011': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u2022': '-',
  '\u2026': '...',
  '\u2192': '->',
};

/**
 * What one message says: the headline, what puts it into its place, and a link where there is room. Whoever reads it
 * has a phone in hand and is logged in nowhere: the link by which they act, if it fits, or else the one that shows.
 */
export function smsText(text: AlertText): string {
  const members = text.members.length === 0 ? '' : `: ${text.members.join('; ')}`;
  const headline = plain(`${prefixOf(text)}${text.headline}${members}`);
  const notes = plain(text.notes.join(' '));
  const links = [...text.actions.map(({ url }) => url), ...(text.link === undefined ? [] : [text.link])];
  const isGsm = unitsInGsm(headline + notes) !== undefined;
  const units = isGsm ? (part: string) => unitsInGsm(part) ?? Infinity : (part: string) => part.length;
  const max = isGsm ? GSM_MAX : UCS2_MAX;
  if (notes === '') return withLink(cutTo(headline, max, units), links, { max, units });
  const head = cutTo(headline, Math.max(max - units(notes) - 1, Math.ceil(max * HEADLINE_SHARE)), units);
  const whole = `${head} ${cutTo(notes, max - units(head) - 1, units)}`;
  return withLink(whole, links, { max, units });
}

/** Where the headline alone does not say that it is not the first. */
function prefixOf({ word, title }: AlertText): string {
  if (title !== undefined) return '';
  return word.startsWith('STILL ') || word.endsWith(' AGAIN') ? `${word}: ` : '';
}

/** With the first link that fits, whole: a cut one leads nowhere. */
function withLink(
  text: string,
  links: readonly string[],
  { max, units }: { readonly max: number; readonly units: (part: string) => number },
): string {
  const fitting = links.map((link) => `${text} ${link}`).find((linked) => units(linked) <= max);
  return fitting ?? text;
}

function plain(text: string): string {
  return Array.from(text.normalize('NFC'), (point) => PLAIN[point] ?? point).join('');
}

/** Septets that a text takes; undefined when the alphabet lacks one of its characters. */
function unitsInGsm(text: string): number | undefined {
  let units = 0;
  for (const point of text) {
    if (GSM_BASIC.has(point)) units += 1;
    else if (GSM_EXTENDED.has(point)) units += 2;
    else return undefined;
  }
  return units;
}

/** Cuts between two code points and says how many were left out, in characters that every alphabet has. */
function cutTo(text: string, max: number, units: (part: string) => number): string {
  if (units(text) <= max) return text;
  const points = Array.from(text);
  const room = max - `...(+${points.length})`.length;
  let used = 0;
  let count = 0;
  for (const point of points) {
    used += units(point);
    if (used > room) break;
    count++;
  }
  return `${points.slice(0, count).join('')}...(+${points.length - count})`;
}
