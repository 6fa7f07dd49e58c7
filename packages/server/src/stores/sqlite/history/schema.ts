/**
 * The tables of `history.db`. Every key is one whole number that puts together what is written together, so that almost
 * all writing goes to the end of a table: a key that began with the monitor would touch a page for each monitor.
 */
import type { DatabaseKind } from '../database-kind.ts';

export const HISTORY_DATABASE: DatabaseKind = {
  // "UPWh"
  applicationId: 0x5550_5768,
  synchronous: 'NORMAL',
  isBackedUp: false,
  migrations: [
    {
      name: 'journal, blocks, days, kept observations',
      sql: `
        CREATE TABLE region (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        -- id: hour, then a count within it. What came in since the hour was last sealed.
        CREATE TABLE journal (id INTEGER PRIMARY KEY, region INTEGER NOT NULL, entry BLOB NOT NULL);
        -- id: hour, then series. Sealed looks, and what they amount to.
        CREATE TABLE block (id INTEGER PRIMARY KEY, totals BLOB NOT NULL, looks BLOB NOT NULL);
        -- id: series, then day. What a day and each of its hours amounted to.
        CREATE TABLE day (id INTEGER PRIMARY KEY, totals BLOB NOT NULL, hours BLOB NOT NULL);
        -- Facts when they changed, and whole observations. used_ms: until when looks referred to it, within a day.
        CREATE TABLE kept (
          id INTEGER PRIMARY KEY, series INTEGER NOT NULL, slot_ms INTEGER NOT NULL, used_ms INTEGER NOT NULL,
          is_whole INTEGER NOT NULL, body BLOB NOT NULL
        );
        CREATE INDEX kept_by_series ON kept (series);
        CREATE TABLE forgotten (monitor_key INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL);
      `,
    },
  ],
};

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Monitors' keys are below this, regions' numbers below 256: a series is 32 bits. */
export const MONITOR_KEYS = 2 ** 24;
export const REGIONS = 256;
/** Hours since 1970 are below this (the year 2089): with a series they make a key that a double holds exactly. */
export const HOURS = 2 ** 20;

/** One monitor seen from one region. */
export function seriesOf(monitorKey: number, region: number): number {
  return monitorKey * REGIONS + region;
}

export function monitorKeyOf(series: number): number {
  return Math.floor(series / REGIONS);
}

export function hourOf(slotMs: number): number {
  return Math.floor(slotMs / HOUR_MS);
}

/** Key of a block (`part` is the series) or a journal entry (`part` is its count). */
export function hourKey(hour: number, part: number): number {
  return hour * 2 ** 32 + part;
}

export function hourOfKey(key: number): number {
  return Math.floor(key / 2 ** 32);
}

export function partOfKey(key: number): number {
  return key % 2 ** 32;
}

/** Key of a day's row. */
export function dayKey(series: number, day: number): number {
  return series * 2 ** 16 + day;
}

export function dayOfKey(key: number): number {
  return key % 2 ** 16;
}

export function seriesOfDayKey(key: number): number {
  return Math.floor(key / 2 ** 16);
}
