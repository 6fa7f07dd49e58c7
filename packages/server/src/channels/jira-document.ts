/** An alert as an Atlassian document: texts are nodes, so nothing in a name can be markup or call anybody. */
import type { AlertText } from './alert-text.ts';
import { cut } from './plain-text.ts';
import { linksOf } from './tone-marks.ts';

/** Jira takes 32,767 characters of a description: so many lines of this length stay below. */
const LINE_MAX = 1_000;
const LINES_MAX = 24;

/** The body of an issue or of a comment. */
export function jiraDocument(text: AlertText): object {
  const lines = [
    [bold(text.headline)],
    ...(text.cause === undefined ? [] : [[bold('Why: '), plain(text.cause)]]),
    ...text.members.map((member) => [plain(`• ${member}`)]),
    ...text.facts.map(({ label, value }) => [bold(`${label}: `), plain(value)]),
    ...text.notes.map((note) => [plain(note)]),
  ];
  const more = lines.length - LINES_MAX;
  const links = linksOf(text).map(({ label, url }) => [
    { type: 'text', text: label, marks: [{ type: 'link', attrs: { href: url } }] },
  ]);
  const shown = [...lines.slice(0, LINES_MAX), ...(more > 0 ? [[plain(`… (+${more} lines)`)]] : []), ...links];
  return { type: 'doc', version: 1, content: shown.map((content) => ({ type: 'paragraph', content })) };
}

/** A text node must not be empty. */
function plain(text: string): object {
  return { type: 'text', text: cut(text, LINE_MAX) || ' ' };
}

function bold(text: string): object {
  return { ...plain(text), marks: [{ type: 'strong' }] };
}
