/** Which days a recurrence rule names: its BY parts together, and its start for what they leave open. */
import { type CalendarDay, type Place, placeInMonth, placeInYear, WEEKDAYS, weekNumbers } from './calendar-day.ts';
import type { RepeatRule } from './repeat-rule.ts';

/** The parts of a rule that speak of days. */
type DayParts = Pick<RepeatRule, 'byMonth' | 'byWeekNo' | 'byYearDay' | 'byMonthDay' | 'byDay'>;

/**
 * The parts of a rule that speak of days, and where none of them says which, what the start says
 * (RFC 5545, section 3.3.10: information that is missing is taken from DTSTART).
 */
function dayPartsOf(rule: RepeatRule, start: CalendarDay): DayParts {
  const { freq, byMonth, byWeekNo, byYearDay, byMonthDay, byDay } = rule;
  const given = {
    ...(byMonth && { byMonth }),
    ...(byWeekNo && { byWeekNo }),
    ...(byYearDay && { byYearDay }),
    ...(byMonthDay && { byMonthDay }),
    ...(byDay && { byDay }),
  };
  if (freq === 'HOURLY' || freq === 'DAILY' || byDay || byMonthDay || byYearDay) return given;
  if (freq === 'WEEKLY' || byWeekNo) return { ...given, byDay: [WEEKDAYS[start.weekday]!] };
  if (freq === 'MONTHLY' || byMonth) return { ...given, byMonthDay: [start.monthDay] };
  return { byMonth: [start.month], byMonthDay: [start.monthDay] };
}

/** The test of a day. */
export function dayTest(rule: RepeatRule, start: CalendarDay): (day: CalendarDay) => boolean {
  const { byMonth, byWeekNo, byYearDay, byMonthDay, byDay } = dayPartsOf(rule, start);
  const firstWeekday = WEEKDAYS.indexOf(rule.wkst ?? 'MO');
  const days = byDay?.map((text) => ({ weekday: WEEKDAYS.indexOf(text.slice(-2)), place: Number(text.slice(0, -2)) }));
  const placeOf = rule.freq === 'MONTHLY' || byMonth ? placeInMonth : placeInYear;
  return (day) =>
    (!byMonth || byMonth.includes(day.month)) &&
    (!days || days.some(({ weekday, place }) => weekday === day.weekday && isPlace(place, placeOf(day)))) &&
    (!byMonthDay || isIn(byMonthDay, placeInMonth(day))) &&
    (!byYearDay || isIn(byYearDay, placeInYear(day))) &&
    (!byWeekNo || weekNumbers(day, firstWeekday).some((number) => byWeekNo.includes(number)));
}

/** Whether a list names a place, which may be counted from the end: -1 is the last. */
function isIn(list: readonly number[], [place, length]: Place): boolean {
  return list.includes(place) || list.includes(place - length - 1);
}

/** Whether a day is the so-manieth of its weekday; 0 is any of them. */
function isPlace(wanted: number, [place, length]: Place): boolean {
  if (wanted === 0) return true;
  return wanted === Math.ceil(place / 7) || wanted === -Math.ceil((length - place + 1) / 7);
}
