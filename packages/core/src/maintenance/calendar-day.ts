/** Days of the Gregorian calendar by number, 0 being 1970-01-01, and what a recurrence rule asks of one. */

export const DAY_MS = 86_400_000;
/** In the order of `weekday`. */
export const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

export interface CalendarDay {
  readonly number: number;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly monthDay: number;
  /** 0 is Sunday. */
  readonly weekday: number;
}

export function calendarDay(number: number): CalendarDay {
  const date = new Date(number * DAY_MS);
  return {
    number,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    monthDay: date.getUTCDate(),
    weekday: date.getUTCDay(),
  };
}

/** A day's place in something, from 1, and how many there are. */
export type Place = readonly [place: number, length: number];

export function placeInMonth({ year, month, monthDay }: CalendarDay): Place {
  return [monthDay, dayNumber(year, month + 1, 1) - dayNumber(year, month, 1)];
}

export function placeInYear({ number, year }: CalendarDay): Place {
  const start = dayNumber(year, 1, 1);
  return [number - start + 1, dayNumber(year + 1, 1, 1) - start];
}

/** @param month may be 13, which is January of the next year */
export function dayNumber(year: number, month: number, monthDay: number): number {
  return Date.UTC(year, month - 1, monthDay) / DAY_MS;
}

/** The day on which the week of a day begins. @param firstWeekday 0 is Sunday */
export function weekStart({ number, weekday }: Pick<CalendarDay, 'number' | 'weekday'>, firstWeekday: number): number {
  return number - ((weekday - firstWeekday + 7) % 7);
}

/**
 * The number of a day's week, from both ends of its year: week 1 is the first with four days of the new year
 * (RFC 5545, section 3.3.10, BYWEEKNO).
 */
export function weekNumbers(day: CalendarDay, firstWeekday: number): readonly [fromStart: number, fromEnd: number] {
  const ownWeek = weekStart(day, firstWeekday);
  // The week belongs to the year of its fourth day.
  const { year } = calendarDay(ownWeek + 3);
  const fromStart = (ownWeek - firstWeek(year, firstWeekday)) / 7 + 1;
  return [fromStart, -((firstWeek(year + 1, firstWeekday) - ownWeek) / 7)];
}

function firstWeek(year: number, firstWeekday: number): number {
  return weekStart(calendarDay(dayNumber(year, 1, 4)), firstWeekday);
}
