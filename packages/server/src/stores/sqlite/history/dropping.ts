/** Dropping what is past its retention and what belonged to deleted monitors, in slices of a few milliseconds. */
import { dayKeysOf } from './history-tables.ts';
import type { Parts } from './parts.ts';
import { DAY_MS, dayKey, HOUR_MS, HOURS, hourOf, seriesOfDayKey } from './schema.ts';

const ROWS_AT_ONCE = 64;
const KEPT_AT_ONCE = 500;
const PAGES_AT_ONCE = 32;
/** Space is given back to the file system when this much of the file, and at least so much, stands empty. */
const EMPTY_PART = 0.25;
const EMPTY_BYTES = 16 * 1024 * 1024;
/** How far ahead of our clock a probe's may be. */
const COMING_MS = 2 * DAY_MS;
/** A deleted monitor's late looks may come for so long. */
const FORGOTTEN_FOR_MS = 2 * DAY_MS;

export interface Retention {
  /** Looks one by one, and with them minute roll-ups. @default 7 */
  readonly rawDays: number;
  /** Totals of hours and days. @default 400 */
  readonly rollupDays: number;
}

/** From which hour on single looks are kept. Days that are not folded keep theirs. */
export function markRawFrom(parts: Parts, { rawDays }: Pick<Retention, 'rawDays'>, nowMs: number): void {
  const rawFromHour = Math.min(hourOf(nowMs - rawDays * DAY_MS), 24 * (parts.foldedDay + 1));
  if (rawFromHour <= parts.rawFromHour) return;
  parts.tables.setSetting('raw_from_hour', rawFromHour);
  parts.rawFromHour = rawFromHour;
}

/** Drops what is past its time. Days that are not folded yet keep their looks. */
export function* dropOld(parts: Parts, retention: Retention, nowMs: number): Generator<void> {
  const { tables } = parts;
  // First the mark, then the deed: a late look of a dropped hour must not become the hour's only one.
  markRawFrom(parts, retention, nowMs);
  // Looks from times to come were made while the clock was wrong: they would stay the newest for years.
  const comingHour = hourOf(nowMs + COMING_MS);
  while (tables.removeBlocksBefore(parts.rawFromHour, ROWS_AT_ONCE) > 0) yield;
  while (tables.removeBlocksFrom(comingHour, ROWS_AT_ONCE) > 0) yield;
  parts.latest.dropFrom(comingHour * HOUR_MS);
  yield* dropJournals(parts, comingHour);
  yield* dropDays(parts, Math.floor((nowMs - retention.rollupDays * DAY_MS) / DAY_MS), Math.floor(comingHour / 24) + 1);
  // A look refers to what was kept up to a day before it was last said to be in use.
  const unusedBeforeMs = nowMs - (retention.rawDays + 2) * DAY_MS;
  const last = tables.lastKeptId();
  for (let id = tables.firstKeptId(); id <= last; id += KEPT_AT_ONCE) {
    tables.removeKeptUnused(id, id + KEPT_AT_ONCE - 1, unusedBeforeMs);
    yield;
  }
}

/** Entries for hours whose looks are gone, or are not to come yet. */
function* dropJournals({ tables, rawFromHour, head }: Parts, comingHour: number): Generator<void> {
  for (const hour of head.hours()) {
    if (hour >= rawFromHour && hour < comingHour) continue;
    const upTo = tables.newestJournalKey(hour);
    while (tables.removeJournal(hour, upTo, ROWS_AT_ONCE) > 0) yield;
    head.remove(hour, head.runsOf(hour));
  }
}

/** Goes from series to series: days stand by series, the oldest of each first. */
function* dropDays({ tables }: Parts, beforeDay: number, comingDay: number): Generator<void> {
  let key = tables.dayKeyFrom(0);
  while (key !== undefined) {
    const series = seriesOfDayKey(key);
    while (tables.removeDays(dayKey(series, 0), dayKey(series, Math.max(0, beforeDay)) - 1, ROWS_AT_ONCE) > 0) yield;
    while (tables.removeDays(dayKey(series, comingDay), dayKey(series + 1, 0) - 1, ROWS_AT_ONCE) > 0) yield;
    key = tables.dayKeyFrom(dayKey(series + 1, 0));
    yield;
  }
}

/** Deletes all there is of deleted monitors. Their keys are remembered for two days, for looks still on their way. */
export function* dropForgotten(parts: Parts, nowMs: number): Generator<void> {
  const { tables } = parts;
  for (const { monitorKey, atMs } of tables.forgotten()) {
    const [from, to] = dayKeysOf(monitorKey);
    while (tables.removeDays(from, to, ROWS_AT_ONCE) > 0) yield;
    while (tables.removeKeptOf(monitorKey, ROWS_AT_ONCE) > 0) yield;
    yield* dropBlocksOf(parts, monitorKey);
    if (nowMs - atMs < FORGOTTEN_FOR_MS) continue;
    tables.unforget(monitorKey);
    parts.forgotten.delete(monitorKey);
  }
}

function* dropBlocksOf({ tables }: Parts, monitorKey: number): Generator<void> {
  let hour = tables.sealedHourBefore(HOURS);
  while (hour !== undefined) {
    tables.removeBlocksOf(hour, monitorKey);
    yield;
    hour = tables.sealedHourBefore(hour);
  }
}

/** Gives empty pages back, some at a time. */
export function* shrink({ tables }: Parts): Generator<void> {
  while (tables.freePages() > Math.max(EMPTY_PART * tables.pages(), EMPTY_BYTES / tables.pageBytes)) {
    tables.givePagesBack(PAGES_AT_ONCE);
    yield;
  }
}
