import type { CalendarView } from './calendar.ts';

/** What the calendar shows: it stands in the address. */
export interface MaintenanceSearch {
  readonly view?: CalendarView;
  /** A day in view, as `2026-11-22`. */
  readonly day?: string;
}

export function maintenanceSearch({ view, day }: Readonly<Record<string, unknown>>): MaintenanceSearch {
  const isDay = typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  return { ...(view === 'week' && { view }), ...(isDay && { day }) };
}

/** The start of a day of the reader's own calendar. */
export function dayOf(search: MaintenanceSearch, now: number): number {
  const date = new Date(now);
  const [year, month, day] = search.day?.split('-').map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined)
    return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  return new Date(year, month - 1, day).getTime();
}
