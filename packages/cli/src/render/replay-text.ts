/** What a replay came to, as a table: what was, what the policy in force makes of it, and what another would have. */
import { cell, table } from './table.ts';
import { lasting } from './verdict.ts';
import { wrapped } from './wrapped.ts';

interface OutageView {
  readonly severity: string;
  readonly startedAt: string;
  readonly confirmedAt: string;
  readonly endedAt: string | null;
  readonly rule: string;
}

interface FaredView {
  readonly incidents: number;
  readonly pages: number;
  readonly recoveries: number;
  readonly alerts: number;
  readonly averageTimeToDetectMs: number | null;
  readonly longestTimeToDetectMs: number | null;
  readonly downtimeMs: number;
}

export interface ReplayView {
  readonly from: string;
  readonly to: string;
  readonly looks: number;
  readonly undecidedLooks: number;
  readonly notReplayed: readonly string[];
  readonly actual: { readonly incidents: number; readonly pages: number; readonly alerts: number };
  readonly inForce: FaredView;
  readonly candidate: FaredView | null;
  readonly comparison: {
    readonly pagesSpared: number;
    readonly pagesAdded: number;
    readonly spared: readonly OutageView[];
    readonly added: readonly OutageView[];
    readonly downtimeMissedMs: number;
    readonly downtimeAddedMs: number;
    readonly detectsLaterByMs: number | null;
  } | null;
}

/** Outages that are named one by one. */
const NAMED_MAX = 20;

/** Ends with a line break. */
export function replayText(replay: ReplayView, shape: { readonly hasColour: boolean }): string {
  const { actual, inForce, candidate, comparison, looks, undecidedLooks, notReplayed } = replay;
  const undecided = undecidedLooks > 0 ? `, ${undecidedLooks} of them never decided` : '';
  const title = `${looks} looks from ${timeOf(replay.from)} to ${timeOf(replay.to)}${undecided}`;
  const rows = [
    ['incidents', String(actual.incidents), ...columnsOf((fared) => String(fared.incidents))],
    ['pages', String(actual.pages), ...columnsOf((fared) => String(fared.pages))],
    ['alerts', String(actual.alerts), ...columnsOf((fared) => String(fared.alerts))],
    ['time to detect', '', ...columnsOf((fared) => timesOf(fared))],
    ['downtime known', '', ...columnsOf((fared) => lasting(fared.downtimeMs))],
  ];
  const header = ['', 'as it was', 'in force', ...(candidate ? ['this policy'] : [])];
  const left = ['', 'Not replayed', ...notReplayed.flatMap(listed)];
  const compared = comparison ? ['', ...comparedLines(comparison)] : [];
  return [title, '', table(header, rows, shape), ...compared, ...left, ''].join('\n');

  function columnsOf(say: (fared: FaredView) => string): string[] {
    return [say(inForce), ...(candidate ? [say(candidate)] : [])];
  }
}

function listed(note: string): string[] {
  return wrapped(note, 96).map((line, place) => (place === 0 ? `  - ${line}` : `    ${line}`));
}

function timesOf({ averageTimeToDetectMs: average, longestTimeToDetectMs: longest }: FaredView): string {
  return average === null || longest === null ? '-' : `${lasting(average)} (longest ${lasting(longest)})`;
}

function comparedLines(compared: NonNullable<ReplayView['comparison']>): string[] {
  const { pagesSpared, pagesAdded, downtimeMissedMs, downtimeAddedMs, detectsLaterByMs: later } = compared;
  return [
    `${pages(pagesSpared)} would not have been sent, ${pages(pagesAdded)} would have been sent more.`,
    `Downtime missed: ${lasting(downtimeMissedMs)}; found in addition: ${lasting(downtimeAddedMs)}.`,
    ...(later === null || later === 0
      ? []
      : [`What both find, it finds ${lasting(Math.abs(later))} ${later > 0 ? 'later' : 'sooner'} on average.`]),
    ...named('Spared', compared.spared),
    ...named('Added', compared.added),
  ];
}

function pages(count: number): string {
  return `${count} ${count === 1 ? 'page' : 'pages'}`;
}

function named(title: string, outages: readonly OutageView[]): string[] {
  if (outages.length === 0) return [];
  const more = outages.length > NAMED_MAX ? [`  … and ${outages.length - NAMED_MAX} more`] : [];
  return ['', title, ...outages.slice(0, NAMED_MAX).map((one) => `  ${outageText(one)}`), ...more];
}

function outageText({ severity, startedAt, endedAt, rule }: OutageView): string {
  const lasted = endedAt === null ? 'still' : lasting(Date.parse(endedAt) - Date.parse(startedAt));
  return cell(`${timeOf(startedAt)}  ${severity} ${lasted}  ${rule}`, 160);
}

function timeOf(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}
