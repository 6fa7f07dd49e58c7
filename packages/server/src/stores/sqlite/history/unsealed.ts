/** What memory holds of one monitor: the looks since its hours were last sealed. */
import { LookRows } from '@upwatch/core';
import { readSeries } from './head.ts';
import type { Parts } from './parts.ts';
import { inSlotOrder } from './rows-order.ts';
import { hourKey, seriesOf } from './schema.ts';
import { readBlock } from './sealing.ts';

/** Rows by hour and series. Those of the head come first: they are older. */
export type Unsealed = ReadonlyMap<number, LookRows>;

/** Gathers the looks of a monitor from some regions, of hours from `fromHour` up to `toHour`. */
export function unsealedOf(
  parts: Parts,
  monitorKey: number,
  regions: readonly number[],
  hours: { readonly from: number; readonly to: number },
): Unsealed {
  const found = new Map<number, LookRows>();
  for (const hour of parts.head.hours()) {
    if (hour < hours.from || hour > hours.to) continue;
    for (const region of regions) {
      const series = seriesOf(monitorKey, region);
      const rows = readSeries(parts.head.runsOf(hour), series, new LookRows(32));
      if (rows.length > 0) found.set(hourKey(hour, series), rows);
    }
  }
  const wanted = new Set(regions.map((region) => seriesOf(monitorKey, region)));
  parts.recent.each(monitorKey, (series, hour, from, i) => {
    if (!wanted.has(series) || hour < hours.from || hour > hours.to) return;
    const key = hourKey(hour, series);
    const rows = (found.get(key) ?? new LookRows(32)).withRoom(1);
    rows.take(from, i);
    found.set(key, rows);
  });
  return found;
}

/** All looks of a series in an hour, sealed or not, in order of slots, each slot once. */
export function looksOfHour(parts: Parts, key: number, unsealed: Unsealed): LookRows {
  const more = unsealed.get(key);
  const rows = readBlock(parts, key, new LookRows(32));
  if (!more) return rows;
  const all = rows.withRoom(more.length);
  for (let i = 0; i < more.length; i++) all.take(more, i);
  return inSlotOrder(all);
}
