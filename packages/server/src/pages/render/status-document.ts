/** The page itself, its history month by month, and one incident. */
import type { PageIncidentView, PublicPage } from '@upwatch/core';
import { type Html, html } from '../../html.ts';
import { sectionsHtml } from './components.ts';
import { type DocumentGiven, documentHtml } from './document.ts';
import { dayHtml, incidentHtml, postmortemHtml } from './incidents.ts';
import { symbolOf } from './symbols.ts';
import type { Wording } from '../wording/wording.ts';
import { instant, monthText } from './times.ts';

type Framed = Pick<DocumentGiven, 'frame' | 'wording' | 'links' | 'isLive' | 'isStill'>;

export function statusDocument(page: PublicPage, framed: Framed): string {
  const { wording } = framed;
  const showing = framed;
  const body = html`${bannerHtml(page, framed)}
${listHtml(
  wording.incidents,
  page.incidents.map((one) => incidentHtml(one, showing)),
)}
${sectionsHtml(page, wording)}
${listHtml(
  wording.maintenance,
  page.maintenance.map((one) => incidentHtml(one, showing)),
)}
<h2>${wording.pastIncidents}</h2>
${page.past.map(({ dayMs, incidents }) => dayHtml(dayMs, incidents, showing))}
<div class="pages"><a href="${framed.links.history()}">${wording.history}</a></div>`;
  const title = `${page.name} · ${wording.banner[page.status]}`;
  return documentHtml({ ...framed, title, body, madeAtMs: page.generatedAtMs });
}

function bannerHtml(page: PublicPage, { wording }: Framed): Html {
  const { status, description, generatedAtMs } = page;
  return html`${description === undefined ? html`` : html`<p class="lead">${description}</p>`}
<div class="banner s-${status}">${symbolOf(status)}<div><h1>${wording.banner[status]}</h1>${asOfHtml(generatedAtMs, wording)}</div></div>`;
}

/** For those whose browser runs no script: a copy of a page shows how old it is. */
function asOfHtml(atMs: number, wording: Wording): Html {
  return html`<p class="hint">${wording.asOf} ${instant(atMs, wording)}</p>`;
}

function listHtml(title: string, items: readonly Html[]): Html {
  return items.length === 0 ? html`` : html`<h2>${title}</h2>${items}`;
}

/** A month of a page's history. */
export interface HistoryMonth {
  readonly startMs: number;
  /** Newest first. */
  readonly incidents: readonly PageIncidentView[];
  readonly older?: string;
  readonly newer?: string;
}

const DAY_MS = 86_400_000;

export function historyDocument(month: HistoryMonth, nowMs: number, framed: Framed): string {
  const { wording, links } = framed;
  const days = Map.groupBy(month.incidents, ({ startedAtMs }) => Math.floor(startedAtMs / DAY_MS) * DAY_MS);
  const shown = [...days].map(([dayMs, incidents]) => dayHtml(dayMs, incidents, framed));
  const title = monthText(month.startMs, wording);
  const body = html`<h1>${title}</h1>
<h2>${wording.pastIncidents}</h2>
${shown.length === 0 ? html`<p class="lead">${wording.noIncidents}</p>` : shown}
<div class="pages">${month.older === undefined ? html`<span></span>` : html`<a rel="prev" href="${links.history(month.older)}">← ${wording.older}</a>`}${
    month.newer === undefined ? html`` : html`<a rel="next" href="${links.history(month.newer)}">${wording.newer} →</a>`
  }</div>
${asOfHtml(nowMs, wording)}`;
  return documentHtml({ ...framed, title: `${title} · ${framed.frame.name}`, body, madeAtMs: nowMs });
}

export function incidentDocument(incident: PageIncidentView, nowMs: number, framed: Framed): string {
  const { wording, links } = framed;
  const body = html`${incidentHtml(incident, framed, true)}
${postmortemHtml(incident, wording)}
<div class="pages"><a href="${links.home}">← ${wording.currentStatus}</a></div>
${asOfHtml(nowMs, wording)}`;
  return documentHtml({ ...framed, title: `${incident.title} · ${framed.frame.name}`, body, madeAtMs: nowMs });
}
