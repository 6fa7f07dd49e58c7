/** The days that a calendar shows, in the reader's own zone, and what lies on each. */

export type CalendarView = 'month' | 'week';

export interface Span {
  readonly startsAt: string;
  readonly endsAt: string;
}

/** Midnight of each day in view: whole weeks, from Monday, so that a month is four to six of them. */
export function daysInView(at: number, view: CalendarView): readonly number[] {
  const date = new Date(at);
  const first = view === 'month' ? new Date(date.getFullYear(), date.getMonth(), 1) : startOfDay(date);
  const last = view === 'month' ? new Date(date.getFullYear(), date.getMonth() + 1, 0) : first;
  const days: number[] = [];
  // By date rather than by 24 hours: a day on which clocks change has another length.
  for (let day = mondayOf(first); day <= last || day.getDay() !== 1; day = dayAfter(day)) days.push(day.getTime());
  return days;
}

/** The same place one month or week on, or back. */
export function moved(at: number, view: CalendarView, steps: number): number {
  const date = new Date(at);
  if (view === 'week') return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 7 * steps).getTime();
  return new Date(date.getFullYear(), date.getMonth() + steps, 1).getTime();
}

/** What lies on a day, whole or in part. */
export function onDay<T extends Span>(spans: readonly T[], day: number): readonly T[] {
  const end = dayAfter(new Date(day)).getTime();
  return spans.filter(({ startsAt, endsAt }) => Date.parse(startsAt) < end && Date.parse(endsAt) > day);
}

function startOfDay(date: Date): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate());
}

function mondayOf(date: Date): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - ((date.getDay() + 6) % 7));
}

export function dayAfter(date: Date): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1);
}
