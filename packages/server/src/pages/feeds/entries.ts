/** What feeds tell of: each incident is an entry, which is new again with each thing that is said of it. */
import type { PageIncidentView, PostmortemView } from '@upwatch/core';
import type { Html } from '../../html.ts';
import { html } from '../../html.ts';
import { updateWord } from '../render/incidents.ts';
import { markdownHtml, plainText } from '../render/markdown.ts';
import { instantText } from '../render/times.ts';
import type { Wording } from '../wording/wording.ts';

export interface FeedEntry {
  readonly id: string;
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

export function entryOf(incident: PageIncidentView, url: string, wording: Wording): FeedEntry {
  const lines = incident.updates.map(
    (update) =>
      html`<p><strong>${updateWord(update, incident, wording)}</strong> – ${instantText(update.atMs, wording)}</p>${markdownHtml(update.body)}`,
  );
  const newest = incident.updates[0];
  const { postmortem } = incident;
  return {
    id: incident.id,
    title: newest ? `${incident.title} (${updateWord(newest, incident, wording)})` : incident.title,
    url,
    publishedAtMs: incident.startedAtMs,
    updatedAtMs: Math.max(newest?.atMs ?? 0, incident.updatedAtMs, postmortem?.atMs ?? 0),
    content: html`${postmortem ? postmortemLines(postmortem, wording) : html``}${lines}`,
    summary: newest ? plainText(newest.body) : '',
  };
}

function postmortemLines({ title, body, url, atMs }: PostmortemView, wording: Wording): Html {
  return html`<p><strong>${title ?? wording.postmortem}</strong> – ${instantText(atMs, wording)}</p>${
    body === undefined ? html`` : markdownHtml(body)
  }${url === undefined ? html`` : html`<p><a href="${url}">${wording.fullPostmortem}</a></p>`}`;
}
