/** An incident's explanation, as a person reads it on a terminal. */
import { styleText } from 'node:util';
import { isConfirmingAmong } from '@upwatch/core';
import { cell } from './table.ts';
import { wrapped } from './wrapped.ts';

export interface ExplanationView {
  readonly incidentId: string;
  readonly summary: string;
  readonly why: readonly {
    readonly rule: string;
    readonly at: string;
    readonly counted: number;
    readonly needed: number;
    readonly measuredMs: number | null;
    readonly thresholdMs: number | null;
    readonly looks: readonly { readonly region: string; readonly slot: string }[];
  }[];
  readonly timeline: readonly { readonly at: string; readonly type: keyof typeof MARKS; readonly text: string }[];
  readonly differences: readonly {
    readonly what: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  readonly notTold: readonly { readonly channelName: string; readonly channelType: string; readonly reason: string }[];
}

const MARKS = {
  look: '·',
  evaluation: '∑',
  transition: '▲',
  delivery: '→',
  escalation: '↗',
  acknowledgement: '✓',
  severity: '±',
  hold: '‖',
  comment: '“',
  note: '·',
} as const;
const COLOURS = {
  look: 'gray',
  evaluation: 'gray',
  transition: 'yellow',
  delivery: 'cyan',
  escalation: 'cyan',
  acknowledgement: 'green',
  severity: 'yellow',
  hold: 'magenta',
  comment: 'magenta',
  note: 'gray',
} as const;
const TEXT_MAX = 400;

interface Shape {
  readonly hasColour: boolean;
  readonly columns: number;
}

/** Ends with a line break. */
export function explanationText(explanation: ExplanationView, shape: Shape): string {
  const parts = [
    [bold(said(explanation.summary), shape), `incident ${explanation.incidentId}`],
    section('Why', whyLines(explanation), shape),
    section('What happened (UTC)', timelineLines(explanation, shape), shape),
    section('What was different: last good look, first bad look', differenceLines(explanation), shape),
    section(
      'Not told',
      explanation.notTold.map(({ channelName, channelType, reason }) =>
        said(`${channelName} (${channelType}): ${reason}`),
      ),
      shape,
    ),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[], shape: Shape): string[] {
  return lines.length === 0 ? [] : [bold(title, shape), ...lines.map((line) => `  ${line}`)];
}

function whyLines({ why }: ExplanationView): string[] {
  return why.flatMap(({ rule, at, counted, needed, measuredMs, thresholdMs, looks }) => {
    const slots = looks.map(({ slot }) => Date.parse(slot));
    return [
      said(`${rule}: ${counted} of ${needed} at ${clock(at)}${measured(measuredMs, thresholdMs)}`),
      `  judged by ${looks.map((look) => lookText(look, slots)).join('; ')}`,
    ];
  });
}

/** A look that confirms another has a slot of its own, milliseconds later: it would look like the same one twice. */
function lookText({ region, slot }: ExplanationView['why'][number]['looks'][number], slots: readonly number[]): string {
  return `${clock(slot)} ${cell(region)}${isConfirmingAmong(Date.parse(slot), slots) ? ', looked again at once' : ''}`;
}

function measured(measuredMs: number | null, thresholdMs: number | null): string {
  return measuredMs === null ? '' : `, ${Math.round(measuredMs)} ms against ${thresholdMs ?? '-'} ms`;
}

/** A day is said once, where it begins. */
function timelineLines({ timeline }: ExplanationView, shape: Shape): string[] {
  let day = '';
  return timeline.flatMap(({ at, type, text }) => {
    const today = at.slice(0, 10);
    const begins = today === day ? [] : [dim(today, shape)];
    day = today;
    const mark = shape.hasColour ? styleText(COLOURS[type], MARKS[type], { validateStream: false }) : MARKS[type];
    const [first = '', ...more] = wrapped(said(text), Math.max(30, shape.columns - 16));
    return [...begins, `${clock(at)}  ${mark} ${first}`, ...more.map((line) => `${' '.repeat(12)}${line}`)];
  });
}

function differenceLines({ differences }: ExplanationView): string[] {
  const widest = Math.max(0, ...differences.map(({ what }) => what.length));
  return differences.map(
    ({ what, before, after }) => `${said(what).padEnd(widest)}  ${said(before ?? '-')} → ${said(after ?? '-')}`,
  );
}

function said(text: string): string {
  return cell(text, TEXT_MAX);
}

function clock(iso: string): string {
  return iso.slice(11, 19);
}

function bold(text: string, { hasColour }: Shape): string {
  return hasColour ? styleText('bold', text, { validateStream: false }) : text;
}

function dim(text: string, { hasColour }: Shape): string {
  return hasColour ? styleText('dim', text, { validateStream: false }) : text;
}
