/** An alert as lines of the little HTML that chats understand. */
import type { AlertText } from './alert-text.ts';
import { linksOf, TONE_MARKS } from './tone-marks.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Makes text fit to stand in HTML, and in an attribute between double quotes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character]!);
}

/** Makes a link. */
function linkHtml({ label, url }: { readonly label: string; readonly url: string }): string {
  return `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`;
}

/**
 * The whole alert, with an empty line between its parts.
 * @param escape the provider's own, where `escapeHtml` is not enough
 */
export function htmlLines(text: AlertText, escape: (text: string) => string = escapeHtml): readonly string[] {
  const parts: readonly (readonly string[])[] = [
    [`${TONE_MARKS[text.tone]} <b>${escape(text.word)}</b> ${escape(text.summary)}`],
    text.cause === undefined ? [] : [`<b>Why</b> ${escape(text.cause)}`],
    text.members.map((member) => `• ${escape(member)}`),
    text.facts.map(({ label, value }) => `<b>${escape(label)}</b> ${escape(value)}`),
    text.notes.map((note) => `<i>${escape(note)}</i>`),
    [linksOf(text).map(linkHtml).join(' · ')].filter((line) => line !== ''),
  ];
  return parts.filter((part) => part.length > 0).flatMap((part, index) => (index === 0 ? part : ['', ...part]));
}
