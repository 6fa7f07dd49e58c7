/**
 * Calendar events as systemd writes them (systemd.time(7)): `Mon..Fri *-*-* 09:00`, `*-*~1 23:30:00 Europe/Berlin`,
 * `hourly`. Read into the sets of years, months, days and times that fit, and searched for the next one.
 */
import { instantOf, isTimeZone, localOf } from '../maintenance/time-zone.ts';

/** An expression that can be searched; none fits a day that no month has. */
export interface CalendarEvent {
  readonly weekdays: ReadonlySet<number>;
  readonly years: Component;
  readonly months: Component;
  readonly days: Component;
  /** The days count from the end of the month: 1 is the last. */
  readonly isFromEnd: boolean;
  readonly hours: Component;
  readonly minutes: Component;
  readonly seconds: Component;
  /** The zone that the expression itself names. */
  readonly timeZone?: string;
}

/** The values of a field, in order; undefined is every value. */
type Component = readonly number[] | undefined;

/** A text that is no calendar event: what was expected. */
export class CalendarSyntaxError extends Error {
  override readonly name = 'CalendarSyntaxError';
}

const SHORTHANDS: Readonly<Record<string, string>> = {
  minutely: '*-*-* *:*:00',
  hourly: '*-*-* *:00:00',
  daily: '*-*-* 00:00:00',
  weekly: 'Mon *-*-* 00:00:00',
  monthly: '*-*-01 00:00:00',
  quarterly: '*-01,04,07,10-01 00:00:00',
  semiannually: '*-01,07-01 00:00:00',
  yearly: '*-01-01 00:00:00',
  annually: '*-01-01 00:00:00',
};
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const EVERY_DAY: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7]);
const DAY_MS = 86_400_000;
/** A leap day on a given weekday comes back after at most 40 years. */
const DAYS_SEARCHED = 41 * 366;

/** @throws {CalendarSyntaxError} */
export function parseCalendar(text: string): CalendarEvent {
  const words = text.trim().split(/\s+/);
  const timeZone = words.length > 1 && isZoneWord(words.at(-1)!) ? words.pop()! : undefined;
  const shorthand = words.length === 1 ? SHORTHANDS[words[0]!.toLowerCase()] : undefined;
  const parts = shorthand ? shorthand.split(' ') : words;
  const weekdays = /^[a-z]/i.test(parts[0] ?? '') ? weekdaysIn(parts.shift()!) : EVERY_DAY;
  const date = parts[0]?.match(/[-~]/) ? parts.shift()! : '*-*-*';
  const time = parts.shift() ?? '00:00:00';
  if (parts.length > 0 || text.trim() === '')
    throw new CalendarSyntaxError('weekdays, a date and a time, such as Mon..Fri *-*-* 09:00');
  return { weekdays, ...dateIn(date), ...timeIn(time), ...(timeZone !== undefined && { timeZone }) };
}

function isZoneWord(word: string): boolean {
  return (
    /^[A-Z][A-Za-z_+-]*(\/[A-Za-z_+\-0-9]+)*$/.test(word) && (word === 'UTC' || word.includes('/')) && isTimeZone(word)
  );
}

/**
 * The first instant after another at which the event takes place.
 * @returns undefined when there is none for forty years
 */
export function nextOccurrence(event: CalendarEvent, afterMs: number, timeZone: string): number | undefined {
  const zone = event.timeZone ?? timeZone;
  const startMs = localOf(afterMs, zone);
  const firstDayMs = Math.floor(startMs / DAY_MS) * DAY_MS;
  for (let n = 0; n < DAYS_SEARCHED; n++) {
    const dayMs = firstDayMs + n * DAY_MS;
    if (!isDay(event, new Date(dayMs))) continue;
    // Clocks that go back make an hour come twice: the local time before it may be an instant after it.
    for (const timeMs of timesOf(event)) {
      const instantMs = instantOf(dayMs + timeMs, zone);
      if (instantMs > afterMs) return instantMs;
    }
  }
  return undefined;
}

