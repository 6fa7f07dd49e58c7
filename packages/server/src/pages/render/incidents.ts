/** Incidents and announced work on a page. */
import { isCalledOff, type PageIncidentView } from '@upwatch/core';
import { type Html, html } from '../../html.ts';
import type { PageLinks } from '../links.ts';
import type { Wording } from '../wording/wording.ts';
import { markdownHtml } from './markdown.ts';
import { dayText, instant } from './times.ts';

export interface Showing {
  readonly wording: Wording;
  readonly links: PageLinks;
}

/** Lines that stand on the page itself; the incident's own page has all. */
const UPDATES_SHOWN = 5;

/** With its timeline. @param isWhole on its own page: all of it, and no link to itself */
export function incidentHtml(incident: PageIncidentView, { wording, links }: Showing, isWhole = false): Html {
  const { title, impact, scheduled, id, updates } = incident;
  const shown = isWhole ? updates : updates.slice(0, UPDATES_SHOWN);
  const heading = isWhole ? html`${title}` : html`<a href="${links.incident(id)}">${title}</a>`;
  return html`<article class="card incident ${scheduled ? 'i-work' : `i-${impact}`}">
${isWhole ? html`<h1>${heading}</h1>` : html`<h3>${heading}</h3>`}
<p class="meta"><b>${phaseWord(incident, wording)}</b> · ${scheduled ? spanHtml(scheduled, wording) : html`${wording.impact[impact]} · ${instant(incident.startedAtMs, wording)}`}</p>
${affectedHtml(incident, wording)}
${timelineHtml(shown, incident, wording)}
</article>`;
}

function phaseWord({ phase, scheduled, status }: PageIncidentView, wording: Wording): string {
  if (!scheduled) return wording.word[status];
  if (phase === 'scheduled') return wording.phase.scheduled;
  if (phase === 'called-off') return wording.phase.calledOff;
  return phase === 'over' ? wording.phase.over : wording.phase.inProgress;
}

function spanHtml({ fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number }, wording: Wording): Html {
  return html`${instant(fromMs, wording)} – ${instant(untilMs, wording)}`;
}

function affectedHtml({ affected }: PageIncidentView, wording: Wording): Html {
  if (affected.length === 0) return html``;
  const names = affected.map(({ name, status }) => `${name} (${wording.status[status]})`).join(', ');
  return html`<p class="meta">${wording.affected}: ${names}</p>`;
}

function timelineHtml(updates: PageIncidentView['updates'], incident: PageIncidentView, wording: Wording): Html {
  const lines = updates.map(
    (update) =>
      html`<li><strong>${updateWord(update, incident, wording)}</strong>${instant(update.atMs, wording)}<div class="text">${markdownHtml(update.body)}</div></li>`,
  );
  return lines.length === 0 ? html`` : html`<ol class="updates">${lines}</ol>`;
}

/** Announced work is not investigated: it is to come, lasts, or is done. */
export function updateWord(
  { status, atMs }: PageIncidentView['updates'][number],
  { scheduled }: Pick<PageIncidentView, 'scheduled'>,
  wording: Wording,
): string {
  if (!scheduled) return wording.word[status];
  if (status === 'RESOLVED') return isCalledOff(scheduled, atMs) ? wording.phase.calledOff : wording.phase.over;
  return atMs < scheduled.fromMs ? wording.phase.scheduled : wording.phase.inProgress;
}

/** A day with what began on it. */
export function dayHtml(dayMs: number, incidents: readonly PageIncidentView[], showing: Showing): Html {
  const { wording } = showing;
  const told = incidents.map((incident) => pastHtml(incident, showing));
  return html`<section class="day"><h3>${dayText(dayMs, wording)}</h3>${told.length === 0 ? html`<p>${wording.noIncidents}</p>` : told}</section>`;
}

/** What is over: its end, and a link to the rest. */
function pastHtml(incident: PageIncidentView, { wording, links }: Showing): Html {
  const last = incident.updates[0];
  const lasted = ((incident.resolvedAtMs ?? incident.updatedAtMs) - incident.startedAtMs) / 1000;
  const facts = [
    phaseWord(incident, wording),
    ...(incident.scheduled ? [] : [wording.impact[incident.impact]]),
    ...(incident.phase === 'called-off' ? [] : [wording.duration(lasted)]),
  ];
  return html`<div class="past"><h4><a href="${links.incident(incident.id)}">${incident.title}</a></h4>
<p>${facts.join(' · ')}</p>
${last ? html`<div class="text">${markdownHtml(last.body)}</div>` : html``}</div>`;
}

/** Where links lead that are about the post-mortem alone. */
export const POSTMORTEM_ANCHOR = 'postmortem';

/** What came of it, as an entry of its own after the last of its timeline. */
export function postmortemHtml({ postmortem }: PageIncidentView, wording: Wording): Html {
  if (!postmortem) return html``;
  const { title, body, url, atMs } = postmortem;
  return html`<section class="card postmortem" id="${POSTMORTEM_ANCHOR}"><h2 class="first">${title ?? wording.postmortem}</h2>
<p class="meta">${title === undefined ? html`` : html`<b>${wording.postmortem}</b> · `}${instant(atMs, wording)}</p>
${body === undefined ? html`` : html`<div class="text">${markdownHtml(body)}</div>`}
${url === undefined ? html`` : html`<p><a href="${url}" rel="nofollow noopener noreferrer">${wording.fullPostmortem}</a></p>`}</section>`;
}
