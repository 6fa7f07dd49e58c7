/**
 * What feeds tell of: each incident is an entry, which is new again with each thing that is said of it. A post-mortem is one
 * of its own: readers of feeds show an entry that they know already as new seldom, and one that they do not know always.
 */
import type { PageIncidentView, PostmortemView } from '@upwatch/core';
import type { Html } from '../../html.ts';
import { html } from '../../html.ts';
import { POSTMORTEM_ANCHOR, updateWord } from '../render/incidents.ts';
import { markdownHtml, plainText } from '../render/markdown.ts';
import { instantText } from '../render/times.ts';
import type { Wording } from '../wording/wording.ts';

export interface FeedEntry {
  /** An IRI: it is the same entry whatever is changed of it. */
  readonly id: string;
  /** What programs that know only what is new and what is not go by. */
  readonly newsId: string;
  readonly title: string;
  /** Absolute where the page's address is known. */
  readonly url: string;
  readonly publishedAtMs: number;
  readonly updatedAtMs: number;
  readonly content: Html;
  readonly summary: string;
}

/** What the feeds of a page say of it. */
export interface Feed {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  /** Of the feed itself. */
  readonly selfUrl: string;
  readonly language: string;
  readonly updatedAtMs: number;
  readonly entries: readonly FeedEntry[];
}

/** Newest first. */
export function entriesOf(incident: PageIncidentView, url: string, wording: Wording): readonly FeedEntry[] {
  const { postmortem } = incident;
  const own = entryOf(incident, url, wording);
  return postmortem ? [postmortemEntry(incident, postmortem, { url, wording }), own] : [own];
}

function entryOf(incident: PageIncidentView, url: string, wording: Wording): FeedEntry {
  const lines = incident.updates.map(
    (update) =>
      html`<p><strong>${updateWord(update, incident, wording)}</strong> – ${instantText(update.atMs, wording)}</p>${markdownHtml(update.body)}`,
  );
  const newest = incident.updates[0];
  const id = `urn:uuid:${incident.id}`;
  const saidAtMs = newest?.atMs ?? incident.startedAtMs;
  return {
    id,
    newsId: `${id}:${saidAtMs}`,
    title: newest ? `${incident.title} (${updateWord(newest, incident, wording)})` : incident.title,
    url,
    publishedAtMs: incident.startedAtMs,
    updatedAtMs: Math.max(saidAtMs, incident.updatedAtMs),
    content: html`${lines}`,
    summary: newest ? plainText(newest.body) : '',
  };
}

function postmortemEntry(
  incident: PageIncidentView,
  { title, body, url: more, atMs }: PostmortemView,
  { url, wording }: { readonly url: string; readonly wording: Wording },
): FeedEntry {
  // A fragment names a part of what the rest names (RFC 8141, section 2.3.3).
  const id = `urn:uuid:${incident.id}#${POSTMORTEM_ANCHOR}`;
  return {
    id,
    newsId: id,
    title: `${title ?? wording.postmortem}: ${incident.title}`,
    url: `${url}#${POSTMORTEM_ANCHOR}`,
    publishedAtMs: atMs,
    updatedAtMs: Math.max(atMs, incident.updatedAtMs),
    content: html`${body === undefined ? html`` : markdownHtml(body)}${
      more === undefined ? html`` : html`<p><a href="${more}">${wording.fullPostmortem}</a></p>`
    }`,
    summary: body === undefined ? '' : plainText(body),
  };
}
