/**
 * The past that an import brings. It has series of its own, which nobody looks for, so it goes past the journal: straight
 * into blocks while single looks are kept, and into the rows of days, which are written at once for finished days and
 * unfinished ones alike. What is known more fully stays, whichever comes first: so the same again changes nothing.
 */
import {
  addEncodedTotals,
  emptyTotals,
  encodeBlock,
  encodeTotals,
  LookRows,
  looksIn,
  type LookTotals,
  totalsOfRows,
} from '@upwatch/core';
import type { Extent, Past, PastTaken } from '../../port.ts';
import { packDayHours, totalsOfDay, unpackDayHours } from './day-hours.ts';
import { markRawFrom, type Retention } from './dropping.ts';
import { foldUpTo } from './folding.ts';
import type { Parts } from './parts.ts';
import { inSlotOrder } from './rows-order.ts';
import { DAY_MS, dayKey, HOUR_MS, hourKey, hourOf, HOURS, seriesOf } from './schema.ts';
import { readBlock } from './sealing.ts';

interface PastHour {
  rows?: LookRows;
  totals?: LookTotals;
}

interface PastDay {
  readonly hours: Map<number, PastHour>;
  totals?: LookTotals;
}

interface Given {
  readonly monitorKey: number;
  readonly region: string;
  readonly past: Past;
  /** Of the monitor, before. */
  readonly extent: Extent;
  readonly retention: Retention;
}

/**
 * Takes it in, a day in one transaction. Yields between days.
 * @throws what SQLite throws; what was sent is to be sent again
 */
export function* takeInPast(parts: Parts, given: Given): Generator<void, PastTaken | undefined> {
  const { monitorKey, past, extent, retention } = given;
  const region = parts.regions.idOf(given.region);
  if (region === undefined) return undefined;
  const nowMs = parts.clock.wall();
  const rawFromHour = Math.max(parts.rawFromHour, hourOf(nowMs - retention.rawDays * DAY_MS));
  const { days, refused } = sorted(past, extent, nowMs);
  const added = { looks: 0, hours: 0, days: 0 };
  // A row of a day that has no looks below it must never be made again out of those.
  const last = Math.max(-1, ...[...days].filter(([day, one]) => isRowAlone(day, one, rawFromHour)).map(([day]) => day));
  if (last > parts.foldedDay) yield* foldUpTo(parts, last);
  markRawFrom(parts, retention, nowMs);
  parts.tables.inTransaction(() => writeRegions(parts));
  for (const [day, one] of [...days].toSorted(([a], [b]) => a - b)) {
    const more = keepDay(parts, seriesOf(monitorKey, region), day, { ...one, rawFromHour });
    added.looks += more.looks;
    added.hours += more.hours;
    added.days += more.days;
    yield;
  }
  return { added, refused };
}

function writeRegions({ tables, regions }: Parts): void {
  const unwritten = regions.unwritten();
  for (const { id, name } of unwritten) tables.addRegion(id, name);
  regions.written(unwritten.map(({ id }) => id));
}

function isRowAlone(day: number, { totals, hours }: PastDay, rawFromHour: number): boolean {
  return totals !== undefined || [...hours.keys()].some((hourOfDay) => 24 * day + hourOfDay < rawFromHour);
}

