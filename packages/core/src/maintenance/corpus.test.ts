/** Windows as others have them, said as ours. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sharedFile } from '../testing/shared-corpus.ts';
import { windowOf } from '../testing/windows.ts';
import { isActive } from './occurrences.ts';
import { instantOf } from './time-zone.ts';
import type { MaintenanceWindow } from './window.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

type Range = readonly [number, number];

interface Interval {
  readonly times: readonly { readonly start_minute: number; readonly end_minute: number }[];
  readonly weekdays: readonly Range[];
  readonly days_of_month: readonly Range[];
  readonly months: readonly Range[];
  readonly years: readonly Range[];
  readonly timezone: string;
}

type Input =
  | { readonly window: Interval; readonly at: string }
  | { readonly daily_start_offset_hours: number; readonly duration_hours: number; readonly timezone: string };

interface Case {
  readonly id: string;
  readonly input: Input;
  readonly expected: { readonly inside: boolean };
}

function numbers(ranges: readonly Range[]): number[] {
  return ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
}

function part(name: string, values: readonly (number | string)[]): string {
  return values.length > 0 ? `;${name}=${values.join(',')}` : '';
}

/** Each of its times of day becomes a window that repeats daily. */
function windowsOf(interval: Interval): MaintenanceWindow[] {
  const { times, weekdays, days_of_month: days, months, years, timezone: timeZone } = interval;
  const repeatRule = [
    'FREQ=DAILY',
    part(
      'BYDAY',
      numbers(weekdays).map((day) => DAYS[day]!),
    ),
    part(
      'BYMONTHDAY',
      numbers(days).filter((day) => day !== 0),
    ),
    part('BYMONTH', numbers(months)),
    part(
      'UNTIL',
      years.map(([, to]) => `${to}1231`),
    ),
  ].join('');
  const allDay = [{ start_minute: 0, end_minute: 24 * 60 }];
  return (times.length > 0 ? times : allDay).map(({ start_minute: from, end_minute: to }) => {
    const startsAtMs = instantOf(Date.UTC(years[0]?.[0] ?? 2000, 0, 1) + from * MINUTE, timeZone);
    return windowOf({ startsAtMs, endsAtMs: startsAtMs + (to - from) * MINUTE, timeZone, repeatRule });
  });
}

/** `02 Jan 06 15:04 +0000` */
function instantIn(text: string): number {
  const [, day, month, year, time, zone] = /^(\d+) (\w+) (\d\d) (\d\d:\d\d) ([+-]\d{4})$/.exec(text)!;
  return Date.parse(`${day} ${month} 20${year} ${time} ${zone}`);
}

/** "Daily from some hours before now" says nothing of when now is: any time will do. */
function verdictsOf(input: Input): boolean[] {
  if ('window' in input) return [windowsOf(input.window).some((window) => isActive(window, instantIn(input.at)))];
  return [0, 0.5, 7, 12, 23.99].map((hour) => {
    const nowMs = Date.UTC(2026, 10, 21) + hour * HOUR;
    const startsAtMs = nowMs + input.daily_start_offset_hours * HOUR - 30 * 24 * HOUR;
    const endsAtMs = startsAtMs + input.duration_hours * HOUR;
    return isActive(windowOf({ startsAtMs, endsAtMs, timeZone: input.timezone, repeatRule: 'FREQ=DAILY' }), nowMs);
  });
}

const file = sharedFile('corpora/time-windows.json');
const cases = file ? (JSON.parse(readFileSync(file, 'utf8')) as { cases: readonly Case[] }).cases : [];

test('every case of the windows of others comes out as there', { skip: !file }, () => {
  assert.ok(cases.length > 20);
  for (const { id, input, expected } of cases) {
    for (const inside of verdictsOf(input)) assert.equal(inside, expected.inside, id);
  }
});
