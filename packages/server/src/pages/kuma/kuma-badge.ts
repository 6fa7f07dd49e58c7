/** What a badge of Uptime Kuma says, and with which words: those of its address, else those that it has there. */
import { cutPercentage, type PageStatus } from '@upwatch/core';
import { BADGE_COLORS, type BadgeGiven, COLOR_OF_STATUS, colorOfUptime } from '../badges/badge.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SPAN_MAX_DAYS = 400;
/** Of a word in the address. */
const WORD_CHARACTERS_MAX = 60;
const WARN_DAYS = 14;
const DOWN_DAYS = 7;

export type Query = Readonly<Record<string, unknown>>;

/** What is known of a monitor that is shown to everybody; undefined where there is none, or nothing is known. */
export type Figure =
  | { readonly type: 'status'; readonly status: PageStatus }
  | { readonly type: 'uptime'; readonly percentage: number }
  | { readonly type: 'time'; readonly milliseconds: number }
  | { readonly type: 'certificate'; readonly endMs: number; readonly nowMs: number };

export interface AskedSpan {
  readonly ms: number;
  /** `24h` */
  readonly text: string;
}

const UNITS: Readonly<Record<string, number>> = { m: HOUR_MS / 60, h: HOUR_MS, d: DAY_MS, y: 365 * DAY_MS };

/** `24` and `24h` are hours; `30d`, `1y`. Whole hours up to a day, then whole days: as many spans as there are to read. */
export function spanIn(asked: string | undefined): AskedSpan | undefined {
  const [, count, unit = 'h'] = /^(\d{1,5})([mhdy]?)$/.exec(asked ?? '24h') ?? [];
  if (count === undefined) return undefined;
  const wantedMs = Number(count) * UNITS[unit === '' ? 'h' : unit]!;
  const stepMs = wantedMs > DAY_MS ? DAY_MS : HOUR_MS;
  const ms = Math.min(SPAN_MAX_DAYS * DAY_MS, Math.max(1, Math.ceil(wantedMs / stepMs)) * stepMs);
  const isOfDays = ms > DAY_MS && unit !== 'h' && unit !== '';
  return { ms, text: isOfDays ? `${ms / DAY_MS}d` : `${ms / HOUR_MS}h` };
}

/** @param label what it is about, where the address does not say */
export function kumaBadge(label: string, figure: Figure | undefined, query: Query): BadgeGiven {
  const word = (name: string): string | undefined => wordIn(query, name);
  const about = `${word('labelPrefix') ?? ''}${word('label') ?? label}${word('labelSuffix') ?? ''}`;
  if (!figure) return { label: about, value: 'N/A', color: BADGE_COLORS.unknown };
  if (figure.type === 'status') {
    const said = statusWord(figure.status, query);
    return { label: about, value: said ?? 'N/A', color: COLOR_OF_STATUS[figure.status] };
  }
  const { value, suffix, color } = told(figure, query);
  return { label: about, value: `${word('prefix') ?? ''}${value}${word('suffix') ?? suffix}`, color };
}

/** Uptime Kuma knows no "degraded": such a monitor is up there. */
function statusWord(status: PageStatus, query: Query): string | undefined {
  switch (status) {
    case 'OPERATIONAL':
    case 'DEGRADED_PERFORMANCE':
      return wordIn(query, 'upLabel') ?? 'Up';
    case 'PARTIAL_OUTAGE':
    case 'MAJOR_OUTAGE':
      return wordIn(query, 'downLabel') ?? 'Down';
    case 'UNDER_MAINTENANCE':
      return wordIn(query, 'maintenanceLabel') ?? 'Maintenance';
    case 'UNKNOWN':
      return undefined;
  }
}

interface Told {
  readonly value: string;
  readonly suffix: string;
  readonly color: BadgeGiven['color'];
}

function told(figure: Exclude<Figure, { type: 'status' }>, query: Query): Told {
  switch (figure.type) {
    case 'uptime':
      return { value: cutPercentage(figure.percentage), suffix: '%', color: colorOfUptime(figure.percentage) };
    case 'time':
      return { value: String(Math.round(figure.milliseconds)), suffix: 'ms', color: BADGE_COLORS.work };
    case 'certificate': {
      const days = Math.floor((figure.endMs - figure.nowMs) / DAY_MS);
      const isOfDate = wordIn(query, 'date') !== undefined;
      const value = isOfDate ? new Date(figure.endMs).toISOString().slice(0, 10) : String(days);
      return { value, suffix: isOfDate ? '' : ' days', color: colorOfDays(days, query) };
    }
  }
}

function colorOfDays(days: number, query: Query): BadgeGiven['color'] {
  const bound = (name: string, usual: number): number => {
    const asked = wordIn(query, name);
    return asked !== undefined && /^\d{1,4}$/.test(asked) ? Number(asked) : usual;
  };
  if (days > bound('warnDays', WARN_DAYS)) return BADGE_COLORS.good;
  return days > bound('downDays', DOWN_DAYS) ? BADGE_COLORS.fair : BADGE_COLORS.bad;
}

/** Whoever writes the address chooses its words; nothing in them is markup. */
function wordIn(query: Query, name: string): string | undefined {
  const value = Object.hasOwn(query, name) ? query[name] : undefined;
  return typeof value === 'string' ? value.slice(0, WORD_CHARACTERS_MAX) : undefined;
}
