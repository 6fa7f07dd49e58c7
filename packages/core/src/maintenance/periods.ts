/** The turns of a recurrence rule: what it names in each day, week, month or year. */
import { calendarDay, DAY_MS, dayNumber, weekStart, WEEKDAYS } from './calendar-day.ts';
import { dayTest } from './named-days.ts';
import type { RepeatRule } from './repeat-rule.ts';

const HOUR_MS = 3_600_000;

/** One turn of the rule: at each of the bases, each of the offsets. Both in order, the offsets within a base's reach. */
export interface Period {
  readonly bases: readonly number[];
  readonly offsets: readonly number[];
}

/** The periods of a rule by number, 0 being that of its start. */
export interface Periods {
  /** The period that a local time is in, or between it and the one before. */
  numberAt(localMs: number): number;
  startOf(number: number): number;
  at(number: number): Period;
}

/** The periods of a rule that begins at a local time. */
export function periodsOf(rule: RepeatRule, startMs: number): Periods {
  const periods = workedOut(rule, startMs);
  // A time is asked for from both sides, and a year is 366 days to test.
  let last: { readonly number: number; readonly period: Period } | undefined;
  return {
    ...periods,
    at: (number) => {
      if (last?.number !== number) last = { number, period: periods.at(number) };
      return last.period;
    },
  };
}

function workedOut(rule: RepeatRule, startMs: number): Periods {
  const start = calendarDay(Math.floor(startMs / DAY_MS));
  const isNamed = dayTest(rule, start);
  const interval = rule.interval ?? 1;
  const daysOf = (first: number, count: number): readonly number[] => {
    const days: number[] = [];
    for (let day = first; day < first + count; day++) if (isNamed(calendarDay(day))) days.push(day * DAY_MS);
    return days;
  };
  switch (rule.freq) {
    case 'HOURLY': {
      const offsets = picked(timesOfHour(rule, startMs), rule.bySetPos);
      const hours = hoursOf(rule, startMs);
      const at = (day: number): Period => ({ bases: daysOf(day, 1).flatMap(hours), offsets });
      return inDays(start.number, 1, at);
    }
    case 'DAILY': {
      const offsets = picked(timesOfDay(rule, startMs), rule.bySetPos);
      return inDays(start.number, interval, (day) => ({ bases: daysOf(day, 1), offsets }));
    }
    case 'WEEKLY': {
      const first = weekStart(start, WEEKDAYS.indexOf(rule.wkst ?? 'MO'));
      return inDays(
        first,
        7 * interval,
        positioned(rule, startMs, (day) => daysOf(day, 7)),
      );
    }
    case 'MONTHLY':
      return inMonths({ year: start.year, month: start.month }, interval, rule, startMs, daysOf);
    case 'YEARLY':
      return inMonths({ year: start.year, month: 1 }, 12 * interval, rule, startMs, daysOf);
  }
}

function inDays(first: number, every: number, at: (day: number) => Period): Periods {
  const dayOf = (number: number): number => first + number * every;
  return {
    numberAt: (localMs) => Math.floor((Math.floor(localMs / DAY_MS) - first) / every),
    startOf: (number) => dayOf(number) * DAY_MS,
    at: (number) => at(dayOf(number)),
  };
}

/** Months, or years, which are twelve of them. */
function inMonths(
  first: { readonly year: number; readonly month: number },
  every: number,
  rule: RepeatRule,
  startMs: number,
  daysOf: (first: number, count: number) => readonly number[],
): Periods {
  const firstDay = (number: number): number => dayNumber(first.year, first.month + number * every, 1);
  const length = rule.freq === 'YEARLY' ? 12 : 1;
  const lengthOf = (number: number): number =>
    dayNumber(first.year, first.month + number * every + length, 1) - firstDay(number);
  const at = positioned(rule, startMs, (number) => daysOf(firstDay(number), lengthOf(number)));
  return {
    numberAt: (localMs) => {
      const date = new Date(localMs);
      const months = 12 * (date.getUTCFullYear() - first.year) + date.getUTCMonth() + 1 - first.month;
      return Math.floor(months / every);
    },
    startOf: (number) => firstDay(number) * DAY_MS,
    at,
  };
}

/** Days at the rule's times of day; of all of them together, those that BYSETPOS picks. */
function positioned(
  rule: RepeatRule,
  startMs: number,
  daysAt: (number: number) => readonly number[],
): (number: number) => Period {
  const times = timesOfDay(rule, startMs);
  const { bySetPos } = rule;
  if (!bySetPos) return (number) => ({ bases: daysAt(number), offsets: times });
  return (number) => {
    const days = daysAt(number);
    const nth = (place: number): number => days[Math.floor(place / times.length)]! + times[place % times.length]!;
    return { bases: placesIn(days.length * times.length, bySetPos).map(nth), offsets: [0] };
  };
}

function picked(list: readonly number[], bySetPos: readonly number[] | undefined): readonly number[] {
  return bySetPos ? placesIn(list.length, bySetPos).map((place) => list[place]!) : list;
}

/** From 0, in order: 1 is the first, -1 the last. */
function placesIn(length: number, bySetPos: readonly number[]): readonly number[] {
  const places = bySetPos.map((position) => (position > 0 ? position - 1 : length + position));
  return [...new Set(places)].filter((place) => place >= 0 && place < length).toSorted((a, b) => a - b);
}

/** The hours of a day that are the rule's. */
function hoursOf({ interval = 1, byHour }: RepeatRule, startMs: number): (dayMs: number) => readonly number[] {
  const first = Math.floor(startMs / HOUR_MS);
  return (dayMs) => {
    const hours: number[] = [];
    for (let hour = 0; hour < 24; hour++) {
      const isTurn = (dayMs / HOUR_MS + hour - first) % interval === 0;
      if (isTurn && (!byHour || byHour.includes(hour))) hours.push(dayMs + hour * HOUR_MS);
    }
    return hours;
  };
}

function timesOfDay(rule: RepeatRule, startMs: number): readonly number[] {
  const hours = rule.byHour ?? [new Date(startMs).getUTCHours()];
  const times = timesOfHour(rule, startMs);
  return hours.flatMap((hour) => times.map((ms) => hour * HOUR_MS + ms));
}

function timesOfHour({ byMinute, bySecond }: RepeatRule, startMs: number): readonly number[] {
  const start = new Date(startMs);
  const minutes = byMinute ?? [start.getUTCMinutes()];
  const seconds = bySecond ?? [start.getUTCSeconds()];
  const ms = start.getUTCMilliseconds();
  return minutes.flatMap((minute) => seconds.map((second) => (minute * 60 + second) * 1000 + ms));
}
