/** Folding: the hours of a finished day become one row for each series, where a chart of months finds them together. */
import { packDayHours, totalsOfDay } from './day-hours.ts';
import type { DayRow } from './history-tables.ts';
import type { Parts } from './parts.ts';
import { dayKey, hourKey } from './schema.ts';

const DAYS_AT_ONCE = 16;

/** Folds a day whose hours are sealed. Yields every few milliseconds; interrupted, it is done again from the start. */
export function* foldDay(parts: Parts, day: number): Generator<void> {
  const { tables } = parts;
  const series = new Set<number>();
  for (let hour = 24 * day; hour < 24 * (day + 1); hour++) {
    for (const sealed of tables.seriesSealedIn(hour)) series.add(sealed);
    yield;
  }
  let rows: DayRow[] = [];
  for (const one of series) {
    rows.push(dayOf(parts, one, day));
    if (rows.length < DAYS_AT_ONCE) continue;
    keep(parts, rows);
    rows = [];
    yield;
  }
  keep(parts, rows);
  markFolded(parts, day);
}

/** Folds all days up to this one that are not yet: it must be over. What is sealed for them later joins their rows. */
export function* foldUpTo(parts: Parts, day: number): Generator<void> {
  for (;;) {
    const hour = parts.tables.sealedHourFrom(24 * (parts.foldedDay + 1));
    if (hour === undefined || Math.floor(hour / 24) > day) break;
    yield* foldDay(parts, Math.floor(hour / 24));
  }
  markFolded(parts, day);
}

/** An import may have gone further in between. */
function markFolded(parts: Parts, day: number): void {
  if (day <= parts.foldedDay) return;
  parts.tables.setSetting('folded_day', day);
  parts.foldedDay = day;
}

function dayOf({ tables, damage }: Parts, series: number, day: number): DayRow {
  const hours = Array.from({ length: 24 }, (_, hour) => tables.blockTotals(hourKey(24 * day + hour, series)));
  return { key: dayKey(series, day), totals: totalsOfDay(hours, damage), hours: packDayHours(hours) };
}

function keep({ tables }: Parts, rows: readonly DayRow[]): void {
  if (rows.length === 0) return;
  tables.inTransaction(() => {
    for (const row of rows) tables.putDay(row);
  });
}
