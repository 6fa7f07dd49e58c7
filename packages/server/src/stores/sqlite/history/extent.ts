/** From when to when there is anything of a monitor. */
import { importSourceOf, LookRows } from '@upwatch/core';
import type { Extent } from '../../port.ts';
import { unpackDayHours } from './day-hours.ts';
import type { Retention } from './dropping.ts';
import type { Parts } from './parts.ts';
import { DAY_MS, dayKey, dayOfKey, HOUR_MS, hourKey, hourOfKey, HOURS, partOfKey, seriesOf } from './schema.ts';
import { looksOfHour, type Unsealed, unsealedOf } from './unsealed.ts';

/** What is older is dropped. */
export function keptFrom({ clock }: Parts, { rollupDays }: Retention): number {
  return Math.floor(clock.wall() / DAY_MS - rollupDays) * DAY_MS;
}

export function extentOf(parts: Parts, monitorKey: number, keptFromMs: number): Extent {
  const all = parts.regions.named().map((region) => ({ region, name: parts.regions.nameOf(region) }));
  const own = all.filter(({ name }) => importSourceOf(name) === undefined).map(({ region }) => region);
  const unsealed = unsealedOf(parts, monitorKey, own, { from: 0, to: HOURS });
  const firsts = own.flatMap((region) => firstLookOf(parts, seriesOf(monitorKey, region), unsealed) ?? []);
  const imported = all
    .filter(({ name }) => importSourceOf(name) !== undefined)
    .flatMap(({ region, name }) => {
      const span = spanOf(parts, seriesOf(monitorKey, region));
      return span ? [{ region: name, ...span }] : [];
    });
  return { ...(firsts.length > 0 && { ownFromMs: Math.min(...firsts) }), imported, keptFromMs };
}

function firstLookOf(parts: Parts, series: number, unsealed: Unsealed): number | undefined {
  const inMemory = [...unsealed.keys()].filter((key) => partOfKey(key) === series).map(hourOfKey);
  const hours = [...inMemory, firstFolded(parts, series) ?? firstSealed(parts, series) ?? Infinity];
  const hour = Math.min(...hours);
  if (hour === Infinity) return undefined;
  const looks = hour >= parts.rawFromHour ? looksOfHour(parts, hourKey(hour, series), unsealed) : new LookRows(0);
  return looks.length > 0 ? looks.slotMs[0]! : hour * HOUR_MS;
}

function firstFolded({ tables }: Parts, series: number): number | undefined {
  const key = tables.dayKeyFrom(dayKey(series, 0));
  if (key === undefined || key >= dayKey(series + 1, 0)) return undefined;
  const first = unpackDayHours(tables.day(key)?.hours ?? new Uint8Array()).findIndex((hour) => hour !== undefined);
  return 24 * dayOfKey(key) + Math.max(0, first);
}

function firstSealed({ tables, foldedDay }: Parts, series: number): number | undefined {
  let hour = tables.sealedHourFrom(24 * (foldedDay + 1));
  while (hour !== undefined && !tables.blockTotals(hourKey(hour, series))) hour = tables.sealedHourFrom(hour + 1);
  return hour;
}

/** What is imported has a row for each of its days. */
function spanOf(parts: Parts, series: number): { readonly fromMs: number; readonly toMs: number } | undefined {
  const { tables } = parts;
  const first = firstFolded(parts, series);
  const last = tables.dayKeyBefore(dayKey(series + 1, 0));
  if (first === undefined || last === undefined || last < dayKey(series, 0)) return undefined;
  const hours = unpackDayHours(tables.day(last)?.hours ?? new Uint8Array());
  const lastHour = hours.findLastIndex((hour) => hour !== undefined);
  const toMs = dayOfKey(last) * DAY_MS + (lastHour === -1 ? DAY_MS : (lastHour + 1) * HOUR_MS);
  return { fromMs: first * HOUR_MS, toMs };
}
