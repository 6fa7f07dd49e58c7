/** Says once, in plain text, what an alert says; each channel puts it into its own form, escaping and limits. */
import { type AlertMessage, PHASE_WORDS, type Phases } from '@upwatch/core';
import { duration, oneLine, utc } from './plain-text.ts';
import type { AlertAction, SendContext } from './port.ts';
import { applyTemplate } from './templates.ts';

/** How an alert is to be felt: decides colour, mark and the word before the name. */
export type Tone = 'down' | 'degraded' | 'maintenance' | 'up' | 'notice' | 'test';

/** An alert in words. Every text is one line of plain text, unescaped and uncut. */
export interface AlertText {
  readonly tone: Tone;
  /** `DOWN`, `UP`, `DOWN AGAIN`, … */
  readonly word: string;
  readonly name: string;
  readonly headline: string;
  /** What a template made of the headline: stands alone where a form has a title of its own. */
  readonly title?: string;
  /** The headline without its reason, where `cause` says the same: for a form that shows both. */
  readonly summary: string;
  /** What failed, in a sentence. */
  readonly cause?: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Sentences that put the alert in its place in time: that it is late, that it stands for others. */
  readonly notes: readonly string[];
  /** Where one message stands for many: a line for each of the first of them, and how many more there are. */
  readonly members: readonly string[];
  /** What the reader can do at once. */
  readonly actions: readonly AlertAction[];
  /** Where a person reads more. */
  readonly link?: string;
}

/** Composes an alert, in the channel's own words where it has some. */
export function composeAlert(message: AlertMessage, context: SendContext): AlertText {
  const text = usualText(message, context);
  return context.template ? applyTemplate(context.template, text, { message, context }) : text;
}

function usualText(message: AlertMessage, context: SendContext): AlertText {
  const tone = toneOf(message);
  const link = linkOf(message, context);
  const headline = oneLine(message.headline);
  const cause = message.failure && oneLine(message.failure.message);
  return {
    tone,
    word: wordOf(message, tone),
    name: oneLine(message.monitorName) || '(unnamed)',
    headline,
    summary: withoutReason(headline, cause),
    ...(cause !== undefined && { cause }),
    facts: factsOf(message),
    notes: notesOf(message, context),
    members: membersOf(message),
    actions: context.actions ?? [],
    ...(link !== undefined && { link }),
  };
}

/** Cuts a headline before the reason that `cause` repeats, whatever brackets and capitals each of them has. */
function withoutReason(headline: string, cause: string | undefined): string {
  const bare = (text: string): string => text.toLowerCase().replaceAll(/[\s():.,]/g, '');
  const wanted = bare(cause ?? '');
  if (wanted === '') return headline;
  for (let colon = headline.indexOf(': '); colon >= 0; colon = headline.indexOf(': ', colon + 1))
    if (bare(headline.slice(colon)) === wanted) return headline.slice(0, colon);
  return headline;
}

function toneOf(message: AlertMessage): Tone {
  if (message.kind === 'TEST') return 'test';
  if (message.kind === 'NOTICE') return 'notice';
  if (message.kind === 'INCIDENT_RESOLVED') return 'up';
  return ({ DOWN: 'down', DEGRADED: 'degraded', MAINTENANCE: 'maintenance' } as const)[message.severity];
}

function wordOf(message: AlertMessage, tone: Tone): string {
  if (message.kind === 'TEST') return 'TEST';
  if (message.kind === 'NOTICE') return 'NOTICE';
  if (message.kind === 'INCIDENT_RESOLVED') return message.isClosed ? 'CLOSED' : 'UP';
  if (message.repeats) return `STILL ${tone.toUpperCase()}`;
  return message.kind === 'INCIDENT_REOPENED' ? `${tone.toUpperCase()} AGAIN` : tone.toUpperCase();
}

function membersOf({ digest }: AlertMessage): readonly string[] {
  if (!digest) return [];
  const more = digest.total - digest.headlines.length;
  return [...digest.headlines.map(oneLine), ...(more > 0 ? [`and ${more} more`] : [])];
}

/** What the monitor is, or was, during the incident: `down`. */
export function stateOf({ severity }: Pick<AlertMessage, 'severity'>): string {
  return { DOWN: 'down', DEGRADED: 'degraded', MAINTENANCE: 'under maintenance' }[severity];
}

function linkOf(message: AlertMessage, context: SendContext): string | undefined {
  if (context.publicUrl === undefined) return undefined;
  return message.kind === 'TEST' || message.kind === 'NOTICE' || message.digest
    ? context.publicUrl
    : `${context.publicUrl}/incidents/${encodeURIComponent(message.incidentId)}`;
}

function factsOf(message: AlertMessage): AlertText['facts'] {
  if (message.digest) return [];
  const facts: { label: string; value: string }[] = [{ label: 'What', value: oneLine(message.target) }];
  const add = (label: string, value: string | undefined): void => {
    if (value) facts.push({ label, value });
  };
  add('Where', message.regions.map(oneLine).join(', '));
  if (message.kind !== 'TEST' && message.kind !== 'NOTICE') add('Since', utc(message.startedAtMs));
  if (message.resolvedAtMs !== undefined) {
    add('Until', utc(message.resolvedAtMs));
    add('Lasted', duration(message.resolvedAtMs - message.startedAtMs));
  }
  add('Status code', message.statusCode?.toString());
  add('Failure', message.failure?.code);
  add('Timings', message.phases && phasesInWords(message.phases));
  return facts;
}

function notesOf(message: AlertMessage, context: SendContext): readonly string[] {
  const notes: string[] = [];
  if (message.insteadOf)
    notes.push(`It comes to you because "${oneLine(message.insteadOf.channelName)}" could not be told.`);
  if (message.behind) notes.push(behindInWords(message.behind, message.severity));
  if (context.tellsWholeStory)
    notes.push(
      message.resolvedAtMs === undefined
        ? 'Earlier messages about this incident could not be delivered; this one stands for them.'
        : `You were not told when it began: it was ${stateOf(message)} from ${utc(message.startedAtMs)} to ${utc(message.resolvedAtMs)}, then it came back.`,
    );
  if (context.late)
    notes.push(
      `This message comes ${duration(context.late.byMs)} late: it is about ${utc(message.occurredAtMs)}. ${oneLine(context.late.nowTrue)}`,
    );
  return notes;
}

/** While it is down, nothing is told of what depends on it. */
function behindInWords(behind: number, severity: AlertMessage['severity']): string {
  const count = behind.toLocaleString('en');
  const who = behind === 1 ? '1 monitor depends' : `${count} monitors depend`;
  return `${who} on it${severity === 'DOWN' ? ', and no alert is sent for what fails behind it' : ''}.`;
}

/** `DNS 12 ms · TCP 20 ms · total 280 ms` */
function phasesInWords(phases: Phases): string {
  return PHASE_WORDS.flatMap(([field, name]) => {
    const ms = phases[field];
    return ms === undefined ? [] : [`${name} ${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`];
  }).join(' · ');
}

/** The alert as lines of plain text. */
export function alertLines(text: AlertText): readonly string[] {
  return [
    text.summary,
    ...(text.cause === undefined ? [] : ['', `Why: ${text.cause}`]),
    ...(text.members.length === 0 ? [] : ['', ...text.members.map((member) => `- ${member}`)]),
    '',
    ...text.facts.map(({ label, value }) => `${label}: ${value}`),
    ...(text.notes.length === 0 ? [] : ['', ...text.notes]),
    ...(text.link === undefined ? [] : ['', text.link]),
    ...text.actions.map(({ label, url }) => `${label}: ${url}`),
  ];
}