/** By day and hour, without what is too old or too new. */
function sorted({ looks, hours, days }: Past, { ownFromMs = Infinity, keptFromMs }: Extent, nowMs: number) {
  const found = new Map<number, PastDay>();
  const refused = { tooOld: 0, tooNew: 0 };
  const dayOf = (atMs: number): PastDay => {
    const day = Math.floor(atMs / DAY_MS);
    const known = found.get(day) ?? { hours: new Map() };
    found.set(day, known);
    return known;
  };
  const hourAt = (atMs: number): PastHour => {
    const { hours: known } = dayOf(atMs);
    const hourOfDay = hourOf(atMs) % 24;
    const hour = known.get(hourOfDay) ?? {};
    known.set(hourOfDay, hour);
    return hour;
  };
  const isTaken = (atMs: number, isTooNew: boolean): boolean => {
    if (isTooNew) refused.tooNew++;
    else if (!(atMs >= keptFromMs)) refused.tooOld++;
    else return true;
    return false;
  };
  for (let i = 0; i < looks.length; i++) {
    const atMs = looks.slotMs[i]!;
    if (!isTaken(atMs, atMs >= Math.min(nowMs, ownFromMs, HOURS * HOUR_MS))) continue;
    const hour = hourAt(atMs);
    hour.rows = (hour.rows ?? new LookRows(64)).withRoom(1);
    hour.rows.take(looks, i);
  }
  for (const { atMs, totals } of hours) {
    if (isTaken(atMs, atMs >= nowMs || atMs + HOUR_MS > ownFromMs)) hourAt(atMs).totals = totals;
  }
  for (const { atMs, totals } of days) {
    if (isTaken(atMs, atMs + DAY_MS > Math.min(nowMs, ownFromMs))) dayOf(atMs).totals = totals;
  }
  return { days: found, refused };
}

function keepDay(parts: Parts, series: number, day: number, given: PastDay & { readonly rawFromHour: number }) {
  const { tables, damage } = parts;
  const key = dayKey(series, day);
  const added = { looks: 0, hours: 0, days: 0 };
  tables.inTransaction(() => {
    const known = tables.day(key);
    const before = known ? unpackDayHours(known.hours) : [];
    const hours = Array.from({ length: 24 }, (_, hourOfDay) => before[hourOfDay]);
    for (const [hourOfDay, one] of given.hours) {
      const isRaw = 24 * day + hourOfDay >= given.rawFromHour;
      const kept = isRaw ? keepHour(parts, hourKey(24 * day + hourOfDay, series), one) : totalsOf(one);
      const fullest = fuller(before[hourOfDay], kept);
      if (countOf(fullest) === countOf(before[hourOfDay])) continue;
      if (one.rows) added.looks += countOf(fullest) - countOf(before[hourOfDay]);
      else added.hours++;
      hours[hourOfDay] = fullest;
    }
    const sum = totalsOfDay(hours, damage);
    const whole = fuller(fuller(sum, known?.totals), given.totals && encodeTotals(given.totals));
    if (given.totals && countOf(whole) > Math.max(countOf(sum), countOf(known?.totals))) added.days++;
    // Where the day is known to be more than its hours, these would be taken for all of it.
    const isWhole = countOf(whole) > countOf(sum);
    tables.putDay({ key, totals: whole ?? sum, hours: packDayHours(isWhole ? [] : hours) });
  });
  return added;
}

/** @returns the totals of the hour */
function keepHour(parts: Parts, key: number, { rows, totals }: PastHour): Uint8Array {
  const before = readBlock(parts, key, new LookRows(64));
  const known = before.length;
  const all = before.withRoom(rows?.length ?? 0);
  for (let i = 0; i < (rows?.length ?? 0); i++) all.take(rows!, i);
  const looks = inSlotOrder(all);
  const own = encodeTotals(totalsOfRows(looks));
  const stored = parts.tables.blockTotals(key);
  const fullest = fuller(fuller(stored, own), totals && encodeTotals(totals))!;
  if (looks.length > known || fullest !== stored) {
    const hourMs = Math.floor(key / 2 ** 32) * HOUR_MS;
    parts.tables.putBlock({ key, totals: fullest, looks: encodeBlock(looks, 0, looks.length, hourMs) });
  }
  return fullest;
}

function totalsOf({ rows, totals }: PastHour): Uint8Array | undefined {
  const own = rows && encodeTotals(totalsOfRows(inSlotOrder(rows)));
  return fuller(own, totals && encodeTotals(totals));
}

/** Of two totals of the same time those of more looks; the first where they are of as many. */
function fuller(a: Uint8Array | undefined, b: Uint8Array | undefined): Uint8Array | undefined {
  return countOf(b) > countOf(a) ? b : (a ?? b);
}

function countOf(encoded: Uint8Array | undefined): number {
  if (!encoded) return 0;
  const totals = emptyTotals();
  addEncodedTotals(encoded, totals);
  return looksIn(totals);
}
