/** Says once, in plain text, what an alert says; each channel puts it into its own form, escaping and limits. */
import type { AlertMessage, Phases } from '@upwatch/core';
import { duration, oneLine, utc } from './plain-text.ts';
import type { SendContext } from './port.ts';

/** How an alert is to be felt: decides colour, mark and the word before the name. */
export type Tone = 'down' | 'degraded' | 'maintenance' | 'up' | 'test';

/** An alert in words. Every text is one line of plain text, unescaped and uncut. */
export interface AlertText {
  readonly tone: Tone;
  /** `DOWN`, `UP`, `DOWN AGAIN`, … */
  readonly word: string;
  readonly name: string;
  readonly headline: string;
  /** The headline without its reason, where `cause` says the same: for a form that shows both. */
  readonly summary: string;
  /** What failed, in a sentence. */
  readonly cause?: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Sentences that put the alert in its place in time: that it is late, that it stands for others. */
  readonly notes: readonly string[];
  /** Where a person reads more. */
  readonly link?: string;
}

/** Composes an alert. */
export function composeAlert(message: AlertMessage, context: SendContext): AlertText {
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
  if (message.kind === 'INCIDENT_RESOLVED') return 'up';
  return ({ DOWN: 'down', DEGRADED: 'degraded', MAINTENANCE: 'maintenance' } as const)[message.severity];
}

function wordOf(message: AlertMessage, tone: Tone): string {
  if (message.kind === 'TEST') return 'TEST';
  if (message.kind === 'INCIDENT_RESOLVED') return 'UP';
  return message.kind === 'INCIDENT_REOPENED' ? `${tone.toUpperCase()} AGAIN` : tone.toUpperCase();
}

/** What the monitor is, or was, during the incident: `down`. */
export function stateOf({ severity }: Pick<AlertMessage, 'severity'>): string {
  return { DOWN: 'down', DEGRADED: 'degraded', MAINTENANCE: 'under maintenance' }[severity];
}

function linkOf(message: AlertMessage, context: SendContext): string | undefined {
  if (context.publicUrl === undefined) return undefined;
  return message.kind === 'TEST'
    ? context.publicUrl
    : `${context.publicUrl}/incidents/${encodeURIComponent(message.incidentId)}`;
}

function factsOf(message: AlertMessage): AlertText['facts'] {
  const facts: { label: string; value: string }[] = [{ label: 'What', value: oneLine(message.target) }];
  const add = (label: string, value: string | undefined): void => {
    if (value) facts.push({ label, value });
  };
  add('Where', message.regions.map(oneLine).join(', '));
  if (message.kind !== 'TEST') add('Since', utc(message.startedAtMs));
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

const PHASE_NAMES = [
  ['dnsMs', 'DNS'],
  ['tcpMs', 'TCP'],
  ['tlsMs', 'TLS'],
  ['ttfbMs', 'first byte'],
  ['downloadMs', 'download'],
  ['totalMs', 'total'],
] as const;

/** `DNS 12 ms · TCP 20 ms · total 280 ms` */
function phasesInWords(phases: Phases): string {
  return PHASE_NAMES.flatMap(([field, name]) => {
    const ms = phases[field];
    return ms === undefined ? [] : [`${name} ${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`];
  }).join(' · ');
}

/** The alert as lines of plain text. */
export function alertLines(text: AlertText): readonly string[] {
  return [
    text.summary,
    ...(text.cause === undefined ? [] : ['', `Why: ${text.cause}`]),
    '',
    ...text.facts.map(({ label, value }) => `${label}: ${value}`),
    ...(text.notes.length === 0 ? [] : ['', ...text.notes]),
    ...(text.link === undefined ? [] : ['', text.link]),
  ];
}