function isDay({ weekdays, years, months, days, isFromEnd }: CalendarEvent, date: Date): boolean {
  const weekday = date.getUTCDay() === 0 ? 7 : date.getUTCDay();
  const month = date.getUTCMonth() + 1;
  const last = new Date(Date.UTC(date.getUTCFullYear(), month, 0)).getUTCDate();
  const day = isFromEnd ? last - date.getUTCDate() + 1 : date.getUTCDate();
  return weekdays.has(weekday) && has(years, date.getUTCFullYear()) && has(months, month) && has(days, day);
}

function has(component: Component, value: number): boolean {
  return component === undefined || component.includes(value);
}

function* timesOf({ hours, minutes, seconds }: CalendarEvent): Generator<number> {
  for (const hour of hours ?? upTo(23)) {
    for (const minute of minutes ?? upTo(59)) {
      for (const second of seconds ?? upTo(59)) yield ((hour * 60 + minute) * 60 + second) * 1000;
    }
  }
}

const upTo = (last: number): readonly number[] => Array.from({ length: last + 1 }, (_, value) => value);

function dateIn(text: string): Pick<CalendarEvent, 'years' | 'months' | 'days' | 'isFromEnd'> {
  const found = /^(?:([^-~]+)-)?([^-~]+)([-~])([^-~]+)$/.exec(text);
  if (!found) throw new CalendarSyntaxError('a date such as *-*-01, 2026-12-24 or *-*~1');
  const [, year = '*', month = '', mark, day = ''] = found;
  return {
    years: componentIn(year, 1970, 2200, 'a year'),
    months: componentIn(month, 1, 12, 'a month from 1 to 12'),
    days: componentIn(day, 1, 31, 'a day from 1 to 31'),
    isFromEnd: mark === '~',
  };
}

function timeIn(text: string): Pick<CalendarEvent, 'hours' | 'minutes' | 'seconds'> {
  const [hour = '', minute, second = '00', ...more] = text.split(':');
  if (minute === undefined || more.length > 0) throw new CalendarSyntaxError('a time such as 09:00 or 09:00:30');
  return {
    hours: componentIn(hour, 0, 23, 'an hour from 0 to 23'),
    minutes: componentIn(minute, 0, 59, 'a minute from 0 to 59'),
    seconds: componentIn(second, 0, 59, 'a second from 0 to 59'),
  };
}

/** `*`, `5`, `1..5`, `0/15`, a star with a step, and lists of them. */
function componentIn(text: string, min: number, max: number, expected: string): Component {
  if (text === '*') return undefined;
  const values = text.split(',').flatMap((item) => itemIn(item, min, max, expected));
  return [...new Set(values)].toSorted((a, b) => a - b);
}

function itemIn(text: string, min: number, max: number, expected: string): readonly number[] {
  const found = /^(?:(\*)|(\d{1,4})(?:\.\.(\d{1,4}))?)(?:\/(\d{1,4}))?$/.exec(text);
  const [, star, from, to, step] = found ?? [];
  const first = star ? min : Number(from);
  const last = to !== undefined ? Number(to) : star || step !== undefined ? max : first;
  const by = Number(step ?? 1);
  if (!found || first < min || last > max || last < first || by < 1) {
    throw new CalendarSyntaxError(`${expected}, got ${JSON.stringify(text)}`);
  }
  return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, n) => first + n * by);
}

function weekdaysIn(text: string): ReadonlySet<number> {
  return new Set(
    text.split(',').flatMap((item) => {
      const [from = '', to = from, ...more] = item.split('..');
      const [first, last] = [weekdayIn(from), weekdayIn(to)];
      if (more.length > 0) throw new CalendarSyntaxError('weekdays such as Mon..Fri or Sat,Sun');
      const count = ((last - first + 7) % 7) + 1;
      return Array.from({ length: count }, (_, n) => ((first - 1 + n) % 7) + 1);
    }),
  );
}

/** Monday is 1. */
function weekdayIn(text: string): number {
  const place = text.length >= 3 ? WEEKDAYS.findIndex((name) => text.toLowerCase().startsWith(name)) : -1;
  if (place < 0) throw new CalendarSyntaxError(`weekdays such as Mon..Fri or Sat,Sun, got ${JSON.stringify(text)}`);
  return place + 1;
}
