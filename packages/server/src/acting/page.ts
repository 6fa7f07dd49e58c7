/** The page of a link: the incident in a sentence, who has it, and what can be done about it. It works without scripts. */
import { acknowledgementAt, durationInWords, type Incident, timeOf } from '@upwatch/core';
import { html, Html } from '../html.ts';
import { PAGE_STYLE } from './page-style.ts';

/** Longest texts that the form takes, characters. */
export const NAME_MAX = 80;
export const COMMENT_MAX = 2000;

/** What came of a form, in the words of the page. */
export interface Outcome {
  readonly isGood: boolean;
  readonly title: string;
  readonly text: string;
}

export interface ActView {
  readonly incident: Incident;
  /** What it is of, where it is of one monitor. */
  readonly monitorName: string | undefined;
  readonly nowMs: number;
  /** The end of the night that comes, for a snooze. */
  readonly morningMs: number;
  readonly outcome?: Outcome | undefined;
  /** What the form held, where it is shown again. */
  readonly name?: string;
  readonly comment?: string;
  readonly expiresAtMs: number;
}

type Tone = 'down' | 'degraded' | 'maintenance' | 'up' | 'none';

const NOTHING = html``;

/** The page of an incident. */
export function actPage(view: ActView): string {
  const { incident, monitorName, outcome, nowMs, expiresAtMs } = view;
  const isOver = incident.status === 'RESOLVED';
  const tone = isOver ? 'up' : TONES[incident.severity];
  const name = monitorName ?? incident.title;
  const cause = incident.failure?.message;
  const body = html`<div class="head"><span class="pill">${isOver ? 'OVER' : incident.severity}</span>
<h1>${name}</h1>
<p>${sentenceOf(view)}</p></div>
${cause === undefined || isOver ? NOTHING : html`<p class="why">${cause}</p>`}
${outcome ? noticeOf(outcome) : NOTHING}
${isOver ? html`<div class="tail"></div>` : html`${whoHasIt(view)}${formOf(view)}`}`;
  const untouched = outcome ? '' : 'Opening this page has changed nothing. ';
  const foot = isOver
    ? 'There is nothing left to do here.'
    : `${untouched}The link works until ${timeOf(expiresAtMs, nowMs)}: whoever has it can act.`;
  return documentOf(`${name} · Upwatch`, tone, body, foot);
}

const TONES = { DOWN: 'down', DEGRADED: 'degraded', MAINTENANCE: 'maintenance' } as const satisfies Record<
  Incident['severity'],
  Tone
>;

/** A page that says one thing and offers nothing. */
export function plainPage(title: string, text: string): string {
  const body = html`<div class="head"><h1>${title}</h1><p>${text}</p></div><div class="tail"></div>`;
  return documentOf(`${title} · Upwatch`, 'none', body, 'Upwatch');
}

function documentOf(title: string, tone: Tone, body: Html, foot: string): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Html(PAGE_STYLE)}</style>
</head>
<body>
<main class="${tone}"><div class="bar"></div>
${body}
</main>
<footer>${foot}</footer>
</body>
</html>
`.text;
}

/** "Down in local since 12:04 UTC, for 12 min." */
function sentenceOf({ incident, monitorName, nowMs }: ActView): string {
  const { severity, affectedRegions, startedAtMs, resolvedAtMs, source } = incident;
  const since = timeOf(startedAtMs, nowMs);
  if (resolvedAtMs !== undefined) {
    const lasted = durationInWords(resolvedAtMs - startedAtMs);
    const how = incident.resolutionReason === 'MANUAL' ? 'It was closed by hand' : 'It ended';
    return `${how} at ${timeOf(resolvedAtMs, nowMs)}, after ${lasted}.`;
  }
  const lasted = durationInWords(nowMs - startedAtMs);
  if (source === 'MANUAL') {
    const what = monitorName === undefined ? '' : `${incident.title}. `;
    return `${what}Opened by hand at ${since}, ${lasted} ago.`;
  }
  const where = affectedRegions.length > 0 ? ` in ${affectedRegions.join(', ')}` : '';
  return `${STATES[severity]}${where} since ${since}, for ${lasted}.`;
}

const STATES = { DOWN: 'Down', DEGRADED: 'Degraded', MAINTENANCE: 'Under maintenance' } as const;

/** "Ada has had it since 12:10 UTC." */
function whoHasIt({ incident, nowMs }: ActView): Html {
  const had = acknowledgementAt(incident, nowMs);
  if (!had) return html`<p class="facts"><span class="dot"></span><span>Nobody has taken it on yet.</span></p>`;
  const { by, atMs, snoozedUntilMs } = had;
  const words =
    snoozedUntilMs === undefined
      ? `${by} has had it since ${timeOf(atMs, nowMs)}.`
      : `Snoozed by ${by} until ${timeOf(snoozedUntilMs, nowMs)}.`;
  return html`<p class="facts"><span class="dot had"></span><span>${capital(words)}</span></p>`;
}

function noticeOf({ isGood, title, text }: Outcome): Html {
  return html`<div class="notice ${isGood ? '' : 'care'}" role="status"><strong>${title}</strong>${text}</div>`;
}

function formOf({ incident, nowMs, morningMs, name = '', comment = '' }: ActView): Html {
  const had = acknowledgementAt(incident, nowMs);
  const isHad = had !== undefined && had.snoozedUntilMs === undefined;
  const first = isHad ? ['comment', 'Add comment'] : ['acknowledge', 'Acknowledge'];
  const snooze = html`<fieldset><legend>Snooze: nobody is called until then</legend>
<div class="row"><button name="do" value="snooze-60">1 hour</button><button name="do" value="snooze-240">4 hours</button><button name="do" value="until-${String(morningMs)}">Until ${morningInWords(morningMs)}</button></div></fieldset>`;
  return html`<form method="post">
<label for="name">Your name <span>optional</span></label>
<input id="name" name="name" value="${name}" maxlength="${String(NAME_MAX)}" autocomplete="name">
<label for="comment">Comment <span>optional</span></label>
<textarea id="comment" name="comment" maxlength="${String(COMMENT_MAX)}">${comment}</textarea>
<button class="main" name="do" value="${first[0]!}">${first[1]!}</button>
${snooze}
<div class="end"><span>Is it over already? Close it by hand.</span><button name="do" value="resolve">Resolve</button></div>
</form>`;
}

const MORNING_HOUR = 8;
/** A morning that is nearer than this is not what is meant by tomorrow. */
const NIGHT_MS = 5 * 3_600_000;

/** The next morning that is some hours away, at eight by the clock of the server's time zone. */
export function nextMorning(nowMs: number): number {
  const morning = new Date(nowMs);
  morning.setHours(MORNING_HOUR, 0, 0, 0);
  while (morning.getTime() < nowMs + NIGHT_MS) morning.setDate(morning.getDate() + 1);
  return morning.getTime();
}

/** "Sun 08:00 UTC" */
function morningInWords(atMs: number): string {
  const parts = {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  } as const;
  return new Intl.DateTimeFormat('en-GB', parts).format(atMs).replace(',', '');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
